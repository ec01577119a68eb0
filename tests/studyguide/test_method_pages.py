"""The method tool as everybody reads it."""

import re
from itertools import pairwise

import pytest
from django.conf import settings
from django.db import connection
from django.forms import modelform_factory
from django.test.utils import CaptureQueriesContext

from kick.lib.readability import measured
from studyguide import manuscript
from studyguide.checklists import items_of
from studyguide.filling import BLANKS
from studyguide.forms.words import WordsForm
from studyguide.management.commands.load_guide import FOLDER
from studyguide.models import ChapterText, PassageKind, PassageText
from studyguide.reading import METHOD_TOOL
from studyguide.template_text import BLANK
from tests.guide import our_guide

pytestmark = pytest.mark.django_db

TOOL = "/metodverktyg/"
CHAPTERS = ["forberedelse", "planering", "genomforande", "uppfoljning"]
# Enough to be of use, and few enough to read before a meeting.
FEWEST_WORDS, MOST_WORDS, MOST_LIX = 800, 1500, 40
NOT_COUNTED = [PassageKind.TEMPLATE, PassageKind.SOURCES]


@pytest.fixture(autouse=True)
def own():
    """The texts that Kick comes with."""
    our_guide()


def text_of(client, path, language="sv"):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def passages(kind):
    return PassageText.objects.of_guide(METHOD_TOOL).written_in("sv").of_kind(kind).as_read()


def test_the_tool_has_its_four_parts_in_order(client):
    page = text_of(client, TOOL)

    assert re.findall(r'<h2><a href="/metodverktyg/([^/"]*)/">', page) == CHAPTERS
    assert "/studiehandledning/planering" not in page


def test_the_study_guide_has_none_of_its_chapters(client):
    assert client.get("/studiehandledning/planering/").status_code == 404
    assert client.get("/metodverktyg/traff-1/").status_code == 404


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_part_ends_with_what_associations_may_expect(client, chapter):
    page = text_of(client, f"{TOOL}{chapter}/")

    kinds = re.findall(r'<section id="[^"]*" class="passage-(\w+)">', page)
    assert kinds[0] == "summary"
    assert kinds[-2:] == ["association", "sources"]
    assert "checklist" in kinds


def test_neighbours_stay_in_the_tool(client):
    page = text_of(client, f"{TOOL}planering/")

    turn = re.search(r'<nav class="turn.*?</nav>', page, re.DOTALL)[0]
    assert re.findall(r'<a [^>]*href="([^"]*)"', turn) == [
        f"{TOOL}forberedelse/",
        f"{TOOL}genomforande/",
    ]


def test_a_checklist_is_read_without_its_keys_and_a_template_with_its_blanks_named(client):
    page = text_of(client, f"{TOOL}planering/")

    assert "<li>Det är minst sex veckor från inbjudan till mötet.</li>" in page
    assert "[veckor]" not in page
    assert "[fyll i: mötets tid]" in page
    assert "{mötets" not in page


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_no_level_of_heading_is_skipped(client, chapter):
    """A template's title is one under the passage's, also where several templates are neighbours."""
    main = text_of(client, f"{TOOL}{chapter}/").partition("<main")[2]

    levels = [int(level) for level in re.findall(r"<h([1-6])\b", main)]
    assert levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []
    assert (4 in levels) is (chapter in {"planering", "uppfoljning"})


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_place_in_a_part_is_reached_from_its_contents(client, chapter):
    page = text_of(client, f"{TOOL}{chapter}/")

    ids = re.findall(r' id="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'<li><a href="#([^"]*)"', page)) <= set(ids)


def test_the_check_is_explained_where_its_page_leads(client):
    assert 'id="samradskollen"' in text_of(client, f"{TOOL}planering/")
    assert 'id="koden"' in text_of(client, f"{TOOL}uppfoljning/")
    assert 'id="sex-principer"' in text_of(client, f"{TOOL}planering/")


def test_a_reader_of_finnish_is_told_that_it_is_swedish(client):
    assert "Loput on ruotsiksi." in text_of(client, f"{TOOL}planering/", "fi")


def test_every_template_fills_itself_with_something_and_every_filling_is_used():
    found = {row.passage.key: BLANK.findall(row.body) for row in passages(PassageKind.TEMPLATE)}

    assert list(found) == ["formell-inbjudan", "sarskilt-samrad", "oppet-formote", "utvardering"]
    assert all(set(blanks) & BLANKS.keys() for blanks in found.values())
    assert {blank for blanks in found.values() for blank in blanks} >= BLANKS.keys()


def test_the_items_of_all_checklists_have_keys_of_their_own():
    keys = [item.key for row in passages(PassageKind.CHECKLIST) for item in items_of(row.body)]

    assert len(keys) == len(set(keys)) == 50


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_part_is_long_enough_and_easy_to_read(chapter):
    text = measured(ChapterText.objects.get(chapter__key=chapter, language="sv").lead)
    rows = PassageText.objects.of_guide(METHOD_TOOL).exclude(passage__kind__in=NOT_COUNTED)
    for row in rows.filter(passage__chapter__key=chapter):
        text += measured(row.read_body)

    assert FEWEST_WORDS <= text.words <= MOST_WORDS
    assert text.lix <= MOST_LIX


@pytest.mark.parametrize(
    ("path", "most"), [("", 2), ("planering/", 4), ("exempel/", 2), ("versioner/", 30)]
)
def test_a_page_asks_the_database_little(client, path, most):
    with CaptureQueriesContext(connection) as queries:
        client.get(TOOL + path)

    assert len(queries) <= most


@pytest.mark.parametrize("path", ["", *[f"{chapter}/" for chapter in CHAPTERS]])
def test_a_page_is_at_most_twelve_kilobytes(client, path):
    response = client.get(TOOL + path, headers={"accept-encoding": "gzip"})

    assert response.headers["Content-Encoding"] == "gzip"
    assert len(response.content) <= 12_000


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("- Utan nyckel.", "- [nyckel] ord"),
        ("Bara text.", "- [nyckel] ord"),
        ("- [Stor] Bokstav.", "- [nyckel] ord"),
        ("- [ett] Igen.", "ett står två gånger"),
    ],
)
def test_a_checklist_that_cannot_be_worked_with_is_told_with_its_line(tmp_path, line, told):
    tool = tmp_path / "sv" / "metodverktyg"
    tool.mkdir(parents=True)
    (tool / "om.md").write_text("---\ntitel: Verktyg\nläsare: tjänstemän\n---\n", encoding="utf-8")
    chapter = (
        f"---\nordning: 1\ntitel: Ett\n---\n# checklista lista: Lista\n\n- [ett] Ett.\n{line}\n"
    )
    (tool / "ett.md").write_text(chapter, encoding="utf-8")

    with pytest.raises(manuscript.Flawed) as refusal:
        manuscript.read(tmp_path)

    assert [flaw.partition(": ")[0] for flaw in refusal.value.flaws] == ["sv/metodverktyg/ett.md:8"]
    assert told in str(refusal.value)


def test_the_own_source_has_nothing_to_mend():
    assert manuscript.read(FOLDER)


def test_an_editor_cannot_take_a_checklists_keys_away():
    text = passages(PassageKind.CHECKLIST)[0]
    words = {"language": "sv", "heading": text.heading, "body": "- Utan nyckel."}
    form = modelform_factory(PassageText, form=WordsForm, fields=list(words))

    assert "body" in form(words, instance=text).errors
    assert form(words | {"body": "- [ny] Med nyckel."}, instance=text).is_valid()
