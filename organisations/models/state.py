from django.db import models


class WrongMove(Exception):
    """The state table does not list this move, or somebody else made a move first."""


class Moves(models.Model):
    """One private door between states; `MOVES` stands beside each model's statuses."""

    moves: dict = {}

    class Meta:
        abstract = True

    def _move_to(self, status, **stamps):
        if status not in self.moves[self.status]:
            raise WrongMove(f"{self.status} -> {status}")
        # The filter lets the database decide between two people who move it at once.
        unmoved = type(self).objects.filter(pk=self.pk, status=self.status)
        if not unmoved.update(status=status, **stamps):
            raise WrongMove(f"no longer {self.status}")
        self.status = status
        for name, value in stamps.items():
            setattr(self, name, value)
