"""A meeting the whole way: planned, checked, answered, full, held, noted, confirmed, evaluated.

Played in Swedish by real processes: what each person sees, presses and gets by mail.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from consultations.models import Consultation
from kick.lib.holidays import holiday_on
from organisations.models import Role, User
from tests.browser.live_site import LiveSite
from tests.browser.pictures import Pictures
from tests.browser.steps import fill, main_text, press, said
from tests.browser.story_meeting import (
    ASEN,
    CHOIR,
    COLLEAGUE,
    THEATRE,
    she_invites_by_mail_and_on_paper,
    she_plans_it,
    she_reminds_the_silent,
    the_check_finds_what_she_mends,
    they_come_to_the_door,
    those_who_come_are_reminded_the_day_before,
)
from tests.browser.story_meeting_after import (
    everybody_reads_what_was_said,
    link_in,
    notes_are_taken_at_the_table,
    one_corrects_and_the_note_is_changed,
    she_confirms_and_lets_them_out,
    she_writes_the_minutes_and_asks,
    the_officer_has_them_as_contributions,
    the_table_is_ready,
    they_say_what_they_thought,
)
from tests.factories import AssignmentFactory, OrganisationFactory, UserFactory
from tests.plan_factories import ConsultationFactory

COUNT = """addEventListener("pointerdown", () => {
  sessionStorage.presses = Number(sessionStorage.presses || 0) + 1
}, true)"""


@dataclass
class Story:
    site: LiveSite
    visit: object
    pictures: Pictures
    lead_user: User
    consultation: Consultation
    lead: Page
    officer: Page
    phone: Page
    waiting: Page
    day: date
    meeting: str = ""
    desk: str = ""
    links: dict = field(default_factory=dict)

    def letter_to(self, address, **about):
        return self.site.letter_to(address, **about)


@pytest.fixture
def story(ground, visit, pictures):
    lead = UserFactory(email="maja.lind@kulturallians.example", name="Maja Lind")
    officer = UserFactory(email="eva.ek@region.example", name="Eva Ek")
    AssignmentFactory(user=lead)
    AssignmentFactory(user=officer, role=Role.REGION_OFFICER)
    for name, email in [
        ("Åsens hembygdsförening", ASEN),
        ("Sagolida teatersällskap", THEATRE),
        ("Låtsaby kör", CHOIR),
    ]:
        OrganisationFactory(name=name, email=email)
    OrganisationFactory(name="Påhittsås bygdegårdsförening", on_paper=True)
    lead_page, officer_page = (visit(width=1280, user=user) for user in (lead, officer))
    phone, waiting = visit(), visit()
    for page in [lead_page, phone, waiting]:
        page.context.add_init_script(COUNT)
    return Story(
        site=ground,
        visit=visit,
        pictures=pictures,
        lead_user=lead,
        consultation=ConsultationFactory(questions=1),
        lead=lead_page,
        officer=officer_page,
        phone=phone,
        waiting=waiting,
        day=a_tuesday_seven_weeks_ahead(),
    )


def a_tuesday_seven_weeks_ahead():
    """And no holiday: the check has its say about those."""
    day = timezone.localdate() + timedelta(50)
    day += timedelta((1 - day.weekday()) % 7)
    while holiday_on(day):
        day += timedelta(7)
    return day


def test_story_of_a_meeting(story, record_property):
    she_plans_it(story)
    the_check_finds_what_she_mends(story)
    she_invites_by_mail_and_on_paper(story)
    an_association_says_yes_by_its_mailed_link(story)
    another_says_yes_by_its_paper_code_and_it_is_full(story)
    a_third_waits(story)
    the_first_are_fewer_and_the_waiting_list_moves(story)
    the_seat_goes_to_a_colleague(story)
    she_reminds_the_silent(story)
    those_who_come_are_reminded_the_day_before(story)
    they_come_to_the_door(story)
    the_table_is_ready(story)
    notes_are_taken_at_the_table(story)
    she_writes_the_minutes_and_asks(story)
    one_corrects_and_the_note_is_changed(story)
    she_confirms_and_lets_them_out(story)
    the_officer_has_them_as_contributions(story)
    everybody_reads_what_was_said(story)
    they_say_what_they_thought(story)
    for who in ["lead", "phone", "waiting"]:
        record_property(f"presses by {who}", presses(getattr(story, who)))


def presses(page):
    """How many times a mouse or a finger has been put down."""
    return int(page.evaluate("sessionStorage.presses || 0"))


def an_association_says_yes_by_its_mailed_link(story):
    """Two presses to the yes: the link in the mail, and the button; what more is said comes after."""
    page = story.phone
    page.goto(story.links[ASEN])
    story.pictures.take(page, "inbjudan")
    assert page.locator("input:not([type=hidden]), :checked").count() == 0
    press(page, "Ja, vi kommer")
    assert "Tack! Ert ja är sparat." in said(page)
    assert presses(page) == 1
    fill(page, persons="2 personer", name_1="Anna Berg", name_2="Bo Ås", needs="Hörslinga")
    story.pictures.take(page, "vilka-kommer")
    press(page, "Spara")
    assert "Ni har 2 platser." in main_text(page)
    story.letter_to(ASEN, about="Ni kommer")


def another_says_yes_by_its_paper_code_and_it_is_full(story):
    page = story.visit()
    page.goto("/i/")
    fill(page, code=story.links["code"].lower().replace("-", " "))
    press(page, "Öppna inbjudan")
    press(page, "Ja, vi kommer")
    page.goto(story.meeting)
    story.pictures.take(page, "motet-ar-fullt")
    assert page.get_by_role("link", name="Ställ er i kö").is_visible()


def a_third_waits(story):
    page = story.waiting
    page.goto(story.links[THEATRE])
    press(page, "Ja, vi kommer")
    assert "Ni står i kö" in said(page)
    press(page, "Spara")
    story.pictures.take(page, "vantar")
    assert "Plats 1 i kön. Alla 3 platser är tagna" in main_text(page)


def the_first_are_fewer_and_the_waiting_list_moves(story):
    page = story.phone
    press(page, "Skriv vilka som kommer, eller ändra")
    fill(page, persons="1 person")
    press(page, "Spara")
    letter = story.letter_to(THEATRE, about="Ni har fått plats")
    assert "ni stod näst på tur" in letter.text
    story.waiting.reload()
    assert "Ni har en plats." in main_text(story.waiting)


def the_seat_goes_to_a_colleague(story):
    page = story.phone
    press(page, "Lämna över en plats till en kollega")
    fill(page, email=COLLEAGUE)
    story.pictures.take(page, "lamna-over")
    press(page, "Skicka länken")
    colleague = story.visit()
    colleague.goto(link_in(story.letter_to(COLLEAGUE), story.site.url, "plats"))
    story.pictures.take(colleague, "en-plats-for-dig")
    assert "Anna" not in colleague.content()
    fill(colleague, name="Cilla Ask")
    press(colleague, "Ja, jag kommer")
    assert said(colleague) == "Tack! Platsen är din."
    page.reload()
    assert "En kollega kommer" in main_text(page)
