from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kick import figures
from kick.lib import letter_text
from organisations.models import ArtForm, Municipality, Region
from tests.factories import MeetingFactory, OrganisationFactory, ReplyFactory, SeatFactory

pytestmark = pytest.mark.django_db
REGION = "/jonkoping/"


def queries_of(client, url):
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def fill(number):
    towns = list(Municipality.objects.filter(region__code="06"))
    music = ArtForm.objects.filter(parent=None).first()
    for place in range(number):
        organisation = OrganisationFactory(public=True, municipality=towns[place % len(towns)])
        organisation.art_forms.add(music)
        meeting = MeetingFactory()
        reply = ReplyFactory(meeting=meeting, organisation=organisation, wants_alliance=True)
        SeatFactory(reply=reply, meeting=meeting)


@pytest.mark.parametrize("url", ["/", REGION])
def test_a_front_page_costs_the_same_with_little_and_much(client, url):
    fill(6)
    few = queries_of(client, url)
    fill(24)

    many = queries_of(client, url)

    assert many == few <= 12


def test_the_country_lists_what_takes_part_first_and_the_others_by_name(client):
    meeting = MeetingFactory()

    page = client.get(reverse("front"))

    active = [region.slug for region, *_what_is_on in page.context["active"]]
    assert active == ["blekinge", "jonkoping", "kronoberg", "uppsala"]
    assert len(page.context["later"]) == 17
    assert page.context["active"][1][2] == meeting


def test_a_cancelled_or_drafted_meeting_is_never_the_next_one(client):
    MeetingFactory(cancelled=True)
    MeetingFactory(draft=True)

    assert client.get(REGION).context["next"] is None
    assert figures.next_meetings() == {}


def test_a_region_that_takes_part_sees_the_meeting_as_its_next():
    meeting = MeetingFactory()
    kronoberg = Region.objects.get(slug="kronoberg")
    meeting.co_regions.add(kronoberg)

    assert figures.next_meetings()[kronoberg.pk] == meeting


def test_the_inventory_counts_civil_society_in_the_register_only():
    region = Region.objects.get(slug="jonkoping")
    OrganisationFactory()
    OrganisationFactory(public=True, municipality=Municipality.objects.get(code="0685"))
    OrganisationFactory(reported=True)
    OrganisationFactory(kind="municipality")
    OrganisationFactory(municipality=Municipality.objects.get(code="0380"))

    found = figures.inventory(region)

    assert found == figures.Inventory(
        organisations=2, public=1, municipalities_reached=2, municipalities=13
    )
    empty = figures.inventory(Region.objects.get(slug="blekinge"))
    assert (empty.organisations, empty.municipalities) == (0, 5)


def test_small_groups_are_not_counted_out():
    region = Region.objects.get(slug="jonkoping")
    many, few = ArtForm.objects.filter(parent=None)[:2]
    for number in range(figures.FEWEST_SHOWN):
        OrganisationFactory(public=True).art_forms.add(many)
        if number:
            OrganisationFactory(public=True).art_forms.add(few)
        OrganisationFactory().art_forms.add(few)

    assert figures.public_by_art_form(region) == [(many, figures.FEWEST_SHOWN)]


def test_an_association_that_wants_an_alliance_twice_is_one():
    organisation = OrganisationFactory()
    for _meeting in range(2):
        ReplyFactory(organisation=organisation, wants_alliance=True)
    ReplyFactory(wants_alliance=False)

    assert figures.wanting_an_alliance(Region.objects.get(slug="jonkoping")) == 1


def test_a_region_that_does_not_take_part_has_no_page(client):
    assert client.get("/skane/").status_code == 404


@pytest.mark.parametrize("name", ["about", "privacy", "accessibility", "contact"])
def test_where_to_write_stands_without_the_name_before_it(client, settings, name):
    settings.REPLY_TO_EMAIL = "Kick <fraga@kick.example>"

    page = client.get(reverse(name))

    assert 'href="mailto:fraga@kick.example"' in page.content.decode()


def test_clock_times_on_a_page_do_not_break(client):
    meeting = MeetingFactory(starts_at=timezone.now() + timedelta(days=9))

    page = client.get(meeting.get_absolute_url()).content.decode()

    assert '<span class="text-nowrap">kl. ' in page


def test_when_and_where_in_a_letter_become_a_table():
    when, where = "När: tisdag 8 december 2026 kl. 18.00–20.30", "Var: Kulturhuset"

    first, second = letter_text.paragraphs(f"{when}\n{where}\n\nNär: nu", [], own="https://k.se")

    assert first.terms == (
        ("När", "tisdag 8 december 2026 kl. 18.00–20.30"),
        ("Var", "Kulturhuset"),
    )
    assert second.terms == ()
