"""The same meeting where no script runs, for those who are invited; and without a mouse, for both sides."""

from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.actions import evaluations
from consultations.models import Correction, Evaluation, Invitation, Meeting, Reply, Seat
from tests.browser.steps import follow, heading, main_text, personal_links, press, said
from tests.browser.story_meeting import DAY, HOUR, move_the_meeting
from tests.browser.story_meeting_after import BUS, BUS_CORRECTED, link_in
from tests.browser.test_keyboard import Keys
from tests.factories import AssignmentFactory, InvitationFactory, MeetingFactory, OrganisationFactory
from tests.note_factories import NoteFactory, sent_out

ADDRESS, COLLEAGUE = "kor@forening.example", "cilla@privat.example"


@pytest.fixture
def invitation(ground):
    invitation = InvitationFactory(
        meeting=MeetingFactory(seats_total=2), organisation__email=ADDRESS
    )
    invitation.issue()
    return invitation


def test_story_of_a_meeting_without_javascript(visit, ground, invitation):
    page, colleague = (visit(java_script_enabled=False) for _who in range(2))

    page.goto("/i/")
    page.locator("[name=code]").fill(invitation.code)
    press(page, "Öppna inbjudan")
    press(page, "Ja, vi kommer")
    page.locator("[name=persons][value='2']").check()
    page.locator("[name=name_1]").fill("Anna Berg")
    press(page, "Spara")
    assert "Ni har 2 platser." in main_text(page)

    press(page, "Lämna över en plats till en kollega")
    page.locator("[name=seat]").last.check()
    page.locator("[name=email]").fill(COLLEAGUE)
    press(page, "Skicka länken")
    colleague.goto(link_in(ground.letter_to(COLLEAGUE), ground.url, "plats"))
    colleague.locator("[name=name]").fill("Cilla Ask")
    press(colleague, "Ja, jag kommer")
    assert said(colleague) == "Tack! Platsen är din."

    they_were_there(invitation.meeting)
    page.goto(link_in(ground.letter_to(ADDRESS, about="Stämmer det"), ground.url, "ratt"))
    follow(page, "Det stämmer inte")
    page.locator("[name=wording]").fill(BUS_CORRECTED)
    press(page, "Skicka")
    assert "Tack." in said(page)
    page.goto(link_in(ground.letter_to(ADDRESS, about="tyckte"), ground.url, "utvardering"))
    page.locator("[name=dialogue][value='4']").check()
    press(page, "Skicka svaret")

    assert "Tack, ditt svar är inne." in main_text(page)
    assert Correction.objects.get().wording == BUS_CORRECTED
    assert Evaluation.objects.get().dialogue == 4


def they_were_there(meeting):
    """The meeting is held and noted, and they are asked whether that is right and what they thought."""
    move_the_meeting(starts_in=-3 * HOUR)
    meeting.refresh_from_db()
    Seat.objects.update(status="attended", came_at=meeting.starts_at)
    NoteFactory(table__meeting=meeting, body=BUS)
    sent_out(meeting)
    evaluations.ask_all(meeting=meeting)


def test_story_of_a_meeting_by_keyboard(visit, ground, record_property):
    lead = AssignmentFactory(user__email="maja@kulturallians.example").user
    OrganisationFactory(name="Låtsaby kör", email=ADDRESS)
    at_the_desk = Keys(visit(width=1280, user=lead))
    on_the_phone = Keys(visit())

    it_is_planned(at_the_desk)
    it_is_published_and_one_is_invited(at_the_desk)
    [link] = personal_links(ground.letter_to(ADDRESS), ground.url)
    on_the_phone.page.goto(link)
    on_the_phone.tab_to("Ja, vi kommer")
    on_the_phone.choose()
    on_the_phone.tab_to(name="name_1")
    on_the_phone.type("Anna Berg")
    on_the_phone.tab_to("Spara")
    on_the_phone.choose()

    assert [seat.name for seat in Reply.objects.get().live_seats] == ["Anna Berg"]
    assert at_the_desk.unseen + on_the_phone.unseen == []
    record_property("keystrokes to plan and invite", at_the_desk.struck)
    record_property("keystrokes to answer by the mail's link", on_the_phone.struck)


def it_is_planned(keys):
    day = timezone.localdate() + 50 * DAY
    keys.page.goto("/region/")
    keys.tab_to("Planera ett möte")
    keys.choose()
    keys.tab_to(name="title")
    keys.type("Samråd om lokaler")
    keys.tab_to(name="kind")
    keys.type("Samrådsmöte")
    keys.tab_to(name="organiser")
    keys.type("Ideell")
    # Chromium asks for them as its own language has them, whatever the page's is.
    for name, typed, kept in [
        ("day", f"{day:%m%d%Y}", f"{day:%Y-%m-%d}"),
        ("starts", "0600PM", "18:00"),
        ("ends", "0800PM", "20:00"),
    ]:
        keys.tab_to(name=name)
        keys.type(typed)
        assert keys.page.locator(f"[name={name}]").input_value() == kept
    keys.tab_to(name="municipality")
    keys.type("Jönköping")
    keys.tab_to(name="venue")
    keys.type("Kulturhuset Spira")
    keys.tab_to("Spara som utkast")
    keys.choose()
    keys.tab_to("Syfte och inflytande")
    keys.choose()
    keys.tab_to(name="purpose")
    keys.type("Vi vill veta var lokaler saknas.")
    keys.tab_to("Spara och gå vidare")
    keys.choose()
    keys.tab_to("Alla steg")
    keys.choose()


def it_is_published_and_one_is_invited(keys):
    keys.tab_to("Publicera mötet")
    keys.choose()
    meeting = Meeting.objects.get()
    assert meeting.is_published
    assert timezone.localtime(meeting.starts_at).strftime("%H.%M") == "18.00"
    keys.tab_to("Samrådskollen")
    keys.choose()
    assert heading(keys.page) == "Samrådskollen"
    keys.page.goto(f"/region/moten/{meeting.uuid}/")
    keys.tab_to("Välj vilka som bjuds in")
    keys.choose()
    keys.tab_to(name="q")
    keys.type("kör")
    keys.choose()
    keys.tab_to("Sätt upp dem på listan")
    keys.choose()
    keys.tab_to("Skicka inbjudan")
    keys.choose()
    assert Invitation.objects.get().issued_at
