"""Two lists that wrote the same, taken back in either order."""

from datetime import date

import pytest
from django.urls import reverse

from organisations.actions import importing
from organisations.models import Contact, Organisation
from tests.factories import AssignmentFactory, OrganisationFactory
from tests.organisations.lists import csv_list, place, written
from tests.organisations.test_import_deciding import PERSON, with_contacts
from tests.organisations.test_import_taking_back import WORDS, kept, stored
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db


def first():
    return written(csv_list(["Kören", "Habo", "Museum", "ett@kor.example"], header=WORDS))


def second():
    return written(
        csv_list(["Kören", "Habo", "Teater", "tva@kor.example"], header=WORDS),
        source="Länets register",
        received_on=date(2026, 11, 9),
    )


@pytest.fixture
def choir():
    return OrganisationFactory(
        name="Kören",
        municipality=place("Habo"),
        email="gammal@kor.example",
        source="Förra listan",
        received_on="2026-01-01",
        original_words="Sång",
    )


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_all_is_as_before_both_in_whatever_order(choir, order):
    before = stored()
    lists = first(), second()

    importing.take_back_batch(batch=lists[order[0]])
    assert stored() != before
    importing.take_back_batch(batch=lists[order[1]])

    assert stored() == before
    assert kept(lists[0]) == kept(lists[1]) == {}


def test_what_a_later_list_has_changed_is_kept_and_the_list_is_named(client, choir):
    earlier = first()
    second()

    importing.take_back_batch(batch=earlier)

    choir.refresh_from_db()
    assert (choir.email, choir.source) == ("tva@kor.example", "Länets register")
    assert kept(earlier) == {2: ["email", "original_words", "art_forms"]}
    trace = earlier.rows.get().trace
    assert trace["kept_by"] == {
        name: ["Länets register", "2026-11-09"] for name in ("email", "original_words", "art_forms")
    }
    sign_in(client, AssignmentFactory().user)
    url = reverse("admin:organisations_importbatch_change", args=[earlier.pk])
    assert "senare lista: Länets register, 9 november 2026" in client.get(url).content.decode()


def test_organisation_that_only_the_two_lists_made_goes_with_the_last_of_them():
    before = stored()
    earlier, later = first(), second()

    importing.take_back_batch(batch=earlier)
    assert Organisation.objects.get().email == "tva@kor.example"
    importing.take_back_batch(batch=later)

    assert stored() == before


def test_what_a_person_has_changed_stays_though_both_are_taken_back(choir):
    earlier, later = first(), second()
    Organisation.objects.filter(pk=choir.pk).update(email="egen@kor.example")

    importing.take_back_batch(batch=earlier)
    importing.take_back_batch(batch=later)

    choir.refresh_from_db()
    assert (choir.email, choir.original_words) == ("egen@kor.example", "Sång")
    assert kept(earlier) == {2: ["email"]}
    assert kept(later) == {2: ["email"]}


def test_three_lists_taken_back_oldest_first(choir):
    before = stored()
    lists = [first(), second()]
    lists.append(written(csv_list(["Kören", "Habo", "Bio", "tre@kor.example"], header=WORDS)))

    for batch in lists:
        importing.take_back_batch(batch=batch)

    assert stored() == before
    assert [kept(batch) for batch in lists] == [{}, {}, {}]


def test_contact_persons_of_both_go():
    earlier = with_contacts(PERSON)
    later = with_contacts([*PERSON[:4], "ny@kor.example"])

    importing.take_back_batch(batch=earlier)
    assert Contact.objects.get().email == "ny@kor.example"
    importing.take_back_batch(batch=later)

    assert not Contact.objects.exists()
    assert not Organisation.objects.exists()
