import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib.constraints import one_of
from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import BATCHES_KEPT, ROWS_KEPT
from organisations.models.led import led_by
from organisations.models.region import Municipality, Region
from organisations.models.state import Moves
from organisations.models.user import User


class BatchStatus(models.TextChoices):
    MAPPING = "mapping", _("Columns to be chosen")
    STAGED = "staged", _("Looked through, nothing written")
    WRITING = "writing", _("Being written")
    COMMITTED = "committed", _("Written to the register")
    TAKING_BACK = "taking_back", _("Being taken back")
    TAKEN_BACK = "taken_back", _("Taken back")
    DISCARDED = "discarded", _("Discarded")


BATCH_MOVES = {
    BatchStatus.MAPPING: {BatchStatus.STAGED, BatchStatus.DISCARDED},
    BatchStatus.STAGED: {
        BatchStatus.MAPPING,
        BatchStatus.WRITING,
        BatchStatus.COMMITTED,
        BatchStatus.DISCARDED,
    },
    BatchStatus.WRITING: {BatchStatus.COMMITTED, BatchStatus.STAGED},
    BatchStatus.COMMITTED: {BatchStatus.TAKING_BACK, BatchStatus.TAKEN_BACK},
    BatchStatus.TAKING_BACK: {BatchStatus.TAKEN_BACK, BatchStatus.COMMITTED},
    BatchStatus.TAKEN_BACK: set(),
    BatchStatus.DISCARDED: set(),
}
# What may be done at once, and what only an order that was not stopped.
TO_WRITE = {False: [BatchStatus.STAGED, BatchStatus.WRITING], True: [BatchStatus.WRITING]}
TO_TAKE_BACK = {
    False: [BatchStatus.COMMITTED, BatchStatus.TAKING_BACK],
    True: [BatchStatus.TAKING_BACK],
}


class ImportBatchQuerySet(models.QuerySet):
    def run_by(self, user):
        return led_by(user, self)

    def taken_for_writing(self, batch, *, ordered=False):
        """The batch under lock if it waits to be written and nobody else is at it, else None.

        With `ordered` only while its order stands: one that was stopped has left a job behind.
        """
        return self._taken(batch, TO_WRITE[ordered])

    def taken_for_taking_back(self, batch, *, ordered=False):
        return self._taken(batch, TO_TAKE_BACK[ordered])

    def _taken(self, batch, statuses):
        waiting = self.filter(pk=batch.pk, status__in=statuses)
        return waiting.select_for_update(skip_locked=True).first()

    def of_sitting(self, sitting):
        """Opened together, in the order of the files and their sheets."""
        return self.filter(sitting=sitting).order_by("pk")

    def mapped(self):
        """Whose columns somebody has looked at."""
        return self.exclude(status=BatchStatus.MAPPING).exclude(mapping={})

    def waiting(self):
        """Neither written nor discarded."""
        return self.filter(status__in=[BatchStatus.MAPPING, BatchStatus.STAGED])

    def opened_before(self, moment):
        return self.filter(created_at__lt=moment)


class ImportBatch(Moves):
    """One register list on its way in: staged rows, looked at, then written all at once."""

    moves = BATCH_MOVES

    sitting = models.UUIDField(
        _("sitting"),
        default=uuid.uuid4,
        db_index=True,
        editable=False,
        help_text=_("The same for lists that were opened together."),
    )
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
    taken_back_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    contact_purpose = models.CharField(
        _("what the contact persons are for"),
        max_length=200,
        blank=True,
        help_text=_("Without a purpose no contact person is read (GDPR art. 5)."),
    )
    trouble = models.CharField(
        _("why it was not done"),
        max_length=20,
        blank=True,
        help_text=_("A code; empty when nothing went wrong."),
    )

    privacy = fields(
        dataset="imports",
        internal="id uuid region file_name sheet_name columns mapping municipality source"
        " received_on status created_at created_by committed_at taken_back_at header_row sitting"
        " contact_purpose trouble",
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

    def order_writing(self):
        self._move_to(BatchStatus.WRITING, trouble="")

    def order_taking_back(self):
        self._move_to(BatchStatus.TAKING_BACK, trouble="")

    def give_up(self, *, trouble):
        """Back to before the order; nothing was written."""
        before = {
            BatchStatus.WRITING: BatchStatus.STAGED,
            BatchStatus.TAKING_BACK: BatchStatus.COMMITTED,
        }
        self._move_to(before.get(self.status), trouble=trouble)

    def take_back(self, *, at=None):
        self._move_to(BatchStatus.TAKEN_BACK, taken_back_at=at or timezone.now())

    @property
    def work(self):
        """Its name in kick.lib.progress."""
        return f"list-{self.pk}"

    @property
    def is_at_work(self):
        return self.status in (BatchStatus.WRITING, BatchStatus.TAKING_BACK)


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
