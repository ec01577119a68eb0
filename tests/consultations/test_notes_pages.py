"""The pages of note takers, of those who came, and of the desk after a meeting."""

import io
import json
import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from consultations.actions import minutes
from consultations.models import Correction, Minutes, Note, NoteStatus
from kick.lib.links import url_for
from kick.lib.pdf import qr_code
from organisations.models import Role
from tests.factories import AssignmentFactory
from tests.note_factories import (
    HeldMeetingFactory,
    NoteFactory,
    NoteTableFactory,
    came_to,
    released,
    sent_out,
    take_part,
)
from tests.plan_factories import ConsultationFactory
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def lead(client):
    user = AssignmentFactory(role=Role.PROJECT_LEAD).user
    sign_in(client, user)
    return user


def desk(name, meeting, *more):
    return reverse(f"consultations:{name}", args=[meeting.uuid, *more])


def at_table(table, *more):
    name = "table_note" if more else "table_notes"
    return reverse(f"consultations:{name}", args=[table.token, *more])


def test_a_note_is_written_by_the_tables_link_about_a_section(client):
    consultation = ConsultationFactory()
    table = NoteTableFactory()
    minutes.point_at(meeting=table.meeting, consultation=consultation)
    section = consultation.version.sections.get()
    words = {"key": uuid.uuid4(), "about": f"s:{section.key}", "body": "Fler lokaler."}

    answer = client.post(at_table(table), words)

    note = Note.objects.get()
    assert answer.url == at_table(table)
    assert (note.section, note.body, note.may_leave) == (section, "Fler lokaler.", True)
    shown = client.get(at_table(table)).content.decode()
    assert "Fler lokaler." in shown
    assert section.title in shown


def test_at_a_closed_meeting_a_note_stays_in_the_room_unless_somebody_says_otherwise(client):
    table = NoteTableFactory(meeting__closed=True)

    form = client.get(at_table(table)).context["form"]

    assert form.initial["stays"]


def test_an_old_link_of_a_table_opens_nothing(client):
    table = NoteTableFactory()
    old = timezone.now() - timedelta(days=31)
    type(table.meeting).objects.update(starts_at=old - timedelta(hours=2), ends_at=old)

    assert client.get(at_table(table)).status_code == 404


def test_a_note_saves_itself_and_is_one_note_with_what_is_written_after(client):
    table, key = NoteTableFactory(), uuid.uuid4()

    first = client.post(at_table(table), {"key": key, "body": "Fler"}, **HTMX).content.decode()
    stamp = first.partition('value="')[2].partition('"')[0]
    words = {"key": key, "body": "Fler lokaler.", "stamp": stamp}
    client.post(at_table(table), words, **HTMX)

    assert 'hx-swap-oob="true"' in first
    assert Note.objects.get().body == "Fler lokaler."


def test_what_saves_itself_never_writes_over_somebody_else(client):
    note = NoteFactory()
    words = {"key": note.uuid, "body": "Mina ord.", "stamp": "gammal"}

    itself = client.post(at_table(note.table, note.uuid), words, **HTMX)
    pressed = client.post(at_table(note.table, note.uuid), words)

    assert "oob" not in itself.content.decode()
    assert Note.objects.get().body == note.body
    assert pressed.status_code == 409
    shown = pressed.content.decode()
    assert note.body in shown
    assert "Mina ord." in shown
    again = pressed.context["form"]["stamp"].value()
    client.post(at_table(note.table, note.uuid), words | {"stamp": again})
    assert Note.objects.get().body == "Mina ord."


def test_a_late_note_keeps_what_was_typed_and_says_what_to_do(client):
    note = NoteFactory()
    sent_out(note.meeting)

    answer = client.post(at_table(note.table), {"key": uuid.uuid4(), "body": "För sent."})

    assert answer.status_code == 422
    assert "För sent." in answer.content.decode()


def test_minutes_are_written_together_and_nothing_is_lost(client, lead):
    meeting = HeldMeetingFactory()
    url = desk("desk_minutes", meeting)
    stamp = client.get(url).context["form"]["stamp"].value()
    client.post(url, {"body": "# Vi möttes", "stamp": stamp})

    second = client.post(url, {"body": "Andra ord", "stamp": stamp})

    assert second.status_code == 409
    assert "# Vi möttes" in second.content.decode()
    assert "Andra ord" in second.content.decode()
    assert Minutes.objects.get().body == "# Vi möttes"
    client.post(url, {"body": "Båda", "stamp": second.context["form"]["stamp"].value()})
    assert Minutes.objects.get().body == "Båda"


def test_minutes_save_themselves(client, lead):
    meeting = HeldMeetingFactory()
    url = desk("desk_minutes", meeting)
    stamp = client.get(url).context["form"]["stamp"].value()

    answer = client.post(url, {"body": "Vi möttes", "stamp": stamp}, **HTMX)

    assert answer.status_code == 200
    assert 'name="stamp"' in answer.content.decode()
    assert Minutes.objects.get().body == "Vi möttes"


def test_who_came_says_how_it_should_read_and_the_desk_takes_it_in(client, lead):
    note = NoteFactory()
    came_to(note.meeting)
    (asking,) = sent_out(note.meeting)
    page = reverse("consultations:asking_note", args=[asking.token, note.uuid])
    key = client.get(page).context["form"]["key"].value()

    client.post(page, {"key": key, "wording": "Bussen går kl. 18.", "comment": ""})

    said = Correction.objects.get()
    assert note.body in client.get(desk("desk_notes", note.meeting)).content.decode()
    url = desk("desk_correction", note.meeting, said.pk)
    client.post(url, {"do": "ta-in", "wording": "Bussen går kl. 18."})
    shown = client.get(reverse("consultations:asking_detail", args=[asking.token]))
    assert "Bussen går kl. 18." in shown.content.decode()
    note.refresh_from_db()
    assert note.is_corrected


def test_a_late_correction_is_refused_kindly_and_keeps_the_words(client):
    note = NoteFactory()
    came_to(note.meeting)
    (asking,) = sent_out(note.meeting)
    Minutes.objects.update(answers_until=timezone.now() - timedelta(minutes=1))
    page = reverse("consultations:asking_note", args=[asking.token, note.uuid])

    answer = client.post(page, {"key": uuid.uuid4(), "wording": "Sent ord.", "comment": ""})

    assert answer.status_code == 422
    assert "Sent ord." in answer.content.decode()
    assert note.meeting.contact_email in answer.content.decode()


def test_a_correction_that_changes_nothing_is_asked_about(client):
    note = NoteFactory()
    came_to(note.meeting)
    (asking,) = sent_out(note.meeting)
    page = reverse("consultations:asking_note", args=[asking.token, note.uuid])

    answer = client.post(page, {"key": uuid.uuid4(), "wording": note.body, "comment": ""})

    assert answer.status_code == 422
    assert not Correction.objects.exists()


def test_the_desk_asks_confirms_and_releases(client, lead):
    note = NoteFactory()
    meeting = note.meeting
    came_to(meeting)
    day = timezone.localdate() + timedelta(days=settings.NOTES_CORRECTION_DAYS)
    asked = client.get(desk("desk_ask", meeting))
    assert asked.context["form"].initial["until"] == day

    client.post(desk("desk_ask", meeting), {"until": day.isoformat()})
    client.post(desk("desk_confirm", meeting))
    note.refresh_from_db()
    assert note.status == NoteStatus.OUT  # they still may correct
    Minutes.objects.update(answers_until=timezone.now() - timedelta(minutes=1))
    client.post(desk("desk_confirm", meeting))
    assert note.body in client.get(desk("desk_let_out", meeting)).content.decode()
    client.post(desk("desk_let_out", meeting))

    note.refresh_from_db()
    assert note.status == NoteStatus.RELEASED


def after(meeting):
    return reverse("consultations:meeting_after", args=[meeting.region.slug, meeting.slug])


def test_the_export_has_each_released_note_once_with_the_meeting_as_sender(client, lead):
    consultation = ConsultationFactory(region=HeldMeetingFactory().region)
    meeting = HeldMeetingFactory()
    NoteFactory(table__meeting=meeting)
    released(meeting, by=lead, consultation=consultation)

    file = client.post(desk("desk_contributions_export", consultation, "json")).getvalue()

    rows = json.loads(file)
    rows = rows["rows"] if isinstance(rows, dict) else rows
    assert [row["body"] for row in rows] == ["Bussen går för tidigt på kvällen."]
    assert meeting.title in rows[0]["sender"]


def test_the_plan_and_the_register_show_the_meeting_as_who_said_it(client):
    consultation = ConsultationFactory()
    section = consultation.version.sections.get()
    meeting = HeldMeetingFactory()
    NoteFactory(table__meeting=meeting, section=section)
    released(meeting, by=AssignmentFactory().user, consultation=consultation)

    plan = client.get(section.get_absolute_url()).content.decode()
    voices = client.get(f"{consultation.get_absolute_url()}synpunkter/").content.decode()

    for page in (plan, voices):
        assert "Bussen går för tidigt" in page
        assert meeting.title in page


# A closed meeting.


def test_each_table_has_a_page_with_its_link_as_a_code(client, lead):
    meeting = HeldMeetingFactory()
    one, two = [NoteTableFactory(meeting=meeting, name=name) for name in ("Fönstret", "Scenen")]

    shown = client.get(desk("desk_tables", meeting)).content.decode()
    pages = pages_of(client.get(desk("desk_tables_print", meeting)).content)

    assert [(name in page, link in page) for name, link, page in signs([one, two], pages)] == [
        (True, True),
        (True, True),
    ]
    for table in (one, two):
        assert qr_code(url_for(*table.link_reference)) in shown


def pages_of(content):
    """The words of each page without spaces."""
    pages = PdfReader(io.BytesIO(content)).pages
    return ["".join(page.extract_text().split()) for page in pages]


def signs(tables, pages):
    """(name, link, page): what each of the pages in turn is to say."""
    links = [f"/bord/{table.token}/" for table in tables]
    return zip([table.name for table in tables], links, pages, strict=True)


def test_without_a_table_there_is_nothing_to_print(client, lead):
    assert client.get(desk("desk_tables_print", HeldMeetingFactory())).status_code == 404


def test_codes_of_a_closed_meeting_are_for_those_who_take_part(client, lead):
    meeting = HeldMeetingFactory(closed=True)
    NoteTableFactory(meeting=meeting)
    outside = client.get(desk("desk_tables_print", meeting)).status_code
    shown = client.get(desk("desk_tables", meeting)).content.decode()
    take_part(meeting, lead)

    assert (outside, client.get(desk("desk_tables_print", meeting)).status_code) == (404, 200)
    assert 'class="door-code"' not in shown


# Documents.


def test_a_document_is_text_or_an_address_and_for_all(client, lead):
    meeting = HeldMeetingFactory()
    url = desk("desk_documents", meeting)
    words = {"key": uuid.uuid4(), "title": "Underlag", "day": "2026-11-01"}

    neither = client.post(url, words | {"body": "", "url": ""})
    for _press in range(2):
        client.post(url, words | {"body": "# Rubrik\n\n<script>k7()</script>", "url": ""})

    assert neither.status_code == 422
    document = meeting.documents.get()
    client.logout()
    shown = client.get(document.get_absolute_url()).content.decode()
    assert "Rubrik" in shown
    assert "<script>k7" not in shown
    assert document.get_absolute_url() in client.get(meeting.get_absolute_url()).content.decode()
