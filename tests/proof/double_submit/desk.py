"""What the project lead sends at the desk."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, encode_multipart

from consultations.actions import invitations
from consultations.forms.inviting import InvitationTextForm, ReminderTextForm
from consultations.models import EarlierRound, MeetingStatus
from organisations.actions.letter_holds import hold
from organisations.models import Letter, LetterStatus, Municipality
from tests.factories import InvitationFactory, MeetingFactory, OrganisationFactory
from tests.proof.double_submit.press import lead
from tests.server import CSRF


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
    if "antal" in filled:
        filled["lista"] = invitations.mark_of(meeting)
    return lead(), f"/region/moten/{meeting.uuid}/{page}/", filled


def earlier_round():
    region = Municipality.objects.get(code="0680").region
    found = EarlierRound.objects.create(
        region=region, title="Förra planen", closed_on="2017-09-10", source="Diariet"
    )
    found.addressees.create(number=2, name="Spelmanslaget", is_invited=True)
    return found


def earlier_list():
    """As a browser sends a file: the body is made here, and sent as it is."""
    fields = {
        "csrfmiddlewaretoken": CSRF,
        "key": "6f2a3c52-9c1e-4b8e-8a53-0d8e4f3f7a41",
        "region": Municipality.objects.get(code="0680").region_id,
        "title": "Förra planen",
        "closed_on": "2017-09-10",
        "source": "Diariet",
        "means": "invited",
        "file": SimpleUploadedFile("lista.csv", b"Namn;Kommun\nSpelmanslaget;Habo\n"),
    }
    return lead(), "/region/tidigare/ny/", encode_multipart(BOUNDARY, fields)


def take_in():
    return lead(), f"/region/tidigare/{earlier_round().uuid}/ta-in/", {}


def remove_list():
    client, path = lead(), f"/region/tidigare/{earlier_round().uuid}/ta-bort/"
    page = client.get(path).content.decode()
    return client, path, {"seal": re.search(r'name="seal" value="([^"]+)"', page)[1]}


def phone():
    address = f"telefon/{OrganisationFactory().uuid}"
    return at_desk(address, {"comes": "ja", "names": "Ada\nBo"})


def words_of_letter():
    seen = InvitationTextForm(stored=None, proposal={}).mark
    return {"subject": "Välkommen", "body": "Kom, {förening}!", "seen": seen}


def words_of_reminder():
    return {"body": "Vi saknar {förening}!", "seen": ReminderTextForm(stored="").mark}


def held():
    client, path, fields = desk_with_list("fortsatt", {}, is_sent=True)
    Letter.objects.update(status=LetterStatus.QUEUED)
    hold(about=Letter.objects.values_list("about", flat=True)[0], by=None)
    return client, path, fields


def to_print():
    meeting = MeetingFactory()
    row = InvitationFactory(
        meeting=meeting, organisation=OrganisationFactory(on_paper=True), is_on_paper=True
    )
    row.issue()
    return lead(), f"/region/moten/{meeting.uuid}/utskrift/", {}


FORMS = {
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
    "consultations:desk_remind": [lambda: desk_with_list("paminn", {"antal": "3"}, is_sent=True)],
    "consultations:desk_words": [lambda: at_desk("brevet", words_of_letter())],
    "consultations:desk_reminder_words": [
        lambda: at_desk("paminnelser/brevet", words_of_reminder())
    ],
    "consultations:desk_words_reset": [lambda: at_desk("brevet/aterstall", {"sprak": "sv"})],
    "consultations:desk_trial": [lambda: at_desk("provbrev", {"sprak": "sv"})],
    "consultations:desk_pause": [lambda: at_desk("pausa", {})],
    "consultations:desk_resume": [held],
    "consultations:desk_reminders": [
        lambda: at_desk("paminnelser", {"most": "1", "days_between": "7"})
    ],
    "consultations:desk_print": [to_print],
    "consultations:desk_phone": [phone],
    "consultations:desk_earlier_new": [earlier_list],
    "consultations:desk_earlier_take_in": [take_in],
    "consultations:desk_earlier_remove": [remove_list],
}
