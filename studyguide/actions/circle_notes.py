"""What a circle answers, written by several at once. Nobody is refused and no word is lost."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from kick.lib.two_writers import merged
from studyguide.actions.circles import NotLeader
from studyguide.models import Note, NoteWording
from studyguide.models.note_wording import MOST_KEPT, PAUSE, much_is_lost


@dataclass(frozen=True)
class Written:
    """The note as it is now. `by_two`: somebody else has written since the writer saw it, and the
    note holds what both wrote."""

    note: Note
    by_two: bool


@transaction.atomic
def write_note(*, circle, question, body, base="", by=None, at=None):
    """Write down what the group says to a question. `base` is the text that the writer began from,
    or sent last: what she has changed since is put into what stands there now.

    `by` is the member who writes. The same words again change nothing. What stood there is kept as an
    earlier wording, once for each time somebody sits down to write.
    """
    Note.objects.get_or_create(circle=circle, question=question)
    note = Note.objects.locked().get(circle=circle, question=question)
    there = note.body
    now = merged(base, theirs=there, mine=body)
    if now != there:
        _keep_what_stands(note, now, by, at)
        note.write(body=now, by=by, at=at)
    return Written(note, by_two=now != body)


@transaction.atomic
def bring_back(*, wording, by, at=None):
    """Let the note read as it once did; what stands now is kept beside the earlier wordings. `by` is the
    member who does it. Whoever has the note open and goes on writing changes it from there."""
    note = Note.objects.locked().get(pk=wording.note_id)
    if note.body != wording.body:
        _keep(note)
        note.write(body=wording.body, by=by, at=at)
    return note


@transaction.atomic
def forget_wording(*, wording, by):
    """An earlier wording goes for good, such as one that names somebody. `by` is a member who leads; twice
    is once. Raises NotLeader."""
    if not by.leads or by.circle_id != wording.note.circle_id:
        raise NotLeader(wording.note.circle_id)
    NoteWording.objects.filter(pk=wording.pk).delete()


def _keep_what_stands(note, coming, by, at):
    """When the pen was put down before, when another one takes it up, and when much goes at once; so what
    is kept is what somebody had finished, and not every letter on the way there."""
    if not note.body:
        return
    now = at or timezone.now()
    another = note.changed_by_id != (by.pk if by else None)
    if (
        now - note.changed_at >= PAUSE
        or much_is_lost(note.body, coming)
        or (another and not note.wordings.filter(written_at__gt=now - PAUSE).exists())
    ):
        _keep(note)


def _keep(note):
    if not note.body:
        return
    words = {
        "body": note.body,
        "written_at": note.changed_at,
        "written_by_id": note.changed_by_id,
    }
    note.wordings.get_or_create(version=note.version, defaults=words)
    note.wordings.beyond_the_newest(MOST_KEPT).delete()
