"""A whole list looked through: every row with its fate, nothing written."""

from organisations.models import Fate, ImportRow, Municipality
from organisations.register_lists.matching import Register
from organisations.register_lists.reasons import JUDGED, NO_ROWS, problem
from organisations.register_lists.rows import ListReader, Places


def places_of(region):
    """Municipalities by small name and by code, for reading seats in one region's lists."""
    own, elsewhere = {}, {}
    for municipality in Municipality.objects.all():
        places = own if municipality.region_id == region.pk else elsewhere
        value = municipality.code if places is own else municipality.name
        places[municipality.name.casefold()] = places[municipality.code] = value
    return Places(region.name, own, elsewhere)


def read_rows(sheet, mapping, *, header_row, region, municipality):
    """Unsaved ImportRows in the file's order, understood but not yet compared with the register."""
    reader = ListReader(
        sheet,
        mapping,
        places_of(region),
        header_row=header_row,
        municipality=municipality.code if municipality else "",
    )
    return [staged(row) for row in reader.rows()]


def judge_all(rows, *, region, mapping, received_on, locked=False):
    """Gives each row its fate by the register as it stands now; returns that register."""
    judged = [row for row in rows if not is_no_row(row)]
    for row in judged:
        row.errors = [error for error in row.errors if error["code"] not in JUDGED]
        row.notes = [note for note in row.notes if note["code"] not in JUDGED]
    register = Register(region, judged, mapping=mapping, received_on=received_on, locked=locked)
    for row in judged:
        register.judge(row)
    return register


def is_no_row(row):
    """A total, or the headings once more."""
    return any(error["code"] in NO_ROWS for error in row.errors)


def staged(row):
    errors = [problem("", row.left_out)] if row.left_out else row.errors
    return ImportRow(
        number=row.number,
        cells=row.cells,
        values=row.values,
        errors=errors,
        notes=row.notes,
        fate=Fate.SKIP if row.left_out else Fate.ERROR,
    )
