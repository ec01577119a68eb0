"""Who speaks for an association, and who claims to."""

import pytest
from allauth.account.models import EmailAddress

from organisations.actions import representation
from organisations.models import Letter, Representative, Shown, Task
from tests.factories import AssignmentFactory, OrganisationFactory, UserFactory


@pytest.fixture
def organisation():
    return OrganisationFactory(public=True, email="info@koren.example")


@pytest.fixture
def lead():
    return AssignmentFactory(user__name="Maja Lind").user


def person(email, name=""):
    user = UserFactory(email=email, name=name)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def member(organisation, email="anna@koren.example"):
    user = person(email, "Anna")
    Representative.objects.create(user=user, organisation=organisation).approve()
    return user


def claim(organisation, email="bo@exempel.se"):
    return representation.request_representation(
        user=person(email),
        organisation=organisation,
        task=Task.DRAFTER,
        shown_by=Shown.WEBSITE,
        evidence="Namnet står på webbplatsen.",
    )


def letters():
    return set(Letter.objects.values_list("recipient", "occasion"))
