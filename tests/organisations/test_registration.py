import re
import threading
import uuid

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse

from organisations.actions import registration
from organisations.models import (
    ConfirmedHow,
    Letter,
    Municipality,
    Organisation,
    OrganisationStatus,
)
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db

START = {"name": "Bäckaby hembygdsförening", "municipality": "0685", "org_number": "802002-8711"}
FACTS = {
    "kind": "association",
    "email": "info@backaby.example",
    "phone": "070-123 45 67",
    "website": "www.backaby.example",
    "street": "Byvägen 1",
    "postcode": "57100",
    "city": "Vetlanda",
    "art_forms": ["hembygd", "kor"],
    "flags": ["youth"],
    "minorities": ["sverigefinnar"],
    "contact_language": "sv",
    "working_languages": ["sv", "fi"],
    "listed_publicly": "yes",
    "shows_email": "on",
}


def step(client, name, data=None, **options):
    address = reverse(f"organisations:registration_{name}")
    return client.get(address, data) if data is None else client.post(address, data, **options)


def fill_in(client, start=START, facts=FACTS):
    step(client, "start", start)
    step(client, "facts", facts)
    return step(client, "check", None).context["key"]


def test_registration_writes_down_what_was_said_and_mails_a_link(client):
    key = fill_in(client)

    response = step(client, "check", {"key": key}, follow=True)

    organisation = Organisation.objects.get()
    assert response.redirect_chain == [(reverse("organisations:registration_done"), 302)]
    assert str(organisation.uuid) == key
    assert organisation.status == OrganisationStatus.REPORTED
    assert organisation.listed_publicly is True
    assert (organisation.shows_email, organisation.shows_phone) == (True, False)
    assert organisation.org_number == "8020028711"
    assert organisation.phone == "+46701234567"
    assert organisation.postcode == "571 00"
    assert sorted(art.code for art in organisation.art_forms.all()) == ["hembygd", "kor"]
    assert [m.code for m in organisation.minorities.all()] == ["sverigefinnar"]
    assert organisation.confirmed_at is None and not organisation.is_public
    letter = Letter.objects.get()
    assert letter.recipient == "info@backaby.example"
    assert letter.links == [organisation.link_reference]
    assert organisation.token not in letter.body


def test_registration_goes_step_by_step_and_keeps_what_was_typed(client):
    doubles_first = step(client, "facts", None)
    step(client, "start", START)
    step(client, "facts", FACTS)

    start, facts = step(client, "start", None), step(client, "facts", None)

    assert doubles_first.url == reverse("organisations:registration_start")
    assert 'value="Bäckaby hembygdsförening"' in start.content.decode()
    assert 'value="802002-8711"' in start.content.decode()
    assert 'value="info@backaby.example"' in facts.content.decode()
    assert facts.context["form"]["listed_publicly"].value() == "yes"


def test_registration_asks_about_the_open_register_without_preset(client):
    step(client, "start", START)
    page = step(client, "facts", None)
    unanswered = step(client, "facts", {**FACTS, "listed_publicly": ""})

    assert not page.context["form"]["listed_publicly"].value()
    assert unanswered.status_code == 422
    assert list(unanswered.context["form"].errors) == ["listed_publicly"]
    assert 'value="info@backaby.example"' in unanswered.content.decode()


def test_registration_wants_one_way_to_reach_the_organisation(client):
    step(client, "start", START)
    nothing = {**FACTS, "email": "", "phone": "", "street": "", "postcode": "", "city": ""}

    refused = step(client, "facts", nothing)
    by_paper = step(client, "facts", {**FACTS, "email": "", "phone": ""})

    assert list(refused.context["form"].errors) == ["email"]
    assert by_paper.status_code == 302


@pytest.mark.parametrize("number", ["800101-1234", "19121212-1212", "121212-1212", "8001611231"])
def test_registration_refuses_a_personal_number_and_keeps_none(client, number, caplog):
    response = step(client, "start", {**START, "org_number": number})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["org_number"]
    assert number not in response.content.decode()
    assert not Session.objects.exists()
    assert number not in caplog.text


def test_registration_refuses_a_personal_number_in_any_line(client):
    in_name = step(client, "start", {**START, "name": "Kören 811218-9876"})
    step(client, "start", START)
    in_street = step(client, "facts", {**FACTS, "street": "c/o 811218-9876"})

    assert list(in_name.context["form"].errors) == ["name"]
    assert list(in_street.context["form"].errors) == ["street"]
    assert "811218" not in str(dict(client.session))


@pytest.mark.parametrize(
    ("known", "start"),
    [
        ({"org_number": "8020028711", "name": "Helt annat namn"}, START),
        ({"name": "Backaby Hembygdsförening"}, {**START, "org_number": ""}),
        ({"name": "Bäckaby hembygdsforening"}, {**START, "org_number": ""}),
    ],
)
def test_registration_shows_likely_doubles_first(client, known, start):
    double = OrganisationFactory(municipality=Municipality.objects.get(code="0685"), **known)
    OrganisationFactory(name="Stenberga hembygdsförening", municipality=double.municipality)

    response = step(client, "start", start, follow=True)

    assert response.redirect_chain[0][0] == reverse("organisations:registration_doubles")
    assert response.context["doubles"] == [double]
    assert double.email not in response.content.decode()


def test_registration_finds_a_double_by_its_website(client):
    double = OrganisationFactory(
        name="Helt annat namn",
        website="https://www.backaby.example/",
        municipality=Municipality.objects.get(code="0685"),
    )

    fill_in(client)

    assert step(client, "check", None).context["doubles"] == [double]


def test_registration_with_a_number_in_use_ends_at_the_double(client):
    key = fill_in(client)
    OrganisationFactory(name="Snabbare", org_number="8020028711")

    response = step(client, "check", {"key": key}, follow=True)

    assert response.redirect_chain[0][0] == reverse("organisations:registration_doubles")
    assert Organisation.objects.count() == 1
    assert reverse("organisations:registration_facts") not in response.content.decode()


def test_registration_sent_twice_gives_the_same_receipt(client):
    key = fill_in(client)

    first = step(client, "check", {"key": key}, follow=True)
    second = step(client, "check", {"key": key}, follow=True)
    strange = step(client, "check", {"key": str(uuid.uuid4())}, follow=True)

    assert first.redirect_chain == second.redirect_chain
    assert first.context["organisation"] == second.context["organisation"]
    assert strange.redirect_chain[0][0] == reverse("organisations:registration_start")
    assert Organisation.objects.count() == Letter.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_registration_pressed_eight_times_at_once_is_one_row(committed, client):
    key = fill_in(client)
    cookie = client.cookies["kick"].value
    answers = []

    def press():
        other = Client()
        other.cookies["kick"] = cookie
        answers.append(step(other, "check", {"key": key}).headers["Location"])
        connection.close()

    threads = [threading.Thread(target=press) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [reverse("organisations:registration_done")] * 8
    assert Organisation.objects.count() == Letter.objects.count() == 1


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/jonkoping/moten/start/anmal/som-forening/", True),
        ("https://evil.example/", False),
        ("//evil.example", False),
        ("javascript:alert(1)", False),
        ("/\\evil.example", False),
    ],
)
def test_registration_goes_back_to_pages_of_ours_only(client, wanted, reached):
    key = fill_in(client, start={**START, "next": wanted})

    response = step(client, "check", {"key": key})

    expected = wanted if reached else reverse("organisations:registration_done")
    assert response.headers["Location"] == expected
    assert client.session["registered_organisation"] == key


def test_letters_to_one_address_are_few(client):
    for number in range(7):
        values = {
            "name": f"Kör {number}",
            "municipality": "0685",
            "org_number": "",
            "email": "offer@exempel.se",
            "art_forms": [],
            "minorities": [],
        }
        registration.register_organisation(uuid=uuid.uuid4(), values=values)

    assert Organisation.objects.count() == 7
    assert Letter.objects.count() == registration.LETTERS_A_DAY


def same_for_all(answer, organisation):
    page = re.sub(r'value="\w{64}"', "", answer.content.decode())
    return page.replace(str(organisation.uuid), "")


def test_claim_answers_the_same_with_and_without_an_address(client):
    with_email = OrganisationFactory(name="Kören")
    without = OrganisationFactory(name="Kören", email="")
    refused = OrganisationFactory(name="Kören")
    refused.mark_email_refused()

    pages = []
    for organisation in [with_email, without, refused]:
        address = reverse("organisations:registration_claim", args=[organisation.uuid])
        answer = client.post(address, follow=True)
        pages.append((answer.status_code, same_for_all(answer, organisation)))
        registration.post_link(organisation_id=organisation.pk)
        registration.post_link(organisation_id=organisation.pk)

    assert pages[0] == pages[1] == pages[2]
    assert [letter.recipient for letter in Letter.objects.all()] == [with_email.email]


def test_claim_of_what_is_not_there_is_missing(client):
    rejected = OrganisationFactory(status=OrganisationStatus.REJECTED)

    for key in [rejected.uuid, uuid.uuid4()]:
        assert (
            client.get(reverse("organisations:registration_claim", args=[key])).status_code == 404
        )


def confirm_address(organisation, name="confirm"):
    return reverse(f"organisations:registration_{name}", args=[organisation.token])


def test_confirming_by_link_takes_a_post_and_an_answer(client):
    organisation = OrganisationFactory()

    shown = client.get(confirm_address(organisation))
    empty = client.post(confirm_address(organisation), {"shows_email": "on"})
    organisation.refresh_from_db()
    untouched = organisation.confirmed_at
    client.post(confirm_address(organisation), {"listed_publicly": "yes", "shows_phone": "on"})
    organisation.refresh_from_db()

    assert shown.status_code == 200 and empty.status_code == 422
    assert shown.headers["Cache-Control"] == "no-store"
    assert untouched is None
    assert organisation.confirmed_how == ConfirmedHow.LINK
    assert organisation.is_public
    assert (organisation.shows_email, organisation.shows_phone) == (False, True)


def test_confirming_a_registration_leaves_it_to_the_project_lead(client):
    key = fill_in(client)
    step(client, "check", {"key": key})
    organisation = Organisation.objects.get()

    client.post(confirm_address(organisation), {"listed_publicly": "yes"})
    organisation.refresh_from_db()

    assert organisation.confirmed_how == ConfirmedHow.REGISTRATION
    assert organisation.status == OrganisationStatus.REPORTED


def test_a_link_that_is_altered_or_withdrawn_opens_nothing(client):
    organisation = OrganisationFactory()
    old = confirm_address(organisation)
    altered = old[:-3] + ("A" if old[-3] != "A" else "B") + old[-2:]
    organisation.withdraw_links()

    for address in [old, altered, confirm_address(organisation) + "x/"]:
        assert client.get(address).status_code == 404


def test_leaving_the_register_by_link_takes_one_post(client):
    organisation = OrganisationFactory(public=True, phone="+46701234567")
    address = confirm_address(organisation, "remove")

    shown = client.get(address)
    organisation.refresh_from_db()
    before = organisation.status
    first, second = client.post(address), client.post(address)
    organisation.refresh_from_db()

    assert shown.status_code == first.status_code == second.status_code == 200
    assert before == OrganisationStatus.LISTED
    assert organisation.status == OrganisationStatus.REMOVED
    assert organisation.email == organisation.phone == ""
    assert client.get(confirm_address(organisation)).status_code == 200


def test_one_that_left_may_say_that_it_is_back(client):
    gone = OrganisationFactory(name="Bäckaby hembygdsförening", org_number="8020028711")
    gone.remove()

    response = step(client, "start", START, follow=True)

    assert response.context["same_number"].pk == gone.pk
