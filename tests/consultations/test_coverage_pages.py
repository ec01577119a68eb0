"""The page of who is missing: for everybody without small groups, for the project lead with all."""

import re

import pytest
from django.test import Client

from kick.lib.small_counts import FEWEST
from organisations.actions import coverage
from organisations.models import ArtForm, Minority, Municipality, Region, Role
from tests.factories import (
    AssignmentFactory,
    InvitationFactory,
    MeetingFactory,
    OrganisationFactory,
)
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db
OPEN, DESK = "/jonkoping/tackning/", "/region/tackning/jonkoping/"


@pytest.fixture
def inventory():
    """Three in Aneby and many in Jönköping, all of them with folk music."""
    form = ArtForm.objects.get(code="folkmusik")
    for code, number in [("0604", 3), ("0617", FEWEST), ("0680", 9)]:
        place = Municipality.objects.get(code=code)
        for organisation in OrganisationFactory.create_batch(number, municipality=place):
            organisation.art_forms.add(form)
    coverage.count_region(Region.objects.get(slug="jonkoping"))


def browser(**words):
    client = Client()
    sign_in(client, AssignmentFactory(**words).user)
    return client


def row_of(page, place):
    """The cells of a municipality's row, as text."""
    row = re.search(rf">{place}</a></th>(.*?)</tr>", page, re.DOTALL)[1]
    cells = re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", cell).strip() for cell in cells]


def test_everybody_sees_no_small_group_and_the_lead_sees_it(inventory):
    shown = row_of(Client().get(OPEN).content.decode(), "Aneby")
    full = row_of(browser().get(DESK).content.decode(), "Aneby")

    assert shown[:2] == ["–visas inte", "–visas inte"]
    assert full[:2] == ["3", "3"]


def test_an_empty_cell_leads_to_whom_one_can_ask(inventory):
    page = Client().get(OPEN).content.decode()
    assert 'href="/jonkoping/tackning/saknas/hemslojd/?kommun=0604"' in page

    asked = Client().get("/jonkoping/tackning/saknas/hemslojd/?kommun=0604").content.decode()

    assert "Hemslöjd och hantverk i Aneby: vem kan vi fråga?" in asked
    assert "Nämnden för hemslöjdsfrågor" in asked


def test_for_a_minority_the_group_decides_how_and_national_bodies_are_named():
    page = Client().get("/jonkoping/tackning/saknas/samer/").content.decode()

    assert "Låt gruppen bestämma hur." in page
    assert "Sametinget" in page
    assert Client().get("/jonkoping/tackning/saknas/finns-inte/").status_code == 404


def test_the_file_has_the_rows_of_the_page(inventory):
    shown = Client().get(f"{OPEN}matris.csv").getvalue().decode("utf-8-sig").splitlines()
    full = browser().get(f"{DESK}matris.csv").getvalue().decode("utf-8-sig").splitlines()

    assert len(shown) == len(full) == 1 + 13
    assert shown[1].startswith("0604;Aneby;visas inte;")
    assert full[1].startswith("0604;Aneby;3;;3;3;")
    assert Client().get(f"{OPEN}matris.pdf").status_code == 404


def test_the_desk_is_the_leads_and_an_officer_reads_what_everybody_reads(inventory):
    officer = browser(role=Role.REGION_OFFICER)

    assert officer.get(DESK).status_code == 404
    assert OPEN in officer.get("/region/tackning/").content.decode()
    assert browser().get("/region/tackning/")["Location"] == DESK
    assert browser(region=Region.objects.get(slug="kronoberg")).get(DESK).status_code == 404


def test_before_it_is_sent_the_list_shows_whom_it_leaves_out(inventory):
    meeting = MeetingFactory()
    member = OrganisationFactory(flags=["youth"])
    member.minorities.add(Minority.objects.get(code="samer"))
    member.confirm(how="link")
    coverage.count_region(meeting.region)
    InvitationFactory(meeting=meeting)
    address = f"/region/moten/{meeting.uuid}/inbjudna/"

    lead = browser().get(address)
    officer = browser(role=Role.REGION_OFFICER).get(address)

    left_out = lead.context["left_out"]
    assert [(one.name, one.number) for one in left_out.places] == [("Aneby", 3), ("Gnosjö", 5)]
    assert [(one.name, one.number) for one in left_out.forms] == [("Scenkonst", 17)]
    assert [str(one.name) for one in left_out.flags] == ["Barn- och ungdomskultur"]
    assert left_out.minorities == ["samer"]
    # An officer could read what each one has said of itself by putting them on the list.
    assert officer.context["left_out"].minorities == []


def test_a_list_with_somebody_of_everything_leaves_nobody_out():
    meeting = MeetingFactory()
    organisation = OrganisationFactory()
    coverage.count_region(meeting.region)
    InvitationFactory(meeting=meeting, organisation=organisation)

    page = browser().get(f"/region/moten/{meeting.uuid}/inbjudna/")

    assert page.context["left_out"].is_empty
    assert "har någon på listan" in page.content.decode()
