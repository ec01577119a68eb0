import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from organisations.actions import calls, people
from organisations.models import (
    ConfirmedHow,
    ExportRecord,
    Organisation,
    OrganisationStatus,
    Region,
    WrongMove,
)
from tests.factories import AssignmentFactory, OrganisationFactory
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return AssignmentFactory(user__name="Maja Lind").user


def confirmed(days=10, **words):
    at = timezone.now() - timedelta(days=days)
    return OrganisationFactory(confirmed_at=at, confirmed_how=ConfirmedHow.LINK, **words)


def one_of_each():
    now = timezone.now()
    return {
        "proposed": confirmed(name="Ny adress", proposed_email="ny@koren.example"),
        "refused": confirmed(name="Studsar", email_refused_at=now, municipality_id="0685"),
        "silent": confirmed(name="Tyst", silent_at=now),
        "no_address": confirmed(days=400, name="Utan adress", email=""),
        "unconfirmed": OrganisationFactory(name="Aldrig"),
    }


def test_who_is_rung_and_why_the_most_pressing_first(client, lead):
    one_of_each()
    confirmed(name="Nåbar")
    confirmed(name="Ringd i höst", email="")
    OrganisationFactory(name="Anmäld", reported=True)
    OrganisationFactory(name="I Växjö", municipality_id="0780")
    sign_in(client, lead)

    page = client.get(reverse("organisations:desk_calls"))

    assert [row.call_reason for row in page.context["page"]] == list(one_of_each_reasons())


def one_of_each_reasons():
    return ["proposed", "refused", "silent", "no_address", "unconfirmed"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("kommun=0685", ["Studsar"]),
        ("varfor=silent", ["Tyst"]),
        ("kommun=0685&varfor=silent", []),
        ("kommun=0780", ["Ny adress", "Studsar", "Tyst", "Utan adress", "Aldrig"]),
        ("varfor=email", ["Ny adress", "Studsar", "Tyst", "Utan adress", "Aldrig"]),
    ],
)
def test_the_list_is_narrowed_by_choices_alone(client, lead, asked, found):
    one_of_each()
    sign_in(client, lead)

    page = client.get(f"{reverse('organisations:desk_calls')}?{asked}")

    assert [row.name for row in page.context["page"]] == found


def test_the_file_holds_the_list_as_narrowed_and_is_noted(client, lead):
    one_of_each()
    sign_in(client, lead)

    answer = client.post("/region/ringa/lista.csv?varfor=no_address")

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert [row[2] for row in rows[1:]] == ["Utan adress"]
    assert list(ExportRecord.objects.values_list("what", "rows", "taken_by")) == [
        ("calls", 1, lead.pk)
    ]


def test_the_list_costs_the_same_with_more_rows(client, lead, django_assert_max_num_queries):
    sign_in(client, lead)
    counts = []
    for number in (1, 5):
        for _ in range(number):
            OrganisationFactory()
        with django_assert_max_num_queries(12) as queries:
            client.get(reverse("organisations:desk_calls"))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def call(client, row, **said):
    return client.post(reverse("organisations:desk_call", args=[row.uuid]), said)


def test_the_facts_are_right_and_the_address_is_tried_anew(client, lead):
    row = OrganisationFactory(email_refused_at=timezone.now(), proposed_email="ny@koren.example")
    sign_in(client, lead)

    answers = [call(client, row, said="right") for _ in range(2)]
    row.refresh_from_db()

    assert [answer.status_code for answer in answers] == [302, 302]
    assert (row.email_refused_at, row.proposed_email) == (None, "")
    assert row.confirmed_how == ConfirmedHow.PHONE
    assert not Organisation.objects.to_call().exists()


def test_a_new_address_withdraws_the_links_to_the_old_one(client, lead):
    row = OrganisationFactory(email_refused_at=timezone.now(), proposed_email="ny@koren.example")
    token = row.token
    sign_in(client, lead)

    page = client.get(reverse("organisations:desk_call", args=[row.uuid]))
    wrong = call(client, row, said="address", email="ny@")
    saved = call(client, row, said="address", email="ny@koren.example")
    row.refresh_from_db()

    assert page.context["form"]["email"].value() == "ny@koren.example"
    assert (wrong.status_code, saved.status_code) == (422, 302)
    assert (row.email, row.email_refused_at, row.proposed_email) == ("ny@koren.example", None, "")
    assert not Organisation.objects.with_token(token).exists()


def test_a_dissolved_one_rests_and_nothing_is_deleted(client, lead):
    row = OrganisationFactory(public=True, phone="+46361020")
    sign_in(client, lead)

    call(client, row, said="dissolved")
    row.refresh_from_db()

    assert (row.status, row.dissolved_on) == (OrganisationStatus.DORMANT, timezone.localdate())
    assert row.email and row.phone
    assert not Organisation.objects.public().exists()
    row.approve()
    assert row.dissolved_on is None


def test_only_who_leads_the_region_writes_a_call_down():
    row = OrganisationFactory()
    elsewhere = AssignmentFactory(region=Region.objects.get(slug="kronoberg")).user

    for action in (calls.say_right, calls.dissolve):
        with pytest.raises(people.NotYours):
            action(organisation=row, by=elsewhere)
    with pytest.raises(people.NotYours):
        calls.give_address(organisation=row, email="a@b.example", by=elsewhere)


def test_one_that_is_only_reported_is_not_dissolved(lead):
    with pytest.raises(WrongMove):
        calls.dissolve(organisation=OrganisationFactory(reported=True), by=lead)
