"""Files become batches that wait for their columns; the files themselves are not kept."""

import uuid

from django.db import transaction

from kick.lib import personal, spreadsheet
from kick.lib.spreadsheet_limits import Limits
from organisations.models import ImportBatch, ImportSheet
from organisations.register_lists import cells
from organisations.register_lists.columns import guess_mapping

# What is looked through and written well within the time that a web server gives a request.
LIMITS = Limits(rows=20_000)
# How many earlier lists are asked for their columns.
REMEMBERED = 20


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
    `about` may hold `municipality`, `received_on` and `sitting` for the whole file, and `encoding`.
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
            "file_name": personal.mask(file_name)[:200],
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


@transaction.atomic
def open_lists(*, files, key=None, encoding=None, **about):
    """Opens several files in one sitting, all or none; returns their batches.

    The same `key` again gives the same batches. A chosen `encoding` holds for the files whose own
    cannot be told. Raises spreadsheet.UnreadableFile with the attribute `file_name`, SourceMissing.
    """
    sitting = key or uuid.uuid4()
    batches = []
    for position, file in enumerate(files):
        own = sitting if position == 0 else uuid.uuid5(sitting, str(position))
        about |= {"file": file, "file_name": file.name, "key": own, "sitting": sitting}
        try:
            batches.append(open_in_an_encoding(encoding, **about))
        except spreadsheet.UnreadableFile as refusal:
            refusal.file_name = file.name
            raise
    return batches


def open_in_an_encoding(encoding, **about):
    try:
        return open_list(**about)
    except spreadsheet.WrongEncoding:
        if not encoding:
            raise
        about["file"].seek(0)
        return open_list(encoding=encoding, **about)


@transaction.atomic
def choose_sheets(*, batch, sheets):
    """Each of the sheets becomes a list of its own in the same sitting, the others are forgotten.

    Returns the batches. When somebody has just done so, those that she made.
    """
    batch = ImportBatch.objects.select_for_update(of=["self"]).get(pk=batch.pk)
    if batch.columns:
        return list(ImportBatch.objects.of_sitting(batch.sitting))
    first, *others = sheets
    batches = [batch]
    for sheet in others:
        sheet.batch = ImportBatch.objects.create(
            sitting=batch.sitting,
            region=batch.region,
            file_name=batch.file_name,
            municipality=batch.municipality,
            source=batch.source,
            received_on=batch.received_on,
            created_by=batch.created_by,
        )
        sheet.save(update_fields=["batch"])
        choose_sheet(batch=sheet.batch, sheet=sheet)
        batches.append(sheet.batch)
    choose_sheet(batch=batch, sheet=first)
    return batches


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
        batch.columns,
        municipality_given=batch.municipality_id is not None,
        remembered=remembered_columns(batch),
    )
    batch.save(update_fields=["sheet_name", "header_row", "columns", "mapping"])


def remembered_columns(batch):
    """What the columns were in the region's earlier lists: of the same source, else with the same
    headings. A column that was left out is remembered as ""."""
    earlier = (
        ImportBatch.objects.filter(region=batch.region_id)
        .mapped()
        .order_by("-pk")
        .values_list("source", "columns", "mapping")
    )
    own = batch.source.casefold()
    remembered = {}
    for source, columns, mapping in earlier[:REMEMBERED]:
        if source.casefold() == own or set(columns) <= set(batch.columns):
            remembered = {column: mapping.get(column, "") for column in columns} | remembered
    return remembered


def sheet_of(stored):
    """A stored sheet as it came from the file."""
    return spreadsheet.Sheet(
        name=stored.name,
        rows=stored.rows,
        hidden=stored.is_hidden,
        merged=[tuple(merge) for merge in stored.merged],
        remarks=[spreadsheet.Remark(*remark) for remark in stored.remarks],
    )
