"""The first half of Kick's main job, from the municipality's list to the full meeting.

Played in Swedish by real processes: what each person sees, presses and gets by mail.
"""

import csv
import io
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import icalendar
import openpyxl
import pypdf
import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone
from playwright.sync_api import Page

from kick.lib import org_number
from kick.lib.dates import long_day_text
from tests.browser.live_site import LiveSite
from tests.browser.pictures import Pictures
from tests.browser.steps import (
    PAPER_CODE,
    columns_are,
    fill,
    heading,
    main_text,
    open_list,
    personal_links,
    press,
    row_of,
    said,
    sign_in_with_both_factors,
)
from tests.browser.totp import SECRET
from tests.factories import AssignmentFactory, UserFactory

LEAD = "maja.lind@kulturallians.example"
JONKOPING = """\
Föreningsnamn;Org.nr;Kommun;E-postadress;Gatuadress;Postnr;Postort;Verksamhet
Åsens hembygdsförening;802002-8711;Jönköping;asen@forening.example;;;;Hembygd
Låtsaby spelmanslag;;Jönköping;musik@latsaby.example;;;;Folkmusik
Låtsaby kör;;Jönköping;musik@latsaby.example;;;;Körsång
Påhittsås bygdegårdsförening;;Jönköping;;Byvägen 3;553 22;Jönköping;Bygdegård
Drömmefors konstförening;802002-8712;Jönköping;konst@forening.example;;;;Konst
Tänkehults teater;;Malmö;teater@tankehult.example;;;;Teater
Ensamma trubaduren;800101-1231;Jönköping;jag@trubadur.example;;;;Visa
"""
HABO = [
    ["Föreningar i Habo kommun, hösten 2026"],
    ["Vilka", "Mejl till föreningen", "Sysslar med"],
    ["Sagolida teatersällskap", "teater@sagolida.example", "Teater"],
    ["Sagolida filmstudio", "film@sagolida.example", "Film"],
]


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


def the_lead_reads_two_lists(story):
    page = story.lead
    sign_in_with_both_factors(page, story.site, LEAD)
    story.pictures.take(page, "mina-sidor")
    csv_path, xlsx_path = story.folder / "jonkoping.csv", story.folder / "habo.xlsx"
    csv_path.write_bytes(JONKOPING.replace("\n", "\r\n").encode("cp1252"))
    book = openpyxl.Workbook()
    for row in HABO:
        book.active.append(row)
    book.save(xlsx_path)

    open_list(page, csv_path, source="Jönköpings kommun, föreningsregistret")
    story.pictures.take(page, "kolumner")
    press(page, "Läs igenom varje rad")
    story.pictures.take(page, "rader")
    assert "Den sista siffran stämmer inte" in row_of(page, "Drömmefors").inner_text()
    assert "Malmö ligger inte i Region Jönköpings län" in row_of(page, "Tänkehult").inner_text()
    assert "Här stod ett personnummer" in row_of(page, "trubaduren").inner_text()
    assert "1231" not in main_text(page)
    press(page, "Läs in 4 nya")

    open_list(page, xlsx_path, source="Habo kommun, kulturenheten", municipality="Habo")
    fill(page, header_row="2")
    press(page, "Läs igenom varje rad")
    columns_are(page, **{"Vilka": "Namn", "Sysslar med": "Vad organisationen gör"})
    story.pictures.take(page, "rader-habo")
    assert "Felaktiga" not in main_text(page)
    press(page, "Läs in 2 nya")


def she_calls_a_meeting(story):
    page = story.lead
    page.goto("/region/")
    story.pictures.take(page, "skrivbordet-tomt")
    press(page, "Planera ett möte")
    fill(
        page,
        kind="Startmöte",
        organiser="Ideell kulturallians",
        title="Startmöte för en regional kulturallians",
        day=story.day.isoformat(),
        starts="18:00",
        ends="20:30",
        municipality="Jönköping",
        venue="Kulturhuset Spira",
        street="Kulturgatan 3",
        purpose="Vi vill bilda en allians som talar för föreningarna i länet.",
        programme="18.00 Soppa\n18.30 Samtal vid borden",
        access_notes="Hörslinga och ramp finns.",
        seats_total="4",
        seats_per_organisation="2",
        reply_by=(story.day - timedelta(days=5)).isoformat(),
        contact_phone="036-10 00 00",
    )
    story.pictures.take(page, "nytt-mote")
    press(page, "Spara som utkast")
    press(page, "Publicera")
    assert "Mötet är publicerat" in said(page)
    story.pictures.take(page, "motet-vid-skrivbordet")
    story.meeting = page.get_by_role("link", name="Se det som besökare gör").get_attribute("href")


def she_chooses_whom_to_invite(story):
    page = story.lead
    press(page, "Välj vilka som bjuds in")
    assert page.locator(":checked").count() == 0
    fill(page, kommun=["Jönköping", "Habo"], konstform=["Scenkonst", "Hembygd", "Samlingslokal"])
    press(page, "Visa föreningarna")
    story.pictures.take(page, "valj")
    assert page.locator("h2").all_inner_texts()[0] == "5 föreningar"
    assert page.locator("tbody th").all_inner_texts() == [
        "Låtsaby kör",
        "Låtsaby spelmanslag",
        "Påhittsås bygdegårdsförening",
        "Sagolida teatersällskap",
        "Åsens hembygdsförening",
    ]
    press(page, "Sätt upp dem på listan")
    assert heading(page) == "5 föreningar på listan"
    assert story.site.sink.to("asen@forening.example") == []


def she_sends_letters_and_prints_one(story):
    page = story.lead
    story.pictures.take(page, "listan")
    press(page, "Skicka 5 inbjudningar")
    assert said(page) == "3 brev är på väg. 1 ska skrivas ut."

    [asen] = personal_links(story.letter_to("asen@forening.example"), story.site.url)
    shared = personal_links(story.letter_to("musik@latsaby.example"), story.site.url)
    [theatre] = personal_links(story.letter_to("teater@sagolida.example"), story.site.url)
    assert len({asen, theatre, *shared}) == 4
    invitations = [mail for mail in story.site.sink.mails if "Inbjudan" in mail.message["Subject"]]
    assert [len(mail.recipients) for mail in invitations] == [1, 1, 1]
    story.links["Åsen"] = asen

    page.goto(page.url.replace("inbjudna/", ""))
    paper = page.get_by_role("link", name="Skriv ut ett brev på papper (PDF)")
    content = page.request.get(paper.get_attribute("href")).body()
    [sheet] = pypdf.PdfReader(io.BytesIO(content)).pages
    text = sheet.extract_text()
    assert "Påhittsås bygdegårdsförening" in text
    story.links["code"] = PAPER_CODE.search(text)[0]
    if story.pictures.folder:
        (story.pictures.folder / "brev.pdf").write_bytes(content)


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
    assert page.locator("[name=name_2]").input_value() == "Bo Ås"
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
    press(page, "Som mig själv")
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
    assert "nummer 1 i kön" in main_text(waiting)


def a_seat_comes_free(story):
    page = story.phone
    page.goto(story.links["herself"])
    press(page, "Vi kan ändå inte komma")
    mail = story.letter_to("hassan@privat.example", about="Ni har fått plats")
    assert "ni stod näst på tur" in mail.text
    assert event_of(mail)


def she_reminds_only_the_silent(story):
    page = story.lead
    page.goto("/region/")
    page.get_by_role("link", name="Startmöte").first.click()
    story.pictures.take(page, "hur-det-gar")
    press(page, "Påminn dem")
    assert said(page) == "2 påminnelser är på väg."
    story.letter_to("musik@latsaby.example", about="Kommer ni")
    story.letter_to("teater@sagolida.example", about="Kommer ni")
    reminded = {
        mail.recipients[0]
        for mail in story.site.sink.mails
        if "Kommer ni" in mail.message["Subject"]
    }
    assert reminded == {"musik@latsaby.example", "teater@sagolida.example"}


def she_writes_down_a_phoned_yes(story):
    page = story.lead
    press(page, "Skriv in ett svar på telefon")
    page.locator("main [name=q]").fill("sagolida teater")
    press(page, "Sök")
    press(page, "Sagolida teatersällskap")
    fill(page, comes="Ja, de kommer", names="Gun Tänkesson")
    story.pictures.take(page, "telefon")
    press(page, "Spara svaret")
    assert "Sagolida teatersällskap: Ja, väntar på plats" in said(page)
    story.pictures.take(page, "svaren")


def she_takes_the_replies_with_her(story):
    page = story.lead
    as_csv = taken_out(page, "CSV").decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(taken_out(page, "Excel")))
    in_csv = list(csv.reader(io.StringIO(as_csv), delimiter=";"))
    in_xlsx = [[as_text(cell) for cell in row] for row in book.active.values]
    assert len(in_csv) == 1 + 6
    assert in_xlsx == in_csv


def taken_out(page, format):
    with page.expect_download() as download:
        page.get_by_role("button", name=format, exact=True).click()
    return download.value.path().read_bytes()


def as_text(cell):
    """A moment with minutes, as it is shown; Excel keeps its seconds behind."""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    return "" if cell is None else str(cell)


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
