"""HTML first: what people do works where no script runs (CATALOGUE U6)."""

import pytest

from consultations.models import Invitation, Reply, Statement
from organisations.models import ArtForm, Representative, Task
from tests.browser.steps import heading, main_text, personal_links, press, said
from tests.factories import (
    AssignmentFactory,
    InvitationFactory,
    MeetingFactory,
    OrganisationFactory,
    UserFactory,
)
from tests.plan_factories import ConsultationFactory


@pytest.fixture
def plain(visit):
    """`plain(user=…)` is a browser in which scripts are turned off."""
    return lambda **about: visit(java_script_enabled=False, **about)


def test_association_answers_changes_and_regrets(plain, ground):
    invitation = InvitationFactory()
    invitation.issue()
    page = plain()

    page.goto(f"/i/{invitation.token}/")
    press(page, "Ja, vi kommer")
    tick_and_fill(page, persons="2", name_1="Anna Berg", name_2="Bo Ås")
    press(page, "Spara")
    assert "Ni har 2 platser." in main_text(page)
    press(page, "Skriv vilka som kommer, eller ändra")
    tick_and_fill(page, persons="1", name_2="")
    press(page, "Spara")
    assert "Ni har en plats." in main_text(page)
    press(page, "Vi har fått förhinder")

    assert heading(page) == invitation.meeting.title
    assert Reply.objects.get().comes is False


def tick_and_fill(page, *, persons, **names):
    page.locator(f"[name=persons][value='{persons}']").check()
    for name, text in names.items():
        page.locator(f"[name={name}]").fill(text)


def test_association_registers_itself_and_signs_up(plain, ground):
    meeting = MeetingFactory()
    page = plain()

    page.goto(meeting.get_absolute_url())
    press(page, "Anmäl er")
    press(page, "För en förening")
    press(page, "Anmäl föreningen till registret")
    page.locator("[name=name]").fill("Provåkers visklubb")
    page.locator("[name=municipality]").select_option(label="Jönköping")
    press(page, "Gå vidare")
    page.locator("[name=email]").fill("vis@provaker.example")
    page.locator("[name=listed_publicly][value=no]").check()
    press(page, "Titta igenom svaren")
    press(page, "Skicka anmälan")
    tick_and_fill(page, persons="1", name_1="Cecilia Fjäll")
    press(page, "Anmäl er")
    letter = ground.letter_to("vis@provaker.example", about="Bekräfta att du kommer")
    [link] = personal_links(letter, ground.url)
    page.goto(link)
    press(page, "Bekräfta")

    assert "Ni har en plats." in main_text(page)


def test_lead_invites_at_the_desk(plain, ground):
    lead = AssignmentFactory().user
    meeting = MeetingFactory()
    choir = OrganisationFactory(name="Låtsaby kör")
    choir.art_forms.add(ArtForm.objects.get(code="kor"))
    OrganisationFactory(name="Påhittsås filmstudio")
    page = plain(user=lead)

    page.goto("/region/")
    press(page, meeting.title)
    press(page, "Välj vilka som bjuds in")
    page.locator(f"[name=kommun][value='{choir.municipality_id}']").check()
    page.get_by_label("Scenkonst", exact=True).check()
    press(page, "Visa föreningarna")
    press(page, "Sätt upp dem på listan")
    press(page, "Skicka inbjudan")

    assert said(page) == "1 brev är på väg. 0 ska skrivas ut."
    assert ground.letter_to(choir.email)
    assert [row.organisation for row in Invitation.objects.all()] == [choir]


def test_register_is_searched(plain, ground):
    OrganisationFactory(public=True, name="Åsens hembygdsförening")
    OrganisationFactory(public=True, name="Låtsaby kör")
    page = plain()

    page.goto("/jonkoping/organisationer/")
    page.locator("main [type=search], main [name=q]").first.fill("hembygdsforening")
    press(page, "Sök")

    assert page.locator("#register h3").all_inner_texts() == ["Åsens hembygdsförening"]


def test_an_association_writes_and_hands_in(plain, ground):
    consultation, organisation = ConsultationFactory(questions=1), OrganisationFactory(public=True)
    user = UserFactory(name="Anna Berg")
    Representative.objects.create(
        user=user, organisation=organisation, task=Task.SIGNATORY
    ).approve()
    page = plain(user=user)

    page.goto(f"/jonkoping/samrad/{consultation.slug}/svara/")
    press(page, f"Skriv för {organisation.name}")
    press(page, "1 Rum för kultur 1")
    page.locator("[name=body]").fill("Skriv in replokaler för unga.")
    press(page, "Spara och nästa avsnitt")
    press(page, "Spara och nästa avsnitt")
    press(page, "Spara och se allt")
    press(page, "Läs igenom och lämna in")
    press(page, "Lämna in till regionen")
    press(page, "Se kvittot och vad det blev av svaret")

    assert heading(page) == "Region Jönköpings län har fått svaret"
    assert "Skriv in replokaler för unga." in main_text(page)
    assert Statement.objects.get().number == 1


def test_somebody_has_one_thing_to_say(plain, ground):
    consultation = ConsultationFactory()
    page = plain()

    page.goto(f"/jonkoping/samrad/{consultation.slug}/svara/")
    press(page, "Säg en sak")
    page.locator("[name=body]").fill("Bussen går för tidigt.")
    press(page, "Gå vidare")
    page.locator("[name=who][value=nameless]").check()
    press(page, "Lämna in till regionen")
    code = page.locator(".receipt-code").inner_text()
    page.goto("/kvitto/")
    page.locator("[name=code]").fill(code)
    press(page, "Öppna kvittot")

    assert "Bussen går för tidigt." in main_text(page)
