"""From note to plan: lines to choose, what the group proposes, and what an association is offered."""

from consultations.models import Outcome
from organisations.models import Representative, Task
from studyguide.models import ProposalOffer, ProposalStatus, Question, Standing
from tests.browser.answering_states import long_plan
from tests.browser.page_states import State
from tests.browser.steps import press, send_empty
from tests.circle_factories import (
    CircleFactory,
    CircleMemberFactory,
    CircleNoteFactory,
    CircleOrganisationFactory,
)
from tests.factories import OrganisationFactory, UserFactory
from tests.plan_factories import (
    ConsultationFactory,
    ContributionFactory,
    StatementFactory,
    VerdictFactory,
)
from tests.proposal_factories import ProposalFactory

# POST only.
NOT_PAGES = {
    "circles:circle_offer",
    "circles:circle_withdraw",
    "circles:own_withdraw",
    "circles:offer_decline",
}
LINES = [
    "Det saknas replokaler för unga i alla kommuner utom två.",
    "Sista bussen går 21.10, mitt i repetitionen.",
    "Skolornas salar står tomma på kvällarna, och ingen vet vem som har nyckeln eller vem man ringer.",
]


def proposals(world):
    world.proposing_leader = UserFactory(name="Lena Ledare")
    world.offered_to = UserFactory(name="Dag Drafter")
    consultation = ConsultationFactory(version=long_plan())
    circle, question = talked(world)
    offers = on_their_way(world, circle, question, consultation)
    empty = CircleFactory(led_by=world.proposing_leader, name="Bara börjad")
    base, own = f"/cirkel/{circle.uuid}/", f"/cirkel/min/{circle.members.get(name='Bo Al').token}/"
    place = f"{question.chapter.key}/{question.key}/"
    pick = f"{base}forslag/{place}"
    [unlifted] = [number for number, line in enumerate(LINES) if line == LINES[2]]
    led = [
        State("circles:circle_detail", base),
        State("circles:circle_talk", f"{base}samtal/{question.chapter.key}/"),
        State("circles:circle_question", f"{base}samtal/{place}"),
        State("circles:circle_lift", pick),
        State("circles:circle_lift", pick, no_line_chosen),
        State("circles:circle_lift", f"{pick}?v=1&rad={unlifted}"),
        State("circles:circle_lift", f"{pick}?v=1&rad={unlifted}", send_empty),
        State("circles:circle_proposals", f"{base}forslag/"),
        State("circles:circle_proposals", f"/cirkel/{empty.uuid}/forslag/"),
        State("circles:proposal_own", f"{base}forslag/{offers[0].proposal.uuid}/sjalv/"),
    ]
    for state in led:
        state.who = "proposing_leader"
    ours = offers[0].organisation
    drafter = [
        State("my_page", "/mitt/"),
        State("circles:offer_list", f"/cirkel/till/{ours.uuid}/"),
        State("circles:offer_take", f"/cirkel/erbjudet/{offers[0].uuid}/"),
        State("circles:offer_take", f"/cirkel/erbjudet/{offers[1].uuid}/"),
        State("circles:offer_take", f"/cirkel/erbjudet/{offers[0].uuid}/", nothing_written),
        State("consultations:statement_detail", f"/yttrande/{world.offered_in.uuid}/"),
    ]
    for state in drafter:
        state.who = "offered_to"
    return [
        *led,
        *drafter,
        State("circles:own_lift", f"{own}forslag/{place}"),
        State("circles:own_lift", f"{own}forslag/{place}?v=1&rad={unlifted}"),
        State("circles:own_proposals", f"{own}forslag/"),
    ]


def no_line_chosen(page):
    press(page, "Gör förslag")


def nothing_written(page):
    page.locator("[name=body]").fill("")
    press(page, "Ta med i vårt svar")


def talked(world):
    circle = CircleFactory(
        study=True, led_by=world.proposing_leader, name="Kulturcirkeln i Exempelbygden"
    )
    CircleMemberFactory(circle=circle, name="Bo Al")
    question = Question.objects.filter(chapter__key="traff-1").order_by("position")[1]
    CircleNoteFactory(circle=circle, question=question, body="\n".join(f"- {it}" for it in LINES))
    return circle, question


def on_their_way(world, circle, question, consultation):
    """One waits, with another opinion beside it; one is answered in an earlier consultation."""
    ours = OrganisationFactory(public=True, name="Viskören i Påhittsås")
    Representative.objects.create(
        user=world.offered_to, organisation=ours, task=Task.DRAFTER
    ).approve()
    CircleOrganisationFactory(circle=circle, organisation=ours, is_starter=True)
    world.offered_in = StatementFactory(consultation=consultation, organisation=ours)
    note = circle.notes.get()
    member = circle.members.get(name="Bo Al")
    section = consultation.version.sections.in_order()[1]
    words = {"note": note, "lifted_by": member, "section": section}
    waiting = ProposalFactory(
        body=LINES[0],
        status=ProposalStatus.OFFERED,
        standing=Standing.DIFFERING,
        other_view="Lokaler finns, men de är låsta. Det är nycklarna som saknas.",
        **words,
    )
    followed = ProposalFactory(body=LINES[1], status=ProposalStatus.OFFERED, **words)
    ProposalFactory(body="Något som ingen har erbjudits än.", **words)
    offers = [
        ProposalOffer.objects.create(proposal=row, organisation=ours) for row in (waiting, followed)
    ]
    earlier = ConsultationFactory(version=consultation.version, closed=True)
    arrived = StatementFactory(consultation=earlier, organisation=ours, submitted=True)
    point = ContributionFactory(
        statement=arrived, body="Låt sista bussen gå efter kvällens repetition.", released=True
    )
    VerdictFactory(contribution=point, published=True, outcome=Outcome.IN_PART)
    offers[1].take(point)
    return offers
