import csv
import io
import json

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from organisations.models import (
    ArtForm,
    ConfirmedHow,
    Minority,
    Organisation,
    OrganisationStatus,
    Region,
)
from organisations.views import register
from tests.factories import AssignmentFactory, MeetingFactory, OrganisationFactory, UserFactory
from tests.organisations.shown import LIST, names, place, public
from tests.plan_factories import ContributionFactory, StatementFactory

pytestmark = pytest.mark.django_db


def test_each_choice_is_a_chip_that_leaves_the_others_in_the_address(client):
    public("Habo ungdomskör", municipality=place("0643"), flags=["youth"])

    page = client.get(f"{LIST}?q=kör&kommun=0643&tema=youth&page=1&fel=1")
    chips = list(page.context["form"].chips)

    assert [words for words, _narrowed, _left in chips][:2] == ["kör", "Habo"]
    assert [left for _words, _narrowed, left in chips] == [
        "kommun=0643&tema=youth",
        "q=k%C3%B6r&tema=youth",
        "q=k%C3%B6r&kommun=0643",
    ]
    assert f'href="{LIST}?kommun=0643&amp;tema=youth"' in page.content.decode()


def test_minority_narrows_to_those_that_let_it_be_shown_and_have_confirmed(client):
    minority = Minority.objects.get(code="sverigefinnar")
    rows = [public(name, shows_minorities=name != "Tysta") for name in ["Ja", "Tysta", "Nyss"]]
    for row in rows:
        row.minorities.add(minority)
    for row in rows[:2]:
        row.confirm(how=ConfirmedHow.LINK)

    assert names(client.get(LIST, {"minoritet": "sverigefinnar"})) == ["Ja"]


def test_paper_holds_all_of_the_selection_and_no_hidden_address(client):
    for number in range(30):
        public(f"Kören {number:02}", email="hemlig@kor.example", shows_email=True)
    public("Teatern")
    OrganisationFactory(name="Kören som ingen frågat")

    page = client.get(f"{LIST}lista.html?q=kören")

    assert [row.name for row in page.context["rows"]] == [f"Kören {n:02}" for n in range(30)]
    assert "hemlig@kor.example" not in page.content.decode()


def test_paper_says_when_it_does_not_hold_all(client, monkeypatch):
    monkeypatch.setattr(register, "MOST_PRINTED", 2)
    for name in ["A", "B", "C"]:
        public(name)

    page = client.get(f"{LIST}lista.html")

    assert [row.name for row in page.context["rows"]] == ["A", "B"]
    assert page.context["is_cut"]


def test_page_shows_released_statements_and_coming_meetings_of_the_county(client):
    organisation = public("Kören")
    shown = StatementFactory(organisation=organisation, submitted=True)
    ContributionFactory(statement=shown, released=True)
    unread = StatementFactory(organisation=organisation, submitted=True)
    ContributionFactory(statement=unread)
    meeting = MeetingFactory()
    MeetingFactory(draft=True)
    MeetingFactory(region=Region.objects.get(slug="kronoberg"))

    page = client.get(organisation.get_absolute_url())

    assert list(page.context["statements"]) == [shown]
    assert list(page.context["meetings"]) == [meeting]
    assert shown.consultation.get_absolute_url() in page.content.decode()


def test_list_shows_only_those_that_asked_to_be_shown(client):
    public("Synliga kören")
    OrganisationFactory(name="Otillfrågade kören")
    OrganisationFactory(name="Anmälda kören", listed_publicly=True, reported=True)
    public("Vilande kören", status=OrganisationStatus.DORMANT)
    public("Kören i Växjö", municipality=place("0780"))
    elsewhere = public("Kören i Älmhult", municipality=place("0765"))
    elsewhere.works_in.add(place("0680"))

    response = client.get(LIST)

    assert names(response) == ["Kören i Älmhult", "Synliga kören"]


def test_list_sorts_in_swedish_and_narrows(client):
    music = ArtForm.objects.get(code="musik")
    choir = ArtForm.objects.get(code="kor")
    for name in ["Öxabäck", "Ädelfors", "Åsa", "Zinken"]:
        public(name)
    singing = public("Sången", municipality=place("0685"), kind="network", flags=["youth"])
    singing.art_forms.add(choir)

    assert names(client.get(LIST)) == ["Sången", "Zinken", "Åsa", "Ädelfors", "Öxabäck"]
    for query in ["kommun=0685", f"konstform={music.code}", "slag=network", "tema=youth"]:
        assert names(client.get(f"{LIST}?{query}")) == ["Sången"]
    assert names(client.get(f"{LIST}?ordning=kommun"))[-1] == "Sången"


def test_list_leaves_unknown_parameters_alone_and_says_what_is_wrong(client):
    public("Kören")

    response = client.get(LIST, {"email__startswith": "info", "order": "user__password"})
    wrong = client.get(LIST, {"kommun": "9999", "q": "kör"})

    assert names(response) == ["Kören"]
    assert "kommun" not in response.context["query"]
    assert wrong.status_code == 200
    assert "municipality" in wrong.context["form"].errors


@pytest.mark.parametrize("page", ["0", "-1", "2", "x", "99999999", "1e3", "١"])
def test_list_has_no_page_beyond_its_last(client, page):
    public("Kören")

    assert client.get(LIST, {"page": page}).status_code == 404


def test_list_survives_what_is_no_word(client):
    for typed in ["\x00", "a" * 5000, "'; --", "\ud800".encode("utf-8", "replace"), ":*&|!()"]:
        assert client.get(LIST, {"q": typed}).status_code == 200


def test_list_costs_the_same_with_ten_and_a_thousand_rows(client):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(LIST, {"q": "exempel"})
        return len(queries)

    forms = list(ArtForm.objects.all()[:3])
    for organisation in OrganisationFactory.create_batch(10, public=True):
        organisation.art_forms.set(forms)
    few = cost()
    rows = [
        OrganisationFactory.build(public=True, municipality=place("0680"), slug=f"exempel-{n}")
        for n in range(990)
    ]
    Organisation.objects.bulk_create(rows)
    many = cost()

    assert (few, many) == (7, 7)


def test_list_counts_no_further_than_a_thousand(client):
    rows = [
        OrganisationFactory.build(public=True, municipality=place("0680"), slug=f"exempel-{n}")
        for n in range(1030)
    ]
    Organisation.objects.bulk_create(rows)

    response = client.get(LIST)
    last = client.get(LIST, {"page": "42"})

    assert response.context["page"].found == 1000
    assert response.context["page"].found_more
    assert len(names(last)) == 5
    assert not last.context["page"].has_next()


@pytest.mark.parametrize("format", ["csv", "json", "xlsx"])
def test_export_has_the_rows_of_the_list_and_nothing_hidden(client, format):
    shown = public("=Kören", email="info@koren.example", phone="+46701234567", shows_email=True)
    shown.confirm(how=ConfirmedHow.LINK)
    public("Ängslaget", email="hemlig@angslaget.example", shows_email=True)
    OrganisationFactory(name="Otillfrågade kören")

    response = client.get(f"{LIST}lista.{format}")
    content = b"".join(response.streaming_content)

    if format == "csv":
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))[1:]
    elif format == "json":
        rows = [list(row.values()) for row in json.loads(content)]
    else:
        book = openpyxl.load_workbook(io.BytesIO(content))
        rows = [list(row) for row in book.active.iter_rows(min_row=2, values_only=True)]
    assert [row[0].lstrip("'") for row in rows] == ["=Kören", "Ängslaget"]
    assert [row[10] or "" for row in rows] == ["info@koren.example", ""]
    assert [row[11] or "" for row in rows] == ["", ""]


def test_export_of_another_kind_is_missing(client):
    assert client.get(f"{LIST}lista.pdf").status_code == 404
    assert client.get(f"{LIST}lista.csv", {"kommun": "9999"}).status_code == 404


def test_detail_shows_addresses_only_when_asked_for_and_confirmed(client):
    organisation = public(
        "Kören", email="info@koren.example", phone="+46701234567", shows_email=True
    )
    organisation.minorities.add(Minority.objects.get(code="sverigefinnar"))
    before = client.get(organisation.get_absolute_url()).content.decode()
    organisation.confirm(how=ConfirmedHow.LINK)
    after = client.get(organisation.get_absolute_url()).content.decode()
    Organisation.objects.update(shows_phone=True, shows_minorities=True)
    open_page = client.get(organisation.get_absolute_url()).content.decode()

    assert "info@koren.example" not in before
    assert "info@koren.example" in after
    assert "070-123 45 67" not in after and "ruotsinsuomalaiset" not in after
    assert "070-123 45 67" in open_page and "ruotsinsuomalaiset" in open_page


def test_detail_of_what_is_not_open_is_missing_for_strangers(client):
    hidden = OrganisationFactory(name="Otillfrågade kören")
    lead = AssignmentFactory().user
    other = AssignmentFactory(region=Region.objects.get(slug="kronoberg")).user
    address = hidden.get_absolute_url()

    assert client.get(address).status_code == 404
    assert client.get("/kronoberg/organisationer/finns-inte/").status_code == 404
    # Behind the middleware that wants a second factor the view itself has to know.
    assert list(Organisation.objects.visible_to(lead)) == [hidden]
    assert list(Organisation.objects.visible_to(other)) == []
    assert list(Organisation.objects.visible_to(UserFactory())) == []


def test_detail_stands_under_its_own_region_only(client):
    public("Kören", slug="koren")

    assert client.get("/jonkoping/organisationer/koren/").status_code == 200
    assert client.get("/kronoberg/organisationer/koren/").status_code == 404


def test_detail_costs_few_queries(client, django_assert_num_queries):
    organisation = public("Kören")
    organisation.confirmed_at = timezone.now()

    with django_assert_num_queries(7):
        client.get(organisation.get_absolute_url())


def test_region_without_kick_has_no_register(client):
    assert (
        client.get(reverse("organisations:organisation_list", args=["gotland"])).status_code == 404
    )


def test_the_map_counts_the_selection_and_links_into_the_list(client):
    here = OrganisationFactory(name="Spelmanslaget", public=True)
    OrganisationFactory(name="Kören", public=True)
    OrganisationFactory(name="Gömda spelmanslaget", listed_publicly=False)

    page = client.get("/jonkoping/organisationer/karta/?q=spelmanslaget").content.decode()

    narrowed = f"/jonkoping/organisationer/?q=spelmanslaget&amp;kommun={here.municipality_id}"
    assert f'<a href="{narrowed}">Jönköping</a></th><td class="number">1</td>' in page
    assert "Source of the map" not in page
