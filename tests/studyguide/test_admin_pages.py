"""Words are seen as they will be read before they are saved; what helped least and what was edited is listed."""

import pytest
from django.urls import reverse

from studyguide.actions.loading import load_guide
from studyguide.models import Feedback, PassageText, Question, Term
from tests.factories import AssignmentFactory
from tests.guide import our_guide
from tests.sign_in import sign_in
from tests.studyguide.sources import CHAPTER, write
from tests.studyguide.test_admin import page_of, passage_fields

pytestmark = pytest.mark.django_db

HELPED, EDITED = "admin:studyguide_guide_helped", "admin:studyguide_guide_edited"


@pytest.fixture
def national(client):
    our_guide()
    sign_in(client, AssignmentFactory(region=None).user)
    return client


@pytest.fixture
def words(national):
    return PassageText.objects.get(passage__key="malen", language="sv")


def test_the_form_has_a_button_to_the_preview(national, words):
    page = national.get(page_of(words.passage)).content.decode()

    assert f'formaction="{page_of(words.passage, "preview")}"' in page


def test_a_preview_shows_what_is_typed_and_saves_nothing(national, words):
    fields = passage_fields(words, heading="Målen i dag", body="**Nya** ord om [[samråd]].")

    page = national.post(page_of(words.passage, "preview"), fields)

    text = page.content.decode()
    assert page.status_code == 200
    assert "<h2>Målen i dag</h2>" in text
    assert "<strong>Nya</strong> ord om" in text
    assert 'id="ord-samrad"' in text
    words.refresh_from_db()
    assert words.heading == "Målen som riksdagen har satt"


def test_a_preview_tells_what_could_not_be_saved(national, words):
    fields = passage_fields(words, body="[[okänt]]")

    text = national.post(page_of(words.passage, "preview"), fields).content.decode()

    assert "Ordlistan förklarar inte ”okänt”." in text


def test_questions_and_terms_have_a_preview_too(national):
    for row, field in [
        (Question.objects.get(key="vad-finns-har"), "heading"),
        (Term.objects.get(key="samrad"), "word"),
    ]:
        text = row.texts.get(language="sv")
        form = national.get(page_of(row)).context["adminform"].form
        fields = {name: form[name].value() for name in form.fields}
        fields |= {"texts-TOTAL_FORMS": 1, "texts-INITIAL_FORMS": 0, "texts-0-language": "smj"}
        fields |= {f"texts-0-{field}": "Uusi", "texts-0-body": "x", "texts-0-definition": "x"}
        fields = {name: value for name, value in fields.items() if value is not None}

        page = national.post(page_of(row, "preview"), fields)
        assert "<h2>Uusi</h2>" in page.content.decode()
        assert row.texts.filter(language="smj").count() == 0
        assert text.pk


def test_who_only_reads_has_no_preview(client):
    our_guide()
    sign_in(client, AssignmentFactory().user)
    words = PassageText.objects.get(passage__key="malen", language="sv")

    assert "formaction" not in client.get(page_of(words.passage)).content.decode()
    assert client.post(page_of(words.passage, "preview"), {}).status_code == 403


def test_what_helped_least_comes_first_with_what_was_said(national, words):
    other = PassageText.objects.get(passage__key="ett-stort-ord", language="sv")
    told = [(words, False, "För <b>svårt</b>."), (words, False, ""), (other, True, "")]
    for number, (text, is_useful, said) in enumerate(told):
        Feedback.objects.create(
            uuid=f"{number:08}-52c5-4a7e-9a0e-3a4f5f2c9d11",
            passage=text.passage,
            language="sv",
            is_useful=is_useful,
            words=said,
        )

    page = national.get(reverse(HELPED)).content.decode()

    assert page.index(words.heading) < page.index(other.heading)
    assert "För &lt;b&gt;svårt&lt;/b&gt;." in page


def test_what_is_said_of_a_question_stands_at_the_question(national):
    question = Question.objects.get(key="vilka-ar-med")
    passage = question.chapter.passages.get(kind="discussion")
    for number, about in enumerate([question, None]):
        Feedback.objects.create(
            uuid=f"{number:08}-52c5-4a7e-9a0e-3a4f5f2c9d11",
            passage=passage,
            question=about,
            language="sv",
            is_useful=False,
            words="Svår att svara på." if about else "Om samtalet.",
        )

    page = national.get(reverse(HELPED)).content.decode()

    at_question = page[page.index(question.texts.get(language="sv").heading) :].split("</li>")[0]
    assert "Svår att svara på." in at_question
    assert "Om samtalet." not in at_question
    assert reverse("admin:studyguide_question_change", args=[question.pk]) in page


def test_what_was_edited_is_listed_and_a_load_leaves_it(national, words):
    assert words.heading not in national.get(reverse(EDITED)).content.decode()
    national.post(page_of(words.passage), passage_fields(words, heading="Målen i dag"))

    page = national.get(reverse(EDITED)).content.decode()
    assert f'<a href="{page_of(words.passage)}">' in page
    assert "Målen i dag" in page

    our_guide()
    words.refresh_from_db()
    assert words.heading == "Målen i dag"


def test_an_edit_is_left_and_told_of_when_its_file_changes_too(tmp_path):
    load_guide(write(tmp_path))
    words = PassageText.objects.get(passage__key="stort-ord")
    words.body = "Vårt eget."
    words.save()
    changed = CHAPTER.replace("Först [[samrådet]]", "Sist [[samrådet]]")

    report = load_guide(write(tmp_path, **{"sv__studiehandledning__traff-1": changed}))

    words.refresh_from_db()
    assert words.body == "Vårt eget."
    assert len(report.conflicts) == 1
