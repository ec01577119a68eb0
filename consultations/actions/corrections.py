"""“Is this right?”: what those who were there say, and what becomes of it."""

from django.db import transaction
from django.utils import timezone

from consultations.actions.notes import locked_minutes
from consultations.models import Correction


class TooLate(Exception):
    """The time in which those who were there may correct is over."""


@transaction.atomic
def correct(*, meeting, key, note=None, wording="", comment="", keeps=False, at=None):
    """Say how a note, or without one the minutes, should read. The same key again is the same.

    That something shall stay in the room of a closed meeting holds at once and for good: it takes
    one of those who were there. At another meeting the organiser decides. Raises TooLate.
    """
    at = at or timezone.now()
    minutes = locked_minutes(meeting)
    known = Correction.objects.filter(key=key, meeting=meeting).first()
    if known:
        return known
    if not minutes.takes_corrections(at=at):
        raise TooLate(meeting.uuid)
    said = {"wording": wording, "comment": comment, "keeps": keeps}
    correction = Correction.objects.create(key=key, meeting=meeting, note=note, **said)
    if keeps and meeting.is_closed:
        _keep(minutes, note)
        if not wording and not comment:
            correction.accept(at=at)
    return correction


@transaction.atomic
def accept(*, correction, wording="", at=None):
    """Take it in: the note reads so from now on, and says that it was corrected. `wording` is the
    note taker's own, for what was only commented on; in a closed meeting only while those who were
    there still see it (TooLate), else the words are theirs or none. Answered before, nothing happens.
    """
    at = at or timezone.now()
    minutes = locked_minutes(correction.meeting)
    correction.refresh_from_db()
    if not correction.is_waiting:
        return
    own = wording and wording != correction.wording
    if own and correction.meeting.is_closed and not minutes.takes_corrections(at=at):
        raise TooLate(correction.meeting_id)
    words = wording or correction.wording
    if correction.note and words:
        correction.note.correct(body=words, at=at)
    if correction.keeps:
        _keep(minutes, correction.note)
    correction.accept(at=at)


@transaction.atomic
def leave(*, correction, at=None):
    """The note stays as it was. Answered before, nothing happens."""
    locked_minutes(correction.meeting)
    correction.refresh_from_db()
    if correction.is_waiting:
        correction.leave(at=at)


def _keep(minutes, note):
    if note:
        note.keep_in_the_room()
    else:
        minutes.write(body=minutes.body, by=minutes.changed_by, may_leave=False)
