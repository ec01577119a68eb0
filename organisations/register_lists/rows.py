"""A row of a list understood: its values, and every error of every cell at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kick.lib.spreadsheet import Sheet
from organisations.register_lists import cells
from organisations.register_lists.columns import CONTACT_FIELDS
from organisations.register_lists.reasons import problem

TOTALS = re.compile(
    r"(?:total)?summa|total(?:t|er)?|antal"
    r"|(?:summa|totalt|antal) (?:antal )?(?:föreningar|organisationer|rader|poster)?",
    re.IGNORECASE,
)
TOTALS_COUNT = re.compile(r"[\s:=]*(?:\d+(?:\s*st)?)?[\s:.]*$")
TOWN_WITH_POSTCODE = re.compile(r"(?:SE?[\s-]+)?([1-9]\d{2}\s?\d{2})[\s,]+(\D.*)", re.IGNORECASE)
STOPPING_REMARKS = {"scientific", "error_value"}


@dataclass
class Places:
    """Where a seat may be: the region's municipalities, and the others by name for a clear word."""

    region: str
    own: dict[str, str]
    elsewhere: dict[str, str]

    def code_of(self, text: str) -> str:
        """SCB's code for a name or a code. Raises cells.Refused."""
        if re.fullmatch(r"\d{3,4}", text):
            # A spreadsheet's number has lost the zero, and no code has three digits.
            text = text.rjust(4, "0")
        for name in _spellings(text):
            if name in self.own:
                return self.own[name]
        for name in _spellings(text):
            if name in self.elsewhere:
                raise cells.Refused(
                    "municipality_elsewhere", name=self.elsewhere[name], region=self.region
                )
        raise cells.Refused("unknown_municipality", text=text[:60], region=self.region)


@dataclass
class Row:
    """`values` is ready to store and holds no blanks; `left_out` is the code of why, or ""."""

    number: int
    cells: list[str]
    values: dict = field(default_factory=dict)
    errors: list[dict] = field(default_factory=list)
    notes: list[dict] = field(default_factory=list)
    left_out: str = ""


class ListReader:
    """Reads the rows below `header_row` (an index, or None) by a mapping of header to field."""

    def __init__(
        self,
        sheet: Sheet,
        mapping: dict[str, str],
        places: Places,
        *,
        header_row: int | None,
        municipality: str = "",
    ) -> None:
        self.sheet = sheet
        self.places = places
        self.municipality = municipality
        self.header_row = header_row
        self.headers = sheet.headers_of(header_row)
        self.columns = [
            (index, header, mapping[header])
            for index, header in enumerate(self.headers)
            if header in mapping
        ]
        self.remarks: dict[int, list] = {}
        for remark in sheet.remarks:
            self.remarks.setdefault(remark.row, []).append(remark)
        self.under_merge = {
            (row, column)
            for top, left, bottom, right in sheet.merged
            for row in range(top + 1, min(bottom, len(sheet.rows)) + 1)
            for column in range(left, min(right, len(self.headers)) + 1)
        }

    def rows(self) -> Iterator[Row]:
        first = 0 if self.header_row is None else self.header_row + 1
        for index in range(first, len(self.sheet.rows)):
            if any(self.sheet.rows[index]):
                yield self._row(index)

    def _row(self, index: int) -> Row:
        written = self.sheet.rows[index]
        row = Row(index + 1, [self._masked(column, cell) for column, cell in enumerate(written)])
        if _is_total(row.cells):
            row.left_out = "totals"
        elif self.header_row is not None and written == self.sheet.rows[self.header_row]:
            row.left_out = "header_again"
        else:
            self._read(row, index)
        return row

    def _masked(self, column: int, cell: str) -> str:
        strictly = any(index == column and name == "org_number" for index, _, name in self.columns)
        return cells.masked_cell(cell, strictly=strictly)

    def _read(self, row: Row, index: int) -> None:
        for column, header, name in self.columns:
            cell = row.cells[column] if column < len(row.cells) else ""
            try:
                self._check_marks(row, index, column, header)
                self._keep(row, name, cells.read_cell(name, cell))
            except cells.Refused as refusal:
                row.errors.append(problem(header, refusal.code, **refusal.details))
        self._split_town(row)
        self._place(row)
        self._drop_nameless(row)

    def _check_marks(self, row: Row, index: int, column: int, header: str) -> None:
        if (index, column) in self.under_merge:
            raise cells.Refused("under_merge")
        for remark in self.remarks.get(index + 1, []):
            if remark.column != column + 1:
                continue
            if remark.code in STOPPING_REMARKS:
                raise cells.Refused(f"remark_{remark.code}")
            if remark.code == "hidden_characters":
                row.notes.append(problem(header, "remark_hidden_characters"))

    def _keep(self, row: Row, name: str, value: str | list[str]) -> None:
        if isinstance(value, list):
            known = row.values.setdefault(name, []) if value else []
            seen = {word.casefold() for word in known}
            known += [word for word in value if word.casefold() not in seen]
        elif value:
            row.values[name] = value

    def _split_town(self, row: Row) -> None:
        match = TOWN_WITH_POSTCODE.fullmatch(row.values.get("city", ""))
        if not match:
            return
        postcode = cells.read_postcode(match[1])
        if row.values.setdefault("postcode", postcode) != postcode:
            row.errors.append(problem(self._header_of("city"), "two_postcodes"))
        row.values["city"] = match[2]

    def _place(self, row: Row) -> None:
        header = self._header_of("municipality")
        if any(error["column"] == header for error in row.errors if header):
            return
        written = row.values.pop("municipality", "")
        try:
            code = self.places.code_of(written) if written else self.municipality
        except cells.Refused as refusal:
            row.errors.append(problem(header, refusal.code, **refusal.details))
            return
        if code:
            row.values["municipality"] = code

    def _drop_nameless(self, row: Row) -> None:
        told = [name for name in row.values if name in CONTACT_FIELDS]
        if told and "contact_name" not in told:
            row.notes.append(problem(self._header_of(told[0]), "contact_without_name"))
            for name in told:
                del row.values[name]

    def _header_of(self, wanted: str) -> str:
        return next((header for _, header, name in self.columns if name == wanted), "")


def _is_total(row: list[str]) -> bool:
    first, *others = filter(None, row)
    words = TOTALS_COUNT.sub("", first)
    # "Total" may be an association's name; a total has nothing beside it but numbers.
    return bool(TOTALS.fullmatch(words.strip())) and not any(
        char.isalpha() for cell in others for char in cell
    )


def _spellings(text: str) -> list[str]:
    """ "Gislaveds kommun" is Gislaved; "Mönsterås kommun" is Mönsterås."""
    name = " ".join(text.casefold().split())
    bare = name.removesuffix(" kommun").removesuffix(" stad")
    return [name, bare, bare.removesuffix("s")] if bare != name else [name]
