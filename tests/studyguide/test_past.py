"""Old wordings stay readable, for circles that began on them."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from kick.lib.personal_data import events_of
from studyguide.actions.loading import load_guide
from studyguide.models import (
    Chapter,
    ChapterText,
    Guide,
    GuideText,
    Passage,
    PassageText,
    Question,
    QuestionText,
    Term,
    TermText,
)
from studyguide.past import reading_at
from tests.studyguide.sources import CHAPTER, GLOSSARY, write

# History is written by the clock of the database.
pytestmark = [pytest.mark.django_db, pytest.mark.real_time]

PAGE = "/studiehandledning/traff-1/"
MODELS = [Chapter, ChapterText, Guide, GuideText, Passage, PassageText]
MODELS += [Question, QuestionText, Term, TermText]
WEEKS = timedelta(weeks=1)


def happened(before):
    """All that history has so far happened that long ago: a test is one transaction, one moment."""
    for model in MODELS:
        events = events_of(model).objects.filter(pgh_created_at__gt=timezone.now() - WEEKS / 7)
        events.update(pgh_created_at=timezone.now() - before)


@pytest.fixture
def rewritten(tmp_path):
    """Worded four weeks ago, another question and a word taken away two weeks ago, and today."""
    load_guide(write(tmp_path))
    happened(4 * WEEKS)
    changed = CHAPTER.replace("Vad finns här?", "Vad saknas här?").replace(
        "[[samråd]] igen", "mera"
    )
    changed = changed.replace("# fråga finns-har", "# fråga ny: En till?\n\n# fråga finns-har")
    load_guide(
        write(
            tmp_path,
            **{
                "sv__studiehandledning__traff-1": changed,
                "sv__ordlista": GLOSSARY.replace("Styr i länet", "Styr i hela länet"),
            },
        )
    )
    happened(2 * WEEKS)
    last = changed.replace("# ledarstöd stod: Till ledaren\n\nRäkna till tio.\n", "")
    load_guide(write(tmp_path, **{"sv__studiehandledning__traff-1": last}))


def questions_at(before, **options):
    chapter = Chapter.objects.get(key="traff-1")
    reading = reading_at(chapter, timezone.now() - before, "sv", **options)
    sections = reading.chapters[0].sections
    return [q.words.heading for section in sections for p in section.pieces for q in p.questions]


def test_a_chapter_is_read_as_it_was_at_a_moment(rewritten):
    assert questions_at(3 * WEEKS) == ["Vad finns här?"]
    assert questions_at(1 * WEEKS) == ["En till?", "Vad saknas här?"]
    assert questions_at(timedelta()) == ["En till?", "Vad saknas här?"]


def test_what_was_taken_away_is_there_then_and_not_now(rewritten):
    chapter = Chapter.objects.get(key="traff-1")

    kinds = [
        [section.kind for section in reading.chapters[0].sections]
        for reading in [
            reading_at(chapter, timezone.now() - before, "sv", with_leader=True)
            for before in [WEEKS, timedelta()]
        ]
    ]
    assert kinds == [["reading", "discussion", "leader"], ["reading", "discussion"]]


def test_the_words_are_explained_as_they_were(rewritten):
    chapter = Chapter.objects.get(key="traff-1")

    then, now = (
        {term.word: term.definition for term in reading_at(chapter, at, "sv").terms}
        for at in [timezone.now() - 3 * WEEKS, timezone.now()]
    )
    assert then == {"region": "Styr i länet.", "samråd": "Att lyssna innan man bestämmer."}
    # The glossary of sources.py was loaded again at last.
    assert now["region"] == "Styr i länet."
    assert "Styr i hela länet." in {
        term.definition for term in reading_at(chapter, timezone.now() - WEEKS, "sv").terms
    }


def test_before_it_was_written_there_is_nothing(rewritten):
    chapter = Chapter.objects.get(key="traff-1")

    assert reading_at(chapter, timezone.now() - 5 * WEEKS, "sv") is None
    assert reading_at(Chapter.objects.get(key="traff-2"), timezone.now(), "sv") is None


def test_another_language_falls_back_to_the_swedish_of_that_moment(rewritten):
    chapter = Chapter.objects.get(key="traff-1")
    passage = Passage.objects.get(key="stort-ord")
    passage.texts.create(language="fi", heading="Iso sana", body="Ensin.")

    then = reading_at(chapter, timezone.now() - 3 * WEEKS, "fi").chapters[0]
    now = reading_at(chapter, timezone.now(), "fi").chapters[0]

    assert then.sections[0].pieces[0].words.heading == "Ett stort ord"
    assert then.falls_back
    assert now.sections[0].pieces[0].words.heading == "Iso sana"


def test_today_reads_alike_from_history_and_from_the_rows(rewritten, client):
    chapter = Chapter.objects.get(key="traff-1")

    sections = reading_at(chapter, timezone.now(), "sv").chapters[0].sections

    told = client.get(PAGE).context["chapter"].sections
    assert [[piece.html for piece in section.pieces] for section in sections] == [
        [piece.html for piece in section.pieces] for section in told
    ]


def test_the_page_of_a_day_says_so_and_links_to_today(rewritten, client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "sv"
    day = timezone.localdate(timezone.now() - 3 * WEEKS)

    page = client.get(PAGE, {"version": day.isoformat()})

    text = page.content.decode()
    assert page.status_code == 200
    assert "Vad finns här?" in text
    assert f'<a href="{PAGE}">' in text
    assert str(day.year) in text
    assert 'name="yes"' not in text
    assert "Räkna till tio." not in text
    with_leader = client.get(PAGE, {"version": day.isoformat(), "ledarstod": "ja"})
    assert "Räkna till tio." in with_leader.content.decode()


@pytest.mark.parametrize(
    "version", ["", "x", "2026-13-01", "0001-01-01", "2026-11-29T25:00", "1999-01-01", "²026-11-29"]
)
def test_what_is_no_day_or_before_everything_is_missing(rewritten, client, version):
    assert client.get(PAGE, {"version": version}).status_code == 404


def test_a_day_that_is_not_over_is_todays_page(rewritten, client):
    response = client.get(PAGE, {"version": timezone.localdate().isoformat()})

    assert (response.status_code, response.url) == (302, PAGE)
    minute = timezone.localtime(timezone.now() - timedelta(minutes=5))
    assert client.get(PAGE, {"version": f"{minute:%Y-%m-%dT%H:%M}"}).status_code in {200, 404}
    assert client.get("/studiehandledning/finns-inte/?version=2026-01-01").status_code == 404
