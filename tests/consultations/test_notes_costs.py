"""What the pages after a meeting cost, with one row of everything and with thirty."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consultations.actions import minutes
from tests.factories import AssignmentFactory, InvitationFactory
from tests.note_factories import (
    HeldMeetingFactory,
    NoteFactory,
    came_to,
    released,
    sent_out,
)
from tests.plan_factories import ConsultationFactory
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db
MOST = 12


def of_size(number, state):
    """A meeting with so many notes on a section, tables, and persons who came."""
    consultation = ConsultationFactory(questions=1)
    meeting = HeldMeetingFactory()
    minutes.point_at(meeting=meeting, consultation=consultation)
    section, question = consultation.version.sections.get(), consultation.questions.get()
    for at in range(number):
        about = {"section": section} if at % 2 else {"question": question}
        NoteFactory(table__meeting=meeting, **about)
        InvitationFactory(meeting=meeting, organisation=came_to(meeting).organisation).issue()
        meeting.documents.create(
            key=meeting.uuid if not at else NoteFactory().uuid, title="A", body="B"
        )
    if state == "out":
        sent_out(meeting)
    elif state == "released":
        released(meeting, by=AssignmentFactory().user, consultation=consultation)
    return meeting


PAGES = {
    "desk_after": "draft",
    "desk_minutes": "draft",
    "desk_tables": "draft",
    "desk_notes": "out",
    "desk_ask": "draft",
    "desk_documents": "draft",
    "desk_evaluation": "released",
    "meeting_after": "released",
    "meeting_detail": "released",
    "table_notes": "draft",
    "asking_detail": "out",
}


def address(name, meeting):
    if name.startswith("desk_"):
        return reverse(f"consultations:{name}", args=[meeting.uuid])
    if name.startswith("meeting_"):
        return reverse(f"consultations:{name}", args=[meeting.region.slug, meeting.slug])
    rows = meeting.tables if name == "table_notes" else meeting.askings
    return reverse(f"consultations:{name}", args=[rows.first().token])


@pytest.mark.parametrize("name", PAGES)
def test_a_page_costs_the_same_with_many(client, name):
    if name.startswith("desk_"):
        sign_in(client, AssignmentFactory().user)
    few, many = (of_size(number, PAGES[name]) for number in (2, 20))
    client.get(address(name, few))
    costs = []

    for meeting in (few, many):
        page = address(name, meeting)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        costs.append(len(queries))

    assert costs[0] == costs[1]
    assert costs[1] <= MOST, "\n".join(query["sql"][:200] for query in queries)
