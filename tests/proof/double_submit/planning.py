"""What is sent while a meeting is planned, and where a change or a letter goes to many."""

from datetime import timedelta

from django.utils import timezone

from consultations.models import MeetingStatus
from tests.factories import InvitationFactory, MeetingFactory
from tests.proof.double_submit.desk import at_desk, desk_with_list
from tests.proof.double_submit.press import lead

KEY = "6f2a3c52-9c1e-4b8e-8a53-0d8e4f3f7a11"


def when_and_where(days=30):
    return {
        "day": (timezone.localdate() + timedelta(days=days)).isoformat(),
        "starts": "18:00",
        "ends": "20:30",
        "municipality": "0680",
        "venue": "Folkets hus",
    }


def new_meeting():
    fields = {
        "key": KEY,
        "title": "Startmöte",
        "kind": "start",
        "organiser": "ika",
        "admission": "open",
        **when_and_where(),
    }
    return lead(), "/region/moten/nytt/", fields


def questions():
    return at_desk("plan/fragor", {"question_1": "Vad saknas?", "question_2": "Och sen?"})


def moved():
    """Everybody who was invited is told of the new place, once."""
    return desk_with_list("plan/tid-och-plats", when_and_where(), is_sent=True)


def words_in_finnish():
    return at_desk("sprak/fi", {"title": "Aloituskokous", "purpose": "Kuulla teitä."})


def copied():
    return at_desk("kopiera", {"key": KEY, **when_and_where(60)})


def series():
    rows = {}
    for number in (1, 2):
        fields = when_and_where(60 + number)
        rows |= {f"mote{number}-{name}": value for name, value in fields.items()}
    return at_desk("serie", {"key": KEY, **rows})


def save_the_date():
    meeting = MeetingFactory(status=MeetingStatus.DRAFT)
    for _ in range(3):
        InvitationFactory(meeting=meeting)
    return lead(), f"/region/moten/{meeting.uuid}/boka-datumet/", {"antal": "3"}


FORMS = {
    "consultations:desk_meeting_new": [new_meeting],
    "consultations:desk_meeting_step": [moved, questions],
    "consultations:desk_meeting_translation": [words_in_finnish],
    "consultations:desk_meeting_copy": [copied],
    "consultations:desk_meeting_series": [series],
    "consultations:desk_save_the_date": [save_the_date],
}
