import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from organisations.actions import calls, importing
from organisations.actions.registration import OWN_WORD
from organisations.exports import changes_since
from organisations.models import ConfirmedHow, ListReturn, Organisation
from tests.factories import AssignmentFactory, OrganisationFactory
from tests.organisations.lists import csv_list, fates, place, written
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db
RECEIVED = timezone.localdate() - timedelta(days=200)
LIST = {"source": "Nässjös lista", "received_on": RECEIVED, "municipality_id": "0682"}


@pytest.fixture
def lead():
    return AssignmentFactory(user__name="Maja Lind").user


@pytest.fixture
def returned():
    return ListReturn.objects.create(municipality_id="0682", source="Nässjös lista")


def changes(returned):
    return [(str(row.what), row.organisation.name, row.fields) for row in changes_since(returned)]


def confirm(row, **changed):
    for name, value in changed.items():
        setattr(row, name, value)
    row.save()
    row.confirm(how=ConfirmedHow.LINK)


def test_only_confirmed_public_changes_are_told(returned, lead):
    same, moved, hidden, silent, private, gone = (
        OrganisationFactory(name=name, public=True, **LIST)
        for name in ("Samma", "Flyttad", "Dold", "Tyst", "Egen adress", "Upplöst")
    )
    confirm(same)
    confirm(moved, website="https://ny.example", email="ny@flyttad.example", shows_email=True)
    confirm(hidden, website="https://dold.example", listed_publicly=False)
    silent.website = "https://tyst.example"
    silent.save()
    confirm(private, email="privat@exempel.se", phone="+46701234567")
    calls.dissolve(organisation=gone, by=lead)
    new = OrganisationFactory(
        name="Ny", public=True, municipality_id="0682", source=OWN_WORD, received_on=RECEIVED
    )
    confirm(new)
    confirm(OrganisationFactory(name="Annan kommun", public=True, municipality_id="0680"))
    OrganisationFactory(name="Ny men tyst", public=True, municipality_id="0682")

    assert changes(returned) == [
        ("Upplöst", "Upplöst", ()),
        ("Nya uppgifter", "Flyttad", ("website", "shown_email")),
        ("Ny för er", "Ny", ()),
    ]


def test_the_latest_list_of_the_source_is_what_is_compared_with(returned):
    row = OrganisationFactory(name="Flyttad", public=True, **LIST)
    row.website, row.received_on = "https://ny.example", RECEIVED + timedelta(days=100)
    row.save()
    confirm(row)

    assert changes(returned) == []


def test_what_the_list_found_unchanged_is_not_new_to_it(returned):
    """It came by another list, or by its own word, before the municipality's list held it too."""
    known = OrganisationFactory(
        name="Kören",
        public=True,
        municipality=place("Habo"),
        email="kor@ex.example",
        source=OWN_WORD,
        received_on=RECEIVED,
    )
    confirm(known)
    returned = ListReturn.objects.create(municipality=place("Habo"), source="Habos lista")
    data = csv_list(["Kören", "", "Habo", "kor@ex.example"], ["Bandet", "", "Habo", "b@ex.example"])
    batch = written(data, source="Habos lista", received_on=RECEIVED)
    assert fates(batch) == {2: "unchanged", 3: "new"}

    assert changes(returned) == []

    confirm(known, website="https://ny.example")
    # A test is one transaction, in which history's clock stands still.
    known.events.filter(website="https://ny.example").update(
        pgh_created_at=timezone.now() + timedelta(hours=1)
    )
    assert changes(returned) == [("Nya uppgifter", "Kören", ("website",))]

    batch.rows.all().delete()
    assert changes(returned) == [("Nya uppgifter", "Kören", ("website",))]


def test_list_that_is_taken_back_held_nobody(returned):
    batch = written(csv_list(["Bandet", "", "Habo", "b@ex.example"]))
    assert batch.listings.count() == 1

    importing.take_back_batch(batch=batch)

    assert not batch.listings.exists()
    assert not Organisation.objects.exists()


def test_a_source_without_organisations_tells_nothing(returned):
    confirm(OrganisationFactory(public=True, municipality_id="0682"))

    assert changes(returned) == []


def test_the_official_reads_page_and_file_by_the_link_until_it_is_withdrawn(client, returned, lead):
    row = OrganisationFactory(name="Flyttad", public=True, **LIST)
    confirm(row, website="https://ny.example", email="hemlig@exempel.se")
    address = reverse("organisations:list_return", args=[returned.token])

    page = client.get(address)
    taken = client.get(f"{address}andringar.csv")
    text = b"".join(taken.streaming_content).decode("utf-8-sig")
    sign_in(client, lead)
    client.post(reverse("organisations:desk_return_withdraw", args=[returned.uuid]))

    assert "Flyttad" in page.content.decode() and "hemlig" not in page.content.decode() + text
    assert [row[:2] for row in csv.reader(io.StringIO(text), delimiter=";")][1:] == [
        ["Nya uppgifter", "Flyttad"]
    ]
    assert client.get(address).status_code == 404


def test_the_desk_makes_one_link_for_each_list_however_often_it_is_pressed(client, lead):
    OrganisationFactory(**LIST)
    OrganisationFactory(**LIST | {"source": OWN_WORD})
    OrganisationFactory(**LIST | {"municipality_id": "0780"})
    sign_in(client, lead)
    address = reverse("organisations:desk_returns")

    page = client.get(address)
    empty = client.post(address, {"which": ""})
    foreign = client.post(address, {"which": "0780:Nässjös lista"})
    made = [client.post(address, {"which": "0682:Nässjös lista"}) for _ in range(2)]

    assert [key for key, _words in page.context["form"]["which"].field.choices] == [
        "",
        "0682:Nässjös lista",
    ]
    assert (empty.status_code, foreign.status_code) == (422, 422)
    assert made[0].url == made[1].url and ListReturn.objects.count() == 1
    assert ListReturn.objects.get().token in client.get(made[0].url).content.decode()


def test_what_has_changed_costs_the_same_with_more_rows(
    client, returned, django_assert_max_num_queries
):
    counts = []
    for number in (1, 4):
        for _ in range(number):
            row = OrganisationFactory(public=True, **LIST)
            confirm(row, website=f"https://ny{row.pk}.example")
        with django_assert_max_num_queries(12) as queries:
            client.get(reverse("organisations:list_return", args=[returned.token]))
        counts.append(len(queries))

    assert counts[0] == counts[1]
