"""The method tool to take along: as PDF, as one file, and for associations in easy Swedish."""

import re
import time
from io import BytesIO

import pytest
from django.conf import settings
from django.utils.html import strip_tags
from pypdf import PdfReader

from studyguide import measuring
from studyguide.actions.loading import load_guide
from studyguide.checklists import items_of
from studyguide.management.commands.load_guide import FOLDER
from studyguide.manuscript import read
from studyguide.models import PassageText
from tests.guide import our_guide
from tests.kick.test_pdf import fonts_of, tags_of, text_of
from tests.studyguide.sources import write

pytestmark = pytest.mark.django_db

PDF, OFFLINE, EASY = "/metodverktyg/pdf/", "/metodverktyg/offline/", "/metodverktyg/lattlast/"
CHAPTERS = ["forberedelse", "planering", "genomforande", "uppfoljning"]
MOST_EASY_LIX = 30


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.STATE_DIR = tmp_path


@pytest.fixture
def own():
    our_guide()


@pytest.fixture
def book(client, own):
    return PdfReader(BytesIO(client.get(PDF).content))


def pages_of(book):
    return [text_of(page) for page in book.pages]


def swedish(kind):
    rows = PassageText.objects.of_guide("metodverktyg").written_in("sv").of_kind(kind)
    return list(rows.as_read())


def test_it_is_tagged_named_and_in_our_fonts(client, own, figure):
    began_at = time.perf_counter()
    response = client.get(PDF)
    seconds = time.perf_counter() - began_at
    book = PdfReader(BytesIO(response.content))

    root = book.trailer["/Root"]
    tags = [tag["/S"] for tag in tags_of(book)]
    assert response.headers["Content-Disposition"] == 'inline; filename="metodverktyg-sv.pdf"'
    assert "pdfuaid:part>1<" in root["/Metadata"].get_data().decode()
    assert root["/Lang"] == "sv"
    assert book.metadata.title == "Metodverktyg för goda samråd"
    assert {"/H1", "/H2", "/H3", "/TOC", "/TOCI", "/Link", "/Table", "/TH"} <= set(tags)
    assert fonts_of(book) <= {"SourceSans3-Regular", "SourceSans3-Bold", "SourceSans3-Italic"}
    figure(
        "method tool",
        f"{PDF}: {len(book.pages)} pages, {len(tags)} tags, {len(response.content) // 1000} kB",
        seconds=f"{seconds:.1f}",
    )


def test_contents_name_the_pages_where_things_stand(book):
    pages = pages_of(book)

    assert pages[1].startswith("Innehåll")
    for heading in ["Hitta föreningarna", "Att göra före inbjudan", "Sex steg, fyra nivåer"]:
        number = int(re.search(rf"{re.escape(heading)}\D*?(\d+)\b", pages[1])[1])
        assert heading in pages[number - 1]
    assert "Källor" not in pages[1]
    assert f"sida 2 ({len(pages)})" in pages[1]


def test_all_four_parts_are_in_it_with_what_associations_may_expect(book):
    text = " ".join(pages_of(book))

    assert re.findall(r"Del (\d) ", text) == ["1", "2", "3", "4"]
    # A box in each, and what the tool says of them.
    assert text.count("För er förening") == 4 + 1
    headings = [row.heading for row in swedish("association")]
    assert len(headings) == 4
    assert [heading for heading in headings if heading not in text] == []


def test_every_item_of_the_checklists_is_in_a_table_with_room_for_who_and_when(book):
    text = " ".join(pages_of(book))
    items = [item for row in swedish("checklist") for item in items_of(row.body)]

    assert len(items) == 50
    assert [item.words for item in items if item.words not in text] == []
    # Its head is told anew on each page that it goes over.
    assert text.count("Gjort Vad Vem När") >= 4


def test_a_template_is_printed_with_its_blanks_named(book):
    text = " ".join(pages_of(book))

    assert re.search(r"När:\s*\u2060?\[fyll i: mötets tid\]", text)
    assert "{" not in text and "**" not in text


def test_the_matrix_and_the_principles_are_drawn_empty(book):
    pages = pages_of(book)
    matrix = next(page for page in pages if page.startswith("Att fylla i för hand"))
    principles = pages[pages.index(matrix) + 1]

    for word in ["Inte med", "Information", "Samråd", "Dialog", "Partnerskap"]:
        assert word in matrix
    steps = ["Dagordning", "Utformning", "Beslut", "Genomförande", "Uppföljning", "Omprövning"]
    assert [step for step in steps if step not in matrix] == []
    assert "Mångfald" in principles
    assert "1 = Inte alls; 2 = Lite; 3 = Ganska bra; 4 = Helt" in principles
    wide = book.pages[pages.index(matrix)].mediabox
    assert wide.width > wide.height


def test_it_is_in_the_readers_language(client, own):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fi"

    book = PdfReader(BytesIO(client.get(PDF).content))

    assert book.trailer["/Root"]["/Lang"] == "fi"
    assert "Täytettäväksi käsin" in " ".join(pages_of(book))


def test_without_words_there_is_nothing_to_take_along(client, tmp_path):
    load_guide(write(tmp_path))

    assert [client.get(path).status_code for path in (PDF, OFFLINE, EASY)] == [404, 404, 404]


def test_the_offline_file_has_all_of_it_and_fetches_nothing(client, own, figure):
    response = client.get(OFFLINE)

    text = response.content.decode()
    name = 'filename="metodverktyg-sv.html"'
    assert response.headers["Content-Disposition"] == f"attachment; {name}"
    for sign in ("<link", "<script", "url(../", 'href="/'):
        assert sign not in text
    ids = re.findall(r' id="([^"]*)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', text)) <= set(ids)
    assert text.count('class="passage-association"') == 4
    assert re.findall(r'<p class="over">(Del \d)</p>', text) == [f"Del {n}" for n in range(1, 5)]
    figure("method tool", f"offline pack: {len(response.content) // 1000} kB")


def test_associations_read_all_four_parts_in_easy_swedish(client, own):
    page = client.get(EASY).content.decode()

    assert re.findall(r'<section id="(\w+)"><h2>([^<]*)</h2>', page) == [
        ("forberedelse", "Innan ni blir bjudna"),
        ("planering", "När ni blir bjudna"),
        ("genomforande", "På mötet"),
        ("uppfoljning", "Efter mötet"),
    ]
    assert "Vad kan din förening vänta sig av ett samråd?" in page
    assert "Sex veckor är lagom." in strip_tags(page)


def test_a_part_and_the_tool_lead_to_it(client, own):
    assert f'href="{EASY}"' in client.get("/metodverktyg/").content.decode()
    for chapter in CHAPTERS:
        page = client.get(f"/metodverktyg/{chapter}/").content.decode()
        assert page.count(f'href="{EASY}#{chapter}"') == 1


def test_the_easy_words_are_easy_and_say_what_each_box_does():
    easy = [
        sheet
        for sheet in read(FOLDER)
        if (sheet.language, sheet.guide) == ("sv-x-lattlast", "metodverktyg")
    ]

    assert {sheet.key for sheet in easy} == {"om", *CHAPTERS}
    assert all(measuring.of_sheet(sheet).lix <= MOST_EASY_LIX for sheet in easy)
    assert 350 <= sum(measuring.of_sheet(sheet).words for sheet in easy) <= 700
    for sheet in easy:
        assert [piece.kind for piece in sheet.pieces] == ["förening"] * (sheet.key != "om")
