"""What a circle answers, written by several at once. Nobody is refused and no word is lost."""

from dataclasses import dataclass

from django.db import transaction

from kick.lib.two_writers import merged
from studyguide.models import Note


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

    `by` is the member who writes. The same words again change nothing.
    """
    Note.objects.get_or_create(circle=circle, question=question)
    note = Note.objects.locked().get(circle=circle, question=question)
    there = note.body
    now = merged(base, theirs=there, mine=body)
    if now != there:
        note.write(body=now, by=by, at=at)
    return Written(note, by_two=now != body)
