"""Every row read and compared with the register; what would become of it is stored, nothing else."""

from django.db import transaction

from organisations.actions.importing.opening import masked_rows, sheet_of
from organisations.actions.importing.proposing import propose
from organisations.models import BatchStatus, ImportBatch, ImportRow, Region
from organisations.register_lists.columns import CONTACT_FIELDS, checked_mapping
from organisations.register_lists.look import judge_all, read_rows

BATCH = 1000


class PurposeMissing(Exception):
    """Contact persons are to be read, and nobody has said what for (GDPR art. 5)."""


@transaction.atomic
def stage(*, batch, mapping, contact_purpose=""):
    """Looks every row through and stores what would become of it; the register is untouched.

    May be done again with another mapping; what was decided for a row stands.
    Raises columns.WrongMapping, PurposeMissing, WrongMove.
    """
    batch = ImportBatch.objects.select_for_update(of=["self"]).get(pk=batch.pk)
    batch.mapping = checked_mapping(mapping, batch.columns)
    batch.contact_purpose = purpose_for(batch.mapping, contact_purpose)
    if batch.status == BatchStatus.STAGED:
        batch.map_again()
    batch.stage()
    batch.save(update_fields=["mapping", "contact_purpose"])
    stored = batch.sheets.get()
    mask_numbers(batch, stored)
    rows = rows_of(batch, sheet_of(stored))
    decide_again(batch, rows)
    propose(rows, register=judge_rows(batch, rows))
    batch.rows.all().delete()
    save_rows(batch, rows)
    tell_the_others(batch)


def purpose_for(mapping, purpose):
    """The purpose when contact persons are read, and none otherwise. Raises PurposeMissing."""
    if not CONTACT_FIELDS & set(mapping.values()):
        return ""
    if not purpose.strip():
        raise PurposeMissing
    return purpose.strip()[:200]


def decide_again(batch, rows):
    decided = batch.rows.exclude(chosen="").values_list("number", "chosen", "same_as_id")
    by_number = {number: choice for number, *choice in decided}
    for row in rows:
        if row.number in by_number:
            row.chosen, row.same_as_id = by_number[row.number]


def tell_the_others(batch):
    """Lists of the same sitting with the same headings, and not yet looked at, get its columns."""
    for other in ImportBatch.objects.of_sitting(batch.sitting).exclude(pk=batch.pk):
        if other.status == BatchStatus.MAPPING and other.columns == batch.columns:
            other.mapping = batch.mapping
            other.save(update_fields=["mapping"])


def rows_of(batch, sheet):
    return read_rows(
        sheet,
        batch.mapping,
        header_row=batch.header_row and batch.header_row - 1,
        region=batch.region,
        municipality=batch.municipality,
    )


def judge_rows(batch, rows, *, locked=False):
    """Gives every row its fate; returns the register that they were compared with.

    With `locked` no other list of the region is written till the transaction ends.
    """
    if locked:
        Region.objects.select_for_update(no_key=True).get(pk=batch.region_id)
    return judge_all(
        rows,
        region=batch.region,
        mapping=batch.mapping,
        received_on=batch.received_on,
        locked=locked,
    )


def mask_numbers(batch, stored):
    """A column that turns out to hold organisation numbers is masked more strictly."""
    strict = {
        index
        for index, header in enumerate(batch.columns)
        if batch.mapping.get(header) == "org_number"
    }
    masked = masked_rows(stored.rows, strict)
    if masked != stored.rows:
        stored.rows = masked
        stored.save(update_fields=["rows"])


def save_rows(batch, rows):
    for row in rows:
        row.batch = batch
    ImportRow.objects.bulk_create(rows, batch_size=BATCH)


def look_through(*, batch, sheet):
    """The rows of an unsaved batch with their fates; nothing is stored."""
    rows = rows_of(batch, sheet)
    judge_rows(batch, rows)
    return rows
