"""Writing, signing and handing in a statement, its receipt, and a person's own page when there is much to do."""

from datetime import timedelta

from django.utils import timezone

from consultations.models import StatementStatus
from organisations.models import Representative, Task
from tests.browser.answering_states import long_plan
from tests.browser.page_states import State, presses
from tests.browser.steps import fill, press
from tests.factories import InvitationFactory, OrganisationFactory, UserFactory
from tests.plan_factories import (
    ConsultationFactory,
    ContributionFactory,
    StatementFactory,
    VerdictFactory,
)

# POST only.
NOT_PAGES = {
    "consultations:statement_send",
    "consultations:statement_return",
    "consultations:statement_submit",
    "consultations:statement_take_back",
    "consultations:statement_recall",
    "consultations:statement_delete",
}
SAID = "Skriv in replokaler för unga. I Exempelbygden finns ingen lokal som är öppen efter klockan sju."


def represented(world, **words):
    """An association that the signatory and the drafter of the world both represent."""
    organisation = OrganisationFactory(public=True, **words)
    for user, task in [(world.signatory, Task.SIGNATORY), (world.drafter, Task.DRAFTER)]:
        Representative.objects.create(user=user, organisation=organisation, task=task).approve()
    return organisation


def writers(world):
    """A draft, one that awaits, one that came back, one that has arrived and been answered."""
    world.signatory, world.drafter = UserFactory(name="Bo Ås"), UserFactory(name="Anna Berg")
    world.asked = ConsultationFactory(version=long_plan(), questions=2)
    world.late = ConsultationFactory(version=world.asked.version, closed=True)
    world.coming = ConsultationFactory(version=world.asked.version, announced=True)
    about = {"consultation": world.asked}
    world.empty = StatementFactory(organisation=represented(world), **about)
    world.written = said(
        StatementFactory(organisation=represented(world, name="Viskören"), **about)
    )
    world.read = said(
        StatementFactory(
            organisation=represented(world, two_must_sign=True),
            awaiting=True,
            sent_by=world.drafter,
            **about,
        )
    )
    world.came_back = said(
        StatementFactory(
            organisation=represented(world),
            status=StatementStatus.RETURNED,
            sent_at=timezone.now(),
            sent_by=world.drafter,
            returned_at=timezone.now(),
            returned_by=world.signatory,
            returned_because="Skriv ut vilka orter det gäller, och stryk det sista om bussarna.",
            **about,
        )
    )
    world.alone = StatementFactory(organisation=only_one(world), **about)
    said(world.alone)
    world.arrived = arrived(world)
    world.of_mine = said(
        StatementFactory(of_a_person=True, person=world.signatory, consultation=world.late)
    )
    InvitationFactory(organisation=world.written.organisation).issue()
    world.unasked = represented(world, name="Bygdespelet i Påhittsås")


def said(statement):
    sections = statement.consultation.version.sections.in_order()
    for section, words in zip(sections, [SAID, "Ring 070-174 06 05."], strict=True):
        ContributionFactory(statement=statement, section=section, body=words)
    ContributionFactory(
        statement=statement,
        section=None,
        kind="wording",
        body="",
        wording="Länet ska ha replokaler.",
    )
    return statement


def only_one(world):
    """Nobody else signs for it, and two must."""
    organisation = OrganisationFactory(two_must_sign=True)
    Representative.objects.create(
        user=world.signatory, organisation=organisation, task=Task.SIGNATORY
    ).approve()
    return organisation


def arrived(world):
    statement = StatementFactory(
        organisation=represented(world),
        consultation=world.late,
        submitted=True,
        is_late=True,
        backing="board",
        backed_on=timezone.localdate() - timedelta(days=9),
        frozen={"signed_by": "Bo Ås"},
        fingerprint="0a1b" * 16,
    )
    said(statement)
    first = statement.contributions.first()
    first.release(by=None)
    VerdictFactory(contribution=first, published=True)
    return statement


def statements(world):
    writers(world)
    start = f"/jonkoping/samrad/{world.asked.slug}/svara/"
    states = [
        State("consultations:statement_start", start),
        State("consultations:statement_start", f"/jonkoping/samrad/{world.late.slug}/svara/"),
        State("consultations:statement_start", f"/jonkoping/samrad/{world.coming.slug}/svara/"),
        *[signs(state) for state in of_the_signatory(world, start)],
        State("my_page", "/mitt/", who="drafter"),
        State("consultations:statement_check", of(world.written, "granska/"), who="drafter"),
        State("consultations:statement_check", of(world.read, "granska/"), who="drafter"),
        *without_an_account(world),
    ]
    return states


def signs(state):
    state.who = "signatory"
    return state


def of(statement, rest=""):
    return f"/yttrande/{statement.uuid}/{rest}"


def of_the_signatory(world, start):
    key = world.asked.version.sections.in_order().last().key
    section, again = of(world.empty, f"avsnitt/{key}/"), of(world.written, f"avsnitt/{key}/")
    return [
        State("my_page", "/mitt/"),
        State("consultations:statement_start", start),
        State("consultations:statement_detail", of(world.empty)),
        State("consultations:statement_detail", of(world.written)),
        State("consultations:statement_detail", of(world.read)),
        State("consultations:statement_detail", of(world.came_back)),
        State("consultations:statement_detail", of(world.arrived)),
        State("consultations:statement_section", section),
        State("consultations:statement_section", section, presses_with_number),
        State("consultations:statement_section", again),
        State("consultations:statement_section", f"{again}?punkt=ny"),
        State("consultations:statement_section", of(world.read, f"avsnitt/{key}/")),
        State("consultations:statement_question", of(world.written, "fraga/1/")),
        State("consultations:statement_whole", of(world.written, "helheten/")),
        State("consultations:statement_backing", of(world.written, "bakom/")),
        State("consultations:statement_backing", of(world.written, "bakom/"), presses("Spara")),
        State("consultations:statement_check", of(world.empty, "granska/")),
        State("consultations:statement_check", of(world.written, "granska/")),
        State("consultations:statement_check", of(world.alone, "granska/")),
        State("consultations:statement_check", of(world.read, "granska/")),
        State("consultations:statement_return", of(world.read, "granska/"), returns_without_a_word),
        State("consultations:statement_check", of(world.of_mine, "granska/")),
    ]


def without_an_account(world):
    quick = f"/jonkoping/samrad/{world.asked.slug}/en-sak/"
    coming = f"/jonkoping/samrad/{world.coming.slug}/en-sak/"
    receipt = f"/kvitto/{world.arrived.token}/"
    return [
        State("consultations:statement_quick", quick),
        State("consultations:statement_quick", quick, presses("Gå vidare")),
        State("consultations:statement_quick", quick, says_one_thing),
        State("consultations:statement_quick", quick, says_it_as_nobody),
        State("consultations:receipt_detail", quick, says_it_without_a_name),
        State("consultations:statement_quick", coming),
        State("consultations:receipt_enter", "/kvitto/"),
        State("consultations:receipt_enter", "/kvitto/", presses("Öppna kvittot")),
        State("consultations:receipt_detail", receipt),
    ]


def presses_with_number(page):
    fill(page, body="Jag, 640823-3234, vill ha fler replokaler.")
    press(page, "Spara utkast")


def returns_without_a_word(page):
    page.locator("summary", has_text="Skicka tillbaka").click()
    press(page, "Skicka tillbaka")


def says_one_thing(page):
    fill(page, body="Bussen går för tidigt. Ring mig på 070-174 06 05.")
    press(page, "Gå vidare")


def says_it_as_nobody(page):
    says_one_thing(page)
    press(page, "Lämna in till regionen")


def says_it_without_a_name(page):
    says_one_thing(page)
    fill(page, who="Jag svarar utan namn")
    press(page, "Lämna in till regionen")
