import pytest
from hypothesis import given
from hypothesis import strategies as st

from kick.lib import org_number
from kick.lib.spreadsheet import Sheet
from organisations.models import Contact, Organisation
from organisations.register_lists import cells
from organisations.register_lists.columns import (
    FIELDS,
    WrongMapping,
    checked_mapping,
    guess_mapping,
    header_row_with,
)
from organisations.register_lists.reasons import told
from organisations.register_lists.rows import ListReader, Places

PLACES = Places(
    "Region Jönköpings län",
    {"habo": "0643", "0643": "0643", "gislaved": "0662", "0662": "0662", "mönsterås": "0861"},
    {"håbo": "Håbo", "0305": "Håbo"},
)


def read(*rows, header=("Namn", "Org.nr", "Kommun", "E-post"), **about):
    headers = list(header)
    sheet = Sheet("", [headers, *[list(row) for row in rows]], **about)
    mapping = guess_mapping(headers)
    return list(ListReader(sheet, mapping, PLACES, header_row=0).rows())


def codes(row):
    return [(error["column"], error["code"]) for error in row.errors]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Namn", "name"),
        ("FÖRENING", "name"),
        ("Föreningens namn", "name"),
        ("Org.nr", "org_number"),
        ("Organisationsnummer (10 siffror)", "org_number"),
        ("Kommun", "municipality"),
        ("Ort", "municipality"),
        ("E-post", "email"),
        ("Mejl", "email"),
        ("epost-adress", "email"),
        ("Tfn", "phone"),
        ("Webbplats", "website"),
        ("Hemsida", "website"),
        ("Gatuadress", "street"),
        ("Postnr", "postcode"),
        ("Postort", "city"),
        ("Huvudkategori", "activities"),
        ("Bransch", "activities"),
        ("Kontaktperson", None),
        ("E-post kontaktperson", None),
        ("Ordförande telefon", None),
    ],
)
def test_columns_are_guessed_from_their_names(header, field):
    assert guess_mapping([header]) == ({header: field} if field else {})


def test_ort_is_the_post_town_where_the_municipality_is_known():
    assert guess_mapping(["Ort", "Kommun"]) == {"Ort": "city", "Kommun": "municipality"}
    assert guess_mapping(["Ort"], municipality_given=True) == {"Ort": "city"}


def test_only_one_column_is_guessed_for_each_field_but_activities():
    mapping = guess_mapping(["Telefon", "Mobil", "Verksamhet", "Kategori"])

    assert mapping == {"Telefon": "phone", "Verksamhet": "activities", "Kategori": "activities"}


def test_mapping_finds_columns_whatever_the_case_and_drops_ignored_ones():
    mapping = checked_mapping({"NAMN": "name", "x": "", "y": "ignore"}, ["Namn", "X", "Y"])

    assert mapping == {"Namn": "name"}


@pytest.mark.parametrize(
    "mapping",
    [
        {"Saknas": "name"},
        {"Namn": "password"},
        {"Namn": "name", "X": "name"},
        {"X": "email"},
        {"Namn": 1},
        ["Namn"],
        {},
    ],
)
def test_mapping_that_names_what_is_not_there_is_refused(mapping):
    with pytest.raises(WrongMapping):
        checked_mapping(mapping, ["Namn", "X"])


def test_header_is_found_below_titles():
    rows = [["Föreningsregister 2026"], [], ["Org.nr", "Namn"], ["1", "2"]]

    assert header_row_with(rows, ["namn"]) == 2
    assert header_row_with(rows, ["adress"]) is None


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("name", " Åsa \u200b hembygdsförening ", "Åsa hembygdsförening"),
        ("org_number", "802002-8711", "8020028711"),
        ("org_number", "16 802002 8711", "8020028711"),
        ("email", " Info@Asa.SE ", "info@asa.se"),
        ("email", "mailto:info@asa.se", "info@asa.se"),
        ("email", "-", ""),
        ("phone", "036-12 34 56", "+4636123456"),
        ("website", "www.asa.se/", "https://www.asa.se"),
        ("website", "HTTP://Asa.SE/Start", "http://asa.se/Start"),
        ("website", "saknas", ""),
        ("postcode", "55322", "553 22"),
        ("postcode", "SE-553 22", "553 22"),
        ("activities", "Kör, sång/Hembygd, kör", ["Kör", "sång", "Hembygd"]),
        ("kind", "Ideell förening", "association"),
        ("kind", "foundation", "foundation"),
    ],
)
def test_cell_is_read(field, cell, value):
    assert cells.read_cell(field, cell) == value


@pytest.mark.parametrize(
    ("field", "cell", "code"),
    [
        ("name", "12345", "no_letters"),
        ("name", "å" * 151, "too_long"),
        ("name", "Karl 800101-****", "personal"),
        ("org_number", "802002-8712", "wrong_check_digit"),
        ("org_number", "125525790", "may_have_lost_zero"),
        ("org_number", "12", "not_ten_digits"),
        ("email", "info@asa.se, kassor@asa.se", "several_emails"),
        ("email", "info(at)asa.se", "no_email"),
        ("phone", "036123456", None),
        ("phone", "36123456", "lost_zero_phone"),
        ("phone", "036-123456, 070-1234567", "several_phones"),
        ("phone", "ring kassören", "no_phone"),
        ("website", "vår sida", "no_website"),
        ("website", "javascript:alert(1)", "no_website"),
        ("postcode", "5532", "no_postcode"),
        ("kind", "aktiebolag", "unknown_kind"),
    ],
)
def test_cell_is_refused_with_a_reason(field, cell, code):
    if code is None:
        assert cells.read_cell(field, cell)
        return
    with pytest.raises(cells.Refused) as refusal:
        cells.read_cell(field, cell)

    assert refusal.value.code == code


def test_limits_are_those_of_the_register():
    models = {name: Organisation for name in cells.LIMITS if name != "activities"}
    models |= {name: Contact for name in models if name.startswith("contact_")}
    lengths = {
        name: model._meta.get_field(name.removeprefix("contact_")).max_length
        for name, model in models.items()
    }

    assert {name: cells.LIMITS[name] for name in lengths} == lengths


def test_every_error_of_a_row_is_told_at_once():
    (row,) = read(["123", "12", "Lund", "x"])

    assert codes(row) == [
        ("Namn", "no_letters"),
        ("Org.nr", "not_ten_digits"),
        ("E-post", "no_email"),
        ("Kommun", "unknown_municipality"),
    ]
    assert all(map(told, row.errors))


@pytest.mark.parametrize("text", ["Habo", "habo  kommun", "0643", "643"])
def test_municipality_by_name_or_code(text):
    (row,) = read(["Kören", "", text, ""])

    assert row.values["municipality"] == "0643"


def test_municipality_in_another_region_is_named():
    (row,) = read(["Kören", "", "Håbo", ""])

    assert codes(row) == [("Kommun", "municipality_elsewhere")]
    assert "Håbo" in told(row.errors[0])


@pytest.mark.parametrize(
    ("text", "code"), [("Gislaveds kommun", "0662"), ("Mönsterås kommun", "0861")]
)
def test_municipality_with_its_genitive(text, code):
    assert PLACES.code_of(text) == code


def test_totals_blank_rows_and_repeated_headings_are_left_out():
    rows = read(
        ["Kören", "", "Habo", ""],
        [],
        ["Namn", "Org.nr", "Kommun", "E-post"],
        ["Summa", "2"],
        ["Totalt: 3"],
        ["Total teater", "", "Habo", ""],
    )

    assert [(row.number, row.left_out) for row in rows] == [
        (2, ""),
        (4, "header_again"),
        (5, "totals"),
        (6, "totals"),
        (7, ""),
    ]


def test_cell_under_a_merge_is_not_guessed():
    rows = read(["Kören", "", "Habo"], ["Bandet", "", ""], merged=[(1, 2, 2, 2)])

    assert [codes(row) for row in rows] == [[], [("Kommun", "under_merge")]]


@pytest.mark.parametrize("number", ["800101-1231", "8001011231", "198001011231"])
def test_personal_number_is_masked_wherever_it_stands(number):
    (row,) = read([f"Karl {number}", number, "Habo", ""])

    assert "1231" not in repr(row)
    assert row.cells[:2] == ["Karl 800101-****", "800101-****"]
    assert codes(row) == [("Namn", "personal"), ("Org.nr", "personal")]


def test_slip_in_a_personal_number_does_not_keep_it():
    (row,) = read(["Kören", "800101-1234", "Habo", ""])

    assert row.cells[1] == "800101-****"
    assert codes(row) == [("Org.nr", "personal")]


def test_town_with_its_postcode_is_parted():
    header = ("Namn", "Postadress", "Postnr")
    one, two = read(
        ["Kören", "553 22 Jönköping", ""], ["Bandet", "553 22 Habo", "566 31"], header=header
    )

    assert (one.values["postcode"], one.values["city"]) == ("553 22", "Jönköping")
    assert codes(two) == [("Postadress", "two_postcodes")]


@given(st.lists(st.text(max_size=80), min_size=12, max_size=12))
def test_no_cell_breaks_the_reading(row):
    header = [str(label) for label in FIELDS]
    sheet = Sheet("", [header, row])
    mapping = dict(zip(header, FIELDS, strict=True))

    (read_row,) = list(ListReader(sheet, mapping, PLACES, header_row=0).rows()) or [None]

    if read_row:
        assert all(told(error) for error in read_row.errors)
        assert all(value for value in read_row.values.values())


@given(st.sampled_from(sorted(FIELDS)), st.text(max_size=300))
def test_what_is_read_is_read_the_same_again(field, cell):
    try:
        value = cells.read_cell(field, cell)
    except cells.Refused as refusal:
        assert refusal.code
        return

    if isinstance(value, list):
        value = ", ".join(value)
        assert ", ".join(cells.read_cell(field, value)) == value
    else:
        assert cells.read_cell(field, value) == value


@given(st.integers(0, 10**10 - 1))
def test_number_that_is_stored_is_never_a_persons(number):
    text = f"{number:010}"
    masked = cells.masked_cell(text, strictly=True)

    try:
        org_number.parse(text)
    except org_number.LooksPersonal:
        assert masked == f"{text[:6]}-****"
    except org_number.InvalidOrgNumber:
        pass
