"""What is left of the meeting in the story of one: notes, confirmed, released, evaluated."""

import csv
import io
import re
from datetime import timedelta

from django.utils import timezone

from consultations.models import Minutes
from tests.browser.steps import fill, follow, heading, main_text, press, said
from tests.browser.story_meeting import ASEN, CHOIR, HOUR, THEATRE, move_the_meeting

BUS = "Sista bussen från Nässjö går 21.10."
BUS_CORRECTED = "Sista bussen från Nässjö går 21.40."
REHEARSING = "Fler replokaler för unga."
ON_THE_QUIET = "Föreningen tänker byta ordförande."


def link_in(mail, url, path):
    """The personal page of one kind that the letter leads to, without the site's address."""
    return re.search(rf"{re.escape(url)}(/{path}/[\w-]+/)", mail.text)[1]


def the_table_is_ready(story):
    page = story.lead
    page.goto(f"{story.desk}efter/")
    press(page, "Vilket samråd anteckningarna gäller")
    fill(page, consultation="Förslag till kulturplan")
    press(page, "Spara")
    press(page, "Bord där det antecknas")
    fill(page, name="Bord 1", reply=f"Åsens hembygdsförening, {ASEN}")
    press(page, "Lägg till bordet")
    story.pictures.take(page, "borden")
    letter = story.letter_to(ASEN, about="Du för anteckningar")
    story.links["table"] = link_in(letter, story.site.url, "bord")


def notes_are_taken_at_the_table(story):
    """They save themselves; what is passed on nowhere is ticked so."""
    page = story.phone
    page.goto(story.links["table"])
    fill(page, about="1 Rum för kultur 1", body=BUS)
    page.locator("#autosaved", has_text="Sparat kl.").wait_for()
    press(page, "Spara och skriv nästa")
    fill(page, about="Var behövs lokaler?", body=REHEARSING)
    press(page, "Spara och skriv nästa")
    fill(page, body=ON_THE_QUIET, stays="Lämnas inte vidare")
    press(page, "Spara och skriv nästa")
    story.pictures.take(page, "bordets-anteckningar")
    assert "3 anteckningar hittills" in main_text(page)


def she_writes_the_minutes_and_asks(story):
    move_the_meeting(starts_in=-3 * HOUR)
    page = story.lead
    page.goto(f"{story.desk}protokoll/")
    page.locator("[name=body]").fill("# Lokaler\n\nVi talade om lokaler och bussar.\n\n- Fyra kom")
    page.locator("#autosaved", has_text="Sparat kl.").wait_for()
    story.pictures.take(page, "protokollet")
    press(page, "Spara")
    story.pictures.take(page, "efter-motet")
    press(page, "Fråga dem som kom: stämmer det här?")
    story.pictures.take(page, "stammer-det-fragan")
    press(page, "Skicka breven")
    assert "brev är på väg" in said(page)


def one_corrects_and_the_note_is_changed(story):
    page = story.waiting
    letter = story.letter_to(THEATRE, about="Stämmer det här?")
    assert BUS not in letter.text
    page.goto(link_in(letter, story.site.url, "ratt"))
    story.pictures.take(page, "stammer-det")
    follow(page, "Det stämmer inte")
    fill(page, wording=BUS_CORRECTED)
    story.pictures.take(page, "sa-ska-det-sta")
    press(page, "Skicka")
    assert "Tack." in said(page)

    note_taker = story.phone
    note_taker.goto(story.links["table"])
    follow(note_taker, "Läs och svara")
    story.pictures.take(note_taker, "nagon-sager-annat")
    press(note_taker, "Ändra anteckningen")
    page.reload()
    assert BUS_CORRECTED in main_text(page)


def she_confirms_and_lets_them_out(story):
    """The days for corrections have passed."""
    Minutes.objects.update(answers_until=timezone.now() - timedelta(minutes=1))
    page = story.lead
    page.goto(f"{story.desk}sedan/")
    fill(page, next_steps="Kulturnämnden läser anteckningarna i februari.")
    press(page, "Spara")
    press(page, "Bekräfta")
    assert said(page) == "Anteckningarna är bekräftade."
    press(page, "Läs igenom och släpp")
    story.pictures.take(page, "las-igenom-och-slapp")
    assert ON_THE_QUIET not in main_text(page)
    press(page, "Jag har läst igenom: släpp")
    assert "anteckningarna är släppta" in said(page)


def the_officer_has_them_as_contributions(story):
    """With the meeting as sender; the plan shows them as soon as it shows what others say."""
    page = story.officer
    page.goto(f"/region/samrad/{story.consultation.uuid}/synpunkter/")
    story.pictures.take(page, "synpunkterna")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV", exact=True).click()
    text = download.value.path().read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert len(rows) == 2
    assert BUS_CORRECTED in text
    assert ON_THE_QUIET not in text
    print(rows)


def everybody_reads_what_was_said(story):
    page = story.visit()
    page.goto(f"{story.meeting}efter/")
    story.pictures.take(page, "avslutningssidan")
    for words in [BUS_CORRECTED, REHEARSING, "Vi talade om lokaler", "Kulturnämnden läser"]:
        assert words in main_text(page)
    assert ON_THE_QUIET not in page.content()
    page.goto("/jonkoping/kulturplan/")
    story.pictures.take(page, "planen-efter")
    print(main_text(page))


def they_say_what_they_thought(story):
    lead = story.lead
    lead.goto(f"{story.desk}utvardering/")
    press(lead, "Skicka brevet till de 2 som kom")
    page = story.waiting
    page.goto(link_in(story.letter_to(THEATRE, about="tyckte"), story.site.url, "utvardering"))
    story.pictures.take(page, "utvarderingen")
    fill(page, independence="Helt", dialogue="Ganska bra", word="Bra frågor.")
    press(page, "Skicka svaret")
    assert "Tack, ditt svar är inne." in main_text(page)
    story.pictures.take(page, "utvarderingen-tack")
    lead.reload()
    story.pictures.take(lead, "utvarderingen-vid-skrivbordet")
    text = " ".join(main_text(lead).split())
    assert "2 har fått frågan, och en har svarat." in text
    assert "Bra frågor." not in text
