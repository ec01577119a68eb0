"""What somebody registered and nobody confirmed is gone after seven days."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from organisations.actions import registration
from organisations.models import Letter, Organisation, Representative
from tests.factories import InvitationFactory, ReplyFactory, UserFactory

pytestmark = pytest.mark.django_db

LATER = timedelta(days=7, minutes=1)


def registered(*, email="info@backaby.example"):
    values = {
        "name": "Bäckaby hembygdsförening",
        "municipality": "0685",
        "email": email,
        "phone": "+46701234567",
        "art_forms": ["hembygd"],
        "minorities": ["sverigefinnar"],
    }
    return registration.register_organisation(uuid=uuid.uuid4(), values=values)


def in_history(organisation):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM organisations_organisationevent WHERE pgh_obj_id = %s",
            [organisation.pk],
        )
        return cursor.fetchone()[0]


def test_unconfirmed_registration_is_deleted_with_its_letter_and_history():
    organisation = registered()
    pk = organisation.pk
    assert (Letter.objects.count(), in_history(organisation)) == (1, 1)

    assert registration.forget_unconfirmed(at=timezone.now() + LATER) == 1

    assert not Organisation.objects.exists()
    assert not Letter.objects.exists()
    organisation.pk = pk
    assert in_history(organisation) == 0


def test_it_has_seven_days():
    registered()

    assert registration.forget_unconfirmed(at=timezone.now() + timedelta(days=6, hours=23)) == 0


def confirm(organisation):
    registration.confirm_organisation(
        organisation=organisation, listed_publicly=True, shows_email=False, shows_phone=False
    )


def ask_to_represent(organisation):
    Representative.objects.create(user=UserFactory(), organisation=organisation)


@pytest.mark.parametrize(
    "what_happens",
    [
        confirm,
        Organisation.approve,
        Organisation.reject,
        ask_to_represent,
        lambda organisation: InvitationFactory(organisation=organisation),
        lambda organisation: ReplyFactory(organisation=organisation),
    ],
    ids=["confirmed", "approved", "rejected", "represented", "invited", "answered"],
)
def test_what_is_in_use_stays(what_happens):
    organisation = registered()
    what_happens(organisation)

    assert registration.forget_unconfirmed(at=timezone.now() + LATER) == 0
    assert Organisation.objects.count() == 1
    assert Letter.objects.filter(occasion="registration").exists()


def test_one_without_an_address_waits_for_the_project_lead():
    registered(email="")

    assert registration.forget_unconfirmed(at=timezone.now() + LATER) == 0
    assert Organisation.objects.count() == 1
