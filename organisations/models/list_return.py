from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib.constraints import not_blank
from kick.lib.privacy import fields
from organisations.models.led import led_by
from organisations.models.linked import Linked, LinkedQuerySet
from organisations.models.region import Municipality
from organisations.models.user import User


class ListReturnQuerySet(LinkedQuerySet):
    def run_by(self, user):
        return led_by(user, self, region="municipality__region")

    def with_parts(self):
        return self.select_related("municipality__region")


class ListReturn(Linked):
    """A municipality that gave a list sees, by a link of its own, what has become of it."""

    link_kind = "list_return"

    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        related_name="list_returns",
        verbose_name=_("municipality"),
    )
    source = models.CharField(
        _("source"), max_length=120, help_text=_("As it stands with the organisations.")
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    made_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )

    privacy = fields(
        dataset="register",
        internal="id uuid municipality source made_at made_by link_version",
        secret="link_hash",
        kept="For as long as the municipality's list is a source of the register.",
    )

    objects = ListReturnQuerySet.as_manager()

    class Meta:
        ordering = ["municipality", "source"]
        verbose_name = _("list given back")
        verbose_name_plural = _("lists given back")
        constraints = [
            not_blank("source", name="list_return_has_a_source"),
            models.UniqueConstraint(
                fields=["municipality", "source"], name="list_return_once_per_source"
            ),
        ]

    def __str__(self):
        return f"{self.municipality}: {self.source}"
