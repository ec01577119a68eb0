import re
from datetime import date, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
import qrcode
from pypdf import PdfReader

from kick.lib import glyphs, pdf, typeset

ZONE = ZoneInfo("Europe/Stockholm")
MILLIMETRE = 72 / 25.4
HOSTILE = '#import "x" \\ $x^2$ <a> &amp; *b* _i_ `c` @ref // no /* no */ [x] = y'
MEETING = {
    "title": "Startmöte för en regional kulturallians",
    "caller": "Ideell kulturallians",
    "starts_at": datetime(2026, 12, 8, 18, tzinfo=ZONE),
    "ends_at": datetime(2026, 12, 8, 20, 30, tzinfo=ZONE),
    "place": "Kulturhuset Spira, Jönköping",
    "seats": 40,
    "seats_each": 2,
    "reply_by": date(2026, 11, 27),
    "purpose": "Kom och träffa andra föreningar.\n\nVi bildar kanske en allians.",
    "programme": "17.30 Kaffe\n18.00 Välkomna",
    "access": "Ramp och hörslinga.",
    "contact_name": "Anna Lindqvist",
    "contact_phone": "036-12 34 56",
    "contact_email": "anna@kick.example",
    "written_in": "Jönköping",
    "written_on": date(2026, 11, 3),
}


def letter(number=1, **changes):
    return {
        "address": [f"Förening {number}", "Brahegatan 38", "563 32 Gränna"],
        "link": f"https://kick.example/i/{number:043}/",
        "code": f"C7KM4PXT{number:02}",
        "source": "Jönköpings kommun, 3 november 2026",
    } | changes


def letters(*rows, **changes):
    content = pdf.invitation_letters(meeting=MEETING | changes, letters=list(rows), language="en")
    return PdfReader(BytesIO(content))


def attendance(rows):
    content = pdf.attendance_list(meeting=MEETING, rows=rows, language="en")
    return PdfReader(BytesIO(content))


def text_of(page):
    return " ".join(page.extract_text().split())


def fonts_of(reader):
    fonts = [
        font.get_object()["/BaseFont"]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    ]
    return {font.partition("+")[2] for font in fonts}


def structure_of(node):
    node = node.get_object()
    if not hasattr(node, "get"):
        return []
    inside = node.get("/K", [])
    children = inside if isinstance(inside, list) else [inside]
    return [node, *(found for child in children for found in structure_of(child))]


def tags_of(reader):
    nodes = structure_of(reader.trailer["/Root"]["/StructTreeRoot"])
    return [node for node in nodes if "/S" in node]


@pytest.mark.parametrize(
    ("make", "rows", "title"),
    [
        (letters, [letter()], "Invitation: Startmöte för en regional kulturallians, 8 December"),
        (
            attendance,
            [[{"name": "Åsa", "organisation": "Kören"}]],
            "Who was here: Startmöte för en regional kulturallians",
        ),
    ],
)
def test_document_is_tagged_named_and_in_our_fonts(make, rows, title):
    reader = make(*rows)

    root = reader.trailer["/Root"]

    assert reader.metadata.title == title
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert "pdfuaid:part>1<" in root["/Metadata"].get_data().decode()
    assert fonts_of(reader) == {"SourceSans3-Regular", "SourceSans3-Bold"}
    assert [tag["/S"] for tag in tags_of(reader)].count("/H1") == 1


def test_language_variant_is_told_by_its_language():
    content = pdf.attendance_list(meeting=MEETING, rows=[], language="sv-x-lattlast")

    assert PdfReader(BytesIO(content)).trailer["/Root"]["/Lang"] == "sv"


def test_letter_says_all_that_a_reader_needs():
    (page,) = letters(letter()).pages

    text = text_of(page)
    for words in [
        "Invitation from Ideell kulturallians",
        "Startmöte för en regional kulturallians",
        "Jönköping 3 November 2026",
        "Tuesday 8 December 2026, 18:00–20:30",
        "Kulturhuset Spira, Jönköping",
        "The meeting has 40 seats, at most 2 for each association.",
        "17.30 Kaffe 18.00 Välkomna",
        "Ramp och hörslinga.",
        "Answer by Friday 27 November 2026",
        "localhost:8000/i/",
        "C7KM4-PXT01",
        "036-12 34 56",
        "We have your address from Jönköpings kommun, 3 november 2026.",
        "for as long as you are active and want to be",
        "Do you want to leave it?",
    ]:
        assert words in text


def test_what_is_not_known_leaves_no_trace():
    bare = {key: MEETING[key] for key in ["title", "caller", "starts_at", "ends_at", "place"]}

    content = pdf.invitation_letters(
        meeting=bare, letters=[letter(source="", address=["Kören", ""])], language="en"
    )

    text = text_of(PdfReader(BytesIO(content)).pages[0])
    assert "How to answer" in text
    assert "None" not in text
    assert not re.search("Seats|Programme|Getting there|Without internet|address from", text)


def places_of(page):
    """Each piece of text with its place in millimetres from the left and from the top."""
    found = []

    def note(text, placed_at, *_rest):
        if text.strip():
            x, y = placed_at[4] / MILLIMETRE, 297 - placed_at[5] / MILLIMETRE
            found.append((text.strip(), x, y))

    page.extract_text(visitor_text=note)
    return found


def test_address_and_nothing_else_shows_in_the_window_of_the_envelope():
    lines = [
        "Föreningen för folkmusik i Gränna",
        "c/o Öst",
        "Brahegatan 38",
        "Box 1",
        "563 32 Gränna",
    ]
    (page,) = letters(letter(address=lines)).pages

    # For C5 and C65 with the window to the right: 95 to 200 mm from the left, 42 to 85 from the top.
    in_window = [text for text, x, y in places_of(page) if x >= 95 and 42 <= y <= 85]

    assert in_window == lines


def test_each_letter_begins_on_a_page_of_its_own():
    reader = letters(letter(1), letter(2), letter(3))

    pages = [text_of(page) for page in reader.pages]
    assert len(pages) == 3
    for number, text in enumerate(pages, 1):
        assert f"Förening {number} " in text
        assert f"C7KM4-PXT{number:02}" in text
        assert "page 1" not in text


def test_long_letter_goes_on_and_numbers_its_own_pages():
    reader = letters(letter(1), letter(2), purpose="Ett långt skäl att mötas. " * 60)

    pages = [text_of(page) for page in reader.pages]
    assert len(pages) == 4
    assert ["page 1 (2)" in text for text in pages] == [True, False, True, False]
    assert ["page 2 (2)" in text for text in pages] == [False, True, False, True]
    assert ["Förening 2 " in text for text in pages] == [False, False, True, False]


def test_square_is_the_qr_code_of_the_link_and_is_told_in_words():
    link = letter()["link"]

    drawing = pdf.qr_code(link)

    reference = qrcode.QRCode(border=0, mask_pattern=2)
    reference.add_data(link)
    reference.make(fit=True)
    size = len(reference.get_matrix())
    assert f'viewBox="0 0 {size} {size}"' in drawing
    drawn = {
        (int(x) + step, int(y))
        for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)", drawing)
        for step in range(int(width))
    }
    assert drawn == {
        (x, y) for y, row in enumerate(reference.get_matrix()) for x, dark in enumerate(row) if dark
    }
    figures = [tag for tag in tags_of(letters(letter())) if tag["/S"] == "/Figure"]
    assert [figure["/Alt"] for figure in figures] == [
        "QR code that opens your own page for the answer"
    ]


def test_more_letters_than_fit_in_memory_are_refused():
    with pytest.raises(pdf.TooManyLetters):
        pdf.invitation_letters(meeting=MEETING, letters=[letter()] * (pdf.MOST_LETTERS + 1))


def test_markup_is_only_text():
    (page,) = letters(
        letter(address=[HOSTILE, "x" * 200]),
        title=HOSTILE[:40],
        purpose=HOSTILE,
        programme=HOSTILE,
        access=HOSTILE,
    ).pages

    text = text_of(page)
    assert text.count(HOSTILE) == 4
    assert "ŋđŧ ŊĐŦ åäöÅÄÖ é" in text_of(letters(letter(), purpose="ŋđŧ ŊĐŦ åäöÅÄÖ é").pages[0])


def test_what_fonts_lack_does_not_stop_the_letters():
    reader = letters(letter(address=["Kör 🎻👩‍🎤 glädje\x00\u202e", "ייִדיש", "Привіт"]))

    text = text_of(reader.pages[0])
    assert "Kör glädje" in text
    assert "??????" in text
    assert fonts_of(reader) == {
        "SourceSans3-Regular",
        "SourceSans3-Bold",
        "NotoSansHebrew-Regular",
    }


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Å på ö, ŋđŧŊĐŦ čšž", "Å på ö, ŋđŧŊĐŦ čšž"),
        ("A\u030a", "Å"),
        ("rad\r\nrad", "rad\nrad"),
        ("036\u202f12\u201134", "036\u00a012-34"),
        ("№ ﬁ 𝐊", "No fi K"),
        ("❤️‍🔥\u200d\ufeff", ""),
        ("中 ≥", "? ?"),
    ],
)
def test_text_is_made_printable(text, shown):
    assert glyphs.printable(text) == shown


def test_both_weights_have_the_letters_of_sweden():
    for weight in ["Regular", "Bold"]:
        known = glyphs.characters_of(glyphs.FONTS / f"SourceSans3-{weight}.ttf")
        assert {ord(letter) for letter in "åäöÅÄÖéüáčđŋšŧžÁČĐŊŠŦŽïÏæøå–”’…"} <= known


def test_what_typst_refuses_or_warns_of_is_not_printed(tmp_path, monkeypatch):
    with pytest.raises(pdf.NotPrintable, match="does not contain key"):
        pdf.render("invitation", {}, title="x")

    monkeypatch.setattr(typeset, "CHECKOUT", tmp_path)
    monkeypatch.setattr(typeset, "TEMPLATES", tmp_path)
    (tmp_path / "page.typ").write_text('#set document(title: "x")\n#set text(font: "Arial")\n')
    with pytest.raises(typeset.typst.TypstWarning, match="unknown font family"):
        typeset.typeset("page", {})


def test_attendance_list_has_everybody_and_its_header_on_every_page():
    rows = [{"name": f"Person {n}.", "organisation": f"Kör {n}."} for n in range(1, 101)]

    pages = [text_of(page) for page in attendance(rows).pages]

    everything = " ".join(pages)
    assert len(pages) == 6
    assert {text.count("Present No. Name Association") for text in pages} <= {1, 2}
    assert [f"page {number} (6)" in text for number, text in enumerate(pages, 1)] == [True] * 6
    assert re.findall(r"Person (\d+)\. Kör \1\.", everything) == [str(n) for n in range(1, 101)]
    assert "100 persons" in pages[0]
    assert "More who came" in pages[-1]


def test_attendance_list_takes_those_without_name_or_association():
    reader = attendance([{"name": "", "organisation": "Kören"}, {"name": "Bo", "organisation": ""}])

    text = text_of(reader.pages[0])
    assert "1 (no name given) Kören 2 Bo As myself" in text
    assert [tag["/S"] for tag in tags_of(reader)].count("/TH") == 8
