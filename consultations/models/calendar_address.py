from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib.privacy import fields
from organisations.models import Linked, LinkedQuerySet, User


class CalendarAddress(Linked):
    """The secret address under which a person's calendar reads her meetings. Whoever has it can read
    them, so that she may change it or take it away at any time."""

    link_kind = "calendar"

    user = models.OneToOneField(
        User, models.CASCADE, related_name="calendar_address", verbose_name=_("person")
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now)

    privacy = fields(
        dataset="accounts",
        internal="id uuid user created_at link_version",
        secret="link_hash",
        kept="Until she takes it away, or her account goes.",
        found_by="user",
        erased="delete",
    )

    objects = LinkedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self):
        return str(self.user)
