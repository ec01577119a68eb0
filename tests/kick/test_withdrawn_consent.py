"""What somebody no longer wants shown is gone at once: from page, list, search, file and feed."""

import pytest
from django.urls import reverse
from django.utils import timezone

from consultations.models import Sender
from organisations.models import ConfirmedHow
from tests.factories import OrganisationFactory
from tests.plan_factories import ContributionFactory

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


def shown_somewhere(client, mark, organisation):
    """Whether a stranger finds it on a page of the region, in the register's file or by searching."""
    region = organisation.municipality.region.slug
    listed = reverse("organisations:organisation_list", args=[region])
    pages = [
        reverse("region", args=[region]),
        reverse("organisations:organisation_export", args=[region, "csv"]),
        reverse("consultations:meeting_feed", args=[region]),
        organisation.get_absolute_url(),
        *(f"{listed}?words={words}" for words in ("", mark[:6])),
    ]
    texts = [client.get(page).getvalue().decode().replace("\u00a0", " ") for page in pages]
    return any(mark in text for text in texts)


@pytest.mark.parametrize(
    ("field", "mark"), [("shows_email", EMAIL), ("shows_phone", PHONE), ("listed_publicly", NAME)]
)
def test_an_association_takes_back_what_may_be_shown(client, organisation, field, mark):
    assert shown_somewhere(client, mark, organisation)

    setattr(organisation, field, False)
    organisation.save()

    assert not shown_somewhere(client, mark, organisation)


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
