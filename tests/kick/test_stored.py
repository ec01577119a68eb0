from datetime import UTC, date, datetime

import pytest

from kick.lib.stored import store
from organisations.models import Organisation
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_each_row_gets_its_own_values_and_nothing_else_is_written(django_assert_num_queries):
    rows = OrganisationFactory.create_batch(3)
    moment = datetime(2026, 3, 4, 5, 6, 7, 890123, tzinfo=UTC)
    for number, row in enumerate(rows):
        row.email = f"\"{number}\\' å@x.example"
        row.email_refused_at = moment if number else None
        row.received_on = date(2026, 1, 1)
        row.flags = ["youth"]
        row.municipality_id = "0682"
        row.phone = "036"

    with django_assert_num_queries(1):
        store(
            Organisation,
            rows,
            ["email", "email_refused_at", "received_on", "municipality", "link_version"],
        )

    for row in rows:
        found = Organisation.objects.get(pk=row.pk)
        assert (found.email, found.email_refused_at) == (row.email, row.email_refused_at)
        assert (found.received_on, found.municipality_id) == (row.received_on, "0682")
        assert (found.phone, found.flags) == ("", [])


def test_nothing_to_write_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        store(Organisation, [], ["email"])
        store(Organisation, [Organisation(pk=1)], [])


def test_row_that_is_gone_stays_gone():
    row = OrganisationFactory()
    Organisation.objects.all().delete()

    store(Organisation, [row], ["email"])

    assert not Organisation.objects.exists()
