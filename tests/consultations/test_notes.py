"""Notes at tables, “is this right?”, and what leaves the room."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.actions import corrections, minutes, notes
from consultations.models import (
    NOTE_MOVES,
    Asking,
    Contribution,
    Correction,
    CorrectionStatus,
    Minutes,
    Note,
    NoteStatus,
    Sender,
    Statement,
)
from organisations.models import Letter, Purpose, WrongMove
from tests.factories import AssignmentFactory, MeetingFactory, ReplyFactory, SeatFactory
from tests.note_factories import (
    DAY,
    HeldMeetingFactory,
    NoteFactory,
    NoteTableFactory,
    came_to,
    released,
    sent_out,
)
from tests.plan_factories import ConsultationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return AssignmentFactory().user


def write(table, **words):
    said = {"key": uuid.uuid4(), "body": "Fler replokaler.", "may_leave": True}
    return notes.write_note(table=table, **(said | words))


def test_a_note_goes_only_the_ways_that_the_table_lists(lead):
    for here in NoteStatus:
        for onward in NoteStatus:
            note = NoteFactory()
            stamps = {"may_leave": True, "status": here}
            Note.objects.filter(pk=note.pk).update(**stamps)

            moved = Note.objects.filter(pk=note.pk).move_to(onward)

            assert bool(moved) == (onward in NOTE_MOVES[here]), (here, onward)


def test_the_same_note_twice_is_one(lead):
    table, key = NoteTableFactory(), uuid.uuid4()

    first = write(table, key=key)
    second = write(table, key=key)

    assert first == second
    assert table.notes.count() == 1


def test_two_who_write_the_same_note_lose_nothing():
    table = NoteTableFactory()
    note = write(table, body="Bussen går för tidigt.")
    stamp = notes.stamp_of_note(note)
    write(table, key=note.uuid, body="Bussen går kl. 18.", stamp=stamp)

    with pytest.raises(notes.WrittenMeanwhile) as meanwhile:
        write(table, key=note.uuid, body="Tåget går för tidigt.", stamp=stamp)

    assert meanwhile.value.there.body == "Bussen går kl. 18."
    assert table.notes.get().body == "Bussen går kl. 18."


def test_a_table_does_not_write_over_another_tables_note():
    note = NoteFactory()
    other = NoteTableFactory(meeting=note.meeting)

    with pytest.raises(notes.NotWritable):
        write(other, key=note.uuid, stamp=notes.stamp_of_note(note))

    assert Note.objects.get().body == note.body


def test_nothing_is_written_or_taken_away_once_it_is_sent_out():
    note = NoteFactory()
    sent_out(note.meeting)

    with pytest.raises(notes.NotWritable):
        write(note.table)
    with pytest.raises(notes.NotWritable):
        notes.take_away_note(table=note.table, key=note.uuid)


def test_those_who_came_are_asked_once_and_no_other():
    note = NoteFactory()
    meeting = note.meeting
    here = came_to(meeting)
    SeatFactory(reply=ReplyFactory(meeting=meeting), number=90)
    came_to(meeting, organisation=None, speaker="self", email=here.organisation.email.upper())

    for _press in range(2):
        minutes.ask_if_right(meeting=meeting, until=timezone.now() + 14 * DAY)

    assert [letter.recipient for letter in Letter.objects.all()] == [here.organisation.email]
    letter = Letter.objects.get()
    assert letter.purpose == Purpose.NOTES
    assert note.body not in letter.body
    assert Asking.objects.get().reply == here


def test_nobody_is_asked_before_the_meeting_or_about_nothing():
    coming, silent = MeetingFactory(), HeldMeetingFactory()
    NoteFactory(table=NoteTableFactory(meeting=coming))

    with pytest.raises(minutes.NotHeldYet):
        minutes.ask_if_right(meeting=coming, until=timezone.now() + 40 * DAY)
    with pytest.raises(minutes.NothingToAsk):
        minutes.ask_if_right(meeting=silent, until=timezone.now() + DAY)


def test_a_correction_within_the_time_is_taken_in_and_the_note_says_so():
    note = NoteFactory()
    sent_out(note.meeting)
    key = uuid.uuid4()

    for _press in range(2):
        corrections.correct(meeting=note.meeting, key=key, note=note, wording="Bussen går kl. 18.")
    corrections.accept(correction=Correction.objects.get())

    note.refresh_from_db()
    assert (note.body, note.is_corrected) == ("Bussen går kl. 18.", True)
    assert Correction.objects.get().status == CorrectionStatus.ACCEPTED


def test_a_correction_after_the_time_is_refused():
    note = NoteFactory()
    sent_out(note.meeting)

    with pytest.raises(corrections.TooLate):
        corrections.correct(
            meeting=note.meeting,
            key=uuid.uuid4(),
            note=note,
            wording="Nej.",
            at=timezone.now() + 15 * DAY,
        )

    assert not Correction.objects.exists()


def test_a_correction_that_is_left_changes_nothing_and_is_answered_once():
    note = NoteFactory()
    sent_out(note.meeting)
    said = corrections.correct(
        meeting=note.meeting, key=uuid.uuid4(), note=note, comment="Det sa ingen."
    )

    corrections.leave(correction=said)
    corrections.accept(correction=said, wording="Något annat.")

    note.refresh_from_db()
    assert not note.is_corrected
    assert Correction.objects.get().status == CorrectionStatus.LEFT


def test_notes_are_confirmed_when_the_time_is_over_and_all_have_an_answer(lead):
    note = NoteFactory()
    meeting, later = note.meeting, timezone.now() + 15 * DAY
    with pytest.raises(WrongMove):
        minutes.confirm(meeting=meeting, by=lead)
    sent_out(meeting)
    said = corrections.correct(meeting=meeting, key=uuid.uuid4(), note=note, comment="Nej.")

    with pytest.raises(minutes.StillOut):
        minutes.confirm(meeting=meeting, by=lead)
    with pytest.raises(minutes.CorrectionsWait):
        minutes.confirm(meeting=meeting, by=lead, at=later)
    corrections.leave(correction=said)
    for _press in range(2):
        minutes.confirm(meeting=meeting, by=lead, at=later)

    note.refresh_from_db()
    assert note.status == NoteStatus.CONFIRMED
    assert Minutes.objects.get().confirmed_by == lead


def test_released_notes_become_contributions_of_the_meeting_once(lead):
    consultation = ConsultationFactory(questions=1)
    section, question = consultation.version.sections.get(), consultation.questions.get()
    table = NoteTableFactory()
    said = write(table, body="Om frågan.", question=question)
    write(table, body="Stannar hos oss.", may_leave=False)
    write(table, body="Om avsnittet.", section=section)
    meeting = table.meeting

    released(meeting, by=lead, consultation=consultation)
    minutes.release(meeting=meeting, by=lead)

    statement = Statement.objects.get()
    assert (statement.sender, statement.number, statement.meeting) == (Sender.MEETING, 1, meeting)
    assert meeting.title in statement.public_name
    points = Contribution.objects.in_order()
    assert [(row.body, row.place) for row in points] == [
        ("Om avsnittet.", section.title),
        ("Om frågan.", str(question.title)),
    ]
    assert [row.is_released for row in points] == [True, True]
    said.refresh_from_db()
    assert (said.contribution, said.status) == (points[1], NoteStatus.RELEASED)
    kept = Note.objects.get(body="Stannar hos oss.")
    assert (kept.status, kept.contribution) == (NoteStatus.CONFIRMED, None)


def test_released_without_a_consultation_the_notes_stand_on_their_own(lead):
    note = NoteFactory()

    released(note.meeting, by=lead)

    assert not Statement.objects.exists()
    assert list(note.meeting.notes.public()) == [note]


def test_what_the_region_holds_back_is_not_public_as_a_note_either(lead):
    note = NoteFactory()
    released(note.meeting, by=lead, consultation=ConsultationFactory())
    assert list(note.meeting.notes.public()) == [note]

    Contribution.objects.get().hold_back()

    assert list(note.meeting.notes.public()) == []


def test_nothing_is_released_that_is_not_confirmed(lead):
    note = NoteFactory()
    sent_out(note.meeting)

    with pytest.raises(WrongMove):
        minutes.release(meeting=note.meeting, by=lead)


def test_at_an_open_meeting_the_organiser_decides_what_is_kept():
    note = NoteFactory()
    sent_out(note.meeting)

    said = corrections.correct(meeting=note.meeting, key=uuid.uuid4(), note=note, keeps=True)
    note.refresh_from_db()
    assert note.may_leave

    corrections.accept(correction=said)
    note.refresh_from_db()
    assert not note.may_leave


# What goes by itself.


def test_what_stays_in_a_closed_meeting_is_gone_90_days_after(lead):
    meeting = HeldMeetingFactory(closed=True)
    left = NoteFactory(table__meeting=meeting, may_leave=True)
    NoteFactory(table=left.table, may_leave=False)
    released(meeting, by=lead)
    before, after = (meeting.ends_at + timedelta(days=days) for days in (0, 1))

    assert Note.objects.left_in_the_room_before(before).count() == 0
    assert [n.may_leave for n in Note.objects.left_in_the_room_before(after)] == [False]
