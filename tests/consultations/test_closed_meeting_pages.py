"""What the pages of a closed meeting tell, and to whom."""

import pytest

from tests.consultations.test_notes_pages import desk, lead
from tests.factories import InvitationFactory, ReplyFactory
from tests.note_factories import (
    HeldMeetingFactory,
    NoteFactory,
    take_part,
)

__all__ = ["lead"]
pytestmark = pytest.mark.django_db


def test_the_place_of_a_closed_meeting_is_told_only_to_who_comes(client):
    invitation = InvitationFactory(meeting__admission="closed")
    invitation.issue()
    meeting = invitation.meeting
    link = f"/i/{invitation.token}/"
    open_pages = [
        meeting.get_absolute_url(),
        f"{meeting.get_absolute_url()}mote.ics",
        "/jonkoping/moten/",
        "/jonkoping/moten/kalender.ics",
        "/jonkoping/",
        "/",
    ]

    before = [client.get(page).content.decode() for page in [*open_pages, link, f"{link}mote.ics"]]
    client.post(f"{link}svar/", {"svar": "ja"})
    after = [client.get(page).content.decode() for page in [link, f"{link}mote.ics"]]
    still = [client.get(page).content.decode() for page in open_pages]

    for page in before + still:
        assert meeting.venue not in page
        assert meeting.street not in page
    for page in after:
        assert meeting.venue in page


def test_the_pages_of_the_desk_say_no_raw_word_of_a_closed_meeting_to_who_was_not_there(
    client, lead
):
    meeting = HeldMeetingFactory(closed=True)
    NoteFactory(table__meeting=meeting, body="Sagt i rummet.", may_leave=True)
    names = ["desk_after", "desk_tables", "desk_notes", "desk_ask", "desk_let_out", "desk_meeting"]
    pages = [desk(name, meeting) for name in names]

    assert client.get(desk("desk_minutes", meeting)).status_code == 404
    for page in pages:
        shown = client.get(page).content.decode()
        assert "Sagt i rummet." not in shown
        assert meeting.tables.get().token not in shown


def test_who_was_there_reads_them(client, lead):
    meeting = HeldMeetingFactory(closed=True)
    NoteFactory(table__meeting=meeting, body="Sagt i rummet.")
    take_part(meeting, lead)

    assert "Sagt i rummet." in client.get(desk("desk_notes", meeting)).content.decode()
    assert client.get(desk("desk_minutes", meeting)).status_code == 200
    assert meeting.tables.get().token in client.get(desk("desk_tables", meeting)).content.decode()


def test_hosts_are_settled_when_a_closed_meeting_begins(client, lead):
    meeting = HeldMeetingFactory(closed=True)

    answer = client.post(desk("desk_hosts", meeting), {"user": lead.pk})

    assert answer.status_code == 422
    assert not meeting.hosts.exists()


def test_the_table_of_a_closed_meeting_goes_to_one_who_comes(client, lead):
    meeting = HeldMeetingFactory(closed=True)
    reply = ReplyFactory(meeting=meeting)

    alone = client.post(desk("desk_tables", meeting), {"name": "Bord 1", "reply": ""})
    client.post(desk("desk_tables", meeting), {"name": "Bord 1", "reply": str(reply.uuid)})

    assert alone.status_code == 422
    assert meeting.tables.get().reply == reply
