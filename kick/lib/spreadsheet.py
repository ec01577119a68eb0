"""Register lists as municipalities send them: CSV, XLSX, XLSM and ODS.

The file is parsed in a child process under `Limits`, so that no list, however made,
takes the web worker with it. Nothing is guessed in silence: what needs a look comes
as a remark on its cell.
"""

import dataclasses
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from kick.lib.spreadsheet_limits import Limits

ROOT = Path(__file__).resolve().parents[2]
CHUNK = 64 * 1024


class UnreadableFile(Exception):
    """The file is refused. `code` names why; str() tells it to the person."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    def __str__(self) -> str:
        return str(REFUSALS[self.code][1]) % self.details


class WrongFileType(UnreadableFile):
    pass


class DamagedFile(UnreadableFile):
    pass


class TooLarge(UnreadableFile):
    pass


class WrongEncoding(UnreadableFile):
    """`choices` pairs encodings that are possible with a sample of what each gives."""

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(encoding, sample) for encoding, sample in self.details["choices"]]


class EmptyFile(UnreadableFile):
    pass


class TookTooLong(UnreadableFile):
    pass


REFUSALS = {
    "empty": (EmptyFile, _("The file is empty.")),
    "pdf": (WrongFileType, _("This is a PDF. Ask for the list as Excel or CSV.")),
    "image": (WrongFileType, _("This is a picture. Ask for the list as Excel or CSV.")),
    "document": (
        WrongFileType,
        _("This is a document, not a spreadsheet. Save the table as Excel or CSV."),
    ),
    "old_excel": (
        WrongFileType,
        _("This is an old kind of Excel file. Open it and save it as Excel workbook (.xlsx)."),
    ),
    "web_page": (
        WrongFileType,
        _(
            "This is a web page, although it may be called .xls. Open it in Excel and save it "
            "as Excel workbook (.xlsx)."
        ),
    ),
    "numbers": (WrongFileType, _("This is a Numbers file. Export it to Excel or CSV.")),
    "archive": (
        WrongFileType,
        _("This is a packed file. Unpack it and choose the list in it."),
    ),
    "nested": (WrongFileType, _("There is another packed file inside this one.")),
    "locked": (
        WrongFileType,
        _("The file is locked with a password. Save it without the password."),
    ),
    "unknown": (
        WrongFileType,
        _("This is not a list. Kick reads CSV, Excel (.xlsx) and ODS."),
    ),
    "damaged": (
        DamagedFile,
        _("The file is damaged. Open it in a spreadsheet program and save it anew."),
    ),
    "quotes": (
        DamagedFile,
        _("A quotation mark is missing or one too many on row %(row)s or just below it."),
    ),
    "file": (TooLarge, _("The file is larger than %(limit)s MB.")),
    "unpacked": (
        TooLarge,
        _("The file is larger than %(limit)s MB when unpacked. Send it in parts."),
    ),
    "ratio": (
        TooLarge,
        _("The file unpacks to far more than a list would. Save the list as CSV."),
    ),
    "entries": (
        TooLarge,
        _("The file is made of too many parts. Save the list as CSV."),
    ),
    "memory": (
        TooLarge,
        _("The file takes too much memory to read. Send it in parts."),
    ),
    "sheets": (TooLarge, _("The file has more than %(limit)s sheets.")),
    "rows": (
        TooLarge,
        _(
            "The list has more than %(limit)s rows. Rows that look empty count too when they "
            "have a colour or a border: delete them, or send the list in parts."
        ),
    ),
    "columns": (TooLarge, _("The list has more than %(limit)s columns.")),
    "cells": (TooLarge, _("The list has more than %(limit)s cells. Send it in parts.")),
    "cell": (
        TooLarge,
        _(
            "A cell on row %(row)s is longer than %(limit)s characters. Is a quotation mark missing?"
        ),
    ),
    "encoding": (
        WrongEncoding,
        _("We cannot tell how å, ä and ö are written in the file. Choose what looks right."),
    ),
    "time": (TookTooLong, _("The file took too long to read. Save the list as CSV.")),
}

REMARKS = {
    "lost_zero": _("A number of 8 or 9 digits: has a zero at the beginning been lost?"),
    "scientific": _("The number has been shortened by the spreadsheet program."),
    "error_value": _("The formula in the cell gives an error."),
    "hidden_characters": _("Hidden characters were removed."),
    "merged": _("Merged cells: only the first row has the value."),
    "totals": _("This row looks like a total."),
}


@dataclasses.dataclass(frozen=True)
class Remark:
    """Rows and columns are counted from 1, as on the screen."""

    row: int
    column: int
    code: str

    @property
    def message(self) -> str:
        return str(REMARKS[self.code])


@dataclasses.dataclass
class Sheet:
    """One sheet: `rows` from row 1, blank ones too, without blank cells at the end.

    `merged` holds first row, first column, last row, last column, counted from 0.
    """

    name: str
    rows: list[list[str]]
    hidden: bool = False
    merged: list[tuple[int, int, int, int]] = dataclasses.field(default_factory=list)
    remarks: list[Remark] = dataclasses.field(default_factory=list)

    @cached_property
    def header_row(self) -> int | None:
        """The likely header as an index in `rows`; None when the list starts with data."""
        return guess_header(self.rows)

    @cached_property
    def headers(self) -> list[str]:
        return self.headers_of(self.header_row)

    def headers_of(self, header_row: int | None) -> list[str]:
        """One name per column, each different: Telefon, Telefon (2); [C] where none stands."""
        first = 0 if header_row is None else header_row + 1
        width = max((len(row) for row in self.rows[max(first - 1, 0) :]), default=0)
        written = [] if header_row is None else self.rows[header_row]
        names: list[str] = []
        for column in range(width):
            name = " ".join(written[column].split()) if column < len(written) else ""
            names.append(_unused(name or f"[{column_letter(column)}]", names))
        return names

    def records(self, header_row: int | None = None) -> Iterator[tuple[int, dict[str, str]]]:
        """Row number as on the screen and its cells by header, for every row with data."""
        header_row = self.header_row if header_row is None else header_row
        headers = self.headers_of(header_row)
        first = 0 if header_row is None else header_row + 1
        for index in range(first, len(self.rows)):
            row = self.rows[index]
            if any(row):
                padded = row + [""] * (len(headers) - len(row))
                yield index + 1, dict(zip(headers, padded, strict=True))


@dataclasses.dataclass
class Book:
    """A file that was read. `kind` is xlsx, ods or text; the last two are None unless text."""

    kind: str
    sheets: list[Sheet]
    encoding: str | None = None
    separator: str | None = None

    @property
    def first(self) -> Sheet:
        """The first sheet that is shown and holds something."""
        return next(
            (sheet for sheet in self.sheets if sheet.rows and not sheet.hidden),
            next(sheet for sheet in self.sheets if sheet.rows),
        )


def read(
    source: str | Path | bytes | IO[bytes],
    *,
    encoding: str | None = None,
    limits: Limits | None = None,
) -> Book:
    """Reads a list from a path, bytes or an uploaded file; changes and keeps nothing.

    `encoding` is what a person has chosen of `WrongEncoding.choices`. Raises
    WrongFileType, DamagedFile, TooLarge, WrongEncoding, EmptyFile or TookTooLong.
    """
    limits = limits or Limits()
    with tempfile.TemporaryFile() as copy:
        _copy(source, copy, limits)
        answer = _parse(copy, encoding, limits)
    if "refused" in answer:
        raise _refusal(answer["refused"], **answer["details"])
    sheets = [
        Sheet(
            name=sheet["name"],
            rows=sheet["rows"],
            hidden=sheet["hidden"],
            merged=[tuple(merge) for merge in sheet["merged"]],
            remarks=[Remark(*remark) for remark in sheet["remarks"]],
        )
        for sheet in answer["sheets"]
    ]
    return Book(answer["kind"], sheets, answer["encoding"], answer["separator"])


def column_letter(index: int) -> str:
    """The name of a column in a spreadsheet program; the first is 0."""
    letters = ""
    index += 1
    while index:
        index, place = divmod(index - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


HEADER_SEARCHED = 30
LIKE_HEADER = 0.75
# An e-mail or web address, or a number with as many digits as a telephone has.
VALUE = re.compile(r"@|https?://|www\.|\d[\d\s-]{5,}|\d{4}-\d\d-\d\d")


def guess_header(rows: list[list[str]]) -> int | None:
    """The first row with about as many different words as any, followed by data."""
    widths = [_header_width(row) for row in rows[:HEADER_SEARCHED]]
    most = max(widths, default=0)
    for index, width in enumerate(widths):
        if width and width >= most * LIKE_HEADER and any(rows[index + 1 :]):
            return None if any(map(VALUE.search, rows[index])) else index
    return None


def _header_width(row: list[str]) -> int:
    words = {cell.casefold() for cell in row if cell and len(cell) <= 80}
    return len({word for word in words if any(map(str.isalpha, word))})


def _unused(name: str, names: list[str]) -> str:
    number, wanted = 1, name
    while name in names:
        number += 1
        name = f"{wanted} ({number})"
    return name


def _copy(source: str | Path | bytes | IO[bytes], copy: IO[bytes], limits: Limits) -> None:
    if isinstance(source, str | Path):
        with open(source, "rb") as opened:
            return _copy(opened, copy, limits)
    if isinstance(source, bytes):
        _check_size(len(source), limits)
        copy.write(source)
    else:
        while chunk := source.read(CHUNK):
            copy.write(chunk)
            _check_size(copy.tell(), limits)
    if not copy.tell():
        raise _refusal("empty")
    copy.seek(0)


def _check_size(size: int, limits: Limits) -> None:
    if size > limits.file_bytes:
        raise _refusal("file", limit=limits.file_bytes // (1024 * 1024))


def _parse(copy: IO[bytes], encoding: str | None, limits: Limits) -> dict:
    order = json.dumps({"encoding": encoding, "limits": dataclasses.asdict(limits)})
    try:
        child = subprocess.run(
            [
                sys.executable,
                "-E",
                "-s",
                "-X",
                "utf8",
                "-m",
                "kick.lib.spreadsheet_child",
                order,
            ],
            stdin=copy,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            # The child needs no secret, so it gets none.
            env={"MALLOC_ARENA_MAX": "2"},
            timeout=limits.seconds + 2,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _refusal("time") from error
    return _answer(child)


def _answer(child: subprocess.CompletedProcess) -> dict:
    if child.returncode == 0:
        return json.loads(child.stdout)
    # How a child ends that asks for more than it may have: abort, kill; CPU time.
    codes = {-6: "memory", -9: "memory", -24: "time"}
    return {"refused": codes.get(child.returncode, "damaged"), "details": {}}


def _refusal(code: str, **details: object) -> UnreadableFile:
    return REFUSALS[code][0](code, **details)
