"""Parses one register list from standard input and writes JSON to standard output.

Runs as a process of its own with little memory and time, because a file of 0.9 MB can
hold a parser for minutes. Imports neither Django nor settings: it starts in 0.1 s and
knows no secret.
"""

import csv
import datetime
import json
import math
import re
import resource
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO
from itertools import islice

import python_calamine

from kick.lib import file_kind, text_encoding
from kick.lib.spreadsheet_limits import Limits, Refused

SEPARATORS = ";,\t"
SEPARATOR_LINE = re.compile(r'"?sep=(.)"?(?:\r\n|\r|\n)', re.IGNORECASE)
SNIFFED_RECORDS = 50
HIDDEN_CHARACTERS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\ud800-\udfff]"
)
SCIENTIFIC = re.compile(r"\d[.,]\d+E\+\d{1,2}", re.IGNORECASE)
# As Excel writes them into a CSV, in English and in Swedish.
ERROR_VALUE = re.compile(
    r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!"
    r"|SAKNAS!|REFERENS!|VÄRDEFEL!|NAMN\?|DIVISION/0!|OGILTIGT!|SKÄRNING!)"
)
TOTALS = {"summa", "totalt", "total", "totalsumma", "antal"}
# An organisation or telephone number that began with a zero.
LOST_ZERO_DIGITS = (8, 9)


class Sheet:
    """Collects rows under the limits, with a remark on every cell that needs a look."""

    def __init__(self, name: str, limits: Limits, *, hidden: bool = False) -> None:
        self.name = name
        self.hidden = hidden
        self.limits = limits
        self.rows: list[list[str]] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self.remarks: list[tuple[int, int, str]] = []

    def add(self, values: Iterable[object]) -> tuple[int, int]:
        """Appends one row; returns how many cells and characters it took."""
        row = [self._cell(column, value) for column, value in enumerate(values)]
        while row and not row[-1]:
            row.pop()
        if len(row) > self.limits.columns:
            raise Refused("columns", limit=self.limits.columns)
        if row and len(self.rows) >= self.limits.rows:
            raise Refused("rows", limit=self.limits.rows)
        self.rows.append(row)
        if next(filter(None, row), "").casefold().rstrip(":") in TOTALS:
            self._remark(0, "totals", row=len(self.rows))
        return len(row), sum(map(len, row))

    def _cell(self, column: int, value: object) -> str:
        if value is None or value == "":
            return ""
        text = as_text(value)
        if len(text) > self.limits.cell_characters:
            raise Refused("cell", row=len(self.rows) + 1, limit=self.limits.cell_characters)
        if not text.isascii() or not text.isprintable():
            shown = HIDDEN_CHARACTERS.sub("", unicodedata.normalize("NFC", text))
            if len(shown) < len(unicodedata.normalize("NFC", text)):
                self._remark(column, "hidden_characters")
            text = shown
        if isinstance(value, int | float) and len(text) in LOST_ZERO_DIGITS and text.isdecimal():
            self._remark(column, "lost_zero")
        elif SCIENTIFIC.fullmatch(text):
            self._remark(column, "scientific")
        elif ERROR_VALUE.fullmatch(text):
            self._remark(column, "error_value")
        return text.strip()

    def _remark(self, column: int, code: str, row: int | None = None) -> None:
        self.remarks.append((row or len(self.rows) + 1, column + 1, code))

    def finish(self) -> dict[str, object]:
        while self.rows and not self.rows[-1]:
            self.rows.pop()
        for first_row, first_column, last_row, _last_column in self.merged:
            if last_row > first_row and first_row < len(self.rows):
                self.remarks.append((first_row + 1, first_column + 1, "merged"))
        return {
            "name": self.name,
            "hidden": self.hidden,
            "rows": self.rows,
            "merged": self.merged,
            "remarks": sorted(self.remarks),
        }


def as_text(value: object) -> str:
    """What a person sees in the cell: no ".0", dates as 2026-12-08, TRUE and FALSE."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if not math.isfinite(value):
            return ""
        case float() if value.is_integer() and abs(value) < 1e21:
            return str(int(value))
        case float():
            return f"{value:.15g}"
        case datetime.datetime() if value.time() == datetime.time.min:
            return value.date().isoformat()
        case datetime.datetime():
            return value.isoformat(" ", "minutes")
        case datetime.time():
            return value.isoformat("minutes")
        case datetime.date():
            return value.isoformat()
    return str(value)


def read_workbook(data: bytes, limits: Limits) -> Iterator[Sheet]:
    workbook = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data))
    known = [
        sheet
        for sheet in workbook.sheets_metadata
        if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
    ]
    if len(known) > limits.sheets:
        raise Refused("sheets", limit=limits.sheets)
    for entry in known:
        hidden = entry.visible != python_calamine.SheetVisibleEnum.Visible
        yield read_sheet(workbook, Sheet(entry.name, limits, hidden=hidden))


def read_sheet(workbook: python_calamine.CalamineWorkbook, sheet: Sheet) -> Sheet:
    source = workbook.get_sheet_by_name(sheet.name)
    if source.total_height * source.total_width > sheet.limits.cells * 4:
        raise Refused("cells", limit=sheet.limits.cells)
    cells = characters = 0
    for row in source.to_python(skip_empty_area=False):
        added = sheet.add(row)
        cells, characters = cells + added[0], characters + added[1]
        check_totals(cells, characters, sheet.limits)
    sheet.merged = [(*first, *last) for first, last in source.merged_cell_ranges or []]
    return sheet


def read_text(text: str, limits: Limits) -> tuple[Sheet, str]:
    sheet = Sheet("", limits)
    match = SEPARATOR_LINE.match(text)
    separator = match[1] if match else guess_separator(text)
    if match:
        # The line keeps its number, so that reports name the row that people see.
        sheet.rows.append([])
        text = text[match.end() :]
    cells = characters = 0
    records = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for record in records:
            added = sheet.add(record)
            cells, characters = cells + added[0], characters + added[1]
            check_totals(cells, characters, limits)
    except csv.Error as error:
        raise Refused("quotes", row=len(sheet.rows) + 1) from error
    return sheet, separator


def check_totals(cells: int, characters: int, limits: Limits) -> None:
    if cells > limits.cells or characters > limits.characters:
        raise Refused("cells", limit=limits.cells)


def guess_separator(text: str) -> str:
    return max(SEPARATORS, key=lambda separator: _regularity(text, separator))


def _regularity(text: str, separator: str) -> tuple[float, int]:
    records = csv.reader(StringIO(text[:65536], newline=""), delimiter=separator)
    widths = [len(record) for record in islice(records, SNIFFED_RECORDS) if any(record)]
    usual = max(set(widths), key=widths.count, default=1)
    if usual == 1:
        usual = max(widths, default=1)
    return (widths.count(usual) / len(widths), usual) if usual > 1 else (0, 1)


def read(data: bytes, encoding: str | None, limits: Limits) -> dict[str, object]:
    kind = file_kind.kind_of(data, limits)
    separator = None
    if kind == "text":
        text, encoding = text_encoding.decode(data, encoding)
        sheet, separator = read_text(text, limits)
        sheets = [sheet.finish()]
    else:
        encoding = None
        sheets = [sheet.finish() for sheet in read_workbook(data, limits)]
    if not any(sheet["rows"] for sheet in sheets):
        raise Refused("empty")
    return {
        "kind": kind,
        "encoding": encoding,
        "separator": separator,
        "sheets": sheets,
    }


def restrain(limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    # A core dump would put the list on the disk.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def main() -> None:
    order = json.loads(sys.argv[1])
    limits = Limits(**order["limits"])
    restrain(limits)
    csv.field_size_limit(limits.file_bytes)
    try:
        answer = read(sys.stdin.buffer.read(), order["encoding"], limits)
    except Refused as refusal:
        answer = {"refused": refusal.code, "details": refusal.details}
    except MemoryError:
        answer = {"refused": "memory", "details": {}}
    except python_calamine.PasswordError:
        answer = {"refused": "locked", "details": {}}
    except (python_calamine.CalamineError, ValueError, OSError):
        answer = {"refused": "damaged", "details": {}}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
