"""What a region's meetings leave behind them: notes, corrections and documents."""

from uuid import uuid4

from consultations.actions import corrections, minutes
from tests.factories import AssignmentFactory
from tests.note_factories import (
    HeldMeetingFactory,
    MeetingHostFactory,
    NoteFactory,
    came_to,
    released,
    sent_out,
)


def remembered(where, organisation):
    """Meetings that are over: one with notes being written, one with notes out, one released."""
    writing = HeldMeetingFactory(**where)
    note = NoteFactory(table__meeting=writing)
    host = MeetingHostFactory(meeting=writing, user=AssignmentFactory(region=where["region"]).user)
    out = HeldMeetingFactory(**where)
    out_note = NoteFactory(table__meeting=out)
    minutes.write_minutes(
        meeting=out,
        body="Vi möttes.",
        may_leave=True,
        by=host.user,
        stamp=minutes.stamp_of("", True),
    )
    came = came_to(out, organisation=organisation)
    (asking,) = sent_out(out)
    correction = corrections.correct(meeting=out, key=uuid4(), note=out_note, comment="Nej.")
    over = HeldMeetingFactory(**where)
    released(NoteFactory(table__meeting=over).meeting, by=None)
    return {
        "held": over.slug,
        "unheld": writing.slug,
        "held_id": writing.uuid,
        "out_id": out.uuid,
        "table": note.table.token,
        "note": note.uuid,
        "asking": asking.token,
        "out_note": out_note.uuid,
        "correction": correction.pk,
        "table_of_correction": out_note.table.token,
        "evaluation": out.evaluation_cards.create(reply=came).token,
        "host": host.pk,
        "desk_document": writing.documents.create(key=uuid4(), title="Karta", body="Läs.").pk,
        "meeting_document": over.documents.create(key=uuid4(), title="Underlag", body="Läs.").pk,
    }
