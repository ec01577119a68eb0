"""What people type finds what they mean in the register."""

import pytest

from organisations.models import Organisation, Region, search
from tests.factories import OrganisationFactory
from tests.organisations.shown import LIST, names, place, public

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "typed",
    [
        "hembygdsförening",
        "hembygdsföreningar",
        "HEMBYGDSFÖRENINGEN",
        "hembydsforening",
        "hembygdsforening",
        "hembygd vetlanda",
        "bygdsför",
        "vetlanda",
        "bäckaby",
        "bä",
    ],
)
def test_matching_finds_what_people_type(typed):
    sought = public("Bäckaby hembygdsförening", municipality=place("0685"))
    public("Spelmanslaget Gnistan", municipality=place("0617"))
    region = Region.objects.get(slug="jonkoping")

    found = Organisation.objects.matching(typed, places=region.municipalities.all())

    assert list(found) == [sought]


def test_matching_keeps_rings_and_dots_and_folds_accents():
    public("Håbo teater")
    habo = public("Habo teater")
    cafe = public("Idéernas Café")

    assert list(Organisation.objects.matching("habo")) == [habo]
    assert list(Organisation.objects.matching("ideernas cafe")) == [cafe]


def test_matching_prefers_what_has_the_words_to_what_is_alike():
    exact = public("Nässjö spelmanslag")
    public("Nässjö spelmannslag")

    assert list(Organisation.objects.matching("spelmanslag")) == [exact]


def test_matching_takes_an_organisation_number_and_signs_for_what_they_are():
    one = OrganisationFactory(org_number="8020028711")
    OrganisationFactory()

    assert list(Organisation.objects.matching("802002-8711")) == [one]
    assert not Organisation.objects.matching("!!! ' \\ %_ & | :* <->").filter(name="x").exists()


@pytest.mark.parametrize(
    "name",
    [
        "Wernamo Konstförening",
        "Huskvarna Blåsorchester & Co",
        "Tecknarna på Skjutbanan",
        "Östra Ljungby Xylofonklubb",
        "Dansföreningen Schéhérazade",
        "Cirkusen i Čapek",
        "Äventyret 100 % [ö]",
    ],
)
def test_name_sounds_the_same_in_the_database_and_here(name):
    row = OrganisationFactory(name=name, alternate_name="Folkets hus")
    row.refresh_from_db()

    assert row.sounds.split() == search.sounds(f"{name} Folkets hus").split()


def test_best_comes_first_and_other_orders_may_be_asked_for(client):
    habo = place("0643")
    for name in ["Sång i Habo", "Habo sång och spel", "Vi i Habo sång", "Habo sång", "Sångare"]:
        public(name, municipality=habo)

    best = names(client.get(LIST, {"q": "habo sång"}))
    by_name = names(client.get(LIST, {"q": "habo sång", "ordning": "namn"}))

    assert best == [
        "Habo sång",
        "Habo sång och spel",
        "Vi i Habo sång",
        "Sång i Habo",
        "Sångare",
    ]
    assert by_name == sorted(best)


def test_other_name_is_a_name_too(client):
    public("Finska föreningen i Habo", alternate_name="Habon suomalaiset")
    public("Habon suomalaiset lapset")

    assert names(client.get(LIST, {"q": "habon suomalaiset"}))[0] == "Finska föreningen i Habo"


def test_near_ones_are_said_to_be_near_and_what_was_meant_is_offered(client):
    public("Nässjö spelmanslag")
    public("Gislaveds revysällskap")

    near = client.get(LIST, {"q": "nesjö spellmanslag", "kommun": "0680"})
    exact = client.get(LIST, {"q": "nässjö"})

    assert names(near) == ["Nässjö spelmanslag"]
    assert near.context["found"].is_near
    assert near.context["found"].meant == "nässjö spelmanslag"
    assert "Menade du" in near.content.decode()
    link = "?q=n%C3%A4ssj%C3%B6+spelmanslag&amp;kommun=0680"
    assert f'<a href="{link}">nässjö spelmanslag</a>' in near.content.decode()
    assert not exact.context["found"].is_near
    assert "Menade du" not in exact.content.decode()


def test_near_search_tells_nothing_of_those_that_are_hidden(client):
    OrganisationFactory(name="Nässjö spelmanslag")

    response = client.get(LIST, {"q": "nesjö spellmanslag"})

    assert names(response) == []
    assert "nässjö spelmanslag" not in response.content.decode().lower()
