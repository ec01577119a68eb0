"""An address that is longer than a line is broken on paper, and whole when it is copied or pressed."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from kick.lib import pdf
from tests.kick.test_pdf import MEETING, letter

LONG = (
    "https://www.exempel.se/en-lang-adress-till-det-som-ar-bra-att-ha-last-innan/dokument/2027.pdf"
)


def letters(**changes):
    content = pdf.invitation_letters(meeting=MEETING | changes, letters=[letter()])
    return PdfReader(BytesIO(content))


def said_in(reader):
    return "".join("".join(page.extract_text().split()) for page in reader.pages)


def links_in(reader):
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    return {note["/A"]["/URI"] for note in notes}


@pytest.mark.parametrize("tail", ["", ".", ")", ", och"])
def test_a_long_address_is_copied_and_pressed_as_it_is(tail):
    reader = letters(purpose=f"Läs först {LONG}{tail}")

    assert LONG in said_in(reader)
    assert links_in(reader) == {LONG, "http://localhost:8000/i/"}


@pytest.mark.parametrize("word", ["a" * 300, f"https://www.exempel.se/{'a' * 300}"])
def test_a_long_word_is_broken_and_copied_as_it_is(word):
    reader = letters(purpose=f"Kom {word} nu.")

    assert word in said_in(reader)
    lines = [line for line in reader.pages[0].extract_text().splitlines() if "aaa" in line]
    assert len(lines) > 2


def test_an_address_in_the_title_stops_no_letter():
    """It also stands in the document's name, in the outline and, where no link may be, at the top of the
    next page."""
    reader = letters(title=f"Möte om {LONG}", programme="\n".join(["18.00 Kaffe"] * 80))

    assert len(reader.pages) > 1
    assert LONG in reader.metadata.title
    assert all("\u200b" not in entry.title for entry in reader.outline)
    assert "\u200b" not in said_in(reader)


@pytest.mark.parametrize("make", [pdf.attendance_list, pdf.register_of_votes])
def test_an_address_in_the_title_stops_no_list(make):
    reader = PdfReader(BytesIO(make(meeting=MEETING | {"title": f"Möte om {LONG}"}, rows=[])))

    assert links_in(reader) == {LONG}


def test_an_address_in_the_title_stops_no_sheet_of_needs():
    meeting = MEETING | {"title": f"Möte om {LONG}"}

    reader = PdfReader(BytesIO(pdf.needs_sheet(meeting=meeting, persons=1, kitchen=[], venue=[])))

    assert links_in(reader) == {LONG}
