"""CATALOGUE R3: a form is sent, "back" is pressed in the browser, and the form is sent once more.

Nothing is there twice, and the page that comes says something sensible.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import DESK
from tests.browser.steps import fill, heading, press
from tests.factories import AssignmentFactory, InvitationFactory, MeetingFactory, UserFactory
from tests.kick import tables


def answer(visit):
    invitation = InvitationFactory()
    invitation.issue()
    page = visit()
    page.goto(f"/i/{invitation.token}/")
    return page, "Ja, vi kommer"


def names(visit):
    page, yes = answer(visit)
    press(page, yes)
    fill(page, persons="2 personer", name_1="Anna Berg", name_2="Bo Ås")
    return page, "Spara"


def sign_up(visit):
    page = visit()
    page.goto(f"{MeetingFactory().get_absolute_url()}anmal/som-mig-sjalv/")
    fill(page, name_1="Cecilia Fjäll", email="cecilia@exempel.se")
    return page, "Anmäl er"


def register(visit):
    page = visit()
    page.goto("/anmal/")
    fill(page, name="Låtsaby spelmän", municipality="Jönköping")
    press(page, "Gå vidare")
    fill(page, email="spel@latsaby.example", listed_publicly="Nej")
    press(page, "Titta igenom svaren")
    return page, "Skicka anmälan"


def new_meeting(visit):
    page = visit(width=DESK, user=AssignmentFactory().user)
    page.goto("/region/moten/nytt/")
    day = (timezone.localdate() + timedelta(days=30)).isoformat()
    fill(
        page,
        kind="Startmöte",
        organiser="Ideell kulturallians",
        title="Startmöte för en allians",
        day=day,
        starts="18:00",
        ends="20:30",
        municipality="Jönköping",
        venue="Kulturhuset",
    )
    return page, "Spara som utkast"


def ask_for_code(visit):
    UserFactory(email="anna@exempel.se")
    page = visit()
    page.goto("/konto/logga-in/")
    fill(page, login="anna@exempel.se")
    return page, "Skicka koden"


def give_role(visit):
    page = visit(width=DESK, user=AssignmentFactory(region=None).user)
    page.goto("/admin/organisations/assignment/add/")
    fill(page, email="ny@exempel.se", name="Ny Person", role="Handläggare")
    fill(page, region="Region Jönköpings län")
    return page, "Spara"


# Where people stand after they have gone back and, if the button was there, pressed it again.
FORMS = {
    answer: "Startmöte för en kulturallians",
    names: "Startmöte för en kulturallians",
    sign_up: "Titta i din e-post",
    register: "Anmäl er förening",
    new_meeting: "Startmöte för en allians",
    ask_for_code: "Skriv koden från mejlet",
    give_role: "Lägg till uppdrag",
}


def send_back_send(page, button):
    """Tables that the second press has changed after the first one; whether there was a button."""
    press(page, button)
    before = tables.counts()
    page.go_back()
    expect(page.locator("h1")).to_be_visible()
    again = page.get_by_role("button", name=button, exact=True)
    was_there = again.count() > 0
    if was_there:
        with page.expect_navigation():
            again.first.click()
    now = tables.counts()
    return {name for name in now if now[name] != before[name]}, was_there


@pytest.mark.parametrize("form", [answer, new_meeting, give_role])
def test_back_and_sent_again_is_there_once(form, visit, ground):
    page, button = form(visit)

    changed, _was_there = send_back_send(page, button)

    assert changed == set()
    assert heading(page) == FORMS[form]


@pytest.mark.proof
def test_r3_back_and_sent_again(visit, ground, figure):
    changed, headings, pressed = set(), {}, 0
    for form in FORMS:
        page, button = form(visit)
        tables_changed, was_there = send_back_send(page, button)
        changed |= tables_changed
        headings[form] = heading(page)
        pressed += was_there

    figure(
        "R3",
        f"{len(FORMS)} forms sent, back in Chromium: the button was there again on {pressed}, pressed:"
        f" {len(changed)} tables changed",
    )
    assert changed == set()
    assert headings == FORMS
