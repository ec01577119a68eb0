from uuid import uuid4

import pytest
from django.urls import reverse

from organisations.actions.letters import post_letter
from organisations.models import Letter, LetterStatus, Purpose, Region, Role
from tests.factories import AssignmentFactory, UserFactory
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db

LIST = "/admin/organisations/letter/"


@pytest.fixture
def lead(client):
    """A project lead in Jönköping who has signed in with both factors."""
    user = AssignmentFactory().user
    sign_in(client, user)
    return user


def post(address, region, **changed):
    return post_letter(
        purpose=Purpose.INVITATION,
        recipient=address,
        about="meeting:1",
        occasion="invitation",
        subject="Inbjudan",
        body="Svara: ‹personlig länk›",
        links=[["invitation", str(uuid4()), 1]],
        region=Region.objects.get(slug=region),
        **changed,
    )


def page_of(letter):
    return reverse("admin:organisations_letter_change", args=[letter.pk])


def test_list_shows_the_letters_of_the_leads_regions(client, lead):
    post("var@forening.example", "jonkoping")
    post("deras@forening.example", "uppsala")

    answer = client.get(LIST)

    assert [letter.recipient for letter in answer.context["cl"].result_list] == [
        "var@forening.example"
    ]


def test_whole_country_is_seen_by_the_national_lead(client):
    sign_in(client, AssignmentFactory(region=None).user)
    letters = [post("a@forening.example", "jonkoping"), post("b@forening.example", "uppsala")]

    answer = client.get(LIST)

    assert set(answer.context["cl"].result_list) == set(letters)


def test_letter_is_shown_as_stored_and_cannot_be_changed(client, lead):
    letter = post("var@forening.example", "jonkoping")

    page = client.get(page_of(letter)).content.decode()

    assert "‹personlig länk›" in page
    assert letter.links[0][1] not in page
    assert 'name="_save"' not in page
    assert client.post(page_of(letter), {"subject": "Ny"}).status_code == 403
    assert Letter.objects.get().subject == "Inbjudan"


def test_letter_of_another_region_is_missing(client, lead):
    letter = post("deras@forening.example", "uppsala")

    assert client.get(page_of(letter)).status_code == 404
    assert client.get(page_of(letter).replace("change", "history")).status_code == 404


def test_letters_are_neither_written_nor_deleted_by_hand(client, lead):
    letter = post("var@forening.example", "jonkoping")

    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{letter.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Letter.objects.count() == 1


def test_refused_letter_is_put_in_the_queue_again(client, lead):
    refused, queued = post("a@forening.example", "jonkoping"), post("b@exempel.se", "jonkoping")
    foreign = post("c@exempel.se", "uppsala")
    refused.mark_failed(code=550)
    foreign.mark_failed(code=550)
    chosen = [refused.pk, queued.pk, foreign.pk]

    client.post(LIST, {"action": "queue_again", "_selected_action": chosen})

    refused.refresh_from_db()
    foreign.refresh_from_db()
    assert refused.status == LetterStatus.QUEUED
    assert foreign.status == LetterStatus.FAILED


def test_region_officer_does_not_enter(client):
    officer = AssignmentFactory(role=Role.REGION_OFFICER).user
    sign_in(client, officer)

    assert client.get(LIST).status_code == 302


def test_list_costs_the_same_with_one_and_three(client, lead, django_assert_num_queries):
    post("a@forening.example", "jonkoping")
    client.get(LIST)
    with django_assert_num_queries(7):
        client.get(LIST)
    post("b@forening.example", "jonkoping")
    post("c@forening.example", "jonkoping")

    with django_assert_num_queries(7):
        client.get(LIST)


def test_stranger_is_sent_to_sign_in(client):
    sign_in(client, UserFactory())

    assert client.get(LIST).status_code == 302
