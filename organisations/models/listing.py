from django.db import models
from django.utils.translation import gettext_lazy as _

from kick.lib.merging import MOVE_UNLESS_TAKEN
from kick.lib.privacy import fields
from organisations.models.import_batch import ImportBatch
from organisations.models.organisation import Organisation


class Listing(models.Model):
    """A list held an organisation, whether or not it had anything new to say of it.

    The rows of a list are deleted after 30 days; whoever gave it is told for two years what has
    changed since, and what is new to her.
    """

    batch = models.ForeignKey(
        ImportBatch, models.CASCADE, related_name="listings", verbose_name=_("import")
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="listings", verbose_name=_("organisation")
    )

    merging = {"organisation": MOVE_UNLESS_TAKEN}
    privacy = fields(
        dataset="imports",
        internal="id batch organisation",
        kept="As long as the batch.",
    )

    class Meta:
        ordering = ["batch", "organisation"]
        verbose_name = _("listed organisation")
        verbose_name_plural = _("listed organisations")
        constraints = [
            models.UniqueConstraint(fields=["batch", "organisation"], name="listing_once_per_list")
        ]

    def __str__(self):
        return f"{self.batch_id}: {self.organisation_id}"
