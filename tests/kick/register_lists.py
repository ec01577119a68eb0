"""Files as municipalities, and less friendly people, send them. Made here, none is committed."""

import io
import struct
import zipfile
from functools import cache

import openpyxl

HEADER = ["Förening", "Org.nr", "E-post", "Kommun"]
ROWS = [
    ["Åsa hembygdsförening", "802002-8711", "info@asa.example", "Växjö"],
    ["Älmhults Konstförening", "012552-5790", "konst@almhult.example", "Älmhult"],
    ["Öja bygdegård", "", "", "Gislaved"],
]
CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"'
    ' Target="{}"/></Relationships>'
)
WORKBOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
SHEET_START = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)
SHEET_END = "</sheetData></worksheet>"
ODS_START = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="Blad1">'
)
ODS_END = "</table:table></office:spreadsheet></office:body></office:document-content>"
ODS_BLANK_ROWS = (
    '<table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)
ODS_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def csv_text(separator=";", newline="\r\n", rows=None):
    return newline.join(separator.join(row) for row in [HEADER, *(rows or ROWS)]) + newline


def workbook(rows, *, change=None):
    """XLSX bytes; `change` is given the workbook before it is saved."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def packed(entries):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()


def raw_workbook(sheet, **others):
    """XLSX bytes around the given text of a sheet."""
    return packed(
        {
            "[Content_Types].xml": CONTENT_TYPES,
            "_rels/.rels": RELATIONS.format("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": WORKBOOK,
            "xl/_rels/workbook.xml.rels": RELATIONS.format("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": sheet,
            **others,
        }
    )


def ods(table):
    manifest = f'<manifest:manifest xmlns:manifest="{ODS_MANIFEST}"/>'
    return packed(
        {
            "mimetype": ODS_TYPE,
            "META-INF/manifest.xml": manifest,
            "content.xml": ODS_START + table + ODS_END,
        }
    )


def ods_row(cells, attributes=""):
    inside = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row {attributes}>{inside}</table:table-row>"


@cache
def bomb_of_270_megabytes():
    """0.9 MB of XLSX: the file that held a parser for 100 seconds."""
    cell = '<c t="inlineStr"><is><t>Hembygdsföreningen</t></is></c>'
    return raw_workbook(rows_of(cell * 160, 30_000))


def just_below_the_limits():
    """95 MB unpacked, packed 80 to 1, on 180,000 rows."""
    return raw_workbook(rows_of("<c><v>1</v></c>" * 33, 180_000))


def rows_of(cells, count):
    rows = "".join(f'<row r="{number}">{cells}</row>' for number in range(1, count + 1))
    return SHEET_START + rows + SHEET_END


def many_rows():
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 1_000_001))
    return raw_workbook(SHEET_START + rows + SHEET_END)


def many_columns():
    return workbook([["Rubrik"] * 10_000, ["x"] * 10_000])


def far_corner():
    cells = '<row r="1"><c r="A1"><v>1</v></c></row>'
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return raw_workbook(SHEET_START + cells + far + SHEET_END)


def entities():
    names = [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    document = f'<!DOCTYPE x [<!ENTITY a0 "ha">{"".join(names)}]>'
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>&a9;</t></is></c></row>'
    return raw_workbook('<?xml version="1.0"?>' + document + SHEET_START + cell + SHEET_END)


def lying_sizes():
    """The directory says 1 kB where 270 MB come out."""
    data = bytearray(bomb_of_270_megabytes())
    place = data.find(b"xl/worksheets/sheet1.xml", data.rfind(b"PK\x01\x02") - 200) - 46
    assert data[place : place + 4] == b"PK\x01\x02"
    struct.pack_into("<L", data, place + 24, 1024)
    return bytes(data)


def nested():
    return raw_workbook(SHEET_START + SHEET_END, **{"xl/inner.zip": packed({"a.txt": "a" * 1000})})


def many_entries():
    return packed({"[Content_Types].xml": CONTENT_TYPES} | {f"xl/{n}": "" for n in range(60_000)})


def many_styles():
    styles = '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    styles += '<cellXfs count="900000">' + '<xf numFmtId="14"/>' * 900_000 + "</cellXfs>"
    return raw_workbook(SHEET_START + SHEET_END, **{"xl/styles.xml": styles + "</styleSheet>"})


def deep_nesting():
    deep = "<a>" * 3_000_000 + "</a>" * 3_000_000
    return raw_workbook(SHEET_START + deep + SHEET_END)


def repeated_rows():
    """One cell of ODS that says it stands on a million rows and 16,384 columns."""
    cell = (
        '<table:table-cell table:number-columns-repeated="16384" office:value-type="string">'
        "<text:p>x</text:p></table:table-cell>"
    )
    return ods(f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>')


def open_quote():
    return ('Förening;Kommun\r\n"Åsa;Växjö\r\n' + "Åsa;Växjö\r\n" * 100_000).encode()


BOMBS = {
    "xlsx of 0.9 MB that unpacks to 270 MB": bomb_of_270_megabytes,
    "95 MB in 180,000 rows": just_below_the_limits,
    "a million rows": many_rows,
    "ten thousand columns": many_columns,
    "two cells in opposite corners": far_corner,
    "xml entities": entities,
    "lying zip sizes": lying_sizes,
    "zip inside": nested,
    "60,000 entries": many_entries,
    "900,000 styles": many_styles,
    "three million elements deep": deep_nesting,
    "ods with repeated rows and columns": repeated_rows,
    "csv with an open quote": open_quote,
    "csv of 11 MB": lambda: b"a;b\r\n" * 2_300_000,
    "csv of a million rows": lambda: b"a;b\r\n" * 1_000_000,
    "one cell of 5 MB": lambda: b"a;b\r\n" + b"x" * 5_000_000,
}


def usual_csvs():
    """(separator, line ending, encoding) to bytes: what every spreadsheet program writes."""
    return {
        (separator, newline, encoding): csv_text(separator, newline).encode(encoding)
        for separator in ";,\t"
        for newline in ("\r\n", "\n", "\r")
        for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16")
    }


TEXT = csv_text()
# Nobody can tell what these say; a person is asked, and shown samples.
UNSURE = [
    TEXT.encode("mac_roman"),
    TEXT.encode("cp850"),
    TEXT.encode("utf-16-le"),
    TEXT.encode("utf-16-be"),
    TEXT.encode("utf-32"),
    TEXT.encode() + "Öland;;;\r\n".encode("cp1252"),
    TEXT.encode("cp1252") + "Öland;;;\r\n".encode(),
    TEXT.encode().decode("cp1252", "replace").encode(),
    TEXT.encode().decode("mac_roman").encode(),
    TEXT.encode("ascii", "replace").replace(b"?", b"\xef\xbf\xbd"),
    "Förening;Kommun\nŽižkov;Növa\n".encode("cp1252"),
    "Kör;Ort\nSångkören;Örebro\n".encode("mac_roman"),
    "Ort\n;\n…rebro;\n".encode("cp1252"),
    "Ort;b\nÖrebro;c\n".encode("mac_roman"),
    "Ort;b\nÄlmhult;c\n".encode("mac_roman"),
    "Ort;b\nHjö;c\n".encode("cp850"),
]
CHOSEN_BY_A_PERSON = ["mac_roman", "cp850", "utf-16-le", "utf-16-be"]
