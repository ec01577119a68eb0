import pytest
from django.urls import reverse

from studyguide.models import Passage, PassageText, Question, Term
from tests.factories import AssignmentFactory
from tests.guide import our_guide
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def national(client):
    our_guide()
    sign_in(client, AssignmentFactory(region=None).user)
    return client


def page_of(row, name="change"):
    return reverse(f"admin:studyguide_{row._meta.model_name}_{name}", args=[row.pk])


def passage_fields(words, **changed):
    total = words.passage.texts.count()
    fields = {
        "chapter": words.passage.chapter_id,
        "kind": words.passage.kind,
        "position": words.passage.position,
        "texts-TOTAL_FORMS": total,
        "texts-INITIAL_FORMS": total,
    }
    for number, row in enumerate(words.passage.texts.all()):
        row_fields = {"id": row.pk, "language": row.language, "heading": row.heading}
        row_fields |= {"passage": row.passage_id, "body": row.body}
        row_fields |= changed if row == words else {}
        fields |= {f"texts-{number}-{name}": value for name, value in row_fields.items()}
    return fields


@pytest.fixture
def words(national):
    return PassageText.objects.get(passage__key="malen", language="sv")


def test_a_national_lead_edits_words_and_the_list_says_so(national, words):
    fields = passage_fields(words, body="Nya ord om [[samråd]].")

    assert national.post(page_of(words.passage), fields).status_code == 302

    words.refresh_from_db()
    assert words.body == "Nya ord om [[samråd]]."
    listed = national.get(reverse("admin:studyguide_passage_changelist")).context["cl"].result_list
    edited = [row.key for row in listed if any(text.is_edited for text in row.texts.all())]
    assert edited == ["malen"]


def test_history_tells_of_the_words_in_their_language(national, words):
    national.post(page_of(words.passage), passage_fields(words, heading="Målen i dag"))

    page = national.get(page_of(words.passage, "history"))

    changes = [(str(one["what"]), one["fields"]) for one in page.context["changes"]]
    # All in one transaction, so at the same moment.
    assert sorted(changes) == [
        ("Tillagd", []),
        ("Tillagd (Finska)", []),
        ("Tillagd (Lättläst svenska)", []),
        ("Tillagd (Svenska)", []),
        ("Ändrad (Svenska)", [("rubrik", "Målen som riksdagen har satt", "Målen i dag")]),
    ]


def test_a_word_that_the_glossary_does_not_explain_is_refused(national, words):
    response = national.post(page_of(words.passage), passage_fields(words, body="[[okänt]]"))

    assert response.status_code == 200
    assert "Ordlistan förklarar inte ”okänt”." in response.content.decode()


def test_a_key_stays_once_it_is_given(national):
    question = Question.objects.get(key="vad-finns-har")

    page = national.get(page_of(question))

    form = page.context["adminform"].form
    assert "key" not in form.fields
    assert form["goals"].value() == ["participation", "heritage"]


def test_a_new_word_is_added_with_its_forms(national):
    fields = {
        "key": "bygdeting",
        "texts-TOTAL_FORMS": 1,
        "texts-INITIAL_FORMS": 0,
        "texts-0-language": "sv",
        "texts-0-word": "bygdeting",
        "texts-0-forms": "bygdetinget, bygdetingen",
        "texts-0-definition": "Ett stort möte om kulturen.",
    }

    assert national.post(reverse("admin:studyguide_term_add"), fields).status_code == 302

    words = Term.objects.get(key="bygdeting").texts.get()
    assert words.spellings == {"bygdeting", "bygdetinget", "bygdetingen"}


def test_a_lead_of_one_region_reads_only(client):
    our_guide()
    sign_in(client, AssignmentFactory().user)
    passage = Passage.objects.get(key="malen")

    page = client.get(page_of(passage))

    assert page.status_code == 200
    assert "Målen som riksdagen har satt" in page.content.decode()
    assert 'name="_save"' not in page.content.decode()
    assert client.post(page_of(passage), {}).status_code == 403
