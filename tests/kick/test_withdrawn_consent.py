"""What somebody no longer wants shown is gone at once: from page, list, search, file and feed."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.models import Sender
from organisations.models import ConfirmedHow
from tests.factories import ContributionFactory, OrganisationFactory
from tests.kick import matrix
from tests.kick.cast import undone
from tests.kick.isolation import text_of
from tests.kick.test_house_urls import cast

__all__ = ["cast"]
pytestmark = pytest.mark.django_db

EMAIL, PHONE, NAME, PERSON = (
    "synlig@kontakt.example",
    "070-740 12 34",
    "Vqzsynliga spelmanslaget",
    "Vqza Synligsson",
)


@pytest.fixture
def organisation():
    return OrganisationFactory(
        public=True,
        name=NAME,
        email=EMAIL,
        phone="+46707401234",
        shows_email=True,
        shows_phone=True,
        confirmed_at=timezone.now(),
        confirmed_how=ConfirmedHow.LINK,
    )


def shown_somewhere(mark, cast, extra=()):
    """Whether a stranger finds it on any page, file or feed, or by searching for it."""
    client = Client()
    for row in matrix.PUBLIC:
        path = reverse(row.name, args=row.arguments(cast.here))
        for url in (path, f"{path}?q={mark[:6]}", f"{path}?words={mark[:6]}"):
            with undone():
                if mark in text_of(client.get(url)).replace("\u00a0", " "):
                    return True
    return any(mark in text_of(client.get(url)).replace("\u00a0", " ") for url in extra)


@pytest.mark.parametrize(
    ("field", "mark"), [("shows_email", EMAIL), ("shows_phone", PHONE), ("listed_publicly", NAME)]
)
def test_an_association_takes_back_what_may_be_shown(cast, organisation, field, mark):
    page = [organisation.get_absolute_url()]
    assert shown_somewhere(mark, cast, page)

    setattr(organisation, field, False)
    organisation.save()

    assert not shown_somewhere(mark, cast, page)


def test_a_person_takes_back_her_name_from_the_receipt(client):
    contribution = ContributionFactory(
        statement__sender=Sender.PERSON,
        statement__organisation=None,
        statement__person_name=PERSON,
        statement__shows_name=True,
        released=True,
    )
    statement = contribution.statement
    consultation = statement.consultation
    consultation.publishing = "as_they_come"
    consultation.save()
    slug = consultation.region.slug
    voices = reverse("consultations:consultation_voices", args=[slug, consultation.slug])
    assert PERSON in client.get(voices).content.decode()

    client.post(reverse("consultations:receipt_hide_name", args=[statement.token]))

    assert PERSON not in client.get(voices).content.decode()
    statement.refresh_from_db()
    assert (statement.shows_name, statement.person_name) == (False, PERSON)
