import uuid

from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib.constraints import one_of
from kick.lib.merging import LEAVE
from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import BATCHES_KEPT, ROWS_KEPT
from organisations.models.organisation import Organisation
from organisations.models.region import Municipality, Region
from organisations.models.state import Moves
from organisations.models.user import User


class BatchStatus(models.TextChoices):
    MAPPING = "mapping", _("Columns to be chosen")
    STAGED = "staged", _("Looked through, nothing written")
    COMMITTED = "committed", _("Written to the register")
    DISCARDED = "discarded", _("Discarded")


BATCH_MOVES = {
    BatchStatus.MAPPING: {BatchStatus.STAGED, BatchStatus.DISCARDED},
    BatchStatus.STAGED: {
        BatchStatus.MAPPING,
        BatchStatus.COMMITTED,
        BatchStatus.DISCARDED,
    },
    BatchStatus.COMMITTED: set(),
    BatchStatus.DISCARDED: set(),
}


class ImportBatchQuerySet(models.QuerySet):
    def run_by(self, user):
        if not user.is_authenticated:
            return self.none()
        if user.leads_everywhere:
            return self
        return self.filter(region__in=user.led_region_ids)

    def taken_for_writing(self, batch):
        """The batch under lock if it waits to be written and nobody else is at it, else None."""
        waiting = self.filter(pk=batch.pk, status=BatchStatus.STAGED)
        return waiting.select_for_update(skip_locked=True).first()

    def waiting(self):
        """Neither written nor discarded."""
        return self.filter(status__in=[BatchStatus.MAPPING, BatchStatus.STAGED])

    def opened_before(self, moment):
        return self.filter(created_at__lt=moment)


class ImportBatch(Moves):
    """One register list on its way in: staged rows, looked at, then written all at once."""

    moves = BATCH_MOVES

    uuid = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="import_batches", verbose_name=_("region")
    )
    file_name = models.CharField(_("file"), max_length=200)
    sheet_name = models.CharField(_("sheet"), max_length=100, blank=True)
    header_row = models.PositiveIntegerField(
        _("row of the headings"),
        null=True,
        blank=True,
        help_text=_("As the spreadsheet program counts; empty when there is none."),
    )
    columns = models.JSONField(_("columns"), default=list)
    mapping = models.JSONField(
        _("mapping"), default=dict, help_text=_("Column name to field name.")
    )
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality for the whole file"),
    )
    source = models.CharField(_("source"), max_length=120)
    received_on = models.DateField(_("received on"), default=timezone.localdate)
    status = models.CharField(
        _("status"), max_length=12, choices=BatchStatus, default=BatchStatus.MAPPING
    )
    created_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    created_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="import_batches",
        verbose_name=_("uploaded by"),
    )
    committed_at = models.DateTimeField(_("written"), null=True, blank=True)

    privacy = fields(
        dataset="imports",
        internal="id uuid region file_name sheet_name columns mapping municipality source"
        " received_on status created_at created_by committed_at header_row",
        kept="The rows 30 days after they were written or discarded, the batch 24 months.",
        purges=(
            Purge(after=ROWS_KEPT, action="organisations.actions.importing.discard_old"),
            Purge(after=BATCHES_KEPT, since="created_at"),
        ),
    )

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [one_of("status", BatchStatus, name="import_batch_status_is_known")]

    def __str__(self):
        return f"{self.file_name} ({self.source})"

    def stage(self):
        self._move_to(BatchStatus.STAGED)

    def map_again(self):
        self._move_to(BatchStatus.MAPPING)

    def commit(self, *, at=None):
        self._move_to(BatchStatus.COMMITTED, committed_at=at or timezone.now())

    def discard(self):
        self._move_to(BatchStatus.DISCARDED)


class ImportSheet(models.Model):
    """One sheet of the file as it was read, kept only while columns are chosen."""

    batch = models.ForeignKey(
        ImportBatch, models.CASCADE, related_name="sheets", verbose_name=_("import")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("sheet"), max_length=100, blank=True)
    is_hidden = models.BooleanField(_("hidden in the file"), default=False)
    rows = models.JSONField(
        _("rows"),
        default=list,
        help_text=_("As in the file; a personal number is masked."),
    )
    merged = models.JSONField(_("merged cells"), default=list)
    remarks = models.JSONField(_("remarks"), default=list)

    privacy = fields(
        dataset="imports",
        internal="id batch position name is_hidden merged remarks",
        personal="rows",
        kept="Until the batch is written or discarded, 30 days at most.",
        found_by="rows",
        erased="blank",
        goes_with="batch",
    )

    class Meta:
        ordering = ["batch", "position"]
        verbose_name = _("sheet")
        verbose_name_plural = _("sheets")
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "position"], name="import_sheet_once_per_batch"
            )
        ]

    def __str__(self):
        return self.name or str(self.batch)


class Fate(models.TextChoices):
    NEW = "new", _("New")
    UPDATE = "update", _("Update")
    UNCHANGED = "unchanged", _("Unchanged")
    ERROR = "error", _("Has errors")
    SKIP = "skip", _("Skip")


class ImportRowQuerySet(models.QuerySet):
    def written_before(self, moment):
        return self.filter(batch__committed_at__lt=moment)

    def lead_to_organisations(self, rows):
        """Stores where the rows lead, and nothing else of them: their cells are large."""
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE organisations_importrow AS stored SET organisation_id = found.organisation"
                " FROM unnest(%s::bigint[], %s::bigint[]) AS found (id, organisation)"
                " WHERE stored.id = found.id",
                [[row.pk for row in rows], [row.organisation_id for row in rows]],
            )


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

    privacy = fields(
        dataset="imports",
        internal="id batch number errors notes fate organisation",
        personal="cells values changes",
        kept="30 days after the batch was written or discarded.",
        found_by="cells values changes",
        erased="blank",
        purges=(Purge(after=ROWS_KEPT, rows="written_before"),),
    )

    # It tells what a list held, and what taking the list back may change.
    merging = {"organisation": LEAVE}

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        ordering = ["batch", "number"]
        verbose_name = _("row")
        verbose_name_plural = _("rows")
        constraints = [
            one_of("fate", Fate, name="import_row_fate_is_known"),
            models.UniqueConstraint(fields=["batch", "number"], name="import_row_once_per_batch"),
        ]

    def __str__(self):
        return f"{self.batch_id}:{self.number}"
