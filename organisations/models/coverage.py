from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib.privacy import fields
from organisations.models.region import Region


class CoverageSnapshot(models.Model):
    """How far the inventory of a region had come when it was last counted.

    `counts` are for those who work there, `public` is what everybody may read of them: without
    numbers of fewer than five. Both are written by `organisations.actions.coverage` alone.
    """

    region = models.OneToOneField(
        Region, models.CASCADE, related_name="coverage", verbose_name=_("region")
    )
    counts = models.JSONField(_("counts"))
    public = models.JSONField(_("public counts"))
    counted_at = models.DateTimeField(_("counted"), default=timezone.now)

    privacy = fields(
        internal="id region counts",
        public="public counted_at",
        kept="Counted anew every ten minutes; numbers only.",
    )

    class Meta:
        verbose_name = _("coverage")
        verbose_name_plural = _("coverage")

    def __str__(self):
        return str(self.region)
