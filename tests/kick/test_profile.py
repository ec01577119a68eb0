import hashlib
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from consultations.models import Contribution, Invitation, Meeting, Reply, Seat, Verdict
from kick.lib import org_number
from kick.profile.people import NATIONAL
from organisations.models import Letter, Organisation, Region, User
from tests.factories import MeetingFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.usefixtures("committed")
SIZES = {"organisations": 60, "meetings": 20, "replies": 80, "contributions": 40}
MADE = [User, Organisation, Meeting, Letter, Invitation, Reply, Seat, Contribution]


def make(**changes):
    call_command("make_profile", **{**SIZES, "today": date(2026, 11, 22), "seed": 1, **changes})


def fingerprints():
    """{model: checksum of all its rows, every column}."""
    found = {}
    with connection.cursor() as cursor:
        for model in MADE:
            cursor.execute(f"SELECT t::text FROM {model._meta.db_table} t ORDER BY id")
            found[model] = hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()
    return found


def test_same_seed_makes_the_same_rows(capsys):
    make()
    first = fingerprints()
    make()
    again = fingerprints()
    make(seed=2)
    other = fingerprints()

    assert again == first
    assert {model for model in MADE if other[model] == first[model]} == {User}


def test_sizes_are_as_asked(capsys):
    make()

    region = Region.objects.get(slug="jonkoping")
    assert Organisation.objects.public().in_region(region).count() == 60
    assert Organisation.objects.in_region(region).count() > 60
    assert Meeting.objects.count() == 20
    assert Reply.objects.count() == 80
    assert Seat.objects.waiting().exists()
    assert Contribution.objects.count() == 40
    assert Contribution.objects.public().exists()
    assert Verdict.objects.published().exists()


def test_numbers_and_addresses_belong_to_nobody(capsys):
    make()

    numbers = Organisation.objects.exclude(org_number="").values_list("org_number", flat=True)
    addresses = [
        *Organisation.objects.exclude(email="").values_list("email", flat=True),
        *Reply.objects.exclude(email="").values_list("email", flat=True),
        *Letter.objects.values_list("recipient", flat=True),
        *User.objects.values_list("email", flat=True),
    ]
    assert all(org_number.is_made_up(org_number.parse(number)) for number in numbers)
    assert {address.rpartition(".")[2] for address in addresses} == {"example"}


def test_rows_work_as_if_they_had_been_saved(capsys):
    make()

    invitation = Invitation.objects.first()
    assert Invitation.objects.with_token(invitation.token).get() == invitation
    assert Organisation.objects.matching(Organisation.objects.first().name).exists()
    assert User.objects.get(email=NATIONAL).leads_everywhere
    # The next row goes after those with a given key, and leaves its trace in history again.
    row = OrganisationFactory()
    assert row.pk > Organisation.objects.exclude(pk=row.pk).count()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pgh_obj_id FROM organisations_organisationevent")
        assert cursor.fetchall() == [(row.pk,)]


@pytest.mark.parametrize(
    "make_real", [OrganisationFactory, UserFactory, MeetingFactory], ids=lambda it: it.__name__
)
def test_a_database_with_anything_else_is_not_touched(make_real, capsys):
    make()
    make_real()
    before = fingerprints()

    with pytest.raises(CommandError, match="is not touched"):
        make(seed=2)

    assert fingerprints() == before
