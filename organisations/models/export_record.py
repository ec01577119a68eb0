from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import EXPORTS_KEPT
from organisations.models.region import Region
from organisations.models.user import User


class ExportRecord(models.Model):
    """Who took what out, when and how much; never the data itself (CATALOGUE D11)."""

    what = models.CharField(_("what"), max_length=60)
    about = models.CharField(_("about"), max_length=80, blank=True)
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="export_records", verbose_name=_("region")
    )
    format = models.CharField(_("format"), max_length=8)
    rows = models.PositiveIntegerField(_("rows"))
    taken_at = models.DateTimeField(_("when"), default=timezone.now)
    taken_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )

    privacy = fields(
        dataset="oversight",
        internal="id what about region format rows taken_at taken_by",
        kept="12 months.",
        purges=(Purge(after=EXPORTS_KEPT, since="taken_at"),),
    )

    class Meta:
        ordering = ["-taken_at"]
        verbose_name = _("export")
        verbose_name_plural = _("exports")

    def __str__(self):
        return f"{self.what} ({self.format}, {self.rows})"
