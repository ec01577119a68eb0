"""What is stored is Swedish, whatever language the one who stores it reads Kick in."""

import pytest
from django.utils import translation

from consultations.actions import minutes
from consultations.actions.statements import hand_in
from consultations.models import Meeting, MeetingText, Statement
from tests.factories import AssignmentFactory, MeetingFactory
from tests.note_factories import HeldMeetingFactory, NoteFactory, came_to, confirmed
from tests.plan_factories import ConsultationFactory, ContributionFactory, StatementFactory

pytestmark = pytest.mark.django_db


def test_the_address_of_a_meeting_is_swedish():
    with translation.override("fi"):
        meeting = MeetingFactory(kind="consultation")

    assert meeting.slug.startswith("samradsmote-")


def test_two_meetings_on_one_day_have_two_addresses_and_a_third_when_one_is_gone():
    first, second = MeetingFactory(kind="start"), MeetingFactory(kind="start")
    Meeting.objects.filter(pk=first.pk).delete()

    third = MeetingFactory(kind="start")

    assert second.slug == f"{first.slug}-2"
    assert third.slug == first.slug


def test_released_notes_keep_the_swedish_name_of_the_meeting():
    lead = AssignmentFactory().user
    meeting = HeldMeetingFactory(kind="start")
    MeetingText.objects.filter(meeting=meeting).update(title="Kulturen i länet")
    MeetingText.objects.create(meeting=meeting, language="fi", title="Läänin kulttuuri")
    came_to(meeting)
    NoteFactory(table__meeting=meeting)
    minutes.point_at(meeting=meeting, consultation=ConsultationFactory())
    confirmed(meeting, by=lead)

    with translation.override("fi"):
        minutes.release(meeting=Meeting.objects.get(pk=meeting.pk), by=lead)

    assert Statement.objects.get(meeting=meeting).meeting_name.startswith("Kulturen i länet, ")


def test_the_copy_that_is_handed_in_says_the_same_whoever_presses():
    statement = StatementFactory(nameless=True)
    ContributionFactory(statement=statement, section=None, question=None)

    with translation.override("en"):
        hand_in(statement=statement)

    assert statement.frozen["contributions"][0]["about"] == "Planen som helhet"
