"""What the project lead sends at the desk."""

from datetime import timedelta

from django.utils import timezone

from consultations.models import MeetingStatus
from organisations.models import Letter, LetterStatus, Municipality
from tests.factories import InvitationFactory, MeetingFactory, OrganisationFactory
from tests.proof.double_submit.press import lead


def meeting_fields(key=""):
    day = (timezone.localdate() + timedelta(days=30)).isoformat()
    return {
        "key": key,
        "region": Municipality.objects.get(code="0680").region_id,
        "kind": "start",
        "organiser": "ika",
        "title": "Startmöte",
        "day": day,
        "starts": "18:00",
        "ends": "20:30",
        "municipality": "0680",
        "venue": "Kulturhuset",
        "purpose": "Vi vill bilda en allians.",
        "languages": ["sv"],
        "admission": "open",
        "seats_total": "40",
        "seats_per_organisation": "2",
        "reply_by": day,
        "contact_name": "Maja Lind",
        "contact_email": "maja@kulturallians.example",
    }


def new_meeting():
    fields = meeting_fields(key="6f2a3c52-9c1e-4b8e-8a53-0d8e4f3f7a11")
    return lead(), "/region/moten/nytt/", fields


def at_desk(page, fields, **meeting):
    return lead(), f"/region/moten/{MeetingFactory(**meeting).uuid}/{page}/", fields


def choose():
    chosen = [str(row.uuid) for row in OrganisationFactory.create_batch(3)]
    return at_desk("valj", {"forening": chosen})


def desk_with_list(page, fields, *, is_sent):
    meeting = MeetingFactory()
    rows = [InvitationFactory(meeting=meeting) for _ in range(3)]
    if is_sent:
        for row in rows:
            letter = Letter.objects.create(
                purpose="invitation",
                recipient=row.organisation.email,
                about=f"meeting:{meeting.uuid}",
                occasion="invitation",
                subject="Inbjudan",
                body="Kom.",
                status=LetterStatus.SENT,
            )
            row.issue(letter=letter)
    filled = {name: value or str(rows[0].uuid) for name, value in fields.items()}
    return lead(), f"/region/moten/{meeting.uuid}/{page}/", filled


def phone():
    address = f"telefon/{OrganisationFactory().uuid}"
    return at_desk(address, {"comes": "ja", "names": "Ada\nBo"})


FORMS = {
    "consultations:desk_meeting_new": [new_meeting],
    "consultations:desk_meeting_edit": [lambda: at_desk("andra", meeting_fields())],
    "consultations:desk_meeting_publish": [
        lambda: at_desk("publicera", {}, status=MeetingStatus.DRAFT)
    ],
    "consultations:desk_meeting_cancel": [
        lambda: desk_with_list("stall-in", {"because": "Lokalen brann."}, is_sent=True)
    ],
    "consultations:desk_choose": [choose],
    "consultations:desk_leave_out": [
        lambda: desk_with_list("stryk", {"inbjudan": ""}, is_sent=False),
        lambda: desk_with_list("stryk", {"inbjudan": ""}, is_sent=True),
    ],
    "consultations:desk_send": [lambda: desk_with_list("skicka", {"antal": "3"}, is_sent=False)],
    "consultations:desk_remind": [lambda: desk_with_list("paminn", {}, is_sent=True)],
    "consultations:desk_phone": [phone],
}
