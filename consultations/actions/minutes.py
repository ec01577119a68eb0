"""After a meeting: its minutes, “is this right?”, what is confirmed, and what is released."""

from django.db import transaction
from django.utils import timezone, translation

from consultations import emails
from consultations.actions import statements
from consultations.actions.notes import NotWritable, WrittenMeanwhile, locked_minutes, stamp_of
from consultations.models import (
    Asking,
    Contribution,
    Handover,
    Meeting,
    NoteStatus,
    Origin,
    Sender,
    Statement,
)
from kick.lib.dates import short_day_text
from kick.lib.tally import count_anew
from organisations.actions.letters import post_letters
from organisations.models import WrongMove


class NothingToAsk(Exception):
    """There is neither a note nor a word of minutes."""


class NotHeldYet(Exception):
    """The meeting has not begun, or is cancelled."""


class StillOut(Exception):
    """Those who came may go on correcting until the time that was set."""


class CorrectionsWait(Exception):
    """Somebody has said how it should read, and nobody has answered."""


def stamp_of_minutes(minutes):
    return stamp_of(minutes.body, minutes.may_leave)


@transaction.atomic
def write_minutes(*, meeting, body, may_leave, stamp, by, at=None):
    """The same words again change nothing. Raises WrittenMeanwhile when it no longer says what
    `stamp` stands for, and NotWritable: once it is confirmed, and in a closed meeting once the time
    for corrections is over, since nobody who was there would see the new words."""
    at = at or timezone.now()
    if not Meeting.objects.raw_to(by).filter(pk=meeting.pk).exists():
        raise NotWritable(meeting.uuid)
    minutes = locked_minutes(meeting)
    if (minutes.body, minutes.may_leave) == (body, may_leave):
        return minutes
    open_to_change = minutes.is_draft or (
        minutes.is_out and (not meeting.is_closed or minutes.takes_corrections(at=at))
    )
    if not open_to_change:
        raise NotWritable(meeting.uuid)
    if stamp != stamp_of_minutes(minutes):
        raise WrittenMeanwhile(minutes)
    minutes.write(body=body, may_leave=may_leave, by=by, at=at)
    return minutes


@transaction.atomic
def promise(*, meeting, next_steps, feedback_on):
    """What happens next, and by when those who came are answered; shown on the closing page."""
    locked_minutes(meeting).say_what_is_next(next_steps)
    meeting.promise_feedback(feedback_on)


@transaction.atomic
def point_at(*, meeting, consultation):
    """Where the notes will go; its sections and questions are what notes are taken on."""
    locked_minutes(meeting).point_at(consultation)


@transaction.atomic
def ask_if_right(*, meeting, until, at=None):
    """Those who were there get a letter with a link, one an address; from now on no note is written.

    Returns how many letters. Pressed twice it is done once. Raises NotHeldYet, NothingToAsk.
    """
    at = at or timezone.now()
    minutes = locked_minutes(meeting)
    if not minutes.is_draft:
        return 0
    if meeting.is_cancelled or at < meeting.starts_at:
        raise NotHeldYet(meeting.uuid)
    if not minutes.body and not meeting.notes.exists():
        raise NothingToAsk(meeting.uuid)
    meeting.notes.move_to(NoteStatus.OUT)
    minutes.send_out(until=until, at=at)
    askings = [
        Asking.objects.create(meeting=meeting, asked_at=at, **receiver_of(row))
        for row in reached(meeting)
    ]
    return len(post_letters(emails.is_this_right(asking=asking, until=until) for asking in askings))


def reached(meeting):
    """The replies of those who came, and the colleagues who came in a seat that they had taken over,
    one an address. Whose colleagues alone came was not there, and is not asked."""
    replies = (
        meeting.replies.of_those_who_came_themselves().select_related("organisation").order_by("pk")
    )
    colleagues = Handover.objects.at_meeting(meeting).came().order_by("pk")
    by_address = {}
    for row in [*replies, *colleagues]:
        if row.address:
            by_address.setdefault(row.address.lower(), row)
    return list(by_address.values())


def receiver_of(row):
    """As an asking or a card names it."""
    return {"handover" if isinstance(row, Handover) else "reply": row}


@transaction.atomic
def confirm(*, meeting, by, at=None):
    """What nobody has objected to, or was corrected, is how it was. Twice is once. Raises WrongMove,
    StillOut, CorrectionsWait."""
    at = at or timezone.now()
    minutes = locked_minutes(meeting)
    if minutes.is_confirmed or minutes.is_released:
        return
    if not minutes.is_out:
        raise WrongMove(meeting.uuid)
    if minutes.takes_corrections(at=at):
        raise StillOut(meeting.uuid)
    if meeting.corrections.waiting().exists():
        raise CorrectionsWait(meeting.uuid)
    meeting.notes.move_to(NoteStatus.CONFIRMED)
    minutes.confirm(by=by, at=at)


@transaction.atomic
def release(*, meeting, by, at=None):
    """The closing page is open to all. Of the notes those leave that may; where there is a
    consultation they arrive as one statement with the meeting as sender and no person's name, and
    each is released, since the group has approved it and `by` has looked it through.

    Twice is once. Raises WrongMove and NotTakingStatements.
    """
    at = at or timezone.now()
    minutes = locked_minutes(meeting)
    if minutes.is_released:
        return
    if not minutes.is_confirmed:
        raise WrongMove(meeting.uuid)
    notes = list(meeting.notes.leaving().with_places().in_order())
    points = {}
    if minutes.consultation and notes:
        points = _hand_in(minutes.consultation, meeting, notes, by=by, at=at)
    meeting.notes.leaving().move_to(NoteStatus.RELEASED)
    for note in notes:
        if note.pk in points:
            meeting.notes.filter(pk=note.pk).update(contribution=points[note.pk])
    minutes.release(by=by, at=at)
    count_anew(*meeting.region_ids, meeting.tally)


def _hand_in(consultation, meeting, notes, *, by, at):
    """{id of a note: the contribution made of it}."""
    statement = Statement.objects.create(
        consultation=consultation,
        sender=Sender.MEETING,
        meeting=meeting,
        meeting_name=_name_of(meeting),
        changed_by=by,
    )
    points = {
        note.pk: Contribution.objects.create(
            statement=statement,
            position=position,
            section=note.section,
            question=note.question,
            body=_words_of(note),
            origin=Origin.MEETING,
        )
        for position, note in enumerate(notes, 1)
    }
    statements.hand_in(statement=statement, signed_name=statement.meeting_name, at=at)
    for point in points.values():
        point.refresh_from_db()
        point.release(by=by, at=at)
    return points


def _words_of(note):
    """With the meeting's own question, which the consultation does not know."""
    if note.asked is None:
        return note.body
    with translation.override("sv"):
        return f"{note.asked}\n\n{note.body}"


def _name_of(meeting):
    """Kept with the statement, so it is Swedish whoever releases it."""
    with translation.override("sv"):
        meeting.speak_anew()
        name = f"{meeting.title}, {short_day_text(meeting.starts_at)}"[:200]
    meeting.speak_anew()
    return name
