"""Two entries of the register that are one association."""

import pytest

from organisations.actions import merging
from tests.factories import OrganisationFactory


@pytest.fixture
def kept():
    return OrganisationFactory(name="Habo hembygdsförening", public=True, org_number="8020028711")


@pytest.fixture
def other():
    return OrganisationFactory(
        name="Hembygdsföreningen i Habo", public=True, org_number="8260006161", phone="036123456"
    )


def merge(kept, other, **choices):
    return merging.merge_organisations(survivor=kept, absorbed=other, choices=choices, by=None)
