"""What is wrong in a list, as files: the errors to read, and the rows to mend and read in again."""

from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from kick.lib import export
from organisations.models import ImportBatch
from organisations.register_lists.columns import FIELD_OF
from organisations.register_lists.reasons import told

TO_MEND = gettext_lazy("To correct")
# Headings that are guessed to be the municipality, for a list that had one for the whole file.
SEATS = [word for word, field in FIELD_OF.items() if field == "municipality"]


@require_safe
def errors(request, pk, *, desk):
    """Every error and note as a CSV file, to send back to whoever made the list."""
    batch = desk.get_object(request, str(pk))
    columns = [
        export.Column("row", _("Row"), lambda entry: entry[0].number),
        export.Column("column", _("Column"), lambda entry: entry[1]["column"]),
        export.Column("reason", _("Reason"), lambda entry: told(entry[1])),
        export.Column("cells", _("The row"), lambda entry: " | ".join(entry[0].cells)),
    ]
    rows = batch.rows.exclude(errors=[]).iterator()
    entries = ((row, error) for row in rows for error in row.errors)
    return export.respond("csv", columns, entries, "fel-i-listan")


@require_safe
def mend(request, pk, *, desk):
    """The faulty rows of every list of the sitting in one workbook, with the lists' own headings, so
    that the mended file is read with the same columns."""
    batch = desk.get_object(request, str(pk))
    lists = ImportBatch.objects.of_sitting(batch.sitting).select_related("municipality")
    faulty = [each for each in lists if each.rows.faulty().exists()] or [batch]
    sheets = [(title_of(each), columns_of(each), each.rows.faulty()) for each in faulty]
    return export.respond_sheets(sheets, "fel-att-ratta")


def title_of(batch):
    return " ".join(filter(None, [batch.file_name.rpartition(".")[0], batch.sheet_name]))


def columns_of(batch):
    """The list's own columns, the municipality when it stood in none, and what is wrong."""
    columns = [
        export.Column(str(index), header, partial(cell_of, index=index))
        for index, header in enumerate(batch.columns)
        if header != str(TO_MEND)
    ]
    if batch.municipality and "municipality" not in batch.mapping.values():
        header = next(word for word in SEATS if word.capitalize() not in batch.columns)
        name = batch.municipality.name
        columns.append(export.Column("seat", header.capitalize(), lambda row: name))
    return [*columns, export.Column("errors", TO_MEND, reasons)]


def cell_of(row, *, index):
    return row.cells[index] if index < len(row.cells) else ""


def reasons(row):
    return "; ".join(
        f"{error['column']}: {told(error)}" if error["column"] else told(error)
        for error in row.errors
    )
