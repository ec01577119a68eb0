"""The rows of a list as it came, and what becomes of each."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kick.lib.constraints import one_of
from kick.lib.merging import LEAVE
from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import ROWS_KEPT
from organisations.models.activity_word import Culture
from organisations.models.import_batch import BatchStatus, ImportBatch
from organisations.models.organisation import Organisation


class Fate(models.TextChoices):
    NEW = "new", _("New")
    UPDATE = "update", _("Update")
    UNCHANGED = "unchanged", _("Unchanged")
    ASK = "ask", _("To decide")
    ERROR = "error", _("Has errors")
    SKIP = "skip", _("Skip")


class Choice(models.TextChoices):
    """What a person has decided for a row; nothing chosen leaves what the list proposes."""

    NEW = "new", _("Take in as new")
    SAME = "same", _("The same as an organisation in the register")
    SKIP = "skip", _("Skip")


IN_REGISTER = {Fate.NEW, Fate.UPDATE, Fate.UNCHANGED}


class ImportRowQuerySet(models.QuerySet):
    def written_before(self, moment):
        return self.filter(batch__committed_at__lt=moment)

    def faulty(self):
        return self.filter(fate=Fate.ERROR)

    def of_organisations(self):
        """That are of an organisation in the register, as it was or with something new."""
        return self.filter(fate__in=IN_REGISTER, organisation__isnull=False)

    def written(self):
        """That put something into the register."""
        return self.exclude(trace={})

    def kept_when_taken_back(self):
        """Changed since the list was written, and so left as they are."""
        return self.filter(trace__has_key="kept")

    def written_later_than(self, batch, *, among):
        """What lists in the register wrote after this one on the same organisations; oldest first."""
        keys = {row.organisation_id for row in among} - {None}
        later = self.written().filter(
            organisation__in=keys,
            batch__status=BatchStatus.COMMITTED,
            batch__committed_at__gt=batch.committed_at,
        )
        return later.select_related("batch").order_by("batch__committed_at", "pk")

    def kept_because_of(self, batch, *, among):
        """What lists written before this one kept on the same organisations when they were taken
        back; the latest first."""
        keys = {row.organisation_id for row in among} - {None}
        earlier = self.kept_when_taken_back().filter(
            organisation__in=keys,
            batch__status=BatchStatus.TAKEN_BACK,
            batch__committed_at__lt=batch.committed_at,
        )
        return earlier.select_related("batch").order_by("-batch__committed_at", "-number")


class ImportRow(models.Model):
    """One row of a list as it came, what we understood of it, and what becomes of it."""

    batch = models.ForeignKey(
        ImportBatch, models.CASCADE, related_name="rows", verbose_name=_("import")
    )
    number = models.PositiveIntegerField(_("row in the file"))
    cells = models.JSONField(
        _("cells"),
        default=list,
        help_text=_("As in the file; a personal number is masked."),
    )
    values = models.JSONField(_("understood as"), default=dict)
    errors = models.JSONField(
        _("errors"),
        default=list,
        help_text=_("Column and reason of every error in the row."),
    )
    notes = models.JSONField(
        _("notes"),
        default=list,
        help_text=_("What is worth a look and stops nothing."),
    )
    fate = models.CharField(_("what becomes of it"), max_length=10, choices=Fate)
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="import_rows",
        verbose_name=_("organisation"),
    )
    changes = models.JSONField(
        _("changes"), default=dict, help_text=_("Field to old and new value.")
    )

    culture = models.CharField(
        _("culture"),
        max_length=8,
        choices=Culture,
        blank=True,
        help_text=_("Empty when nothing in the list asks whether it is."),
    )
    chosen = models.CharField(
        _("decided"),
        max_length=8,
        choices=Choice,
        blank=True,
        help_text=_("Empty when nobody has decided otherwise."),
    )
    same_as = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("the same as"),
    )
    trace = models.JSONField(
        _("what was written"),
        default=dict,
        help_text=_("What taking the list back needs besides the changes."),
    )

    # It tells what a list held, and what taking the list back may change.
    merging = {"organisation": LEAVE, "same_as": LEAVE}
    privacy = fields(
        dataset="imports",
        found_by="cells values changes trace",
        erased="blank",
        purges=(Purge(after=ROWS_KEPT, rows="written_before"),),
        internal="id batch number errors notes fate organisation culture chosen same_as",
        personal="cells values changes trace",
        kept="30 days after the batch was written or discarded.",
    )

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        ordering = ["batch", "number"]
        verbose_name = _("row")
        verbose_name_plural = _("rows")
        constraints = [
            one_of("fate", Fate, name="import_row_fate_is_known"),
            one_of("chosen", ["", *Choice.values], name="import_row_choice_is_known"),
            one_of("culture", ["", *Culture.values], name="import_row_culture_is_known"),
            models.UniqueConstraint(fields=["batch", "number"], name="import_row_once_per_batch"),
        ]

    def __str__(self):
        return f"{self.batch_id}:{self.number}"

    @property
    def is_of_organisation(self):
        return self.fate in IN_REGISTER and self.organisation_id is not None
