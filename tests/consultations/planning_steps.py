"""What an official of the region types in the steps of planning a meeting."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from consultations.models import Meeting
from tests.factories import AssignmentFactory
from tests.sign_in import sign_in

NEW = reverse("consultations:desk_meeting_new")
KEY = "6f2a3c52-9c1e-4b8e-8a53-0d8e4f3f7a11"


@pytest.fixture
def lead(client):
    user = AssignmentFactory().user
    sign_in(client, user)
    return user


def page(name, meeting, *more):
    return reverse(f"consultations:{name}", args=[meeting.uuid, *more])


def step(meeting, slug):
    return page("desk_meeting_step", meeting, slug)


def first_page(**other):
    day = timezone.localdate() + timedelta(days=60)
    return {
        "key": KEY,
        "title": "Startmöte",
        "kind": "start",
        "organiser": "ika",
        "admission": "open",
        "day": day.isoformat(),
        "starts": "18:00",
        "ends": "20:30",
        "municipality": "0680",
        "venue": "Kulturhuset",
    } | other


def when_and_where(**other):
    return {
        key: first_page()[key] for key in ("day", "starts", "ends", "municipality", "venue")
    } | {
        "street": "",
        **other,
    }


# What each step takes, and what stands in the meeting after it.
FILLED = {
    "motet": (
        {
            "title": "Samråd",
            "kind": "consultation",
            "organiser": "both",
            "admission": "invited",
            "contact_name": "Maja",
            "contact_email": "maja@kulturallians.example",
        },
        lambda meeting: (meeting.title, meeting.organiser, meeting.admission),
        ("Samråd", "both", "invited"),
    ),
    "tid-och-plats": (
        when_and_where(venue="Folkets hus", starts="19:00"),
        lambda meeting: (meeting.venue, timezone.localtime(meeting.starts_at).hour),
        ("Folkets hus", 19),
    ),
    "syfte": (
        {"purpose": "Höra er.", "influence": "Allt.", "feedback_on": "2030-01-01"},
        lambda meeting: (meeting.text.purpose, meeting.text.influence, str(meeting.feedback_on)),
        ("Höra er.", "Allt.", "2030-01-01"),
    ),
    "program": (
        {"rows": "2", "at_0": "19:00", "words_0": "Samtal", "at_1": "18:00", "words_1": "Kaffe"},
        lambda meeting: meeting.text.programme,
        "18.00 Kaffe\n19.00 Samtal",
    ),
    "fragor": (
        {"question_1": "Vad saknas?", "question_3": "Och sen?", "material_on": "2026-12-01"},
        lambda meeting: [str(question) for question in meeting.asked],
        ["Vad saknas?", "Och sen?"],
    ),
    "sprak": (
        {"languages": ["sv", "fi"], "interpreted": ["sgn"], "interpreter_on_request": "on"},
        lambda meeting: (meeting.languages, meeting.interpreted, meeting.interpreter_on_request),
        (["sv", "fi"], ["sgn"], True),
    ),
    "tillganglighet": (
        {"access": ["step_free", "public_transport"], "access_notes": "Buss 1."},
        lambda meeting: (meeting.access, meeting.text.access_notes),
        (["step_free", "public_transport"], "Buss 1."),
    ),
    "distans": (
        {"online_url": "https://video.example.org/rum"},
        lambda meeting: meeting.online_url,
        "https://video.example.org/rum",
    ),
    "resor": (
        {"travel": "paid", "travel_words": "Buss."},
        lambda meeting: (meeting.travel, meeting.text.travel_words),
        ("paid", "Buss."),
    ),
    "platser": (
        {
            "seats_total": "12",
            "seats_online": "30",
            "seats_per_organisation": "3",
            "reply_by": first_page()["day"],
            "remind_days": ["7"],
        },
        lambda meeting: (meeting.seats_total, meeting.seats_online, meeting.remind_days),
        (12, 30, [7]),
    ),
}


def begun(client, **other):
    client.post(NEW, first_page(**other))
    return Meeting.objects.get(uuid=KEY)


def planned(client):
    meeting = begun(client)
    for slug, (fields, _read, _expected) in FILLED.items():
        client.post(step(meeting, slug), fields)
    return Meeting.objects.get()
