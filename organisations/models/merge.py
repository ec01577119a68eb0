from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib.merging import LEAVE
from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import MERGES_KEPT
from organisations.models.organisation import Organisation
from organisations.models.user import User


class MergeQuerySet(models.QuerySet):
    def standing(self):
        """Not undone."""
        return self.filter(undone_at__isnull=True)

    def of_survivor(self, organisation):
        return self.filter(survivor=organisation)

    def touching(self, organisation):
        return self.filter(Q(survivor=organisation) | Q(absorbed=organisation))

    def remembered(self):
        """With what undo needs."""
        return self.filter(forgotten_at__isnull=True)

    def forget_rows(self, *, at=None):
        """Empty what undo would need: it holds addresses."""
        return self.update(rows={}, forgotten_at=at or timezone.now())

    def made_before(self, moment):
        return self.filter(merged_at__lt=moment)

    def run_by(self, user):
        ours = Organisation.objects.run_by(user)
        return self.filter(survivor__in=ours, absorbed__in=ours)

    def with_parts(self):
        place = "municipality__region"
        return self.select_related(f"survivor__{place}", f"absorbed__{place}", "merged_by")


class Merge(models.Model):
    """Two entries of the register were one association: what was chosen, and the way back."""

    survivor = models.ForeignKey(
        Organisation, models.PROTECT, related_name="merges", verbose_name=_("kept")
    )
    absorbed = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="merged_away_by",
        verbose_name=_("merged into it"),
    )
    merged_at = models.DateTimeField(_("merged"), default=timezone.now)
    merged_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("merged by"),
    )
    rows = models.JSONField(
        _("the rows before and after"),
        default=dict,
        help_text=_("Of both organisations, and of what they are tied to; emptied after a year."),
    )
    followed = models.JSONField(
        _("what followed"),
        default=list,
        help_text=_("Keys by relation: what moved, what stayed, what the kept one had."),
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("undone by"),
    )
    left = models.JSONField(
        _("what undo left"),
        default=dict,
        help_text=_("Fields and rows that had changed since and stay with the kept one."),
    )
    forgotten_at = models.DateTimeField(_("old rows deleted"), null=True, blank=True)

    privacy = fields(
        dataset="register",
        found_by="rows",
        erased="forget_rows",
        purges=(Purge(after=MERGES_KEPT, action="organisations.actions.merging.forget_merges"),),
        internal="id survivor absorbed merged_at merged_by followed undone_at undone_by left"
        " forgotten_at",
        personal="rows",
        kept="The old rows a year, or until the organisation leaves the register; that it was merged"
        " as long as the organisation is kept.",
    )
    merging = {"survivor": LEAVE, "absorbed": LEAVE}

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["-merged_at", "-pk"]
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        constraints = [
            models.UniqueConstraint(
                fields=["absorbed"],
                condition=Q(undone_at__isnull=True),
                name="merge_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(survivor=models.F("absorbed")), name="merge_is_of_two"
            ),
        ]

    def __str__(self):
        return f"{self.absorbed} → {self.survivor}"

    def mark_undone(self, *, by, left, at=None):
        self.undone_at = at or timezone.now()
        self.undone_by = by
        self.left = left
        self.save(update_fields=["undone_at", "undone_by", "left"])
