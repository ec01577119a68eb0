"""What is sent at a table, by those who came, and at the desk after a meeting."""

import uuid
from datetime import timedelta

from django.utils import timezone

from consultations.actions import corrections, evaluations
from consultations.models import Handover, Minutes
from tests.factories import AssignmentFactory, ReplyFactory
from tests.note_factories import (
    HeldMeetingFactory,
    MeetingHostFactory,
    NoteFactory,
    NoteTableFactory,
    came_to,
    confirmed,
    sent_out,
)
from tests.plan_factories import ConsultationFactory
from tests.proof.double_submit.press import browser, lead

KEY = "6f2a3c52-9c1e-4b8e-8a53-0d8e4f3f7a13"


def at_desk(page, fields, meeting=None):
    meeting = meeting or HeldMeetingFactory()
    return lead(), f"/region/moten/{meeting.uuid}/{page}", fields


def take_note():
    return browser(), f"/bord/{NoteTableFactory().token}/", {"key": KEY, "body": "Fler lokaler."}


def change_note():
    note = NoteFactory()
    client = browser()
    address = f"/bord/{note.table.token}/{note.uuid}/"
    stamp = client.get(address).context["form"].initial["stamp"]
    return client, address, {"key": note.uuid, "body": "Fler lokaler.", "stamp": stamp}


def take_away():
    note = NoteFactory()
    return browser(), f"/bord/{note.table.token}/{note.uuid}/ta-bort/", {}


def objected():
    note = NoteFactory()
    came_to(note.meeting)
    sent_out(note.meeting)
    return note, corrections.correct(
        meeting=note.meeting, key=uuid.uuid4(), note=note, wording="Så här."
    )


def decide_at_table():
    note, said = objected()
    address = f"/bord/{note.table.token}/rattelser/{said.pk}/"
    return browser(), address, {"do": "ta-in", "wording": "Så här."}


def decide_at_desk():
    note, said = objected()
    return at_desk(f"rattelser/{said.pk}/", {"do": "lat-sta"}, note.meeting)


def object_to_note():
    note, _said = objected()
    address = f"/ratt/{note.meeting.askings.get().token}/{note.uuid}/"
    return browser(), address, {"key": KEY, "wording": "Annat.", "comment": ""}


def object_to_minutes():
    meeting = HeldMeetingFactory()
    Minutes.objects.create(meeting=meeting, body="Vi möttes.")
    came_to(meeting)
    (asking,) = sent_out(meeting)
    return browser(), f"/ratt/{asking.token}/protokoll/", {"key": KEY, "comment": "Elva kom."}


def evaluate():
    meeting = HeldMeetingFactory()
    card = meeting.evaluation_cards.create(reply=came_to(meeting))
    return browser(), f"/utvardering/{card.token}/", {"dialogue": "4", "word": "Bra."}


def write_minutes():
    meeting = HeldMeetingFactory()
    client, address, _fields = at_desk("protokoll/", {}, meeting)
    stamp = client.get(address).context["form"].initial["stamp"]
    return client, address, {"body": "Vi möttes.", "stamp": stamp}


def add_table():
    meeting = HeldMeetingFactory()
    reply = ReplyFactory(meeting=meeting)
    return at_desk("bord/", {"name": "Bord 1", "reply": str(reply.uuid)}, meeting)


def host():
    return at_desk("med/", {"user": AssignmentFactory().user.pk})


def remove_host():
    meeting = HeldMeetingFactory()
    row = MeetingHostFactory(meeting=meeting, user=AssignmentFactory().user)
    return at_desk(f"med/{row.pk}/ta-bort/", {}, meeting)


def about():
    return at_desk("galler/", {"consultation": ConsultationFactory().pk})


def document(page=""):
    meeting = HeldMeetingFactory()
    row = meeting.documents.create(key=uuid.uuid4(), title="Karta", body="Läs.")
    fields = {"key": KEY, "title": "Underlag", "day": "2026-11-01", "body": "Läs.", "url": ""}
    return at_desk(f"dokument/{page.format(row.pk)}", fields, meeting)


def ask():
    meeting = NoteFactory().meeting
    came_to(meeting)
    day = timezone.localdate() + timedelta(days=14)
    return at_desk("fraga/", {"until": day.isoformat()}, meeting)


def confirm():
    meeting = NoteFactory().meeting
    sent_out(meeting, days=-1)
    return at_desk("bekrafta/", {}, meeting)


def let_out():
    meeting = NoteFactory().meeting
    Minutes.objects.create(meeting=meeting, consultation=ConsultationFactory())
    confirmed(meeting, by=None)
    return at_desk("slapp/", {}, meeting)


def ask_for_minutes():
    """By a colleague who came in a seat that she had taken over."""
    meeting = HeldMeetingFactory()
    seat = came_to(meeting).seats.get()
    Handover.objects.create(seat=seat, email="kollega@exempel.se", status="taken")
    evaluations.ask_all(meeting=meeting)
    [card] = meeting.evaluation_cards.all()
    return browser(), f"/utvardering/{card.token}/", {"protokoll": "ja"}


def ask_about_the_meeting():
    meeting = HeldMeetingFactory()
    came_to(meeting)
    return at_desk("utvardering/", {}, meeting)


FORMS = {
    "consultations:table_notes": [take_note],
    "consultations:table_note": [change_note],
    "consultations:table_note_remove": [take_away],
    "consultations:table_correction": [decide_at_table],
    "consultations:asking_note": [object_to_note],
    "consultations:asking_minutes": [object_to_minutes],
    "consultations:evaluation_answer": [evaluate, ask_for_minutes],
    "consultations:desk_minutes": [write_minutes],
    "consultations:desk_tables": [add_table],
    "consultations:desk_about": [about],
    "consultations:desk_closing": [
        lambda: at_desk("sedan/", {"next_steps": "Vi läser.", "feedback_on": "2027-02-01"})
    ],
    "consultations:desk_hosts": [host],
    "consultations:desk_host_remove": [remove_host],
    "consultations:desk_documents": [document],
    "consultations:desk_document": [lambda: document("{}/")],
    "consultations:desk_document_remove": [lambda: document("{}/ta-bort/")],
    "consultations:desk_correction": [decide_at_desk],
    "consultations:desk_ask": [ask],
    "consultations:desk_confirm": [confirm],
    "consultations:desk_let_out": [let_out],
    "consultations:desk_evaluation": [ask_about_the_meeting],
}
