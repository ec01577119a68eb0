"""A circle that looks back and lets go: how a note stood, a closed link, and a circle of persons."""

from datetime import timedelta

from django.utils import timezone

from studyguide.models import Question
from tests.browser.page_states import State
from tests.circle_factories import CircleFactory, CircleMemberFactory, CircleNoteFactory
from tests.factories import UserFactory
from tests.plan_factories import ConsultationFactory
from tests.proposal_factories import ProposalFactory

# POST only.
NOT_PAGES = {"circles:circle_link_close", "circles:proposals_own"}
LINES = [
    "Det saknas replokaler för unga i alla kommuner utom två.",
    "Sista bussen går 21.10, mitt i repetitionen.",
]


def looking_back(world):
    world.persons_leader = UserFactory(name="Lena Ledare")
    ConsultationFactory()
    now = timezone.now()
    circle = CircleFactory(
        led_by=world.persons_leader, name="Samtalsgruppen i Exempelbygden", is_open=False
    )
    member = CircleMemberFactory(circle=circle, name="Bo Al", email="bo@exempel.se")
    new = CircleMemberFactory(circle=circle, name="Ingegerd Påhittsson", came_by_link=True)
    question, other = Question.objects.filter(chapter__key="traff-1").order_by("position")[:2]
    note = CircleNoteFactory(
        circle=circle, question=question, body="\n".join(LINES), version=4, changed_by=member
    )
    for version, body in enumerate([LINES[0], f"{LINES[1]}\n" * 20, "\n".join(LINES)], 1):
        note.wordings.create(
            version=version,
            body=body,
            written_by=member,
            written_at=now - timedelta(days=9 - version),
        )
    for line in LINES:
        ProposalFactory(note=note, body=line)
    base, own = f"/cirkel/{circle.uuid}/", f"/cirkel/min/{member.token}/"
    talk = f"samtal/{question.chapter.key}/"
    led = [
        State("circles:circle_detail", base),
        State("circles:circle_members", f"{base}deltagare/"),
        State("circles:circle_member", f"{base}deltagare/{new.uuid}/"),
        State("circles:circle_member_remove", f"{base}deltagare/{new.uuid}/ta-bort/"),
        State("circles:circle_question", f"{base}{talk}{question.key}/"),
        State("circles:circle_wordings", f"{base}{talk}{question.key}/tidigare/"),
        State("circles:circle_wordings", f"{base}{talk}{other.key}/tidigare/"),
        State("circles:circle_proposals", f"{base}forslag/"),
    ]
    for state in led:
        state.who = "persons_leader"
    return [
        *led,
        State("circles:circle_join", f"/cirkel/med/{circle.token}/"),
        State("circles:own_wordings", f"{own}{talk}{question.key}/tidigare/"),
        State("circles:own_proposals", f"{own}forslag/"),
    ]
