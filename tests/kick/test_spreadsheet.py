import datetime
import inspect
import io
import re
import time

import pytest
from django.utils import translation

from kick.lib import file_kind, luhn, spreadsheet, spreadsheet_child, text_encoding
from kick.lib.spreadsheet_limits import Limits
from tests.kick import memory, register_lists
from tests.kick.register_lists import HEADER, ROWS

READ = [HEADER, *ROWS]
TEXT = register_lists.csv_text()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def refusal(data, **options):
    with pytest.raises(spreadsheet.UnreadableFile) as caught:
        spreadsheet.read(data, **options)
    with translation.override("en"):
        assert "%" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize("name", register_lists.BOMBS)
def test_a_bomb_is_refused_at_once_and_the_worker_lives(name, tmp_path):
    file = tmp_path / "list"
    file.write_bytes(register_lists.BOMBS[name]())
    before, start = memory.forget_peak(), memory.seconds_worked()

    refusal(file)

    assert memory.seconds_worked() - start < 1
    assert memory.peak() - before < 100_000_000


def test_the_bomb_is_as_large_as_the_one_that_was_met():
    data = register_lists.bomb_of_270_megabytes()

    assert 0.8e6 < len(data) < 1.0e6
    assert refusal(data).code == "unpacked"


def test_a_file_below_the_limit_that_shrank_too_well_is_told_so():
    assert refusal(register_lists.many_styles()).code == "ratio"


@pytest.mark.parametrize("module", [file_kind, spreadsheet_child, text_encoding])
def test_every_reason_to_refuse_has_words(module):
    """A reason without words would be a 500."""
    source = inspect.getsource(module)

    codes = re.findall(r'Refused\("(\w+)"|"refused": "(\w+)"', source)

    assert codes
    assert {code for pair in codes for code in pair if code} <= set(spreadsheet.REFUSALS)


def test_a_parser_that_does_not_end_is_stopped():
    data = register_lists.raw_workbook(register_lists.rows_of("<c><v >1</v></c>" * 100, 49_000))
    limits = Limits(seconds=1, ratio=1000)

    assert isinstance(refusal(data, limits=limits), spreadsheet.TookTooLong)


def test_a_parser_that_wants_too_much_memory_is_stopped():
    data = register_lists.raw_workbook(register_lists.rows_of("<c><v>1</v></c>" * 40, 20_000))
    limits = Limits(memory_bytes=80 * 1024 * 1024)

    assert isinstance(refusal(data, limits=limits), spreadsheet.TooLarge)


@pytest.mark.parametrize(
    ("data", "refused", "code"),
    [
        (b"", spreadsheet.EmptyFile, "empty"),
        (b"\r\n \r\n", spreadsheet.EmptyFile, "empty"),
        (b"\xef\xbb\xbf", spreadsheet.EmptyFile, "empty"),
        (b";;;\r\n;;;\r\n", spreadsheet.EmptyFile, "empty"),
        (register_lists.workbook([]), spreadsheet.EmptyFile, "empty"),
        (b"%PDF-1.7\n...", spreadsheet.WrongFileType, "pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0", spreadsheet.WrongFileType, "image"),
        (OLE, spreadsheet.WrongFileType, "old_excel"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), spreadsheet.WrongFileType, "locked"),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00", spreadsheet.WrongFileType, "old_excel"),
        (b"<html><table><tr><td>1</table>", spreadsheet.WrongFileType, "web_page"),
        (b'\r\n<?xml version="1.0"?><Workbook/>', spreadsheet.WrongFileType, "web_page"),
        (register_lists.packed({"lista.csv": TEXT}), spreadsheet.WrongFileType, "archive"),
        (
            register_lists.packed(
                {"[Content_Types].xml": "wordprocessingml", "word/document.xml": "<a/>"}
            ),
            spreadsheet.WrongFileType,
            "document",
        ),
        (
            register_lists.packed({"mimetype": "application/vnd.oasis.opendocument.text"}),
            spreadsheet.WrongFileType,
            "document",
        ),
        (bytes(range(1, 32)) * 50, spreadsheet.WrongFileType, "unknown"),
        (register_lists.workbook(READ)[:-200], spreadsheet.DamagedFile, "damaged"),
        (register_lists.raw_workbook("<worksheet"), spreadsheet.DamagedFile, "damaged"),
        (b'a;b\r\n"x"y;z\r\n', spreadsheet.DamagedFile, "quotes"),
    ],
)
def test_the_content_decides_what_a_file_is(data, refused, code):
    refused_as = refusal(data)

    assert type(refused_as) is refused
    assert refused_as.code == code


@pytest.mark.parametrize("way", register_lists.usual_csvs())
def test_usual_ways_to_write_a_csv_give_the_same_rows(way):
    book = spreadsheet.read(register_lists.usual_csvs()[way])

    assert book.first.rows == READ
    assert book.separator == way[0]


def test_utf_16_big_endian_is_read_by_its_mark():
    book = spreadsheet.read(b"\xfe\xff" + TEXT.encode("utf-16-be"))

    assert (book.first.rows, book.encoding) == (READ, "utf-16-be")


@pytest.mark.parametrize("data", register_lists.UNSURE)
def test_an_unsure_encoding_is_asked_and_never_guessed(data):
    asked = refusal(data)

    assert type(asked) is spreadsheet.WrongEncoding
    assert asked.choices


@pytest.mark.parametrize("encoding", register_lists.CHOSEN_BY_A_PERSON)
def test_a_person_may_choose_by_the_samples(encoding):
    data = TEXT.encode(encoding)
    sample = dict(refusal(data).choices)[encoding]

    book = spreadsheet.read(data, encoding=encoding)

    assert sample.startswith("Förening;Org.nr")
    assert book.first.rows == READ


def test_a_chosen_encoding_that_does_not_fit_is_refused():
    assert type(refusal("å".encode("cp1252"), encoding="utf-8")) is spreadsheet.WrongEncoding
    assert type(refusal(b"a;b", encoding="rot13")) is spreadsheet.WrongEncoding


def test_samples_hold_no_personal_number():
    number = "800101-123" + luhn.check_digit("800101123")
    data = f"Kassör Åke;{number}\n".encode("mac_roman")

    assert "800101-****" in dict(refusal(data).choices)["mac_roman"]


def test_sep_line_quotes_and_blank_lines_keep_the_row_numbers_of_the_screen():
    text = 'sep=;\r\nNamn;Ort\r\n\r\n"Kör; ""Glad""\nsång";Habo\r\n;;\r\nVisa;Eksjö\r\n\r\n'

    sheet = spreadsheet.read(text.encode()).first

    assert sheet.headers == ["Namn", "Ort"]
    assert list(sheet.records()) == [
        (4, {"Namn": 'Kör; "Glad"\nsång', "Ort": "Habo"}),
        (6, {"Namn": "Visa", "Ort": "Eksjö"}),
    ]


def test_hidden_characters_are_removed_and_told():
    sheet = spreadsheet.read(b"Namn;Ort\r\nK\0r;Ha\x0bbo\r\n" + b"abc;def\r\n" * 50).first

    assert sheet.rows[1] == ["Kr", "Habo"]
    assert [(remark.row, remark.column, remark.code) for remark in sheet.remarks] == [
        (2, 1, "hidden_characters"),
        (2, 2, "hidden_characters"),
    ]


def test_letters_written_in_two_parts_become_one():
    sheet = spreadsheet.read("Namn;Ort\nA\u030asa;Va\u0308xjo\u0308\n".encode()).first

    assert sheet.rows[1] == ["Åsa", "Växjö"]


def test_a_title_above_the_header_is_stepped_over():
    title = [["Föreningsregister 2026"], ["Uttag", "2026-01-31"], []]

    sheet = spreadsheet.read(register_lists.workbook([*title, *READ])).first

    assert sheet.header_row == 3
    assert next(sheet.records()) == (5, dict(zip(HEADER, ROWS[0], strict=True)))


def test_a_list_that_starts_with_data_has_no_header():
    sheet = spreadsheet.read(register_lists.csv_text().split("\r\n", 1)[1].encode()).first

    assert sheet.header_row is None
    assert sheet.headers == ["[A]", "[B]", "[C]", "[D]"]
    assert [number for number, _record in sheet.records()] == [1, 2, 3]


def test_every_column_gets_a_name_of_its_own():
    sheet = spreadsheet.read(b"Namn;Telefon;;Telefon\nA;1;2;3;4\n").first

    assert sheet.headers == ["Namn", "Telefon", "[C]", "Telefon (2)", "[E]"]


def test_cells_are_read_as_they_are_seen():
    def fill(book):
        sheet = book.active
        sheet.append([8020028711, 125525790, 55322.0, 1 / 3, True, None])
        sheet.append([datetime.date(2026, 12, 8), datetime.datetime(2026, 12, 8, 18, 0)])
        sheet.append(["=A1", "=1+1"])
        sheet.append(["Summa", 3])

    sheet = spreadsheet.read(register_lists.workbook([["a", "b", "c"]], change=fill)).first

    assert sheet.rows[1:] == [
        ["8020028711", "125525790", "55322", "0.333333333333333", "TRUE"],
        ["2026-12-08", "2026-12-08 18:00"],
        [],
        ["Summa", "3"],
    ]
    assert [(remark.row, remark.column, remark.code) for remark in sheet.remarks] == [
        (2, 2, "lost_zero"),
        (5, 1, "totals"),
    ]


def test_a_formula_gives_the_value_that_was_kept_with_it():
    cells = '<c r="A1"><v>1</v></c><c r="B1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c>'
    row = f'<row r="1">{cells}</row>'

    data = register_lists.raw_workbook(register_lists.SHEET_START + row + register_lists.SHEET_END)

    assert spreadsheet.read(data).first.rows == [["1", "ab"]]


def test_numbers_shortened_by_a_spreadsheet_and_error_values_are_told():
    sheet = spreadsheet.read("Namn;Nr;X\nKör;8,02003E+09;#SAKNAS!\n".encode()).first

    assert [remark.code for remark in sheet.remarks] == ["scientific", "error_value"]


def test_merged_cells_are_told_and_not_filled():
    def merge(book):
        book.active.merge_cells("D2:D3")

    sheet = spreadsheet.read(register_lists.workbook(READ, change=merge)).first

    assert sheet.rows[2] == ROWS[1][:3]
    assert sheet.merged == [(1, 3, 2, 3)]
    assert [(remark.row, remark.column, remark.code) for remark in sheet.remarks] == [
        (2, 4, "merged")
    ]


def test_hidden_sheets_are_marked_and_never_first():
    def hide(book):
        book.active.sheet_state = "hidden"
        book.create_sheet("Synlig").append(["Namn"])

    book = spreadsheet.read(register_lists.workbook(READ, change=hide))

    assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [
        ("Sheet", True),
        ("Synlig", False),
    ]
    assert book.first.name == "Synlig"


def test_ods_is_read_with_its_blank_million_rows():
    table = "".join(map(register_lists.ods_row, READ)) + register_lists.ODS_BLANK_ROWS

    book = spreadsheet.read(register_lists.ods(table))

    assert (book.kind, book.first.rows) == ("ods", READ)


def test_a_file_may_come_as_an_open_upload():
    assert spreadsheet.read(io.BytesIO(TEXT.encode())).first.rows == READ


def test_five_thousand_rows_are_read_in_a_second():
    rows = [[f"Förening {number}", "802002-8711", "a@b.example", "Habo"] for number in range(5000)]
    start = time.perf_counter()

    sheet = spreadsheet.read(register_lists.workbook([HEADER, *rows])).first

    assert len(sheet.rows) == 5001
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_columns_are_named_as_on_the_screen(index, letters):
    assert spreadsheet.column_letter(index) == letters
