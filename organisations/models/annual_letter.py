from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import REQUESTS_KEPT
from organisations.models.linked import Linked, LinkedQuerySet


class AnnualLetter(Linked):
    """One letter asks about all associations with one address; its link opens one page for them.

    An association that gets another address, or leaves this one, no longer stands in it.
    """

    link_kind = "annual"

    asked_at = models.DateTimeField(_("asked"), default=timezone.now)

    privacy = fields(
        dataset="register",
        internal="id uuid asked_at link_version",
        secret="link_hash",
        kept="Two years.",
        purges=(Purge(after=REQUESTS_KEPT, since="asked_at"),),
    )

    objects = LinkedQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "pk"]
        verbose_name = _("yearly letter to several")
        verbose_name_plural = _("yearly letters to several")

    def __str__(self):
        return str(self.uuid)
