"""What those who run the meeting do in the story of one: plan, check, invite, remind, door."""

import io
from datetime import timedelta

import pypdf
from django.urls import reverse
from django.utils import timezone

from consultations.jobs import remind_those_who_come
from consultations.models import Meeting, Reply
from kick.lib.pdf import qr_code
from tests.browser.steps import (
    PAPER_CODE,
    fill,
    follow,
    heading,
    main_text,
    personal_links,
    press,
    said,
)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TITLE = "Samråd om lokaler för kultur"
COLLEAGUE = "cilla@privat.example"
ASEN, THEATRE, CHOIR = "asen@forening.example", "teater@sagolida.example", "kor@latsaby.example"


def move_the_meeting(*, starts_in):
    """Time passes: it starts so far from now, lasts two hours, and takes replies until it starts."""
    move_the_meeting_to(timezone.now() + starts_in)


def move_the_meeting_to_tomorrow():
    """At this time of the day, whatever summer time does in between."""
    wall = timezone.localtime().replace(tzinfo=None)
    move_the_meeting_to(timezone.make_aware(wall + DAY))


def move_the_meeting_to(starts):
    Meeting.objects.update(
        starts_at=starts, ends_at=starts + 2 * HOUR, registration_closes_at=starts
    )


def she_plans_it(story):
    page = story.lead
    page.goto("/region/")
    press(page, "Planera ett möte")
    fill(
        page,
        kind="Samrådsmöte",
        organiser="Ideell kulturallians",
        title=TITLE,
        day=story.day.isoformat(),
        starts="18:00",
        ends="20:00",
        municipality="Jönköping",
        venue="Kulturhuset Spira",
        street="Kulturgatan 3",
    )
    press(page, "Spara som utkast")
    press(page, "Syfte och inflytande")
    fill(page, purpose="Vi vill veta var lokaler saknas.")
    press(page, "Spara och gå vidare")
    fill(page, at_0="18:00", words_0="Soppa", at_1="18:30", words_1="Samtal vid borden")
    press(page, "Spara och gå vidare")
    fill(page, question_1="Var behövs lokaler?", material_on=timezone.localdate().isoformat())
    press(page, "Spara och gå vidare")
    press(page, "Alla steg")
    press(page, "Platser och sista svarsdag")
    last = (story.day - 5 * DAY).isoformat()
    fill(page, seats_total="3", seats_per_organisation="2", reply_by=last)
    press(page, "Spara")
    story.pictures.take(page, "planen")


def the_check_finds_what_she_mends(story):
    """Each finding leads to where it is mended; nothing is forbidden, so some are left."""
    page = story.lead
    press(page, "Samrådskollen")
    story.pictures.take(page, "kollen")
    assert "Bra" in finding(page, "Tid att planera")
    assert "Bra" in finding(page, "Kväll eller helg")
    assert "inte vad som går att påverka" in finding(page, "Syfte och inflytande")
    for link, words in [
        ("Skriv varför ni ses", {"influence": "Vilka orter planen nämner."}),
        ("Kryssa i vad lokalen erbjuder", {"access": ["Hörslinga", "Buss eller tåg"]}),
        ("Lova en dag", {"feedback_on": (story.day + 30 * DAY).isoformat()}),
    ]:
        follow(page, link)
        fill(page, **words)
        press(page, "Spara och gå vidare")
        press(page, "Alla steg")
        press(page, "Samrådskollen")
    for name in ["Syfte och inflytande", "Att komma in", "Att få veta vad det blev"]:
        assert "Bra" in finding(page, name)
    assert "Ingen står på listan" in finding(page, "Vilka som saknas på listan")


def finding(page, name):
    named = page.locator("h2", has_text=name)
    return page.locator(".findings > li", has=named).inner_text()


def she_invites_by_mail_and_on_paper(story):
    page = story.lead
    follow(page, "Välj fler att bjuda in")
    fill(page, kommun=["Jönköping"])
    press(page, "Visa föreningarna")
    press(page, "Sätt upp dem på listan")
    assert heading(page) == "4 föreningar på listan"
    press(page, "Publicera mötet först, så att de inbjudna kan se det.")
    press(page, "Publicera")
    assert "Mötet är publicerat" in said(page)
    story.meeting = page.get_by_role("link", name="Se det som besökare gör").get_attribute("href")
    story.desk = page.url
    page.goto(f"{story.desk}inbjudna/")
    story.pictures.take(page, "listan")
    press(page, "Skicka 4 inbjudningar")
    assert said(page) == "3 brev är på väg. 1 ska skrivas ut."
    for address in [ASEN, THEATRE, CHOIR]:
        [story.links[address]] = personal_links(story.letter_to(address), story.site.url)
    page.goto(story.desk)
    press(page, "Skriv ut ett brev på papper (PDF)")
    paper = page.get_by_role("link", name="Del 1: ett brev").get_attribute("href")
    [sheet] = pypdf.PdfReader(io.BytesIO(page.request.get(paper).body())).pages
    story.links["code"] = PAPER_CODE.search(sheet.extract_text())[0]


def she_reminds_the_silent(story):
    page = story.lead
    page.goto(story.desk)
    story.pictures.take(page, "hur-det-gar")
    press(page, "Påminn dem som inte svarat")
    press(page, "Påminn dem")
    assert said(page) == "1 påminnelse är på väg."
    story.letter_to(CHOIR, about="Kommer ni")


def those_who_come_are_reminded_the_day_before(story):
    move_the_meeting_to_tomorrow()
    remind_those_who_come.defer()
    for address in [ASEN, THEATRE, COLLEAGUE]:
        story.letter_to(address, about="Vi ses")
    assert len(story.site.sink.to(CHOIR)) == 2


def they_come_to_the_door(story):
    """One shows the code, one says a name, one is pressed in the list, one has no seat."""
    move_the_meeting(starts_in=-HOUR / 2)
    door = story.visit(user=story.lead_user)
    the_code_is_read(story, door)
    door.goto(f"{story.desk}dorren/")
    story.pictures.take(door, "dorren")
    door.get_by_role("searchbox").fill("sagolida")
    press(door, "Sök")
    press(door, "Är här Sagolida teatersällskap")
    assert said(door) == "Sagolida teatersällskap är här."
    door.goto(f"{story.desk}dorren/")
    press(door, "Är här Påhittsås bygdegårdsförening")
    press(door, "Någon utan plats")
    fill(door, name="Klara Sång", association="Låtsaby kör")
    press(door, "Är här")
    assert said(door) == "Klara Sång är här."
    story.pictures.take(door, "nagon-utan-plats")
    assert "4 av 4 är här" in " ".join(main_text(door).split())


def the_code_is_read(story, door):
    """What the camera reads is what the phone opens."""
    phone = story.phone
    phone.goto(story.links[ASEN])
    story.pictures.take(phone, "koden-i-dorren")
    reply = Reply.objects.get(organisation__email=ASEN)
    path = reverse("consultations:desk_door_reply", args=[reply.meeting.uuid, reply.uuid])
    drawn = phone.locator(".door-code path").get_attribute("d")
    assert drawn in str(qr_code(story.site.url + path))
    door.goto(path)
    story.pictures.take(door, "koden-last")
    press(door, "Är här Cilla Ask")
    assert said(door) == "Cilla Ask är här."
