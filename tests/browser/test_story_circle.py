"""A circle the whole way: started, joined, held, lifted from, signed, handed in, answered, told.

Played in Swedish by real processes: what each person sees, presses and gets by mail.
"""

import re
from dataclasses import dataclass

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from consultations.models import Consultation, Statement
from organisations.models import Role, Task, User
from studyguide.jobs import tell_of_verdicts
from tests.browser.live_site import LiveSite
from tests.browser.pictures import Pictures
from tests.browser.steps import fill, main_text, press, said
from tests.browser.story_circle import (
    BUSES,
    KEYS,
    KIM,
    ROOMS,
    RUT,
    she_invites_by_a_link,
    she_offers_them,
    she_plans_five_gatherings,
    she_prints_the_list_for_the_study_federation,
    she_starts_it,
    three_gatherings_are_held_and_written_down,
    two_lines_are_lifted,
)
from tests.browser.story_meeting_after import link_in
from tests.factories import AssignmentFactory, OrganisationFactory, UserFactory
from tests.guide import our_guide
from tests.plan_factories import ConsultationFactory, PlanVersionFactory, SectionFactory
from tests.proposal_factories import speaks_for

HANDED_IN = "Skriv in replokaler för unga i varje kommun."
ANSWER = "Replokaler skrivs in i avsnittet."


@dataclass
class Story:
    site: LiveSite
    visit: object
    pictures: Pictures
    chair: User
    leader: Page
    signatory: Page
    officer: Page
    kim: Page
    rut: Page
    base: str = ""

    def letter_to(self, address, **about):
        return self.site.letter_to(address, **about)

    @property
    def own(self):
        """Kim's own pages, where she came when she joined."""
        return re.search(r"/cirkel/min/[\w-]+/", self.kim.url)[0]


@pytest.fixture
def story(ground, visit, pictures):
    our_guide()
    lena = UserFactory(email="lena@asen.example", name="Lena Ledare")
    chair = UserFactory(email="kerstin@privat.example", name="Kerstin Ask")
    eva = UserFactory(email="eva.ek@region.example", name="Eva Ek")
    AssignmentFactory(user=eva, role=Role.REGION_OFFICER)
    asen = OrganisationFactory(
        public=True, name="Åsens hembygdsförening", email="info@asen.example", two_must_sign=True
    )
    speaks_for(lena, asen)
    speaks_for(chair, asen, task=Task.SIGNATORY)
    ConsultationFactory(version=a_plan())
    return Story(
        site=ground,
        visit=visit,
        pictures=pictures,
        chair=chair,
        leader=visit(width=1280, user=lena),
        signatory=visit(user=chair),
        officer=visit(width=1280, user=eva),
        kim=visit(),
        rut=visit(),
    )


def a_plan():
    version = PlanVersionFactory()
    for heading in ("Länet och kulturen", "Rum för kultur", "Barn och unga"):
        SectionFactory(version=version, words=(heading, "Länet behöver lokaler."))
    version.send_out(by=None)
    return version


def test_story_of_a_circle(story):
    she_starts_it(story)
    she_plans_five_gatherings(story)
    she_invites_by_a_link(story)
    three_gatherings_are_held_and_written_down(story)
    she_prints_the_list_for_the_study_federation(story)
    two_lines_are_lifted(story)
    she_offers_them(story)
    the_officer_finds_no_word_of_it(story)
    she_takes_both_along_in_the_answer(story)
    the_chair_signs_and_hands_in(story)
    the_officer_releases_and_answers(story)
    each_member_has_one_letter(story)
    the_answer_stands_at_the_question_where_it_began(story)


def the_officer_finds_no_word_of_it(story):
    page = story.officer
    for path in (f"{story.base}forslag/", story.own):
        assert page.goto(path).status == 404
    page.goto(f"{desk()}/synpunkter/")
    assert "Ingen har lämnat in något än." in main_text(page)


def she_takes_both_along_in_the_answer(story):
    """The first in other words, with what the others say; the second as it was lifted."""
    page = story.leader
    page.goto("/mitt/")
    story.pictures.take(page, "mina-sidor")
    press(page, "Från er studiecirkel: 2 förslag")
    story.pictures.take(page, "fran-er-studiecirkel")
    press(page, ROOMS)
    box = page.locator("[name=body]")
    assert ROOMS in box.input_value()
    assert KEYS in box.input_value()
    fill(page, body=f"{HANDED_IN}\n\n{KEYS}")
    story.pictures.take(page, "ta-med")
    press(page, "Ta med i vårt svar")
    assert "utkastet till ert svar" in said(page)
    press(page, BUSES)
    press(page, "Ta med i vårt svar")
    page.goto(Statement.objects.get().get_absolute_url())
    story.pictures.take(page, "yttrandet")
    assert "Skriv in replokaler" in main_text(page)
    assert "Från er studiecirkel" not in main_text(page)


def the_chair_signs_and_hands_in(story):
    page = story.leader
    press(page, "Läs igenom och skicka till en kollega")
    page.locator("[name=to]").first.check()
    press(page, "Skicka till en kollega för underskrift")
    letter = story.letter_to(story.chair.email, about="väntar på din underskrift")
    assert HANDED_IN not in letter.text
    signatory = story.signatory
    signatory.goto(f"{Statement.objects.get().get_absolute_url()}granska/")
    press(signatory, "Lämna in till regionen")
    assert "Inlämnat" in said(signatory)
    assert story.letter_to("info@asen.example", about="Kvitto 1")
    story.kim.goto(f"{story.own}samtal/traff-2/")
    story.pictures.take(story.kim, "inlamnat-vid-fragan")
    assert "Inlämnat" in main_text(story.kim)
    assert HANDED_IN not in main_text(story.kim)


def the_officer_releases_and_answers(story):
    page = story.officer
    page.goto(f"{desk()}/synpunkter/?lage=ej-slappt")
    check_all(page)
    press(page, "Släpp dem som de kom")
    Consultation.objects.update(closes_at=timezone.now())
    page.goto(f"{desk()}/synpunkter/?lage=obesvarat")
    check_all(page)
    page.locator("summary", has_text="Ge alla samma svar").click()
    fill(page, outcome="Ändras enligt förslaget", reason=ANSWER)
    press(page, "Spara svaret")
    page.goto(f"{desk()}/publicera-svar/")
    press(page, "Publicera alla svar")
    assert "svar är publicerade" in said(page)


def each_member_has_one_letter(story):
    for _run in range(2):
        tell_of_verdicts.defer()
    for address in (KIM, RUT, "lena@asen.example"):
        letter = story.letter_to(address, about="Regionen har svarat på det ni föreslog")
        for words in (ROOMS, BUSES, HANDED_IN, ANSWER):
            assert words not in letter.text
    told = [mail for mail in story.site.sink.to(KIM) if "föreslog" in mail.message["Subject"]]
    assert len(told) == 1


def the_answer_stands_at_the_question_where_it_began(story):
    letter = story.letter_to(KIM, about="Regionen har svarat på det ni föreslog")
    page = story.kim
    page.goto(link_in(letter, story.site.url, "cirkel/min"))
    story.pictures.take(page, "regionen-har-svarat")
    assert "Regionen har svarat på 2 av era förslag." in main_text(page)
    page.goto(f"{story.own}samtal/traff-2/")
    story.pictures.take(page, "svaret-vid-fragan")
    thread = page.locator("article", has_text=ROOMS).inner_text()
    for words in (KEYS, "Åsens hembygdsförening", HANDED_IN, "Ändras enligt", ANSWER):
        assert words in thread


def check_all(page):
    for box in page.locator("[name=punkt]").all():
        box.check()


def desk():
    return f"/region/samrad/{Consultation.objects.get().uuid}"
