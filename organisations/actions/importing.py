"""Register lists on their way in: opened, mapped, looked through, written or discarded.

Nothing touches the register before `commit_batch`, and that in one transaction.
"""

import uuid
from contextlib import suppress
from datetime import timedelta

from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from kick.lib import spreadsheet
from kick.lib.spreadsheet_limits import Limits
from kick.lib.tally import COUNTRY, count_anew
from organisations.actions.bulk_register import write_rows
from organisations.models import (
    BatchStatus,
    Fate,
    ImportBatch,
    ImportRow,
    ImportSheet,
    Region,
    WrongMove,
)
from organisations.register_lists import cells
from organisations.register_lists.columns import checked_mapping, guess_mapping
from organisations.register_lists.look import judge_all, read_rows
from organisations.register_lists.reasons import problem

# What is looked through and written well within the time that a web server gives a request.
LIMITS = Limits(rows=20_000)
BATCH = 1000
ATTEMPTS = 3
ROWS_KEPT = timedelta(days=30)
FATES_THAT_WRITE = [Fate.NEW, Fate.UPDATE]


class NotToCommit(Exception):
    """The batch is not waiting to be written: somebody has just done so, or discarded it."""


class RegisterBusy(Exception):
    """Others changed the same organisations at the same moment; nothing was written."""


class SourceMissing(Exception):
    """Where the data came from is to be known for every organisation (GDPR art. 14)."""


def read_list(file, *, encoding=None):
    """The file as masked sheets, kept nowhere. Raises spreadsheet.UnreadableFile.

    Personal numbers are starred before anything else sees the cells.
    """
    book = spreadsheet.read(file, encoding=encoding, limits=LIMITS)
    for sheet in book.sheets:
        mapping = guess_mapping(sheet.headers)
        strict = {
            index
            for index, header in enumerate(sheet.headers)
            if mapping.get(header) == "org_number"
        }
        sheet.rows = masked_rows(sheet.rows, strict)
    return book


def masked_rows(rows, strict_columns=frozenset()):
    return [
        [
            cells.masked_cell(cell, strictly=column in strict_columns) if cell else ""
            for column, cell in enumerate(row)
        ]
        for row in rows
    ]


@transaction.atomic
def open_list(*, file, file_name, region, source, by, key=None, **about):
    """Reads a file into a batch that waits for its columns; the file itself is not kept.

    `key` is the batch's uuid: the same again gives the same batch.
    `about` may hold `municipality` and `received_on` for the whole file, and `encoding`.
    Raises spreadsheet.UnreadableFile, SourceMissing.
    """
    if not source.strip():
        raise SourceMissing
    book = read_list(file, encoding=about.pop("encoding", None))
    filled = [sheet for sheet in book.sheets if any(sheet.rows)]
    batch, is_new = ImportBatch.objects.get_or_create(
        uuid=key or uuid.uuid4(),
        defaults={
            "created_by": by,
            "file_name": file_name[:200],
            "region": region,
            "source": source.strip(),
            **about,
        },
    )
    if not is_new:
        return batch
    ImportSheet.objects.bulk_create(
        ImportSheet(
            batch=batch,
            position=position,
            name=sheet.name[:100],
            is_hidden=sheet.hidden,
            rows=sheet.rows,
            merged=sheet.merged,
            remarks=[[remark.row, remark.column, remark.code] for remark in sheet.remarks],
        )
        for position, sheet in enumerate(filled)
    )
    if len(filled) == 1:
        choose_sheet(batch=batch, sheet=batch.sheets.get())
    return batch


def choose_sheet(*, batch, sheet):
    """Takes this sheet and forgets the others; its headings and columns are guessed."""
    # The others hold addresses too, and nobody will look at them.
    batch.sheets.exclude(pk=sheet.pk).delete()
    read = sheet_of(sheet)
    header_row = read.header_row
    batch.sheet_name = sheet.name
    set_header(batch=batch, sheet=read, header_row=header_row)


def seat_all(*, batch, municipality):
    """Every row without a municipality of its own belongs there, or with None nowhere; counts when
    the rows are looked through again."""
    batch.municipality = municipality
    batch.save(update_fields=["municipality"])


def set_header(*, batch, sheet, header_row):
    """Another row is the headings (an index, or None): columns are guessed anew."""
    batch.header_row = None if header_row is None else header_row + 1
    batch.columns = sheet.headers_of(header_row)
    batch.mapping = guess_mapping(
        batch.columns, municipality_given=batch.municipality_id is not None
    )
    batch.save(update_fields=["sheet_name", "header_row", "columns", "mapping"])


def sheet_of(stored):
    """A stored sheet as it came from the file."""
    return spreadsheet.Sheet(
        name=stored.name,
        rows=stored.rows,
        hidden=stored.is_hidden,
        merged=[tuple(merge) for merge in stored.merged],
        remarks=[spreadsheet.Remark(*remark) for remark in stored.remarks],
    )


@transaction.atomic
def stage(*, batch, mapping):
    """Looks every row through and stores what would become of it; the register is untouched.

    May be done again with another mapping. Raises columns.WrongMapping, WrongMove.
    """
    batch = ImportBatch.objects.select_for_update(of=["self"]).get(pk=batch.pk)
    batch.mapping = checked_mapping(mapping, batch.columns)
    if batch.status == BatchStatus.STAGED:
        batch.map_again()
    batch.stage()
    batch.save(update_fields=["mapping"])
    stored = batch.sheets.get()
    mask_numbers(batch, stored)
    rows = rows_of(batch, sheet_of(stored))
    judge_rows(batch, rows)
    batch.rows.all().delete()
    save_rows(batch, rows)


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


def commit_batch(*, batch):
    """Writes the rows without errors, all or none.

    Each is judged again by the register as it is now; what no longer fits becomes an
    error and is left. Raises NotToCommit when it is not, or no longer, waiting, and
    RegisterBusy when the register would not hold still.
    """
    for _attempt in range(ATTEMPTS):
        try:
            return _commit_once(batch)
        except IntegrityError:
            continue
        except OperationalError as error:
            raise RegisterBusy from error
    raise RegisterBusy


@transaction.atomic
def _commit_once(batch):
    # Whoever comes second finds the row locked, and is told at once.
    waiting = ImportBatch.objects.taken_for_writing(batch)
    if waiting is None:
        raise NotToCommit
    rows = list(waiting.rows.filter(fate__in=FATES_THAT_WRITE))
    staged = [(row.fate, row.organisation_id, row.changes) for row in rows]
    register = judge_rows(waiting, rows, locked=True)
    left = [row for row, before in zip(rows, staged, strict=True) if is_left(row, before)]
    write_rows(rows, register=register, source=waiting.source, received_on=waiting.received_on)
    ImportRow.objects.lead_to_organisations([row for row in rows if row.fate == Fate.NEW])
    ImportRow.objects.bulk_update(left, ["fate", "errors", "organisation"], batch_size=BATCH)
    waiting.sheets.all().delete()
    waiting.commit()
    count_anew(waiting.region_id, COUNTRY)
    return waiting


def is_left(row, before):
    """Whether the row no longer fits what she saw; then it is an error, or there is nothing to do."""
    if (row.fate, row.organisation_id, row.changes) == before:
        return False
    if row.fate not in (Fate.UNCHANGED, Fate.SKIP):
        row.fate = Fate.ERROR
        row.errors = [*row.errors, problem("", "register_changed")]
    return True


def discard_batch(*, batch):
    """Forgets the list: its rows and sheets are deleted. Raises WrongMove."""
    with transaction.atomic():
        batch.discard()
        batch.rows.all().delete()
        batch.sheets.all().delete()


def purge_imports(*, at=None):
    """Deletes the rows of lists written more than 30 days ago, and discards lists opened before
    then that nobody has written; the batches stay, to say where data came from (DESIGN rule 11)."""
    before = (at or timezone.now()) - ROWS_KEPT
    ImportRow.objects.written_before(before).delete()
    for batch in ImportBatch.objects.waiting().opened_before(before):
        # Somebody who writes it at this very moment is right.
        with suppress(WrongMove):
            discard_batch(batch=batch)


def look_through(*, batch, sheet):
    """The rows of an unsaved batch with their fates; nothing is stored."""
    rows = rows_of(batch, sheet)
    judge_rows(batch, rows)
    return rows


def import_at_once(*, batch, sheet):
    """Looks an unsaved batch through and writes its good rows; returns all rows.

    For the command. The batch is saved only when something was written. Raises RegisterBusy.
    """
    for _attempt in range(ATTEMPTS):
        try:
            return _import_once(batch, sheet)
        except IntegrityError:
            batch.pk = None
        except OperationalError as error:
            raise RegisterBusy from error
    raise RegisterBusy


@transaction.atomic
def _import_once(batch, sheet):
    rows = rows_of(batch, sheet)
    register = judge_rows(batch, rows, locked=True)
    if any(row.fate in FATES_THAT_WRITE for row in rows):
        write_rows(rows, register=register, source=batch.source, received_on=batch.received_on)
        batch.save(force_insert=True)
        save_rows(batch, rows)
        batch.commit()
        count_anew(batch.region_id, COUNTRY)
    return rows
