"""What the leader and the members of a circle do in its story, until their lines are offered."""

import re
from datetime import timedelta

from django.utils import timezone

from studyguide.models import Circle, Gathering
from tests.browser.steps import fill, main_text, press, said, tick
from tests.browser.story_meeting_after import link_in

KIM, RUT = "kim@privat.example", "rut@privat.example"
ROOMS = "Det saknas replokaler för unga i fyra kommuner."
BUSES = "Sista bussen går klockan sju, mitt i repetitionen."
KEYS = "Lokaler finns. Det är nycklarna som saknas."
SAID = ["Vi dansar i bygdegården varje torsdag.", f"- {ROOMS}\n- {BUSES}", "Ingen frågar oss."]
ALL_MONTHS = timedelta(weeks=6)


def she_starts_it(story):
    """Her association is chosen already."""
    page = story.leader
    page.goto("/studiehandledning/")
    page.goto("/cirkel/ny/")
    fill(
        page,
        kind="Studiecirkel med ett studieförbund",
        name="Kulturcirkeln i Åsen",
        region="Region Jönköpings län",
        federation_name="Studieförbundet Exempel",
    )
    story.pictures.take(page, "starta-en-cirkel")
    press(page, "Starta cirkeln")
    assert "Cirkeln är startad." in said(page)
    story.base = f"/cirkel/{Circle.objects.get().uuid}/"


def she_plans_five_gatherings(story):
    page = story.leader
    page.goto(f"{story.base}planera/")
    day = timezone.localdate() + timedelta(7)
    fill(page, day=day.isoformat(), time="18:30")
    press(page, "Föreslå dagar")
    story.pictures.take(page, "traffarna")
    assert Gathering.objects.count() == 5


def she_invites_by_a_link(story):
    page = story.leader
    page.goto(f"{story.base}deltagare/")
    story.pictures.take(page, "bjud-in")
    link = page.locator("#join-link").input_value()
    for phone, name, address in [(story.kim, "Kim", KIM), (story.rut, "Rut", RUT)]:
        phone.goto(link)
        fill(phone, name=name, email=address)
        phone.locator("[name=is_old_enough]").check()
        story.pictures.take(phone, "var-med")
        press(phone, "Jag är med")
        assert "Välkommen!" in said(phone)
    assert link_in(story.letter_to(KIM), story.site.url, "cirkel/min")


def three_gatherings_are_held_and_written_down(story):
    """Each on its own evening: time passes by moving the gatherings in the database."""
    for number, words in enumerate(SAID, 1):
        row = Gathering.objects.planned().in_order().first()
        Gathering.objects.filter(pk=row.pk).update(starts_at=row.starts_at - ALL_MONTHS)
        they_write(story, story.kim, number, words)
        page = story.leader
        page.goto(f"{story.base}traff/{row.pk}/")
        for box in page.locator("[name=present]").all():
            box.check()
        press(page, "Spara närvaron")
        story.pictures.take(page, "traffen")
    press(page, "Skicka mejlet")
    assert story.letter_to(KIM, about="Tack för").text.count(BUSES) == 0
    assert Gathering.objects.filter(status="held").count() == 3


def they_write(story, page, number, words):
    """On the first question of the chapter, by the member's own link."""
    page.goto(f"{story.own}samtal/traff-{number}/")
    press(page, first_button(page))
    fill(page, body=words)
    story.pictures.take(page, "anteckna")
    press(page, "Spara")
    assert words.splitlines()[0] in main_text(page)


def first_button(page):
    """“Skriv: the question”, the first that nobody has written on."""
    return page.get_by_role("link", name=re.compile("^Skriv")).first.inner_text()


def she_prints_the_list_for_the_study_federation(story):
    page = story.leader
    page.goto(story.base)
    story.pictures.take(page, "cirkeln")
    answer = page.request.get(f"{story.site.url}{story.base}narvarolista.pdf")
    assert answer.status == 200
    assert answer.body().startswith(b"%PDF")


def two_lines_are_lifted(story):
    """A member does it by her link. About the second the group is not of one mind."""
    page = story.kim
    page.goto(f"{story.own}samtal/traff-2/")
    page.get_by_role("link", name=re.compile("Gör förslag av raderna")).first.click()
    page.wait_for_url("**/forslag/**")
    for words in (ROOMS, BUSES):
        tick(page, words, name="rad")
    story.pictures.take(page, "valj-rader")
    press(page, "Gör förslag")
    goal = "Allas möjlighet till kultur, bildning och eget skapande"
    for number, section in enumerate(["2 Rum för kultur", "3 Barn och unga"]):
        page.locator(f"[name=r{number}-section]").select_option(label=section)
        page.locator(f"[name=r{number}-goal]").select_option(label=goal)
    tick(page, "Vi tycker olika", name="r0-standing")
    fill(page, **{"r0-other_view": KEYS})
    story.pictures.take(page, "var-hor-det-hemma")
    press(page, "Spara förslagen")
    assert "Förslagen är sparade." in said(page)
    assert KEYS in main_text(page)


def she_offers_them(story):
    page = story.leader
    page.goto(f"{story.base}forslag/")
    story.pictures.take(page, "det-ni-foreslar")
    press(page, "Erbjud dem till föreningen")
    assert "Erbjudet." in said(page)
    letter = story.letter_to(story.chair.email, about="Förslag från er studiecirkel")
    assert ROOMS not in letter.text
