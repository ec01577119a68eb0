"""The search for doubles in the register, what it remembers, and its pages."""

import csv
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kick.lib.queue import arguments_waiting
from organisations.actions import doubles
from organisations.models import Double, DoubleSearch, Municipality, Organisation, Region
from tests.factories import AssignmentFactory, OrganisationFactory
from tests.organisations.test_likeness import PAIRS
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db
LIST = reverse("admin:organisations_double_changelist")


def pair(first="Habo hembygdsförening", second="Hembygdsföreningen i Habo", **words):
    return [OrganisationFactory(name=name, email="", **words) for name in (first, second)]


def looked_at(*organisations):
    doubles.look_at([organisation.pk for organisation in organisations])
    return Double.objects.first()


@pytest.fixture
def lead(client):
    user = AssignmentFactory().user
    sign_in(client, user)
    client.user = user
    return client


def test_pair_is_found_once_with_reasons_from_either_side():
    first, second = pair()

    doubles.look_at([first.pk, second.pk])
    doubles.look_at([second.pk])

    double = Double.objects.get()
    assert (double.first, double.second) == (first, second)
    assert double.is_likely
    assert double.reasons == ["same_words"]


def test_pair_goes_when_they_are_no_longer_alike():
    first, second = pair()
    looked_at(first, second)

    Organisation.objects.filter(pk=second.pk).update(name="Något helt annat")
    doubles.look_at([second.pk])

    assert not Double.objects.exists()


def test_what_is_told_apart_is_not_asked_again():
    first, second = pair()
    user = AssignmentFactory().user
    doubles.tell_apart(double=looked_at(first, second), by=user, because="Jag ringde.")

    doubles.look_at([first.pk, second.pk])
    Organisation.objects.filter(pk=second.pk).update(name="Något helt annat")
    doubles.look_at([second.pk])

    double = Double.objects.get()
    assert (double.verdict, double.decided_by, double.because) == ("different", user, "Jag ringde.")
    assert not Double.objects.open().exists()


def test_website_is_found_in_another_region_unless_many_share_it():
    växjö = Municipality.objects.get(code="0780")
    first = OrganisationFactory(name="Sirapsbandet", website="https://sirap.example/")
    second = OrganisationFactory(
        name="Sirapsbandet", municipality=växjö, website="http://www.sirap.example"
    )
    many = [
        OrganisationFactory(name=f"Grupp {name}", website="https://bygdegardarna.example")
        for name in ("Alfa", "Bravo", "Charlie", "Drottning", "Ekot", "Fiolen", "Gustav", "Helge")
    ]

    looked_at(first, second, *many)

    double = Double.objects.get()
    assert (double.first, double.second, double.is_likely) == (first, second, True)


def test_nearly_every_likely_pair_of_the_labelled_set_is_found_in_the_register():
    """As candidates by trigrams and marks; the same number cannot stand twice in the register."""
    places = {place.name: place for place in Municipality.objects.all()}
    with PAIRS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["same"] == "yes"]
    made = []
    for number, row in enumerate(
        row for row in rows if row["number_a"] != row["number_b"] or not row["number_a"]
    ):
        made.append(
            [
                Organisation(
                    name=row[f"name_{side}"],
                    alternate_name=row[f"other_name_{side}"],
                    municipality=places[row[f"municipality_{side}"]],
                    org_number=row[f"number_{side}"],
                    website=row[f"website_{side}"],
                    email=row[f"email_{side}"],
                    slug=f"{number}-{side}",
                    status="listed",
                )
                for side in "ab"
            ]
        )
    Organisation.objects.bulk_create([one for two in made for one in two])

    doubles.look_at([one.pk for two in made for one in two])

    likely = set(Double.objects.likely().values_list("first", "second"))
    found = [(a.pk, b.pk) in likely for a, b in made]
    assert len(found) > 150
    assert sum(found) / len(found) >= 0.9


def test_search_goes_through_the_whole_register_and_on_where_it_was_left(monkeypatch):
    monkeypatch.setattr(doubles, "PART", 2)
    rows = pair() + pair("Habo bygdegård", "Bygdegården i Habo") + [OrganisationFactory()]
    search = doubles.start_search()
    with pytest.raises(doubles.SearchGoesOn):
        doubles.start_search()
    assert arguments_waiting(doubles.JOB, "search_id") == {search.pk}

    doubles._search_part(search.pk)
    search.refresh_from_db()
    assert (search.done, search.total, search.last_key) == (2, 5, rows[1].pk)
    doubles.go_on_searching(search_id=search.pk)

    search.refresh_from_db()
    assert (search.is_running, search.done) == (False, 5)
    assert Double.objects.count() == 2


# What was written since is read from history, which the clock of the database dates.
@pytest.mark.real_time
def test_what_was_written_since_is_looked_at_by_itself():
    assert doubles.search_what_is_new() == 0
    assert not DoubleSearch.objects.exists()
    first, _second = pair()
    doubles.search_what_is_new()
    doubles.go_on_searching(search_id=DoubleSearch.objects.get().pk)
    assert Double.objects.count() == 1

    third = OrganisationFactory(name="Habo Hembygdsförening", email="")
    later = timezone.now() + timedelta(minutes=10)
    assert doubles.search_what_is_new(at=later) >= 1

    assert Double.objects.filter(first=first, second=third).exists()


def test_list_shows_open_pairs_of_the_leads_region_by_how_sure(lead):
    double = looked_at(*pair())
    växjö = Municipality.objects.get(code="0780")
    foreign = looked_at(*pair("Alfa kör", "Kören Alfa", municipality=växjö))

    page = lead.get(LIST).content.decode()
    assert "Habo hembygdsförening – Hembygdsföreningen i Habo" in page
    assert "Alfa kör" not in page
    assert "Habo" in lead.get(LIST, {"sakerhet": "trolig"}).content.decode()
    assert "Habo hembygdsförening –" not in lead.get(LIST, {"sakerhet": "mojlig"}).content.decode()
    assert "Habo hembygdsförening –" not in lead.get(LIST, {"q": "xyz"}).content.decode()
    assert "Habo hembygdsförening –" in lead.get(LIST, {"q": "hembygd"}).content.decode()
    region = Region.objects.get(slug="jonkoping").slug
    assert "Habo hembygdsförening –" in lead.get(LIST, {"region": region}).content.decode()
    other = Double.objects.exclude(pk=double.pk).get()
    assert foreign in (double, other)
    assert (
        lead.get(reverse("admin:organisations_double_change", args=[other.pk])).status_code == 404
    )


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_with_one_pair_and_three(lead, number, django_assert_max_num_queries):
    names = ["Alfa", "Beta", "Gamma"][:number]
    rows = [
        one for name in names for one in pair(f"{name} dragspelsgille", f"Dragspelsgillet {name}")
    ]
    looked_at(*rows)
    assert Double.objects.likely().count() == number

    with django_assert_max_num_queries(10):
        lead.get(LIST)


def test_page_tells_two_apart_and_asks_again(lead):
    double = looked_at(*pair())
    page = reverse("admin:organisations_double_change", args=[double.pk])

    lead.post(f"/admin/organisations/double/{double.pk}/different/", {"because": "Två styrelser."})
    double.refresh_from_db()
    assert (double.verdict, double.decided_by) == ("different", lead.user)
    assert "Två styrelser." in lead.get(page).content.decode()
    assert "Habo hembygdsförening –" in lead.get(LIST, {"besked": "olika"}).content.decode()
    assert "Habo hembygdsförening –" not in lead.get(LIST).content.decode()

    lead.post(f"/admin/organisations/double/{double.pk}/ask-again/")
    assert Double.objects.open().get() == double


def test_too_long_a_reason_is_told_and_not_lost(lead):
    double = looked_at(*pair())

    answer = lead.post(
        f"/admin/organisations/double/{double.pk}/different/", {"because": "å" * 301}
    )

    assert answer.status_code == 422
    assert "å" * 301 in answer.content.decode()
    assert Double.objects.open().get() == double


def test_search_button_shows_progress(lead):
    pair()

    assert lead.post("/admin/organisations/double/search/").status_code == 302
    lead.post("/admin/organisations/double/search/")

    assert DoubleSearch.objects.get().started_by == lead.user
    assert "<progress" in lead.get(LIST).content.decode()
