"""When a meeting is over: the desk says what is next and how far it has come, and shows what those who
came thought beside how the meeting was prepared."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from consultations.actions import checks, evaluations, minutes
from consultations.after_steps import steps_after
from consultations.models import CheckOccasion, Meeting, Minutes
from organisations.models import Role
from tests.factories import AssignmentFactory, MeetingFactory
from tests.note_factories import (
    EvaluationFactory,
    HeldMeetingFactory,
    NoteFactory,
    came_to,
    released,
    sent_out,
)
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db
OVER = "Mötet är över: det här är nästa steg"


@pytest.fixture
def lead(client):
    user = AssignmentFactory(role=Role.PROJECT_LEAD).user
    sign_in(client, user)
    return user


def desk(name, meeting):
    return reverse(f"consultations:{name}", args=[meeting.uuid])


def next_step(meeting):
    steps = steps_after(Meeting.objects.get(pk=meeting.pk), reads_raw=True)
    return [step.page for step in steps if step.is_next]


def test_the_way_from_the_door_to_the_closing_page(lead):
    meeting = HeldMeetingFactory()
    way = [next_step(meeting)]
    came_to(meeting)
    way.append(next_step(meeting))
    minutes.write_minutes(
        meeting=meeting, body="Vi möttes.", may_leave=True, stamp=empty(meeting), by=lead
    )
    way.append(next_step(meeting))
    NoteFactory(table__meeting=meeting)
    way.append(next_step(meeting))
    sent_out(meeting)
    way.append(next_step(meeting))
    minutes.confirm(meeting=meeting, by=lead, at=timezone.now() + timedelta(days=15))
    minutes.promise(meeting=meeting, next_steps="Regionen svarar.", feedback_on=None)
    way.append(next_step(meeting))
    minutes.release(meeting=meeting, by=lead)
    way.append(next_step(meeting))
    evaluations.ask_all(meeting=meeting)

    assert way == [
        ["desk_door"],
        ["desk_minutes"],
        ["desk_tables"],
        ["desk_ask"],
        ["desk_notes"],
        ["desk_let_out"],
        ["desk_evaluation"],
    ]
    assert next_step(meeting) == []


def empty(meeting):
    return minutes.stamp_of_minutes(Minutes(meeting=meeting))


def test_the_desk_shows_it_when_the_meeting_is_over_and_not_before(client, lead):
    over, ahead = HeldMeetingFactory(), MeetingFactory()
    cancelled = HeldMeetingFactory(status="cancelled", cancelled_because="Lokalen brann.")
    shown = {
        meeting: client.get(desk("desk_meeting", meeting)).content.decode()
        for meeting in (over, ahead, cancelled)
    }

    assert [OVER in page for page in shown.values()] == [True, False, False]
    section = shown[over].partition(OVER)[2].partition("</section>")[0]
    assert section.count("<li>") == 7
    assert section.count(">Nästa<") == 1
    assert shown[over].index(OVER) < shown[over].index(desk("desk_choose", over))


def test_every_step_leads_to_a_page(client, lead):
    meeting = HeldMeetingFactory()
    pages = {step.page for step in steps_after(meeting, reads_raw=True)}
    came_to(meeting)
    NoteFactory(table__meeting=meeting)
    released(meeting, by=lead)
    pages |= {step.page for step in steps_after(meeting, reads_raw=True)}

    assert {client.get(desk(name, meeting)).status_code for name in pages} == {200}


def test_whoever_was_not_at_a_closed_meeting_is_not_sent_to_its_minutes(client, lead):
    meeting = HeldMeetingFactory(closed=True)

    shown = client.get(desk("desk_meeting", meeting)).content.decode()

    section = shown.partition(OVER)[2].partition("</section>")[0]
    assert section.count("<li>") == 6
    assert desk("desk_minutes", meeting) not in section


@pytest.mark.parametrize("page", ["desk_evaluation", "meeting_after"])
def test_what_they_thought_stands_beside_how_it_was_prepared(client, lead, page):
    meeting = HeldMeetingFactory()
    checks.keep(meeting=meeting, occasion=CheckOccasion.PUBLISHED, by=lead)
    EvaluationFactory.create_batch(5, meeting=meeting)
    address = (
        desk(page, meeting)
        if page.startswith("desk")
        else reverse(f"consultations:{page}", args=[meeting.region.slug, meeting.slug])
    )

    shown = client.get(address).content.decode()

    beside = shown.partition('<div class="beside">')[2]
    thought, _, prepared = beside.partition("<aside>")
    assert "3,0 av 4" in thought
    told = meeting.checks.get().lines[0]["told"]
    assert told in prepared.partition("</aside>")[0]
