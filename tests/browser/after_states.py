"""What is left of a meeting: note takers' pages, those who came, the desk afterwards, the closing page."""

import uuid

from consultations.actions import corrections, evaluations, minutes
from consultations.models import Handover
from tests.browser.page_states import State
from tests.browser.steps import send_empty
from tests.factories import InvitationFactory
from tests.note_factories import (
    EvaluationFactory,
    HeldMeetingFactory,
    MeetingHostFactory,
    NoteFactory,
    came_to,
    confirmed,
    released,
    sent_out,
    take_part,
)

NOT_PAGES = {
    "consultations:table_note_remove",
    "consultations:desk_host_remove",
    "consultations:desk_document_remove",
    "consultations:desk_confirm",
    "consultations:desk_tables_print",
}
SAID = [
    "Sista bussen från Nässjö går 21.10, och då är repetitionen inte slut.",
    "Fler replokaler för unga, gärna i skolor på kvällen.",
    "Bidraget söks i mars men besked kommer först i juni.",
]


def after_meetings(world):
    writing, asked, over = being_written(world), being_asked(world), closed(world)
    return [
        *of_links(writing, asked),
        *behind("lead", writing, asked, world),
        State("consultations:meeting_after", f"{over.get_absolute_url()}efter/"),
        State(
            "consultations:meeting_document",
            over.documents.exclude(body="").get().get_absolute_url(),
        ),
        State("consultations:meeting_detail", over.get_absolute_url()),
    ]


def of_links(writing, asked):
    table, note = writing.tables.get(), writing.notes.first()
    answering = asked.tables.get()
    said = asked.corrections.filter(note__isnull=False).get()
    first, second = asked.evaluation_cards.all()[:2]
    second.use()
    asking = asked.askings.first()
    return [
        State("consultations:table_notes", f"/bord/{table.token}/", send_empty),
        State("consultations:table_note", f"/bord/{table.token}/{note.uuid}/"),
        State("consultations:table_notes", f"/bord/{answering.token}/"),
        State("consultations:table_correction", f"/bord/{answering.token}/rattelser/{said.pk}/"),
        State("consultations:asking_detail", f"/ratt/{asking.token}/"),
        State("consultations:asking_note", f"/ratt/{asking.token}/{said.note.uuid}/", send_empty),
        State("consultations:asking_minutes", f"/ratt/{asking.token}/protokoll/", send_empty),
        State("consultations:evaluation_answer", f"/utvardering/{first.token}/", send_empty),
        State("consultations:evaluation_answer", f"/utvardering/{second.token}/"),
        State("consultations:evaluation_answer", f"/utvardering/{a_colleagues_card().token}/"),
    ]


def a_colleagues_card():
    """She came in a seat that she had taken over, and nothing is sent out yet."""
    meeting = HeldMeetingFactory()
    seat = came_to(meeting).seats.get()
    Handover.objects.create(seat=seat, email="kollega@exempel.se", status="taken")
    evaluations.ask_all(meeting=meeting)
    return meeting.evaluation_cards.get()


def behind(who, writing, asked, world):
    said = asked.corrections.filter(note__isnull=False).get()
    ready = confirmed_one(world)
    document = writing.documents.create(key=uuid.uuid4(), title="Underlag", body="Läs.")
    hidden = HeldMeetingFactory(admission="closed")
    NoteFactory(table__meeting=hidden)
    one, two, three, four = (f"/region/moten/{m.uuid}/" for m in (writing, asked, ready, hidden))
    pages = [
        ("desk_purged", "/region/gallrat/", None),
        ("desk_meeting", one, None),
        ("desk_after", one, None),
        ("desk_after", two, None),
        ("desk_after", four, None),
        ("desk_minutes", f"{one}protokoll/", None),
        ("desk_tables", f"{one}bord/", send_empty),
        ("desk_tables", f"{four}bord/", None),
        ("desk_about", f"{one}galler/", None),
        ("desk_closing", f"{one}sedan/", None),
        ("desk_hosts", f"{four}med/", send_empty),
        ("desk_documents", f"{one}dokument/", send_empty),
        ("desk_document", f"{one}dokument/{document.pk}/", None),
        ("desk_notes", f"{two}anteckningar/", None),
        ("desk_notes", f"{four}anteckningar/", None),
        ("desk_correction", f"{two}rattelser/{said.pk}/", None),
        ("desk_ask", f"{one}fraga/", None),
        ("desk_let_out", f"{three}slapp/", None),
        ("desk_evaluation", f"{two}utvardering/", None),
    ]
    paths = {"desk_after": "efter/"}
    return [
        State(f"consultations:{name}", f"{path}{paths.get(name, '')}", do, who=who)
        for name, path, do in pages
    ]


def noted(meeting, world, **words):
    minutes.point_at(meeting=meeting, consultation=world.consultation)
    section = world.consultation.version.sections.in_order().first()
    first = NoteFactory(table__meeting=meeting, body=SAID[0], section=section, **words)
    for body in SAID[1:]:
        NoteFactory(table=first.table, body=body, **words)
    return first


def being_written(world):
    meeting = HeldMeetingFactory()
    noted(meeting, world)
    came_to(meeting)
    return meeting


def being_asked(world):
    """Out with a correction for a note and one for the minutes, and evaluated by six."""
    meeting = HeldMeetingFactory(admission="closed")
    take_part(meeting, world.lead)
    note = noted(meeting, world, may_leave=True)
    write(meeting, world.lead)
    for _ in range(2):
        meeting.evaluation_cards.create(reply=came_to(meeting))
    sent_out(meeting)
    words = {"wording": "Sista bussen går 21.30.", "comment": "Tiden är fel."}
    corrections.correct(meeting=meeting, key=uuid.uuid4(), note=note, **words)
    corrections.correct(meeting=meeting, key=uuid.uuid4(), comment="Vi var elva, inte tio.")
    EvaluationFactory.create_batch(6, meeting=meeting, word="Bra frågor, men för kort om tid.")
    return meeting


def write(meeting, user):
    body = "# Vad vi talade om\n\nLokaler, bussar och bidrag.\n\n- Tio kom\n- Två bord"
    minutes.write_minutes(
        meeting=meeting,
        body=body,
        may_leave=True,
        by=user,
        stamp=minutes.stamp_of("", meeting.shows_place),
    )


def confirmed_one(world):
    meeting = HeldMeetingFactory()
    noted(meeting, world)
    NoteFactory(table=meeting.tables.get(), body="Ring Ada på 070-123 45 67.")
    write(meeting, world.lead)
    confirmed(meeting, by=world.lead)
    return meeting


def closed(world):
    """Released, with figures, an evaluation and documents."""
    meeting = HeldMeetingFactory()
    noted(meeting, world)
    write(meeting, world.lead)
    MeetingHostFactory(meeting=meeting, user=world.lead)
    for number, organisation in enumerate(world.organisations[:9]):
        InvitationFactory(meeting=meeting, organisation=organisation).issue()
        if number < 7:
            came_to(meeting, organisation=organisation)
    minutes.promise(
        meeting=meeting,
        next_steps="Kulturnämnden läser anteckningarna den 3 februari.",
        feedback_on=meeting.starts_at.date().replace(day=1),
    )
    EvaluationFactory.create_batch(6, meeting=meeting)
    meeting.documents.create(key=uuid.uuid4(), title="Underlag till mötet", body="# Läget\n\nText.")
    meeting.documents.create(
        key=uuid.uuid4(), title="Kulturplanen som PDF", url="https://region.example/plan.pdf"
    )
    released(meeting, by=world.lead, consultation=None)
    return meeting
