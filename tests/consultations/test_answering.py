"""The officer reads, releases, answers and publishes."""

import json

import pytest
from django.urls import reverse

from consultations.actions import verdicts
from consultations.models import Contribution, ContributionKind, Verdict
from organisations import emails
from organisations.models import ExportRecord, Letter, Purpose, Role
from tests.factories import AssignmentFactory
from tests.plan_factories import (
    ConsultationFactory,
    ContributionFactory,
    StatementFactory,
    VerdictFactory,
)
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    user = AssignmentFactory(role=Role.REGION_OFFICER).user
    sign_in(client, user)
    return user


@pytest.fixture
def closed():
    return ConsultationFactory(closed=True)


def said(consultation, **words):
    statement = StatementFactory(consultation=consultation, submitted=True)
    return ContributionFactory(statement=statement, **words)


def page(name, consultation, *more):
    return reverse(f"consultations:{name}", args=[consultation.uuid, *more])


def test_the_desk_shows_what_has_arrived_and_no_draft(client, officer, closed):
    said(closed, body="Vi behöver replokaler.")
    ContributionFactory(statement=StatementFactory(consultation=closed), body="Hemligt utkast.")

    shown = client.get(page("desk_contributions", closed)).content.decode()

    assert "Vi behöver replokaler." in shown
    assert "Hemligt utkast." not in shown


def test_the_filter_chooses_by_section_sender_kind_track_and_state(client, officer, closed):
    support = said(closed, kind=ContributionKind.SUPPORT, body="Bra!")
    said(closed, section=None, body="Hela planen är lång.", released=True)
    name = support.statement.organisation.name.replace(" ", "+")

    for query in ["om=avsnitt-avsnitt-1", "slag=support", f"avsandare={name}", "lage=ej-slappt"]:
        shown = client.get(f"{page('desk_contributions', closed)}?{query}").content.decode()
        assert ("Bra!" in shown, "Hela planen" in shown) == (True, False), query
    both = client.get(f"{page('desk_contributions', closed)}?spar=civil_society").content.decode()
    assert "Bra!" in both
    assert "Hela planen" in both
    assert "Bra!" in client.get(f"{page('desk_contributions', closed)}?slag=x").content.decode()


def test_what_may_be_somebodys_own_is_pointed_out(client, officer, closed):
    said(closed, body="Ring Maja, 070-123 45 67.")

    assert (
        b"<strong>070-123 45 67</strong>" in client.get(page("desk_contributions", closed)).content
    )


def test_the_ticked_are_released_as_they_came(client, officer, closed):
    first, second = said(closed), said(closed)

    client.post(page("desk_release", closed), {"punkt": [first.pk, "x", "9" * 30]})

    assert list(Contribution.objects.released()) == [first]
    assert Contribution.objects.get(pk=second.pk).released_at is None


def test_something_is_taken_out_before_it_is_released_and_the_original_stays(
    client, officer, closed
):
    contribution = said(closed, body="Maja saknar replokaler.")
    address = page("desk_contribution_release", closed, contribution.pk)

    client.post(address, {"public_body": "[…] saknar replokaler."})

    contribution.refresh_from_db()
    assert contribution.shown_body == "[…] saknar replokaler."
    assert contribution.body == "Maja saknar replokaler."
    client.post(page("desk_contribution_hold", closed, contribution.pk))
    assert not Contribution.objects.public().exists()


def test_an_answer_needs_its_reason(client, officer, closed):
    contribution = said(closed)
    address = page("desk_contribution_decide", closed, contribution.pk)

    assert client.post(address, {"outcome": "follows"}).status_code == 422
    assert not Verdict.objects.exists()
    client.post(address, {"outcome": "follows", "reason": "Det skrivs in."})
    client.post(address, {"outcome": "later", "reason": "Det tas med sedan."})
    assert Verdict.objects.get().outcome == "later"


def test_many_get_the_same_answer(client, officer, closed):
    ticked = [said(closed).pk, said(closed).pk]
    answer = {"outcome": "not_followed", "reason": "Pengarna räcker inte."}

    assert client.post(page("desk_decide", closed), answer).status_code == 422
    assert client.post(page("desk_decide", closed), {"punkt": ticked}).status_code == 422
    client.post(page("desk_decide", closed), {**answer, "punkt": ticked})

    assert set(Verdict.objects.values_list("contribution", flat=True)) == set(ticked)


def test_answers_are_published_at_once_with_one_letter_to_each_sender(client, officer, closed):
    contribution = said(closed, body="Vi behöver replokaler.")
    also = ContributionFactory(statement=contribution.statement, body="Och scener.")
    for one in (contribution, also):
        VerdictFactory(contribution=one, reason=f"Svar på {one.position}.")

    client.post(page("desk_verdicts_publish", closed))
    client.post(page("desk_verdicts_publish", closed))

    assert Verdict.objects.published().count() == 2
    letter = Letter.objects.get(purpose=Purpose.VERDICTS)
    assert letter.recipient == contribution.statement.organisation.email
    assert "replokaler" not in letter.body
    body = emails.letter(letter).body
    assert all(words in body for words in ["Vi behöver replokaler.", "Svar på 1.", "Svar på 2."])


def test_every_point_is_answered_before_anything_is_published(client, officer, closed):
    VerdictFactory(contribution=said(closed))
    said(closed)
    said(closed, kind=ContributionKind.NOTHING, body="")

    client.post(page("desk_verdicts_publish", closed))

    assert not Verdict.objects.published().exists()
    assert verdicts.left_to_answer(closed).count() == 1


def test_nothing_is_published_while_people_may_answer(client, officer):
    consultation = ConsultationFactory()
    VerdictFactory(contribution=said(consultation))

    client.post(page("desk_verdicts_publish", consultation))

    assert not Verdict.objects.published().exists()


def test_a_published_answer_stays(client, officer, closed):
    verdict = VerdictFactory(contribution=said(closed), published=True)
    address = page("desk_contribution_decide", closed, verdict.contribution_id)

    client.post(address, {"outcome": "outside", "reason": "Något annat."})

    verdict.refresh_from_db()
    assert verdict.outcome == "in_part"


def test_the_officer_takes_out_everything_and_a_project_lead_what_is_released(
    client, officer, closed
):
    said(closed)
    said(closed, released=True)
    address = page("desk_contributions_export", closed, "json")

    assert len(json.loads(client.post(address).getvalue())) == 2
    sign_in(client, AssignmentFactory().user)
    assert len(json.loads(client.post(address).getvalue())) == 1
    assert [record.rows for record in ExportRecord.objects.order_by("pk")] == [2, 1]


def test_a_registrar_takes_out_what_came_in_and_no_draft_of_an_answer(client, closed):
    VerdictFactory(contribution=said(closed))
    sign_in(client, AssignmentFactory(role=Role.REGISTRAR).user)

    [row] = json.loads(client.post(page("desk_contributions_export", closed, "json")).getvalue())

    assert (row["number"], row["outcome"]) == ("1.1", "")
