import csv
import datetime
import decimal
import io
import json
import re
import time
import zipfile
from types import SimpleNamespace

import openpyxl
import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineWorkbook

from kick.lib import export
from kick.lib.export import Column
from tests.kick import memory

PAYLOADS = [
    "=1+1", "+1+1", "-1+1", "@SUM(1+1)", "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1", "＋1", "－1", "＠A1",
    '=HYPERLINK("http://a.example","klicka")', "=cmd|' /C calc'!A0", "@SUM(1+9)*cmd|' /C calc'!A0",
    "+46 70 123 45 67", "-", "=", "'=1+1", "''=1+1", '=IMPORTXML(CONCAT("http://a.example"),"//a")',
    "DDE (\"cmd\";\"/C calc\";\"!A0\")", "#N/A", "#REF!", "{=1+1}",
]  # fmt: skip
PLAIN = ["'kväll", "O'Hara", "a;b", 'sa "hej"', "två\nrader", "", " ", "Åsa", "802002-8711", "0123"]
SIX = datetime.datetime(2026, 12, 8, 17, 0, 30, 5, tzinfo=datetime.UTC)
COLUMNS = [
    Column("name", _("Name"), "name"),
    Column("seats", "Platser", lambda row: row.seats),
]


def rows_of(values):
    return [SimpleNamespace(name=value, seats=number) for number, value in enumerate(values)]


def csv_cells(columns, rows):
    content = b"".join(export.to_csv(columns, rows))
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def xlsx_sheet(columns, rows):
    return openpyxl.load_workbook(io.BytesIO(b"".join(export.to_xlsx(columns, rows)))).active


def test_no_text_becomes_a_formula_in_csv():
    cells = [row[0] for row in csv_cells(COLUMNS, rows_of(PAYLOADS))[1:]]

    assert len(cells) == len(PAYLOADS)
    assert not [cell for cell in cells if cell[0] in "=+-@\t\r\n＝＋－＠"]


def test_no_text_becomes_a_formula_in_xlsx():
    sheet = xlsx_sheet(COLUMNS, rows_of(PAYLOADS))

    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    kept = [text.replace("\r", "\n") for text in PAYLOADS]
    assert [cell.value.replace("\r", "\n") for cell in cells] == kept


def test_no_heading_becomes_a_formula():
    columns = [Column("x", "=1+1", "name")]

    assert csv_cells(columns, [])[0] == ["'=1+1"]
    assert xlsx_sheet(columns, [])["A1"].data_type == "s"


def test_a_text_comes_back_from_csv_as_it_was():
    texts = [*PAYLOADS, *PLAIN]

    cells = [row[0] for row in csv_cells(COLUMNS, rows_of(texts))[1:]]

    assert [export.restore(cell) for cell in cells] == texts


def test_every_format_has_the_same_rows_in_the_same_order():
    rows = rows_of(["Åsa", "Öja", "Älmhult"])

    with translation.override("en"):
        as_csv = csv_cells(COLUMNS, rows)
        as_xlsx = [list(row) for row in xlsx_sheet(COLUMNS, rows).iter_rows(values_only=True)]
    as_json = json.loads(b"".join(export.to_json(COLUMNS, rows)))

    assert as_xlsx == [["Name", "Platser"], ["Åsa", 0], ["Öja", 1], ["Älmhult", 2]]
    assert as_csv == [[str(value) for value in row] for row in as_xlsx]
    assert as_json == [{"name": name, "seats": seats} for name, seats in as_xlsx[1:]]


@pytest.mark.parametrize(
    ("value", "in_csv", "in_xlsx", "in_json"),
    [
        (None, "", None, None),
        (True, "Yes", "Yes", True),
        (-5, "-5", -5, -5),
        (1.5, "1,5", 1.5, 1.5),
        (decimal.Decimal("2.50"), "2,50", 2.5, "2.50"),
        (SIX, "2026-12-08 18:00", datetime.datetime(2026, 12, 8, 18, 0, 30),
         "2026-12-08T18:00:30+01:00"),
        (datetime.date(2026, 12, 8), "2026-12-08", datetime.datetime(2026, 12, 8), "2026-12-08"),
        (datetime.time(18, 30), "18:30", datetime.time(18, 30), "18:30:00"),
        (["kör", "visa"], "kör, visa", "kör, visa", ["kör", "visa"]),
        (_("Name"), "Name", "Name", "Name"),
        ("a\0b\x0bc\x1bd\ud800e", "abcde", "abcde", None),
    ],
)  # fmt: skip
def test_values_are_typed(value, in_csv, in_xlsx, in_json):
    column, rows = [Column("x", "X", "name")], rows_of([value])

    with translation.override("en"), timezone.override("Europe/Stockholm"):
        as_csv = csv_cells(column, rows)[1:]
        as_xlsx = xlsx_sheet(column, rows)["A2"].value
        as_json = json.loads(b"".join(export.to_json(column, rows)))

    assert as_csv == [[in_csv]] or (as_csv == [[]] and in_csv == "")
    assert as_xlsx == in_xlsx
    assert as_json[0]["x"] == in_json or "\0" in str(value)


def test_a_workbook_is_ready_to_read():
    sheet = xlsx_sheet(COLUMNS, rows_of(["x" * 40, "y" * 500]))

    assert sheet.freeze_panes == "A2"
    assert [cell.font.bold for cell in sheet[1]] == [True, True]
    assert sheet.column_dimensions["A"].width == 60


def test_a_text_longer_than_a_cell_says_that_it_is_cut():
    text = xlsx_sheet(COLUMNS, rows_of(["å" * 40_000]))["A2"].value

    assert len(text) == 32_767
    assert text.endswith("å […]")


def test_a_workbook_without_rows_can_be_opened():
    assert xlsx_sheet(COLUMNS, []).max_row == 1
    assert json.loads(b"".join(export.to_json(COLUMNS, []))) == []


@pytest.mark.parametrize("format", export.FORMATS)
def test_a_download_is_named_and_neither_sniffed_nor_stored(db, format):
    response = export.respond(format, COLUMNS, rows_of(["Åsa"]), "svar startmöte Jönköping")

    named = f"filename*=utf-8''svar%20startm%C3%B6te%20J%C3%B6nk%C3%B6ping.{format}"
    assert response["Content-Disposition"] == f"attachment; {named}"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store, private"
    assert b"".join(response.streaming_content)
    response.close()


@pytest.mark.parametrize(
    "filename",
    [
        "a\r\nSet-Cookie: x=1",
        "a\nb",
        "a\0b",
        "../a",
        "a/b",
        "a\\b",
        'a"; x="',
        "a\u2028b",
        ".a",
        "C:a",
    ],
)
def test_a_name_that_could_break_a_header_or_a_path_is_refused(filename):
    with pytest.raises(export.UnsafeFilename):
        export.respond("csv", COLUMNS, [], filename)


def test_an_unknown_format_is_refused():
    with pytest.raises(export.UnknownFormat):
        export.respond("exe", COLUMNS, [], "a")


TEN = [Column(f"c{number}", f"Rubrik {number}", "name") for number in range(10)]


@pytest.mark.parametrize(("format", "seconds"), [("csv", 0.2), ("xlsx", 1), ("json", 0.2)])
def test_a_thousand_rows_are_quick(db, format, seconds):
    rows = rows_of(["Åsa hembygdsförening"] * 1000)
    start = time.process_time()

    response = export.respond(format, TEN, rows, "a")
    size = sum(map(len, response.streaming_content))

    assert size > 10_000
    assert time.process_time() - start < seconds
    response.close()


@pytest.mark.parametrize("write", [export.to_csv, export.to_xlsx, export.to_json])
def test_a_hundred_thousand_rows_are_streamed(write):
    rows = (SimpleNamespace(name="Åsa hembygdsförening") for _number in range(100_000))
    before = memory.forget_peak()

    pieces = [len(piece) for piece in write(TEN, rows)]

    assert len(pieces) > 100
    assert sum(pieces) > 2_000_000
    assert memory.peak() - before < 10_000_000


def test_the_file_itself_holds_no_formula():
    content = b"".join(export.to_xlsx(COLUMNS, rows_of(PAYLOADS)))

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not re.search(rb"<f[ >]", archive.read("xl/worksheets/sheet1.xml"))


def test_a_workbook_says_the_same_to_another_reader_and_at_any_time():
    values = [*PAYLOADS, *PLAIN, 7, 1.5, SIX, datetime.date(2026, 12, 8), datetime.time(18, 30)]
    content = [b"".join(export.to_xlsx(COLUMNS, rows_of(values))) for _time in range(2)]

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content[0])).get_sheet_by_index(0)
    cells = [row[0] for row in sheet.to_python()[1:]]
    assert content[0] == content[1]
    assert cells[: len(PAYLOADS)] == PAYLOADS
    assert cells[-5:-2] == [7, 1.5, datetime.datetime(2026, 12, 8, 18, 0, 30)]
    assert cells[-2:] == [datetime.date(2026, 12, 8), datetime.time(18, 30)]


def test_a_workbook_begins_before_most_rows_are_read():
    read = []
    rows = (read.append(number) or SimpleNamespace(name="Åsa", seats=1) for number in range(9000))

    next(export.to_xlsx(COLUMNS, rows))

    assert len(read) == export.MEASURED_ROWS


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_a_download_is_in_the_language_of_its_reader(format):
    with translation.override("fi"):
        response = export.respond(format, COLUMNS, rows_of(["Åsa"]), "a")
    content = b"".join(response.streaming_content)

    if format == "xlsx":
        content = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert "Nimi" in content.decode()
