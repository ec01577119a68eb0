"""Notes taken at the tables of a meeting, by several at once, and who may read them."""

import hashlib

from django.db import transaction
from django.utils import timezone

from consultations import emails
from consultations.models import Meeting, MeetingHost, Minutes, Note, NoteTable
from organisations.actions.letters import post_letters


class WrittenMeanwhile(Exception):
    """Somebody else has changed it since it was shown: `there` is what stands there now."""

    def __init__(self, there):
        super().__init__(there.pk)
        self.there = there


class NotWritable(Exception):
    """It has been sent out to those who came, or is somebody else's."""


class NeedsNoteTaker(Exception):
    """Of a closed meeting, somebody who comes takes the notes: the staff gets no link of its own."""


class HostsAreSettled(Exception):
    """A closed meeting has begun: from then on only who is there says which colleague is."""


def locked_minutes(meeting):
    """The minutes' row, made when there is none, held until the transaction ends. Whoever writes a
    note holds it too, so that none is written while they are sent out."""
    Minutes.objects.get_or_create(meeting=meeting, defaults={"may_leave": not meeting.is_closed})
    return Minutes.objects.locked().get(meeting=meeting)


def stamp_of(*words):
    """What a text says, in one word: it tells whether somebody has changed it since it was shown."""
    return hashlib.sha256("\0".join(map(str, words)).encode()).hexdigest()[:32]


def stamp_of_note(note):
    return stamp_of(note.body, note.may_leave, note.about)


@transaction.atomic
def add_table(*, meeting, name, by, reply=None):
    """A table to take notes at. With `reply`, one that comes, its link goes there by mail. The same
    name again is the same table. Raises NeedsNoteTaker."""
    sees = Meeting.objects.raw_to(by).filter(pk=meeting.pk).exists()
    if reply is None and not sees:
        raise NeedsNoteTaker(meeting.uuid)
    table, is_new = NoteTable.objects.get_or_create(
        meeting=meeting, name=name, defaults={"reply": reply}
    )
    if is_new and reply and reply.address:
        post_letters([emails.table_link(table=table)])
    return table


@transaction.atomic
def write_note(
    *, table, key, body, may_leave, section=None, question=None, asked=None, stamp="", at=None
):
    """Write a note, or change the one with the key. The same words again change nothing.

    Raises NotWritable when the notes are out or the key is another table's, and WrittenMeanwhile
    when the note no longer says what `stamp` stands for.
    """
    if not locked_minutes(table.meeting).is_draft:
        raise NotWritable(table.pk)
    about = {"section": section, "question": question, "asked": asked}
    said = {"body": body, "may_leave": may_leave, **about}
    note = Note.objects.filter(uuid=key).first()
    if note is None:
        return Note.objects.create(uuid=key, meeting=table.meeting, table=table, **said)
    if note.table_id != table.pk:
        raise NotWritable(table.pk)
    if all(getattr(note, name) == value for name, value in said.items()):
        return note
    if stamp != stamp_of_note(note):
        raise WrittenMeanwhile(note)
    note.write(**said, at=at)
    return note


@transaction.atomic
def take_away_note(*, table, key):
    """One note less; nothing happens when it is gone already. Raises NotWritable."""
    if not locked_minutes(table.meeting).is_draft:
        raise NotWritable(table.pk)
    table.notes.filter(uuid=key).delete()


@transaction.atomic
def add_host(*, meeting, user, by, at=None):
    """Somebody of the staff takes part. Raises HostsAreSettled: nobody lets herself in afterwards."""
    _refuse_when_settled(meeting, by, at)
    MeetingHost.objects.get_or_create(meeting=meeting, user=user, defaults={"added_by": by})


@transaction.atomic
def remove_host(*, meeting, host, by, at=None):
    """She does not take part after all. Raises HostsAreSettled."""
    _refuse_when_settled(meeting, by, at)
    meeting.hosts.filter(pk=host).delete()


def _refuse_when_settled(meeting, by, at):
    if not meeting.is_closed or (at or timezone.now()) < meeting.starts_at:
        return
    if not meeting.hosts.filter(user=by).exists():
        raise HostsAreSettled(meeting.uuid)
