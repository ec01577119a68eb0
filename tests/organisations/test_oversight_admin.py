"""Persons' requests in the back office: noted, looked at, answered within a month."""

import json
from datetime import date

import pytest
from django.urls import reverse

from kick.lib.dates import a_month_after
from organisations.actions import personal
from organisations.models import PersonRequest, SealedMail, User
from tests.factories import AssignmentFactory
from tests.kick.person import ADDRESS, MARKS, a_whole_person, rows_with
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db

LIST = reverse("admin:organisations_personrequest_changelist")


@pytest.fixture
def desk(client):
    sign_in(client, AssignmentFactory(region=None).user)
    return client


def page_of(asked):
    return reverse("admin:organisations_personrequest_change", args=[asked.pk])


def asked_for(kind):
    return personal.ask(kind=kind, email=ADDRESS)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2027, 12, 15), date(2028, 1, 15)),
        (date(2028, 1, 30), date(2028, 2, 29)),
    ],
)
def test_there_is_a_month_to_answer(day, last):
    assert a_month_after(day) == last


def test_a_request_from_somebody_without_an_account_is_noted(desk):
    fields = {"kind": "erasure", "email": "Utan@Konto.example", "received_on": "2026-11-30"}

    for _twice in range(2):
        desk.post(reverse("admin:organisations_personrequest_add"), fields)

    [asked] = PersonRequest.objects.all()
    assert (asked.email, asked.last_day) == ("utan@konto.example", date(2026, 12, 30))


def test_she_is_erased_by_one_press_and_told_by_a_mail_kept_nowhere(desk):
    a_whole_person()
    asked = asked_for("erasure")
    page = desk.get(page_of(asked)).content.decode()
    assert "<td>1</td>" in page

    desk.post(page_of(asked), {"do": "carry_out"})

    asked.refresh_from_db()
    assert asked.status == "done"
    assert set(rows_with(MARKS)) == {"consultations_statement"}
    assert SealedMail.objects.count() == 1
    assert desk.get(page_of(asked)).status_code == 200


def test_a_second_press_says_that_it_is_done(desk):
    asked = asked_for("erasure")
    desk.post(page_of(asked), {"do": "carry_out"})

    desk.post(page_of(asked), {"do": "carry_out"})

    assert SealedMail.objects.count() == 1


def test_an_extract_is_got_as_a_file_and_noted(desk):
    a_whole_person()
    asked = asked_for("extract")

    held = json.loads(desk.post(page_of(asked), {"do": "file"}).content)["held"]
    desk.post(page_of(asked), {"do": "carry_out"})

    asked.refresh_from_db()
    assert held["organisations.User"]["rows"][0]["email"] == ADDRESS
    assert asked.outcome["organisations.User"] == {"how": "told", "rows": 1}
    assert User.objects.filter(email=ADDRESS).exists()


def test_to_refuse_is_to_say_why(desk):
    asked = asked_for("erasure")

    assert desk.post(page_of(asked), {"do": "refuse"}).status_code == 422
    desk.post(page_of(asked), {"do": "refuse", "reason": "Vi vet inte att det är hon."})

    asked.refresh_from_db()
    assert (asked.status, asked.reason) == ("refused", "Vi vet inte att det är hon.")


def test_what_waits_longest_stands_first(desk):
    personal.ask(kind="extract", email="sen@exempel.se", received_on=date(2026, 11, 20))
    personal.ask(kind="extract", email="tidig@exempel.se", received_on=date(2026, 11, 2))

    page = desk.get(LIST).content.decode()

    assert page.index("tidig@exempel.se") < page.index("sen@exempel.se")
