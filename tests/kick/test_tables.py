"""How the tests of the house tell that something was written."""

import pytest
from django.db import transaction

from organisations.models import Organisation
from tests.factories import OrganisationFactory
from tests.kick import tables

pytestmark = pytest.mark.django_db


def test_reading_is_no_write():
    before = tables.writes()

    list(Organisation.objects.all())

    assert tables.changed(before, tables.writes()) == []


def test_a_new_row_is_a_write():
    before = tables.writes()

    OrganisationFactory()

    assert "organisations_organisation" in tables.changed(before, tables.writes())


def test_the_same_values_again_are_a_write():
    OrganisationFactory()
    before = tables.writes()

    Organisation.objects.update(name="Viskören")
    between = tables.writes()
    Organisation.objects.update(name="Viskören")

    assert "organisations_organisation" in tables.changed(before, between)
    assert "organisations_organisation" in tables.changed(between, tables.writes())


def test_what_is_rolled_back_is_a_write_too():
    before = tables.writes()

    with transaction.atomic():
        OrganisationFactory()
        transaction.set_rollback(True)

    assert "organisations_organisation" in tables.changed(before, tables.writes())
