"""The first half of Kick's main job, from the municipality's list to the full meeting.

Played in Swedish by real processes: what each person sees, presses and gets by mail.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import icalendar
import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone
from playwright.sync_api import Page

from kick.lib import org_number
from kick.lib.dates import long_day_text
from tests.browser.live_site import LiveSite
from tests.browser.pictures import Pictures
from tests.browser.steps import (
    fill,
    heading,
    main_text,
    personal_links,
    press,
    said,
)
from tests.browser.story_lead import (
    LEAD,
    she_calls_a_meeting,
    she_chooses_whom_to_invite,
    she_reminds_only_the_silent,
    she_sends_letters_and_prints_one,
    she_takes_the_replies_with_her,
    she_writes_down_a_phoned_yes,
    the_lead_reads_two_lists,
)
from tests.browser.totp import SECRET
from tests.factories import AssignmentFactory, UserFactory


@dataclass
class Story:
    site: LiveSite
    visit: object
    pictures: Pictures
    folder: Path
    lead: Page
    phone: Page
    day: date
    meeting: str = ""
    links: dict = field(default_factory=dict)

    def letter_to(self, address, **about):
        return self.site.letter_to(address, **about)

    def link_of(self, address, **about):
        [link] = personal_links(self.letter_to(address, **about), self.site.url)
        return link


@pytest.fixture
def story(ground, visit, pictures, tmp_path):
    user = UserFactory(email=LEAD, name="Maja Lind")
    AssignmentFactory(user=user)
    TOTP.activate(user, SECRET)
    return Story(
        ground, visit, pictures, tmp_path, visit(width=1280), visit(), tuesday_in_december()
    )


def tuesday_in_december():
    """The second one, of this year if there is time to answer before it."""
    today = timezone.localdate()
    for year in [today.year, today.year + 1]:
        first = date(year, 12, 1)
        day = first + timedelta((1 - first.weekday()) % 7 + 7)
        if day > today + timedelta(9):
            return day
    raise AssertionError("there is a December every year")


def test_story(story):
    the_lead_reads_two_lists(story)
    she_calls_a_meeting(story)
    she_chooses_whom_to_invite(story)
    she_sends_letters_and_prints_one(story)
    an_association_says_yes_on_a_phone(story)
    the_same_link_changes_to_one_person(story)
    another_types_its_paper_code_and_says_no(story)
    a_third_registers_itself_and_signs_up(story)
    one_comes_as_herself_and_somebody_waits(story)
    a_seat_comes_free(story)
    she_reminds_only_the_silent(story)
    she_writes_down_a_phoned_yes(story)
    she_takes_the_replies_with_her(story)
    everybody_sees_how_it_goes(story)


def an_association_says_yes_on_a_phone(story):
    page = story.phone
    page.goto(story.links["Åsen"])
    story.pictures.take(page, "inbjudan")
    for words in [
        "Startmöte för en regional kulturallians",
        long_day_text(story.day),
        "kl. 18.00–20.30",
        "Kulturhuset Spira",
        "Vi vill bilda en allians",
    ]:
        assert words in main_text(page)
    assert page.locator("input:not([type=hidden]), :checked").count() == 0
    assert page.get_by_role("button", name="Nej, inte den här gången").is_visible()

    press(page, "Ja, vi kommer")
    assert "Tack! Ert ja är sparat." in said(page)
    assert page.locator("[name=needs]:checked, [name=wants_alliance]:checked").count() == 0
    fill(page, persons="2 personer", name_1="Anna Berg", name_2="Bo Ås", needs="Hörslinga")
    fill(page, wants_alliance="Vi vill veta mer om att bilda en regional kulturallians")
    story.pictures.take(page, "vilka-kommer")
    press(page, "Spara")
    story.pictures.take(page, "svaret")
    assert "Ni har 2 platser." in main_text(page)

    mail = story.letter_to("asen@forening.example", about="Ni kommer")
    event = event_of(mail)
    assert event.decoded("dtstart").isoformat() == f"{story.day}T18:00:00+01:00"
    assert (event.decoded("dtend") - event.decoded("dtstart")) == timedelta(hours=2, minutes=30)
    assert "Kulturhuset Spira" in event["location"]


def event_of(mail):
    [part] = [part for part in mail.message.walk() if part.get_content_type() == "text/calendar"]
    calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))
    [event] = calendar.walk("VEVENT")
    return event


def the_same_link_changes_to_one_person(story):
    page = story.phone
    page.goto(story.links["Åsen"])
    press(page, "Skriv vilka som kommer, eller ändra")
    # The link may have been passed on: no name stands there, and an empty field keeps it.
    assert page.locator("[name=name_2]").input_value() == ""
    assert "Bo Ås" not in page.content()
    fill(page, persons="1 person", name_2="")
    press(page, "Spara")
    assert "Ni har en plats." in main_text(page)
    story.letter_to("asen@forening.example", about="Ni kommer", after=1)


def another_types_its_paper_code_and_says_no(story):
    page = story.visit()
    page.goto("/i/")
    fill(page, code="ABCDE-FGHJK")
    press(page, "Öppna inbjudan")
    story.pictures.take(page, "fel-kod")
    fill(page, code=story.links["code"].lower().replace("-", " "))
    press(page, "Öppna inbjudan")
    assert "Påhittsås bygdegårdsförening" in main_text(page)
    press(page, "Nej, inte den här gången")
    story.pictures.take(page, "nej")
    assert "Ni har svarat nej" in main_text(page)


def a_third_registers_itself_and_signs_up(story):
    page = story.visit()
    page.goto("/jonkoping/")
    page.get_by_role("link", name="Startmöte för en regional kulturallians").first.click()
    story.pictures.take(page, "motet")
    press(page, "Anmäl er")
    press(page, "För en förening")
    page.locator("main [name=q]").fill("Provåkers visklubb")
    press(page, "Sök")
    story.pictures.take(page, "inte-i-registret")
    press(page, "Anmäl föreningen till registret")
    number = org_number.format_number(org_number.made_up(7))
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    fill(page, name="Låtsaby spelmän", municipality="Jönköping", org_number=wrong)
    press(page, "Gå vidare")
    story.pictures.take(page, "fel-nummer")
    assert "Den sista siffran stämmer inte" in main_text(page)
    fill(page, org_number=number)
    press(page, "Gå vidare")
    story.pictures.take(page, "dubbletter")
    assert heading(page) == "Finns ni redan här?"
    assert "Låtsaby spelmanslag" in main_text(page)
    press(page, "Nej, vi är nya här")
    assert page.locator("[name=listed_publicly]:checked").count() == 0
    fill(page, email="spel@latsaby.example", art_forms="Folkmusik och spelmanslag")
    fill(page, listed_publicly="Ja, visa oss")
    story.pictures.take(page, "uppgifter")
    press(page, "Titta igenom svaren")
    story.pictures.take(page, "kontrollera")
    press(page, "Skicka anmälan")
    the_third_signs_up(story, page)


def the_third_signs_up(story, page):
    assert heading(page) == "Anmäl Låtsaby spelmän"
    fill(page, persons="2 personer", name_1="Cecilia Fjäll", name_2="David Ek")
    fill(page, wants_alliance="Vi vill veta mer om att bilda en regional kulturallians")
    story.pictures.take(page, "anmalan")
    press(page, "Anmäl er")
    assert heading(page) == "Titta i din e-post"
    page.goto(story.link_of("spel@latsaby.example", about="Bekräfta att du kommer"))
    press(page, "Bekräfta")
    assert "Tack, ditt svar är bekräftat." in said(page)
    assert "Ni har 2 platser." in main_text(page)


def as_oneself(story, address, name):
    page = story.visit()
    page.goto(story.meeting)
    press(
        page, "Anmäl er" if page.get_by_role("link", name="Anmäl er").count() else "Ställ er i kö"
    )
    press(page, "För egen del")
    fill(page, name_1=name, email=address)
    press(page, "Anmäl er")
    page.goto(story.link_of(address, about="Bekräfta"))
    press(page, "Bekräfta")
    return page


def one_comes_as_herself_and_somebody_waits(story):
    herself = as_oneself(story, "ellen@privat.example", "Ellen Sagolin")
    story.pictures.take(herself, "som-mig-sjalv")
    assert "Ni har en plats." in main_text(herself)
    story.links["herself"] = herself.url

    waiting = as_oneself(story, "hassan@privat.example", "Hassan Låtsman")
    story.pictures.take(waiting, "vantar")
    assert "Alla 4 platser är tagna" in main_text(waiting)
    assert "Plats 1 i kön" in main_text(waiting)


def a_seat_comes_free(story):
    page = story.phone
    page.goto(story.links["herself"])
    press(page, "Vi har fått förhinder")
    mail = story.letter_to("hassan@privat.example", about="Ni har fått plats")
    assert "ni stod näst på tur" in mail.text
    assert event_of(mail)


def everybody_sees_how_it_goes(story):
    page = story.visit()
    page.goto("/jonkoping/")
    story.pictures.take(page, "regionens-sida")
    text = " ".join(main_text(page).split())
    assert "Startmöte för en regional kulturallians" in text
    assert "Kommer 4 personer" in text
    assert "2 vill veta mer om en egen kulturallians" in text
    page.goto(story.meeting)
    assert "4 personer kommer." in main_text(page)
    assert "2 föreningar vill veta mer om att bilda" in main_text(page)
