from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib.constraints import not_blank
from kick.lib.merging import MOVE_UNLESS_TAKEN
from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import CONTACTS_OVERDUE
from organisations.models.import_batch import ImportBatch
from organisations.models.organisation import Organisation


class ContactQuerySet(models.QuerySet):
    def due_at(self, moment):
        """Each has its own last day, a year after the list came."""
        return self.filter(purge_on__lte=timezone.localdate(moment))


class Contact(models.Model):
    """A person whom a municipality's list names for an organisation; taken only when somebody has
    chosen to, for a stated purpose and a year. Never shown in public."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="contacts", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=100)
    task = models.CharField(_("task"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    purpose = models.CharField(
        _("purpose"), max_length=200, help_text=_("What the person may be contacted for.")
    )
    source = models.CharField(_("source"), max_length=120)
    received_on = models.DateField(_("received on"))
    purge_on = models.DateField(
        _("deleted on"), help_text=_("A year after the list came, unless asked for anew.")
    )
    batch = models.ForeignKey(
        ImportBatch,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("import"),
    )

    merging = {"organisation": MOVE_UNLESS_TAKEN}
    privacy = fields(
        dataset="imports",
        found_by="email",
        erased="delete",
        purges=(Purge(after=CONTACTS_OVERDUE, rows="due_at"),),
        internal="id organisation purpose source received_on purge_on batch",
        personal="name task email phone",
        kept="A year after the list came, or until the organisation leaves the register.",
    )

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "name", "pk"]
        verbose_name = _("contact person")
        verbose_name_plural = _("contact persons")
        constraints = [
            not_blank("name", name="contact_has_a_name"),
            not_blank("purpose", name="contact_has_a_purpose"),
            models.UniqueConstraint(
                "organisation", Lower("name"), name="contact_once_per_organisation"
            ),
        ]

    def __str__(self):
        return self.name
