"""What is said at a closed meeting stays with those who were there, but for what they let out."""

import uuid

import pytest
from django.utils import timezone

from consultations.actions import corrections, minutes, notes
from consultations.models import Correction, Handover, Minutes, Note
from organisations.models import Letter, Role
from tests.factories import AssignmentFactory, ReplyFactory
from tests.note_factories import (
    DAY,
    HeldMeetingFactory,
    NoteFactory,
    came_to,
    confirmed,
    sent_out,
    take_part,
)

pytestmark = pytest.mark.django_db


def test_of_a_closed_meeting_only_the_staff_who_took_part_read_the_notes():
    meeting = HeldMeetingFactory(closed=True)
    note = NoteFactory(table__meeting=meeting)
    there = AssignmentFactory(role=Role.REGION_OFFICER).user
    away = [
        AssignmentFactory(role=Role.REGION_OFFICER).user,
        AssignmentFactory().user,
        AssignmentFactory(region=None).user,
    ]
    take_part(meeting, there)

    assert list(Note.objects.visible_to(there)) == [note]
    assert [list(Note.objects.visible_to(user)) for user in away] == [[], [], []]


def test_who_was_not_there_reads_what_is_confirmed_and_may_leave_and_nothing_else():
    meeting = HeldMeetingFactory(closed=True)
    away = AssignmentFactory().user
    out = NoteFactory(table__meeting=meeting, may_leave=True)
    NoteFactory(table=out.table, may_leave=False)
    assert list(Note.objects.visible_to(away)) == []

    confirmed(meeting, by=away)

    assert list(Note.objects.visible_to(away)) == [out]


def test_whose_colleague_came_instead_is_not_sent_the_notes_of_a_closed_meeting():
    meeting = HeldMeetingFactory(closed=True)
    NoteFactory(meeting=meeting)
    there, instead = came_to(meeting), came_to(meeting)
    handover = Handover.objects.create(seat=instead.seats.get(), email="kollega@exempel.se")
    handover.take()
    handover.save()

    assert [asking.receiver for asking in sent_out(meeting)] == [there, handover]


def test_nobody_lets_herself_in_once_a_closed_meeting_has_begun():
    meeting = HeldMeetingFactory(closed=True)
    there, away = AssignmentFactory().user, AssignmentFactory().user
    take_part(meeting, there)

    with pytest.raises(notes.HostsAreSettled):
        notes.add_host(meeting=meeting, user=away, by=away)
    with pytest.raises(notes.HostsAreSettled):
        notes.remove_host(meeting=meeting, host=meeting.hosts.get().pk, by=away)
    notes.add_host(meeting=meeting, user=away, by=there)

    assert meeting.hosts.count() == 2


def test_who_is_not_there_gives_out_no_link_but_to_one_who_comes():
    meeting = HeldMeetingFactory(closed=True)
    away, reply = AssignmentFactory().user, ReplyFactory(meeting=meeting)

    with pytest.raises(notes.NeedsNoteTaker):
        notes.add_table(meeting=meeting, name="Bord 1", by=away)
    notes.add_table(meeting=meeting, name="Bord 1", by=away, reply=reply)
    notes.add_table(meeting=meeting, name="Bord 1", by=away, reply=reply)

    assert Letter.objects.get().recipient == reply.address
    assert meeting.tables.get().token not in Letter.objects.get().body


def test_one_of_the_group_is_enough_to_keep_a_note_in_the_room():
    meeting = HeldMeetingFactory(closed=True)
    note = NoteFactory(table__meeting=meeting, may_leave=True)
    sent_out(meeting)

    corrections.correct(meeting=meeting, key=uuid.uuid4(), note=note, keeps=True)

    note.refresh_from_db()
    assert not note.may_leave
    assert not Correction.objects.waiting().exists()


def test_after_the_time_the_words_of_a_closed_meeting_are_the_groups_own_or_none():
    meeting = HeldMeetingFactory(closed=True)
    note = NoteFactory(table__meeting=meeting, may_leave=True)
    sent_out(meeting)
    said = corrections.correct(
        meeting=meeting, key=uuid.uuid4(), note=note, wording="Så här sa vi."
    )
    later = timezone.now() + 15 * DAY

    with pytest.raises(corrections.TooLate):
        corrections.accept(correction=said, wording="Regionens ord.", at=later)
    corrections.accept(correction=said, at=later)

    note.refresh_from_db()
    assert note.body == "Så här sa vi."


def test_minutes_of_a_closed_meeting_are_written_by_who_was_there_and_not_after_the_time():
    meeting = HeldMeetingFactory(closed=True)
    there, away = AssignmentFactory().user, AssignmentFactory().user
    take_part(meeting, there)

    def write_minutes(user, body, at=None):
        found = Minutes.objects.filter(meeting=meeting).first() or Minutes(may_leave=False)
        stamp = minutes.stamp_of_minutes(found)
        return minutes.write_minutes(
            meeting=meeting, body=body, may_leave=False, stamp=stamp, by=user, at=at
        )

    with pytest.raises(notes.NotWritable):
        write_minutes(away, "Jag var inte där.")
    write_minutes(there, "Vi möttes.")
    sent_out(meeting)
    write_minutes(there, "Vi möttes i går.")
    with pytest.raises(notes.NotWritable):
        write_minutes(there, "Vi möttes i smyg.", at=timezone.now() + 15 * DAY)

    assert Minutes.objects.get().body == "Vi möttes i går."
    assert list(Minutes.objects.readable_by(away)) == []
