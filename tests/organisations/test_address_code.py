"""Whoever reads the mail of an association shows it with a code that is sent there."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from organisations.actions import address_code, sealed_mail
from organisations.models import SealedMail
from tests.factories import OrganisationFactory
from tests.organisations.claimants import letters, member, organisation, person

__all__ = ["organisation"]
pytestmark = pytest.mark.django_db


def mailed_code():
    mail = SealedMail.objects.latest("pk")
    message = sealed_mail._message(mail)
    return re.search(r"\d{4}-\d{4}", message.body)[0], message.to


def ask_for_code(client, organisation):
    address = reverse("organisations:representation_request", args=[organisation.uuid])
    return client.post(address, {"task": "signatory", "shown_by": "address"})


def test_a_code_to_the_registered_address_lets_somebody_in_at_once(client, organisation):
    ours = member(organisation)
    bo = person("bo@exempel.se")
    client.force_login(bo)
    sent = ask_for_code(client, organisation)
    code, to = mailed_code()

    wrong = client.post(sent.url, {"code": "0000-000"})
    right = client.post(sent.url, {"code": code})
    again = client.post(sent.url, {"code": code})

    got = organisation.representatives.get(user=bo)
    assert (to, wrong.status_code, right.status_code) == (["info@koren.example"], 422, 302)
    assert (got.status, got.shown_by, got.task) == ("approved", "address", "signatory")
    assert again.status_code == 302
    assert (ours.email, f"joined:{got.pk}") in letters()
    assert code not in str(dict(client.session)) and code.replace("-", "") not in str(
        dict(client.session)
    )


def test_the_fourth_try_is_refused_even_when_it_is_right(client, organisation):
    client.force_login(person("bo@exempel.se"))
    sent = ask_for_code(client, organisation)
    code, _to = mailed_code()

    for wrong in ("11111111", "2222", "3"):
        client.post(sent.url, {"code": wrong})

    assert client.post(sent.url, {"code": code}).status_code == 422
    assert not organisation.representatives.open().exists()


def test_a_code_ends_after_ten_minutes_and_with_the_address(organisation):
    kept = address_code.send_code(organisation=organisation)
    code, _to = mailed_code()
    later = timezone.now() + timedelta(minutes=11)

    late = address_code.is_right(kept=kept, organisation=organisation, typed=code, at=later)
    organisation.email = "ny@koren.example"
    moved = address_code.is_right(kept=kept, organisation=organisation, typed=code)
    other = address_code.is_right(kept=kept, organisation=OrganisationFactory(), typed=code)

    assert (late, moved, other) == (False, False, False)


def test_without_an_address_the_page_is_the_same_and_nothing_is_sent(client):
    silent = OrganisationFactory(email="")
    client.force_login(person("bo@exempel.se"))

    sent = ask_for_code(client, silent)

    assert client.get(sent.url).status_code == 200
    assert not SealedMail.objects.exists()
