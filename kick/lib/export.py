"""One definition of rows for every format, so that all of them say the same.

What is slow to import stands in the table below and is loaded when it is used.
"""

import csv
import datetime
import decimal
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.module_loading import import_string
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from kick.lib.workbook import workbook, workbook_of

SLOW_TO_IMPORT = {
    "typst": "typst",
    "word": "kick.lib.word_document.to_docx",
}

# What XML and Excel cannot hold. Tab, line feed and carriage return they can.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# What Excel, LibreOffice or Google take for the start of a formula, also in full width.
LIVE = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
EXCEL_CELL = 32_767
CUT = " […]"
MEASURED_ROWS = 100
WIDEST_COLUMN = 60
ROWS_PER_CHUNK = 500
NAME_BREAKERS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class UnknownFormat(Exception):
    pass


class UnsafeFilename(Exception):
    pass


@dataclass(frozen=True)
class Column:
    """One column: its key in JSON, its heading, and where the value comes from.

    `value` is the path of an attribute (`seat.name`) or a function of the row.
    """

    name: str
    title: str | Promise
    value: str | Callable[[Any], Any]

    def reader(self) -> Callable[[Any], Any]:
        return attrgetter(self.value) if isinstance(self.value, str) else self.value


def load(name: str) -> Any:
    """What stands under the name in SLOW_TO_IMPORT."""
    path = SLOW_TO_IMPORT[name]
    return import_string(path) if "." in path else import_module(path)


def to_csv(columns: Sequence[Column], rows: Iterable[Any]) -> Iterator[bytes]:
    """UTF-8 with BOM, semicolons and CRLF, as a Swedish Excel opens it.

    Text that could start a formula gets an apostrophe in front; `restore` takes it away
    again. Decimals have a comma, yes and no are words, moments are Swedish time.
    """
    lines = _Lines()
    writer = csv.writer(lines, delimiter=";", lineterminator="\r\n")
    writer.writerow([_safe(force_str(column.title)) for column in columns])
    yield b"\xef\xbb\xbf" + lines.taken()
    readers = [column.reader() for column in columns]
    for chunk in _chunks(rows):
        writer.writerows([_csv_value(read(row)) for read in readers] for row in chunk)
        yield lines.taken()


def restore(text: str) -> str:
    """A text cell of our CSV as it was before `to_csv`."""
    return text[1:] if text.startswith("'") and LIVE.match(text) else text


def to_xlsx(columns: Sequence[Column], rows: Iterable[Any]) -> Iterator[bytes]:
    """A workbook as it is written: header bold and frozen, text typed as text.

    Numbers and dates are typed too, in Swedish time. A text longer than the 32,767
    characters that a cell can hold ends with […].
    """
    yield from workbook(*_leaf(columns, rows))


def _leaf(columns: Sequence[Column], rows: Iterable[Any]) -> tuple:
    """A sheet's header, widths and rows."""
    readers = [column.reader() for column in columns]
    values = ([_cell_value(read(row)) for read in readers] for row in rows)
    header = [_cut(force_str(column.title)) for column in columns]
    measured = list(itertools.islice(values, MEASURED_ROWS))
    return header, _widths(header, measured), itertools.chain(measured, values)


def to_json(columns: Sequence[Column], rows: Iterable[Any]) -> Iterator[bytes]:
    """A list of objects with the columns' names as keys and values typed as JSON can."""
    encode = _Encoder(ensure_ascii=False).encode
    named_readers = [(column.name, column.reader()) for column in columns]
    start = "[\n"
    for chunk in _chunks(rows):
        objects = (encode({name: read(row) for name, read in named_readers}) for row in chunk)
        yield (start + ",\n".join(objects)).encode("utf-8", "replace")
        start = ",\n"
    yield b"\n]\n" if start != "[\n" else b"[]\n"


TYPES = {
    "csv": ("text/csv; charset=utf-8", to_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx),
    "json": ("application/json", to_json),
}
FORMATS = list(TYPES)


def chunks(format: str, columns: Sequence[Column], rows: Iterable[Any]) -> Iterator[bytes]:
    """The bytes of the file, piece by piece. Raises UnknownFormat."""
    if format not in TYPES:
        raise UnknownFormat(format)
    return TYPES[format][1](columns, rows)


def write_file(path: Path, pieces: Iterable[bytes]) -> None:
    """Write the whole file or nothing: somebody may be reading the one that was there."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        with unfinished.open("wb") as file:
            file.writelines(pieces)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def respond(
    format: str, columns: Sequence[Column], rows: Iterable[Any], filename: str
) -> HttpResponseBase:
    """A download of the rows, named `filename` with the format's ending.

    All of them are streamed: give `queryset.iterator()` for many rows. Raises
    UnknownFormat, and UnsafeFilename for a name with control characters or a path.
    """
    if format not in TYPES:
        raise UnknownFormat(format)
    content_type, write = TYPES[format]
    disposition = attachment(f"{filename}.{format}")
    return _streamed(write(columns, rows), content_type, disposition)


def respond_sheets(
    sheets: Sequence[tuple[str, Sequence[Column], Iterable[Any]]], filename: str
) -> HttpResponseBase:
    """A download of a workbook with a sheet for each (name, columns, rows).

    Names are cut to what a spreadsheet program takes, and none comes twice.
    """
    names: list[str] = []
    for name, _columns, _rows in sheets:
        names.append(_sheet_name(name, names))
    leaves = [(name, *_leaf(*rest)) for name, (_, *rest) in zip(names, sheets, strict=True)]
    return _streamed(workbook_of(leaves), TYPES["xlsx"][0], attachment(f"{filename}.xlsx"))


def _sheet_name(wanted: str, taken: Sequence[str]) -> str:
    """As Excel takes it: at most 31 characters, without its seven signs, whatever the case once."""
    base = " ".join(re.sub(r"[\[\]:*?/\\']", " ", _typed(wanted)).split()) or "1"
    name, number = base[:31], 1
    while name.casefold() in {other.casefold() for other in taken}:
        number += 1
        name = f"{base[:27]} {number}"
    return name


def _streamed(content: Iterator[bytes], content_type: str, disposition: str) -> HttpResponseBase:
    content = _in_language(get_language(), content)
    response = StreamingHttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = disposition
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response


def _in_language(language: str | None, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """A stream is read when the request, and with it the reader's language, is over."""
    while True:
        with override(language):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece


def attachment(filename: str) -> str:
    """The Content-Disposition of a download; å, ä and ö arrive whole (RFC 6266).

    Raises UnsafeFilename for control characters, a path or a hidden file.
    """
    if NAME_BREAKERS.search(filename) or set(filename) & set('/\\:*?"<>|'):
        raise UnsafeFilename
    if filename.startswith("."):
        raise UnsafeFilename
    return content_disposition_header(True, filename)


class _Lines:
    """What csv.writer writes to, emptied after every chunk."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.write = self.written.append

    def taken(self) -> bytes:
        text = "".join(self.written)
        self.written.clear()
        return text.encode()


class _Encoder(DjangoJSONEncoder):
    def default(self, value: Any) -> Any:
        if isinstance(value, datetime.datetime) and timezone.is_aware(value):
            return timezone.localtime(value).isoformat(timespec="seconds")
        if isinstance(value, set | frozenset):
            return sorted(value)
        try:
            return super().default(value)
        except TypeError:
            return str(value)


def _chunks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    iterator = iter(rows)
    while chunk := list(itertools.islice(iterator, ROWS_PER_CHUNK)):
        yield chunk


def _typed(value: Any) -> Any:
    """The value as a number, a date, a moment in Swedish time without zone, or clean text."""
    match value:
        case None:
            return ""
        case bool():
            return _("Yes") if value else _("No")
        case str():
            return UNFIT.sub("", value)
        case int() | float() | decimal.Decimal():
            return value
        case datetime.datetime():
            local = timezone.localtime(value) if timezone.is_aware(value) else value
            return local.replace(tzinfo=None, microsecond=0)
        case datetime.date() | datetime.time():
            return value
        case list() | tuple():
            return UNFIT.sub("", ", ".join(map(str, value)))
        case set() | frozenset():
            return UNFIT.sub("", ", ".join(sorted(map(str, value))))
    return UNFIT.sub("", str(value))


def _csv_value(value: Any) -> str | int:
    # Most cells: nothing that cannot be seen, and no sign that could start a formula.
    if type(value) is str and value.isprintable() and (not value or value[0].isalnum()):
        return value
    value = _typed(value)
    match value:
        case str():
            return _safe(value)
        case float() | decimal.Decimal():
            return str(value).replace(".", ",")
        case datetime.datetime():
            return value.isoformat(" ", "minutes")
        case datetime.time():
            return value.isoformat("minutes")
    return value


def _safe(text: str) -> str:
    return "'" + text if LIVE.match(text) else text


def _cell_value(value: Any) -> Any:
    value = _typed(value)
    return _cut(value) if isinstance(value, str) else value


def _cut(text: str) -> str:
    return text if len(text) <= EXCEL_CELL else text[: EXCEL_CELL - len(CUT)] + CUT


def _widths(header: list[str], measured: list[list[Any]]) -> list[int]:
    for_each = zip(header, *measured, strict=True)
    shown = ([str(value).split("\n", 1)[0] for value in column] for column in for_each)
    return [min(max(map(len, column)) + 2, WIDEST_COLUMN) for column in shown]
