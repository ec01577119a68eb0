"""What we ourselves write in studyguide/content: whole, readable and with its sources."""

import re

import pytest

from kick.lib.readability import Measure, measured
from studyguide import manuscript, measuring
from studyguide.management.commands.load_guide import FOLDER
from studyguide.manuscript import QUESTION
from studyguide.models import TextLanguage

GATHERINGS = [f"traff-{number}" for number in range(1, 6)]
KINDS = [
    *("sammanfattning", "syfte", "tidsplan", "läs", "inledning", "samtal", "uppgift", "ta-med"),
    *("utvärdering", "självkoll", "fördjupning", "källor", "ledarstöd"),
]
# A law by its number, an inquiry, and what has a name instead.
LAW = re.compile(r"\b\d{4}(?:/\d{2})?:(?:RFR)?\d+\b|[Rr]egeringsformen")
SHEETS = manuscript.read(FOLDER)
SWEDISH, EASY = TextLanguage.SWEDISH, TextLanguage.EASY


def guide_in(language):
    return {
        sheet.key: sheet
        for sheet in measuring.chapters(SHEETS)
        if (sheet.language, sheet.guide) == (language, "studiehandledning")
    }


def of_kind(sheet, kind):
    return [piece for piece in sheet.pieces if piece.kind == kind]


def terms(language):
    glossary = next(sheet for sheet in SHEETS if sheet.is_glossary and sheet.language == language)
    return {piece.key: piece for piece in glossary.pieces}


def test_there_are_five_gatherings_in_order():
    chapters = guide_in(SWEDISH).values()

    assert [(sheet.key, sheet.front["ordning"]) for sheet in chapters] == [
        (key, str(place)) for place, key in enumerate(GATHERINGS, 1)
    ]


@pytest.mark.parametrize("key", GATHERINGS)
def test_a_gathering_has_every_kind_of_piece(key):
    sheet = guide_in(SWEDISH)[key]

    assert [kind for kind in KINDS if not of_kind(sheet, kind)] == []


@pytest.mark.parametrize("key", GATHERINGS)
def test_a_gathering_asks_three_to_six_questions_about_parts_of_the_plan(key):
    questions = of_kind(guide_in(SWEDISH)[key], QUESTION)

    assert 3 <= len(questions) <= 6
    assert [piece.key for piece in questions if not piece.notes.get("plandel")] == []


@pytest.mark.parametrize("key", GATHERINGS)
def test_a_gathering_fills_an_evening(key):
    """Three hours of 45 minutes, and a quarter of an hour of coffee."""
    plan = of_kind(guide_in(SWEDISH)[key], "tidsplan")[0].body
    rows = re.findall(r"(?m)^\| (\d\d)\.(\d\d) \| (.*) \| (\d+) \|$", plan)

    begins = [int(hour) * 60 + int(minute) for hour, minute, _does, _lasts in rows]
    ends = [begin + int(row[3]) for begin, row in zip(begins, rows, strict=True)]
    assert begins[1:] == ends[:-1]
    assert sum(int(lasts) for *_time, does, lasts in rows if "Kaffe" not in does) == 3 * 45
    assert sum(int(lasts) for *_time, does, lasts in rows if "Kaffe" in does) == 15


@pytest.mark.parametrize("key", GATHERINGS)
def test_the_leader_has_minutes_for_every_step_of_the_evening(key):
    during = of_kind(guide_in(SWEDISH)[key], "ledarstöd")[-1]

    minutes = re.findall(r"\((\d+) minuter\)", during.body)

    assert during.key == "under"
    assert sum(int(lasts) for lasts in minutes) == 3 * 45


@pytest.mark.parametrize("key", GATHERINGS)
def test_what_is_read_before_a_gathering_is_two_to_four_pages(key):
    reading = of_kind(guide_in(SWEDISH)[key], "läs")

    assert 3 <= len(reading) <= 6
    assert 900 <= sum(len(piece.body.split()) for piece in reading) <= 1600


@pytest.mark.parametrize("key", GATHERINGS)
def test_the_self_check_asks_four_to_six_questions_and_answers_each(key):
    lines = of_kind(guide_in(SWEDISH)[key], "självkoll")[0].body.splitlines()
    asked = [place for place, line in enumerate(lines) if re.match(r"\d\. .+\?$", line)]

    assert 4 <= len(asked) <= 6
    assert all(lines[place + 2].startswith("   *Svar:* ") for place in asked)


@pytest.mark.parametrize("key", GATHERINGS)
def test_what_a_gathering_says_of_a_law_has_its_source(key):
    sheet = guide_in(SWEDISH)[key]
    sources = "\n".join(piece.body for piece in of_kind(sheet, "källor"))
    said = "\n".join(
        line
        for piece in sheet.pieces
        if piece.kind != "källor"
        for line in [piece.heading, piece.body]
    )

    named = {law.lower() for law in LAW.findall(said)}
    assert named
    assert named - {law.lower() for law in LAW.findall(sources)} == set()


@pytest.mark.parametrize(("language", "most"), [(SWEDISH, 45), (EASY, 30)], ids=["swedish", "easy"])
def test_a_gathering_is_easy_to_read(language, most):
    found = {key: measuring.of_sheet(sheet) for key, sheet in guide_in(language).items()}

    assert found
    assert {key: text.lix for key, text in found.items() if text.lix > most} == {}


def test_sixty_words_are_explained_each_where_it_stands_and_in_easy_swedish():
    assert len(terms(SWEDISH)) >= 60
    assert set(terms(EASY)) == set(terms(SWEDISH))
    of_the_guide = [sheet for sheet in SHEETS if sheet.guide in {"", "studiehandledning"}]
    assert measuring.unused_terms(of_the_guide) == []


def test_easy_words_are_easier_than_the_others():
    hardness = [
        sum((measured(piece.body) for piece in terms(language).values()), Measure())
        for language in (EASY, SWEDISH)
    ]

    assert hardness[0].lix < hardness[1].lix
    assert hardness[0].lix <= 35


def spellings(piece):
    return {form.lower() for form in [piece.heading, *piece.notes.get("former", [])]}


def test_no_spelling_belongs_to_two_words():
    for language in (SWEDISH, EASY):
        every = [form for piece in terms(language).values() for form in spellings(piece)]

        assert sorted({form for form in every if every.count(form) > 1}) == []


@pytest.mark.parametrize("key", GATHERINGS)
def test_a_word_is_marked_where_it_first_stands_in_what_is_read(key):
    """Its marked form may not stand bare in an earlier passage of the chapter's reading."""
    text = "\n".join(piece.body for piece in of_kind(guide_in(SWEDISH)[key], "läs"))
    late = []
    for match in manuscript.MARK.finditer(text):
        before = re.sub(r"\[\[.*?\]\]", "", text[: match.start()])
        first = f"[[{match[1]}]]" not in text[: match.start()]
        if first and re.search(rf"(?<!\w){re.escape(match[1])}(?!\w)", before):
            late.append(match[1])

    assert late == []
