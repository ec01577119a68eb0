"""An Excel workbook, sent while it is written: no row waits for the last one.

openpyxl writes the whole sheet before the first byte can go. A zip needs no sizes in advance, and
a sheet is a list of cells. Text stands in the cells and is typed as text, so that nothing in it can
become a formula. The same rows give the same bytes.
"""

import datetime
import decimal
import math
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

from kick.lib.spreadsheet import column_letter

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OOXML = "http://schemas.openxmlformats.org"
MAIN = f'xmlns="{OOXML}/spreadsheetml/2006/main"'
RELATIONS = f'xmlns="{OOXML}/package/2006/relationships"'
OFFICE = f"{OOXML}/officeDocument/2006/relationships"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
ROOT_RELATIONS = (
    f"<Relationships {RELATIONS}>"
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>"
)
# 0 plain, 1 bold, 2 moment, 3 day, 4 time of day.
STYLES = (
    f'<styleSheet {MAIN}><numFmts count="3">'
    '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="166" formatCode="hh:mm:ss"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    + "".join(
        f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for number in (164, 165, 166)
    )
    + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
BOLD, MOMENT, DAY, TIME = 1, 2, 3, 4
# Excel's first day, as its calendar counts from 1 March 1900 on; before it the leap day that never was.
FIRST_DAY = datetime.datetime(1899, 12, 30)
LEAP_DAY = 60
ROWS_PER_CHUNK = 500
QUOTES = {'"': "&quot;"}
Leaf = tuple[str, Sequence[str], Sequence[int], Iterable[Sequence[Any]]]


def workbook(
    header: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[Any]]
) -> Iterator[bytes]:
    """The file in pieces, the first before any row is read. Texts must be fit for XML."""
    return workbook_of([("Sheet", header, widths, rows)])


def workbook_of(sheets: Sequence[Leaf]) -> Iterator[bytes]:
    """A file of several sheets: name (31 characters, none twice), header, widths and rows of each."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w") as archive:
        for name, xml in _parts([name for name, *_ in sheets]).items():
            archive.writestr(_entry(name), HEAD + xml)
        yield sink.taken()
        for number, (_name, header, widths, rows) in enumerate(sheets, 1):
            with archive.open(_entry(f"xl/worksheets/sheet{number}.xml"), "w") as sheet:
                for xml in _sheet(header, widths, rows):
                    sheet.write(xml.encode())
                    if piece := sink.taken():
                        yield piece
    yield sink.taken()


def _parts(names: Sequence[str]) -> dict[str, str]:
    """Everything but the sheets themselves, in the order that spreadsheet programs expect."""
    numbered = list(enumerate(names, 1))
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml"'
        f' ContentType="{SHEET_TYPE}.worksheet+xml"/>'
        for number, _ in numbered
    )
    listed = "".join(
        f'<sheet name="{escape(name, QUOTES)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in numbered
    )
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet"'
        f' Target="worksheets/sheet{number}.xml"/>'
        for number, _ in numbered
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{OOXML}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{SHEET_TYPE}.styles+xml"/>'
        f"{types}</Types>",
        "_rels/.rels": ROOT_RELATIONS,
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships {RELATIONS}>{relations}"
        f'<Relationship Id="rId{len(names) + 1}" Type="{OFFICE}/styles" Target="styles.xml"/>'
        "</Relationships>",
        "xl/styles.xml": STYLES,
    }


class _Sink:
    """What the zip is written to. It cannot go back, so sizes stand behind each part."""

    def __init__(self) -> None:
        self.written: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.written.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        pass

    def taken(self) -> bytes:
        data = b"".join(self.written)
        self.written.clear()
        return data


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _sheet(
    header: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[Any]]
) -> Iterator[str]:
    letters = [column_letter(index) for index in range(len(header))]
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(widths, 1)
    )
    yield (
        f'{HEAD}<worksheet {MAIN}><sheetViews><sheetView workbookViewId="0"><pane ySplit="1"'
        ' topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{_row(1, letters, header, BOLD)}"
    )
    waiting = []
    for number, row in enumerate(rows, 2):
        waiting.append(_row(number, letters, row))
        if len(waiting) == ROWS_PER_CHUNK:
            yield "".join(waiting)
            waiting.clear()
    yield "".join(waiting) + "</sheetData></worksheet>"


def _row(number: int, letters: Sequence[str], values: Sequence[Any], style: int = 0) -> str:
    cells = (
        _cell(f"{letter}{number}", value, style)
        for letter, value in zip(letters, values, strict=True)
    )
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(place: str, value: Any, style: int) -> str:
    match value:
        case "":
            return ""
        case str():
            return _text(place, value, style)
        case datetime.datetime():
            return _number(place, _days(value), MOMENT)
        case datetime.date():
            return _number(place, _days(datetime.datetime(value.year, value.month, value.day)), DAY)
        case datetime.time():
            moment = datetime.datetime.combine(FIRST_DAY, value.replace(tzinfo=None))
            return _number(place, (moment - FIRST_DAY) / datetime.timedelta(days=1), TIME)
        case float() | decimal.Decimal() if not math.isfinite(value):
            return _text(place, str(value), style)
    return _number(place, value, style)


def _text(place: str, text: str, style: int) -> str:
    # A reader of XML would take a bare carriage return for a line feed.
    words = escape(text, {"\r": "&#13;"})
    return (
        f'<c r="{place}"{_styled(style)} t="inlineStr">'
        f'<is><t xml:space="preserve">{words}</t></is></c>'
    )


def _number(place: str, value: Any, style: int) -> str:
    return f'<c r="{place}"{_styled(style)}><v>{value}</v></c>'


def _styled(style: int) -> str:
    return f' s="{style}"' if style else ""


def _days(moment: datetime.datetime) -> float:
    days = (moment - FIRST_DAY) / datetime.timedelta(days=1)
    return days - 1 if 0 < days <= LEAP_DAY else days
