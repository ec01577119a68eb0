"""Languages beside Swedish: what is read in them, and what no native speaker has read yet."""

import re

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from studyguide import measuring
from studyguide.actions.loading import load_guide
from studyguide.management.commands.load_guide import FOLDER
from studyguide.manuscript import read
from studyguide.models import Chapter, ChapterText, Guide, GuideText, PassageText, TermText
from tests.factories import AssignmentFactory
from tests.sign_in import sign_in
from tests.studyguide.languages import (
    CHAPTER_1,
    FI,
    FINNISH,
    GUIDE,
    MARK,
    READ_ON,
    SUMMED_UP,
    SV,
    WORDS,
    own,
    said_in,
    small,
    source,
    text_of,
)
from tests.studyguide.sources import write

__all__ = ["own", "small", "source"]
pytestmark = pytest.mark.django_db

GATHERINGS = ["traff-1", "traff-2", "traff-3", "traff-4", "traff-5"]


# What is read in which language


def test_a_summary_stands_first_and_the_rest_is_said_to_be_swedish(client, small):
    page = text_of(client, CHAPTER_1, "en")

    order = ["About a word.", "The rest of the gathering is in Swedish", "Först", "Samtal</h2>"]
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    # Said once, and where it is true.
    assert "Not all of this is written in your language yet" not in page


def test_the_rest_is_swedish_with_its_labels(client, small):
    page = text_of(client, CHAPTER_1, "en")

    assert re.findall(r'<p class="over"( lang="sv")?>([^<]*)</p>', page)[1:] == [
        ("", "In short"),
        (' lang="sv"', "Läs före träffen"),
        (' lang="sv"', "Frågor att prata om"),
    ]


def test_a_swedish_reader_has_no_divider(client, small):
    page = text_of(client, CHAPTER_1)

    assert "Om ett ord." in page
    assert "rest-in-swedish" not in page


def test_more_than_a_summary_is_not_called_a_summary(client, small):
    page = text_of(client, CHAPTER_1, "fi")

    assert "Iso sana" in page
    assert "rest-in-swedish" not in page
    assert "Loput on ruotsiksi." in page


# Still to be read by a native speaker


@pytest.mark.parametrize("language", ["fi", "en"])
def test_what_no_native_speaker_has_read_is_marked(client, small, language):
    assert text_of(client, CHAPTER_1, language).count(MARK) == 1
    assert MARK not in text_of(client, CHAPTER_1)


def test_the_mark_is_said_in_the_readers_language_too(client, small):
    assert "jonka äidinkieli se on" in text_of(client, CHAPTER_1, "fi")
    assert "To be read by somebody with the language" in text_of(client, CHAPTER_1, "en")


def test_the_mark_goes_when_somebody_has_read_it(client, small):
    ChapterText.objects.filter(language="fi").update(native_read_on=READ_ON)
    TermText.objects.filter(language="fi").update(native_read_on=READ_ON)

    assert MARK not in text_of(client, CHAPTER_1, "fi")
    assert MARK in text_of(client, CHAPTER_1, "en")


def test_a_word_that_is_still_to_be_read_is_marked_in_a_read_chapter(client, small):
    ChapterText.objects.filter(language="fi").update(native_read_on=READ_ON)

    page = text_of(client, CHAPTER_1, "fi")

    assert page.index('id="ord-heading"') < page.index(MARK) < page.index("Kuunnellaan ensin.")


def test_words_in_a_language_whose_chapter_has_no_title_are_marked(client, small):
    ChapterText.objects.filter(language="fi").delete()

    assert MARK in text_of(client, CHAPTER_1, "fi")


def test_easy_swedish_needs_no_native_speaker(client, own):
    page = text_of(client, f"{CHAPTER_1}lattlast/")

    assert "Kultur kan vara mycket" in page
    assert "Ska läsas av någon" not in page


def test_the_glossary_and_the_contents_are_marked(client, small):
    assert MARK in text_of(client, f"{GUIDE}ordlista/", "fi")
    assert MARK in text_of(client, GUIDE, "fi")
    assert MARK in text_of(client, f"{GUIDE}utskrift/", "fi")
    assert MARK not in text_of(client, f"{GUIDE}ordlista/", "en")


def test_loading_the_same_files_keeps_the_day(small):
    ChapterText.objects.filter(language="fi").update(native_read_on=READ_ON)
    TermText.objects.filter(language="fi").update(native_read_on=READ_ON)

    report = load_guide(small)

    days = [row.native_read_on for row in ChapterText.objects.filter(language="fi")]
    assert days == [READ_ON]
    assert TermText.objects.get(language="fi").native_read_on == READ_ON
    assert (report.changed, report.unread) == (0, [])


def test_loading_with_overwrite_keeps_the_day_of_what_it_does_not_change(small):
    ChapterText.objects.filter(language="fi").update(native_read_on=READ_ON)

    load_guide(small, overwrite=True)

    assert ChapterText.objects.get(language="fi").native_read_on == READ_ON


@pytest.mark.parametrize(
    ("was", "becomes"),
    [("Ensin", "Aluksi"), ("Mitä on", "Mikä on"), ("Iso sana", "Suuri sana")],
)
def test_what_the_files_have_changed_is_to_be_read_again(small, was, becomes):
    ChapterText.objects.filter(language__in=["fi", "en"]).update(native_read_on=READ_ON)

    report = load_guide(write(small, **{SV: SUMMED_UP, FI: FINNISH.replace(was, becomes)}))

    days = dict(ChapterText.objects.values_list("language", "native_read_on"))
    assert (days["fi"], days["en"]) == (None, READ_ON)
    assert len(report.unread) == 1


def test_a_changed_word_is_to_be_read_again_and_nothing_else(small):
    ChapterText.objects.filter(language="fi").update(native_read_on=READ_ON)
    TermText.objects.filter(language="fi").update(native_read_on=READ_ON)

    write(small, **{SV: SUMMED_UP}, fi__ordlista=WORDS.replace("ensin", "aluksi"))
    load_guide(small)

    assert TermText.objects.get(language="fi").native_read_on is None
    assert ChapterText.objects.get(language="fi").native_read_on == READ_ON


def test_swedish_words_that_change_leave_the_day(small):
    ChapterText.objects.filter(language="fi").update(native_read_on=READ_ON)

    load_guide(write(small, **{SV: SUMMED_UP.replace("Om ett ord.", "Om ordet.")}))

    assert ChapterText.objects.get(language="fi").native_read_on == READ_ON


def test_the_command_names_what_is_to_be_read_again(small, capsys):
    ChapterText.objects.filter(language="fi").update(native_read_on=READ_ON)
    write(small, **{SV: SUMMED_UP, FI: FINNISH.replace("Ensin", "Aluksi")})

    call_command("load_guide", folder=small)

    assert "Mitä on kulttuuri? (fi)" in capsys.readouterr().err


# In the admin


def test_a_lead_says_when_a_chapter_was_read(client, own):
    sign_in(client, AssignmentFactory(region=None).user)
    chapter = Chapter.objects.get(key="traff-1")
    rows = list(chapter.texts.all())
    fields = {"guide": chapter.guide_id, "position": chapter.position}
    fields |= {"texts-TOTAL_FORMS": len(rows), "texts-INITIAL_FORMS": len(rows)}
    for number, row in enumerate(rows):
        words = {"id": row.pk, "chapter": chapter.pk, "language": row.language}
        words |= {"title": row.title, "lead": row.lead}
        words |= {"native_read_on": "2026-09-01"} if row.language == "fi" else {}
        fields |= {f"texts-{number}-{name}": value for name, value in words.items()}

    path = reverse("admin:studyguide_chapter_change", args=[chapter.pk])
    assert client.post(path, fields).status_code == 302

    read_on = dict(chapter.texts.values_list("language", "native_read_on"))
    assert (read_on["fi"], read_on["en"]) == (READ_ON, None)
    # It is no edit of the words: the next loading has nothing to complain about.
    assert not any(row.is_edited for row in chapter.texts.all())


@pytest.mark.parametrize(
    ("leads_all", "marked"),
    [
        (False, '<div class="readonly" lang="yi" dir="rtl">ייִדיש</div>'),
        (True, 'maxlength="120" lang="yi" dir="rtl"'),
    ],
    ids=["to read", "to write"],
)
def test_the_admin_says_which_language_words_are_in(client, small, leads_all, marked):
    said_in("yi", title="ייִדיש")
    sign_in(client, AssignmentFactory(**{"region": None} if leads_all else {}).user)
    guide = Guide.objects.get(key="studiehandledning")

    page = client.get(reverse("admin:studyguide_guide_change", args=[guide.pk])).content.decode()

    assert page.count(marked) == 1


def test_words_are_ticked_as_read_from_the_list(client, small):
    sign_in(client, AssignmentFactory(region=None).user)
    word = TermText.objects.get(language="fi")
    fields = {"action": "read_fi", "_selected_action": [word.term_id], "index": "0"}

    client.post(reverse("admin:studyguide_term_changelist"), fields)

    days = dict(TermText.objects.values_list("language", "native_read_on"))
    assert days == {"fi": timezone.localdate(), "sv": None}


def test_a_lead_of_one_region_says_nothing_of_it(client, small):
    sign_in(client, AssignmentFactory().user)
    word = TermText.objects.get(language="fi")
    fields = {"action": "read_fi", "_selected_action": [word.term_id], "index": "0"}

    client.post(reverse("admin:studyguide_term_changelist"), fields)

    word.refresh_from_db()
    assert word.native_read_on is None


# The guide that Kick comes with


@pytest.mark.parametrize("chapter", GATHERINGS)
def test_our_own_gatherings_are_whole_in_easy_swedish(own, chapter):
    """All but what is for the leader, the time plan and the lists to look things up in."""
    swedish, easy = keys_of(chapter, "sv"), keys_of(chapter, "sv-x-lattlast")

    assert swedish - easy == {"tidsplan", "lasa-mer", "kallorna", "fore", "under"}


@pytest.mark.parametrize("chapter", ["traff-1", "traff-4"])
def test_our_own_gatherings_1_and_4_are_whole_in_finnish(client, own, chapter):
    assert keys_of(chapter, "fi") == keys_of(chapter, "sv")
    page = text_of(client, f"{GUIDE}{chapter}/?ledarstod=ja", "fi")
    assert "Loput on ruotsiksi." not in page
    assert MARK in page


@pytest.mark.parametrize("chapter", GATHERINGS)
def test_our_own_gatherings_have_a_summary_in_english(client, own, chapter):
    summary = PassageText.objects.get(
        passage__chapter__key=chapter, passage__kind="summary", language="en"
    )
    assert 120 <= len(summary.body.split()) <= 200
    assert "rest-in-swedish" in text_of(client, f"{GUIDE}{chapter}/", "en")


def test_nothing_we_ship_says_that_a_native_speaker_has_read_it(own):
    for model in [GuideText, ChapterText, TermText]:
        assert list(model.objects.filter(native_read_on__isnull=False)) == []


@pytest.mark.parametrize("chapter", GATHERINGS)
def test_our_easy_swedish_is_easy(chapter):
    sheets = {sheet.path: sheet for sheet in read(FOLDER)}
    found = measuring.of_sheet(sheets[f"sv-x-lattlast/studiehandledning/{chapter}.md"])
    assert found.lix <= 30
    assert 350 <= found.words <= 800


def keys_of(chapter, language):
    """Of passages and questions that have words in the language."""
    row = Chapter.objects.get(key=chapter)
    passages = row.passages.filter(texts__language=language).values_list("key", flat=True)
    questions = row.questions.filter(texts__language=language).values_list("key", flat=True)
    return {*passages, *questions}
