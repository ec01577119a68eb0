import io
import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from consultations.actions import invitations, replies
from consultations.models import Doorway, Invitation, Reply
from organisations.models import ExportRecord, Letter, LetterStatus, Municipality, Purpose, Role
from tests.consultations.told import write_letters
from tests.factories import (
    AssignmentFactory,
    InvitationFactory,
    MeetingFactory,
    OrganisationFactory,
)
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(client):
    user = AssignmentFactory().user
    sign_in(client, user)
    return user


def page(name, meeting, *more):
    return reverse(f"consultations:{name}", args=[meeting.uuid, *more])


def seen(meeting, number):
    """What the send button says of the list that was looked at."""
    return {"antal": number, "lista": invitations.mark_of(meeting)}


def test_the_meeting_of_another_region_is_missing(client, lead):
    other = MeetingFactory(
        region=Municipality.objects.get(code="0780").region, municipality_id="0780"
    )

    assert client.get(page("desk_meeting", other)).status_code == 404


def test_an_officer_runs_meetings_of_her_region(client):
    sign_in(client, AssignmentFactory(role=Role.REGION_OFFICER).user)

    assert client.get(page("desk_meeting", MeetingFactory())).status_code == 200


def test_choosing_by_municipality_and_art_form_freezes_a_list(client, lead):
    meeting = MeetingFactory()
    near = OrganisationFactory(name="Nära spelmanslag")
    OrganisationFactory(name="Långt bort", municipality_id="0687")
    listed = client.get(page("desk_choose", meeting), {"kommun": "0680"}).content.decode()
    assert "Nära spelmanslag" in listed
    assert "Långt bort" not in listed

    client.post(page("desk_choose", meeting), {"forening": [str(near.uuid)]})

    assert [row.organisation for row in meeting.invitations.all()] == [near]
    assert not Letter.objects.exists()


def test_no_municipality_chosen_is_nobody(client, lead):
    OrganisationFactory(name="Nära spelmanslag")

    listed = client.get(page("desk_choose", MeetingFactory()), {"kommun": ""}).content.decode()

    assert "Nära spelmanslag" not in listed


def test_sending_makes_one_letter_per_address_with_a_link_for_each(client, lead):
    meeting = MeetingFactory()
    for name in ["Ett", "Två"]:
        InvitationFactory(
            meeting=meeting,
            organisation=OrganisationFactory(name=name, email="samma@forening.example"),
        )
    InvitationFactory(meeting=meeting, organisation=OrganisationFactory(on_paper=True))

    client.post(page("desk_send", meeting), seen(meeting, "3"))

    letter = Letter.objects.get()
    assert len(letter.links) == 2
    assert "‹personlig länk 2›" in letter.body
    assert meeting.invitations.issued().on_paper().count() == 1


def test_a_list_that_has_changed_is_not_sent(client, lead):
    invitation = InvitationFactory()

    client.post(page("desk_send", invitation.meeting), seen(invitation.meeting, "2"))

    assert not Letter.objects.exists()


def test_more_than_a_hundred_go_only_when_the_number_is_typed(client, lead):
    meeting = MeetingFactory()
    for _ in range(101):
        InvitationFactory(meeting=meeting)

    client.post(page("desk_send", meeting), seen(meeting, "101"))
    assert not Letter.objects.exists()
    client.post(page("desk_send", meeting), seen(meeting, "101") | {"skrivet": "101"})
    assert Letter.objects.count() == 101


def test_sending_twice_sends_once(client, lead):
    invitation = InvitationFactory()

    for _ in range(2):
        client.post(page("desk_send", invitation.meeting), seen(invitation.meeting, "1"))

    assert Letter.objects.count() == 1


def test_only_the_silent_are_reminded():
    meeting = MeetingFactory()
    rows = [InvitationFactory(meeting=meeting) for _ in range(3)]
    invitations.send(meeting=meeting, expected=3, by=None)
    Letter.objects.update(status=LetterStatus.SENT)
    replies.answer(doorway=Doorway.opened_by(rows[0].token), comes=False)
    replies.answer(doorway=Doorway.opened_by(rows[1].token), comes=True)

    assert invitations.remind(meeting=meeting) == 1

    reminder = Letter.objects.get(purpose=Purpose.REMINDER)
    assert reminder.recipient == rows[2].organisation.email


def test_nobody_is_reminded_more_than_twice():
    invitation = InvitationFactory()
    invitations.send(meeting=invitation.meeting, expected=1, by=None)
    Letter.objects.update(status=LetterStatus.SENT)

    def remind():
        number = invitations.remind(meeting=invitation.meeting)
        long_ago = timezone.now() - timedelta(days=4)
        Letter.objects.update(queued_at=long_ago)
        Invitation.objects.update(reminded_at=long_ago)
        return number

    assert [remind() for _ in range(3)] == [1, 1, 0]


def test_a_second_press_reminds_nobody_again():
    invitation = InvitationFactory()
    invitations.send(meeting=invitation.meeting, expected=1, by=None)
    Letter.objects.update(status=LetterStatus.SENT)

    assert [invitations.remind(meeting=invitation.meeting) for _ in range(2)] == [1, 0]


def test_a_phoned_yes_is_written_down_with_who_took_it(client, lead):
    meeting = MeetingFactory()
    organisation = OrganisationFactory()

    client.post(page("desk_phone", meeting, organisation.uuid), {"comes": "ja", "names": "Ada\nBo"})

    reply = Reply.objects.get()
    assert reply.taken_down_by == lead
    assert [seat.name for seat in reply.seats.order_by("pk")] == ["Ada", "Bo"]


def test_letters_on_paper_are_one_pdf_with_the_code_of_each(client, lead):
    meeting = MeetingFactory()
    rows = [
        InvitationFactory(meeting=meeting, organisation=OrganisationFactory(on_paper=True))
        for _ in range(2)
    ]
    invitations.send(meeting=meeting, expected=2, by=None)

    response = client.get(page("desk_paper", meeting))

    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(response.content)).pages)
    assert all(row.code[:5] in text for row in rows)


def test_the_export_has_the_same_rows_in_every_format_and_is_noted(client, lead):
    meeting = MeetingFactory()
    for _ in range(3):
        row = InvitationFactory(meeting=meeting)
        row.issue()
        replies.answer(doorway=Doorway.opened_by(row.token), comes=True)

    def export(format):
        response = client.post(page("desk_export", meeting, format))
        return b"".join(response.streaming_content)

    csv = export("csv").decode("utf-8-sig").splitlines()[1:]
    sheet = load_workbook(io.BytesIO(export("xlsx"))).active
    rows = json.loads(export("json"))
    names = [line.split(";")[0] for line in csv]
    assert names == [row[0].value for row in sheet.iter_rows(min_row=2)]
    assert names == [row["association"] for row in rows]
    assert ExportRecord.objects.count() == 3


def test_needs_are_counts_on_the_desk_and_in_no_export(client, lead):
    row = InvitationFactory()
    row.issue()
    replies.answer(doorway=Doorway.opened_by(row.token), comes=True)
    replies.fill_in(
        doorway=Doorway.opened_by(row.token),
        names=["Ada"],
        needs=["hearing_loop"],
        wants_alliance=False,
    )

    desk = client.get(page("desk_needs", row.meeting)).content.decode()
    export = client.post(page("desk_export", row.meeting, "json")).getvalue().decode()

    assert "Hearing loop" in desk or "Hörslinga" in desk
    assert "hearing_loop" not in export
    assert "Hörslinga" not in export


@pytest.mark.parametrize(("title", "ending"), [("Startmöte", "Startmöte."), ("Vad nu?", "Vad nu?")])
def test_a_sentence_that_a_title_ends_has_one_full_stop(client, lead, title, ending):
    meeting = MeetingFactory(words__title=title)
    InvitationFactory(meeting=meeting)
    invitations.send(meeting=meeting, expected=1, by=None)

    client.post(page("desk_meeting_cancel", meeting), {"because": "Lokalen brann."})
    write_letters()

    body = Letter.objects.get(purpose=Purpose.MEETING_CANCELLED).body
    assert f"Vi måste tyvärr ställa in {ending}\n" in body


def test_cancelling_tells_everybody_once(client, lead):
    meeting = MeetingFactory()
    rows = [InvitationFactory(meeting=meeting) for _ in range(2)]
    invitations.send(meeting=meeting, expected=2, by=None)
    replies.answer(doorway=Doorway.opened_by(rows[0].token), comes=True)

    for _ in range(2):
        client.post(page("desk_meeting_cancel", meeting), {"because": "Lokalen brann."})
    write_letters()

    told = Letter.objects.filter(purpose=Purpose.MEETING_CANCELLED)
    assert sorted(letter.recipient for letter in told) == sorted(
        row.organisation.email for row in rows
    )
