import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from consultations.actions import consultations
from consultations.models import Consultation, ConsultationStatus, Question
from organisations.models import Municipality, Role
from tests.factories import AssignmentFactory
from tests.plan_factories import ConsultationFactory, PlanVersionFactory, StatementFactory
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db

KEY = "6f2a3c52-9c1e-4b8e-8a53-0d8e4f3f7a21"


@pytest.fixture
def officer(client):
    user = AssignmentFactory(role=Role.REGION_OFFICER).user
    sign_in(client, user)
    return user


@pytest.fixture
def version():
    return PlanVersionFactory(chapters=1, out=True)


def day(number):
    return (timezone.localdate() + timedelta(days=number)).isoformat()


def filled_in(version=None, **other):
    return {
        "key": KEY,
        "rows": "3",
        "kind": "remiss" if version else "samrad",
        "version": version.pk if version else "",
        "title": "Förslag till kulturplan",
        "purpose": "Vi vill veta vad ni saknar.",
        "can_change": "Texten.",
        "cannot_change": "Statens pengar.",
        "question_1": "Vad saknas?",
        "question_2": "",
        "question_3": "Vem ska göra det?",
        "first_day": day(7),
        "last_day": day(60),
        "answer_by": day(120),
        "publishing": "after_close",
        "case_number": "RJL 2026/12",
        **other,
    }


def new(client, version=None, **other):
    address = reverse("consultations:desk_consultation_new")
    return client.post(address, filled_in(version, **other))


def page(consultation, verb=""):
    return reverse(f"consultations:desk_consultation{verb}", args=[consultation.uuid])


def stamped(client, consultation, verb):
    shown = client.get(page(consultation, verb)).content.decode()
    return re.search(r'name="stamp" value="(\w+)"', shown)[1]


def publish(client, consultation):
    stamp = stamped(client, consultation, "_publish")
    return client.post(page(consultation, "_publish"), {"stamp": stamp})


def test_an_officer_plans_a_consultation_with_three_questions(client, officer, version):
    response = new(client, version, question_2="Vad är bra?")

    consultation = Consultation.objects.get()
    assert response.url == page(consultation)
    assert consultation.is_draft
    assert consultation.name == "jonkoping/forslag-till-kulturplan"
    opens, closes = map(timezone.localtime, [consultation.opens_at, consultation.closes_at])
    assert f"{opens:%Y-%m-%d %H.%M.%S}" == f"{day(7)} 00.00.00"
    assert f"{closes:%Y-%m-%d %H.%M.%S}" == f"{day(60)} 23.59.59"
    assert consultations.wordings_of(consultation) == [
        "Vad saknas?",
        "Vad är bra?",
        "Vem ska göra det?",
    ]
    assert "Statens pengar." in client.get(page(consultation)).content.decode()


def test_empty_questions_leave_no_gap(client, officer):
    new(client)

    assert list(Question.objects.values_list("position", flat=True)) == [1, 2]


def test_the_same_form_sent_twice_is_one_consultation(client, officer):
    new(client)
    new(client, title="Rättat namn")

    assert Consultation.objects.get().title == "Rättat namn"
    assert Question.objects.count() == 2


def test_two_with_the_same_name_have_an_address_each(client, officer):
    new(client)
    new(client, key="6f2a3c52-9c1e-4b8e-8a53-0d8e4f3f7a22")

    slugs = sorted(Consultation.objects.values_list("slug", flat=True))
    assert slugs == ["forslag-till-kulturplan", "forslag-till-kulturplan-2"]


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"title": ""}, "Det här behöver fyllas i."),
        ({"kind": "remiss", "version": ""}, "Välj det förslag"),
        ({"last_day": day(6)}, "Sista dagen måste komma efter"),
        ({"answer_by": day(60)}, "efter sista dagen"),
        ({"first_day": day(-9), "last_day": day(-1)}, "har redan varit"),
        ({"first_day": "0001-01-01"}, "Årtalet ser inte rätt ut"),
        ({"last_day": "9999-12-31", "answer_by": "9999-12-31"}, "Årtalet ser inte rätt ut"),
        ({"question_1": "x" * 301}, "300"),
        ({"purpose": "a\x00"}, "dolt tecken"),
        ({"version": "987654321"}, "giltigt"),
        ({"version": "\x00"}, "Null-tecken"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_nothing_typed_is_lost(client, officer, other, words):
    response = client.post(reverse("consultations:desk_consultation_new"), filled_in() | other)

    assert response.status_code == 422
    shown = response.content.decode()
    assert words in shown
    assert "Vem ska göra det?" in shown
    assert not Consultation.objects.exists()


def test_a_draft_of_the_plan_or_another_regions_cannot_be_chosen(client, officer):
    unpublished = PlanVersionFactory(chapters=1)
    elsewhere = Municipality.objects.get(code="0780").region
    foreign = PlanVersionFactory(plan__region=elsewhere, chapters=1, out=True)

    for version in [unpublished, foreign]:
        assert new(client, version).status_code == 422


def test_one_more_question_keeps_everything_typed(client, officer):
    response = new(client, more="1", first_day="i morgon", title="", question_3="Tre")

    shown = response.content.decode()
    assert response.status_code == 200
    assert 'name="question_4"' in shown
    assert 'value="Tre"' in shown
    assert 'value="i morgon"' in shown
    assert not Consultation.objects.exists()

    new(client, rows="4", question_4="Fyra")
    assert consultations.wordings_of(Consultation.objects.get())[-1] == "Fyra"


def test_ten_questions_are_the_most(client, officer):
    shown = new(client, more="1", rows="9").content.decode()

    assert 'name="question_10"' in shown
    assert 'name="more"' not in shown
    assert 'name="question_11"' not in new(client, more="1", rows="10").content.decode()


def test_a_draft_is_changed(client, officer):
    new(client)
    consultation = Consultation.objects.get()
    fields = filled_in(title="Nytt namn", question_1="", question_3="Ny fråga")
    stamp = stamped(client, consultation, "_edit")

    client.post(page(consultation, "_edit"), fields | {"stamp": stamp})

    changed = Consultation.objects.get()
    assert (changed.title, changed.slug) == ("Nytt namn", "nytt-namn")
    assert consultations.wordings_of(changed) == ["Ny fråga"]


def test_two_officers_who_change_it_at_once_lose_nothing(client, officer):
    new(client)
    consultation = Consultation.objects.get()
    stamp = stamped(client, consultation, "_edit")
    address = page(consultation, "_edit")
    client.post(address, filled_in(purpose="Hennes.") | {"stamp": stamp})

    response = client.post(address, filled_in(purpose="Mitt.") | {"stamp": stamp})

    shown = response.content.decode()
    assert response.status_code == 409
    assert "Hennes." in shown
    assert "Mitt." in shown
    assert Consultation.objects.get().text.purpose == "Hennes."

    again = re.search(r'name="stamp" value="(\w+)"', shown)[1]
    client.post(address, filled_in(purpose="Mitt.") | {"stamp": again})
    assert Consultation.objects.get().text.purpose == "Mitt."


def test_publishing_is_asked_first_and_pressed_twice_is_once(client, officer, version):
    new(client, version)
    consultation = Consultation.objects.get()
    stamp = stamped(client, consultation, "_publish")
    assert Consultation.objects.get().is_draft

    address = page(consultation, "_publish")
    codes = [client.post(address, {"stamp": stamp}).status_code for _ in range(2)]

    assert codes == [302, 302]
    assert Consultation.objects.get().is_published


def test_what_changed_after_it_was_looked_at_is_not_published(client, officer):
    new(client)
    consultation = Consultation.objects.get()
    stamp = stamped(client, consultation, "_publish")
    new(client, title="Ett annat namn")

    client.post(page(consultation, "_publish"), {"stamp": stamp})

    assert Consultation.objects.get().is_draft


def test_a_draft_that_has_been_replaced_is_not_asked_about(client, officer, version):
    new(client, version)
    version.supersede()

    publish(client, Consultation.objects.get())

    assert Consultation.objects.get().is_draft


def test_words_that_people_answer_are_not_changed(client, officer):
    consultation = ConsultationFactory(questions=1)
    before = consultations.contents_of(consultation)
    closes = timezone.localtime(consultation.closes_at).date()

    fields = filled_in(last_day=closes.isoformat(), answer_by=consultation.answer_by.isoformat())
    client.post(page(consultation, "_edit"), fields)

    after = consultations.contents_of(Consultation.objects.get())
    assert after == before | {"case_number": "RJL 2026/12"}


def test_the_last_day_moves_only_later(client, officer):
    consultation = ConsultationFactory()
    closes = timezone.localtime(consultation.closes_at).date()
    later, sooner = closes + timedelta(days=7), closes - timedelta(days=1)
    address = page(consultation, "_edit")
    fields = {"answer_by": (closes + timedelta(days=90)).isoformat()}

    refused = client.post(address, fields | {"last_day": sooner.isoformat()})
    client.post(address, fields | {"last_day": later.isoformat()})

    assert refused.status_code == 422
    assert timezone.localtime(Consultation.objects.get().closes_at).date() == later


def test_the_last_day_stays_when_it_has_been(client, officer):
    consultation = ConsultationFactory(closed=True)
    answer_by = consultation.answer_by + timedelta(days=10)

    fields = {"last_day": day(30), "answer_by": answer_by.isoformat()}
    client.post(page(consultation, "_edit"), fields)

    kept = Consultation.objects.get()
    assert (kept.closes_at, kept.answer_by) == (consultation.closes_at, answer_by)


def test_a_consultation_is_cancelled_once(client, officer):
    consultation = ConsultationFactory()

    codes = [client.post(page(consultation, "_cancel")).status_code for _ in range(2)]

    assert codes == [302, 302]
    assert Consultation.objects.get().status == ConsultationStatus.CANCELLED
    assert client.get(page(consultation, "_edit")).status_code == 404


def test_a_draft_is_deleted_and_a_published_one_is_not(client, officer):
    draft, published = ConsultationFactory(draft=True), ConsultationFactory()

    client.post(page(draft, "_delete"))

    assert client.post(page(published, "_delete")).status_code == 404
    assert list(Consultation.objects.all()) == [published]


def test_the_desk_counts_what_has_arrived_and_not_what_is_written(client, officer):
    consultation = ConsultationFactory(
        opens_at=timezone.now() - timedelta(days=50), closes_at=timezone.now() + timedelta(days=5)
    )
    StatementFactory.create_batch(2, consultation=consultation, submitted=True)
    StatementFactory(consultation=consultation, submitted=True, nameless=True)
    StatementFactory(consultation=consultation)

    desk = client.get(reverse("consultations:desk")).content.decode()
    overview = client.get(page(consultation)).content.decode()

    assert "stänger snart" in desk
    assert "3 yttranden har kommit in" in desk
    assert re.findall(r"<dd>(\d+)</dd>", overview)[:4] == ["3", "2", "0", "1"]


def test_a_promise_that_is_not_kept_is_said(client, officer):
    ConsultationFactory(closed=True, answer_by=timezone.localdate() - timedelta(days=1))

    desk = client.get(reverse("consultations:desk")).content.decode()

    assert "den utlovade dagen har varit" in desk


def test_no_account_of_ideell_kulturallians_sees_a_draft(client):
    consultation = ConsultationFactory(draft=True)
    lead = AssignmentFactory().user
    AssignmentFactory(user=lead, role=Role.REGION_OFFICER)
    sign_in(client, lead)

    assert client.get(page(consultation)).status_code == 404
    assert client.get(reverse("consultations:desk_consultation_new")).status_code == 404
    assert consultation.title not in client.get(reverse("consultations:desk")).content.decode()
