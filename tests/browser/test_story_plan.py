"""The second half of Kick's main job: from the region's draft plan to its answer to every point.

Played in Swedish by real processes: what each person sees, presses and gets by mail.
"""

import re
from dataclasses import dataclass

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone
from playwright.sync_api import Page

from organisations.models import (
    Organisation,
    Region,
    Representative,
    RepresentativeStatus,
    Role,
    Task,
)
from tests.browser.live_site import LiveSite
from tests.browser.pictures import Pictures
from tests.browser.steps import fill, heading, mailed_code, main_text, press, said
from tests.browser.story_officer import (
    OFFICER,
    REGISTRY,
    she_answers_each_point_and_publishes,
    she_looks_through_and_releases,
    she_opens_a_consultation,
    she_sees_no_draft,
    she_takes_it_all_with_her,
    the_officer_publishes_a_draft_plan,
)
from tests.browser.totp import SECRET
from tests.factories import AssignmentFactory, OrganisationFactory, UserFactory

RECEIPT_CODE = re.compile(r"\b[0-9A-Z]{5}-[0-9A-Z]{5}\b")


@dataclass
class Story:
    site: LiveSite
    visit: object
    pictures: Pictures
    officer: Page
    consultation: str = ""

    def letter_to(self, address, **about):
        return self.site.letter_to(address, **about)


@pytest.fixture
def story(ground, visit, pictures):
    Region.objects.filter(slug="jonkoping").update(registry_email=REGISTRY)
    officer = UserFactory(email=OFFICER, name="Eva Ek")
    AssignmentFactory(user=officer, role=Role.REGION_OFFICER)
    TOTP.activate(officer, SECRET)
    for name, place in [("Åsens hembygdsförening", "asen"), ("Sagolida teater", "sagolida")]:
        OrganisationFactory(public=True, name=name, email=f"info@{place}.example")
    return Story(ground, visit, pictures, visit(width=1280))


def test_story_of_the_plan(story):
    the_officer_publishes_a_draft_plan(story)
    she_opens_a_consultation(story)
    drafter = a_representative_comes_in_by_the_registered_address(story)
    she_writes_on_three_sections(story, drafter)
    signatory = she_sends_it_to_a_colleague_who_signs(story, drafter)
    she_sees_no_draft(story)
    the_signatory_returns_it_once_and_then_hands_in(story, drafter, signatory)
    another_association_hands_in_alone(story)
    a_third_is_done_in_three_screens(story)
    one_answers_without_a_name(story)
    she_looks_through_and_releases(story)
    anyone_reads_the_plan_with_what_was_said(story)
    she_answers_each_point_and_publishes(story)
    each_sender_has_one_letter_with_all_its_answers(story)
    she_takes_it_all_with_her(story)


def come_in(story, address, *, task, name):
    """Somebody without an account, who reads the association's mail."""
    page = story.visit()
    page.goto(f"/konto/nytt/?next={story.consultation}svara/")
    fill(page, email=address)
    press(page, "Skapa kontot")
    page.locator("[name=code]").fill(mailed_code(story.letter_to(address)))
    page.keyboard.press("Enter")
    page.wait_for_url("**/svara/")
    press(page, f"Jag företräder {name}")
    fill(page, task=task)
    press(page, "Jag företräder föreningen")
    page.goto(f"{story.consultation}svara/")
    return page


def a_representative_comes_in_by_the_registered_address(story):
    page = come_in(story, "info@asen.example", task="Jag skriver", name="Åsens hembygdsförening")
    story.pictures.take(page, "hur-vill-du-svara")
    press(page, "Skriv för Åsens hembygdsförening")
    story.pictures.take(page, "yttrandet")
    return page


def she_writes_on_three_sections(story, page):
    for section, words in [
        ("1 Länet och kulturen", "Nämn hembygdsgårdarna."),
        ("2 Rum för kultur", "Skriv in replokaler för unga. Ring Anna, 070-123 45 67"),
        ("3 Barn och unga", "Fritiden saknas."),
    ]:
        press(page, section)
        fill(page, body=words)
        story.pictures.take(page, "avsnittet")
        press(page, "Spara utkast")
        page.goto(overview(page))
    assert "Nämn hembygdsgårdarna." in main_text(page)


def overview(page):
    return re.search(r"/yttrande/[0-9a-f-]{36}/", page.url)[0]


def she_sends_it_to_a_colleague_who_signs(story, page):
    """The chair has asked before, and has been let in by the project lead."""
    chair = a_chair_of("Åsens hembygdsförening")
    page.reload()
    press(page, "Läs igenom och skicka till en kollega")
    story.pictures.take(page, "granska")
    page.locator("[name=to]").first.check()
    press(page, "Skicka till en kollega för underskrift")
    story.pictures.take(page, "skickat")
    letter = story.letter_to(chair.email)
    assert "replokaler" not in letter.text
    signatory = story.visit(user=chair)
    signatory.goto(overview(page))
    return signatory


def a_chair_of(name):
    chair = UserFactory(email="kerstin@privat.example", name="Kerstin Ask")
    Representative.objects.create(
        user=chair,
        organisation=Organisation.objects.get(name=name),
        task=Task.SIGNATORY,
        status=RepresentativeStatus.APPROVED,
        decided_at=timezone.now(),
    )
    return chair


def the_signatory_returns_it_once_and_then_hands_in(story, drafter, signatory):
    press(signatory, "Läs igenom")
    signatory.locator("summary", has_text="Skicka tillbaka").click()
    fill(signatory, because="Ta med att vi saknar hörslinga.")
    press(signatory, "Skicka tillbaka")
    drafter.goto(overview(drafter))
    assert "Ta med att vi saknar hörslinga." in main_text(drafter)
    press(drafter, "2.1 Samlingslokaler")
    fill(drafter, body="Vi saknar hörslinga.")
    press(drafter, "Spara utkast")
    drafter.goto(f"{overview(drafter)}granska/")
    drafter.locator("[name=to]").first.check()
    press(drafter, "Skicka till en kollega för underskrift")
    signatory.goto(f"{overview(signatory)}granska/")
    press(signatory, "Lämna in till regionen")
    story.pictures.take(signatory, "inlamnat")
    assert "Inlämnat" in said(signatory)
    receipt = story.letter_to("info@asen.example", about="Kvitto 1")
    assert "kl." in receipt.text
    copy = story.letter_to(REGISTRY, about="yttrande 1")
    assert "Vi saknar hörslinga." in copy.text


def another_association_hands_in_alone(story):
    page = come_in(
        story, "info@sagolida.example", task="Jag får skriva under", name="Sagolida teater"
    )
    press(page, "Skriv för Sagolida teater")
    press(page, "2 Rum för kultur")
    fill(page, body="Scener behövs också.")
    press(page, "Spara utkast")
    page.goto(f"{overview(page)}granska/")
    fill(page, signed_name="Berit Lund")
    press(page, "Lämna in till regionen")
    assert "Inlämnat" in said(page)


def a_third_is_done_in_three_screens(story):
    page = story.visit()
    page.goto(f"{story.consultation}svara/")
    press(page, "Säg en sak")
    fill(page, body="Bussarna slutar gå klockan sju.")
    story.pictures.take(page, "en-sak")
    press(page, "Gå vidare")
    fill(page, who="För egen del", name="Lisa Lund", email="lisa@privat.example")
    story.pictures.take(page, "en-sak-granska")
    press(page, "Lämna in till regionen")
    story.pictures.take(page, "en-sak-kvitto")
    assert "Region Jönköpings län" in heading(page)
    assert story.letter_to("lisa@privat.example", about="Kvitto 3")


def one_answers_without_a_name(story):
    page = story.visit()
    page.goto(f"{story.consultation}en-sak/")
    fill(page, body="Jag vågar inte säga det högt.")
    press(page, "Gå vidare")
    fill(page, who="Utan namn")
    press(page, "Lämna in till regionen")
    code = RECEIPT_CODE.search(main_text(page))[0]
    later = story.visit()
    later.goto("/kvitto/")
    fill(later, code=code.lower().replace("-", " "))
    later.keyboard.press("Enter")
    later.wait_for_url("**/kvitto/*/")
    assert "Jag vågar inte säga det högt." in main_text(later)


def anyone_reads_the_plan_with_what_was_said(story):
    page = story.visit()
    page.goto("/jonkoping/kulturplan/")
    story.pictures.take(page, "planen")
    page.get_by_role("link", name="Rum för kultur").first.click()
    page.wait_for_url("**/rum-for-kultur/")
    story.pictures.take(page, "planen-avsnitt")
    assert "Skriv in replokaler för unga. […]" in main_text(page)
    assert "070-123" not in main_text(page)
    assert "Scener behövs också." in main_text(page)


def each_sender_has_one_letter_with_all_its_answers(story):
    letter = story.letter_to("info@asen.example", about="Regionen har svarat")
    assert letter.text.count("Regionen: ") == 4
    assert "regionala strategin" in letter.text
    page = story.visit()
    page.goto("/jonkoping/vad-blev-det/")
    story.pictures.take(page, "vad-blev-det")
    assert "Det står redan i den regionala strategin." in main_text(page)
