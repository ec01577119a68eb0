"""Needs: counts for kitchen and venue, by association for whoever calls the meeting, nowhere else (P3)."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from consultations.models import Need, NeedKind, Organiser
from organisations.models import ExportRecord, Letter, Region, Role
from tests.factories import (
    AssignmentFactory,
    MeetingFactory,
    MeetingTextFactory,
    OrganisationFactory,
    ReplyFactory,
    SeatFactory,
)
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db


def needing(meeting, *kinds, name="Spelmanslaget", **seat):
    reply = ReplyFactory(meeting=meeting, organisation=OrganisationFactory(name=name))
    SeatFactory(reply=reply, **seat)
    Need.objects.bulk_create(Need(reply=reply, kind=kind) for kind in kinds)
    return reply


def page(name, meeting):
    return reverse(f"consultations:{name}", args=[meeting.uuid])


def at_desk(client, role=Role.PROJECT_LEAD, region="jonkoping"):
    where = Region.objects.get(slug=region) if region else None
    sign_in(client, AssignmentFactory(region=where, role=role).user)
    return client


def text_of(pdf):
    return " ".join(part.extract_text() for part in PdfReader(BytesIO(pdf)).pages)


def test_kitchen_and_venue_get_counts(client):
    meeting = MeetingFactory()
    needing(meeting, NeedKind.VEGETARIAN, NeedKind.WHEELCHAIR, name="Kören")
    needing(meeting, NeedKind.VEGETARIAN, NeedKind.CONTACT_ME, name="Bandet")
    needing(meeting, NeedKind.VEGETARIAN, name="På avstånd", place="online")

    words = at_desk(client).get(page("desk_needs", meeting)).context

    assert words["kitchen"] == [(NeedKind.VEGETARIAN.label, 2)]
    assert words["venue"] == [(NeedKind.WHEELCHAIR.label, 1)]
    assert words["talk"] == [(NeedKind.CONTACT_ME.label, 1)]
    assert words["persons"] == 2


def test_the_printed_page_has_counts_and_no_names(client):
    meeting = MeetingFactory()
    needing(meeting, NeedKind.GLUTEN_FREE, name="Kanariefåglarna")

    text = text_of(at_desk(client).get(page("desk_needs_print", meeting)).content)

    assert "Glutenfri mat" in text
    assert "Kanariefåglarna" not in text


@pytest.mark.parametrize(
    ("organiser", "role", "region", "sees"),
    [
        (Organiser.IKA, Role.PROJECT_LEAD, "jonkoping", True),
        (Organiser.IKA, Role.REGION_OFFICER, "jonkoping", False),
        (Organiser.REGION, Role.REGION_OFFICER, "jonkoping", True),
        (Organiser.REGION, Role.PROJECT_LEAD, "jonkoping", False),
        (Organiser.BOTH, Role.REGION_OFFICER, "jonkoping", True),
        (Organiser.IKA, Role.PROJECT_LEAD, None, False),
    ],
)
def test_who_needs_what_is_for_whoever_calls_the_meeting(client, organiser, role, region, sees):
    meeting = MeetingFactory(organiser=organiser)
    needing(meeting, NeedKind.WHEELCHAIR, name="Kanariefåglarna")
    desk = at_desk(client, role, region)

    before = desk.get(page("desk_needs", meeting)).content.decode()
    after = desk.post(page("desk_needs", meeting)).content.decode()

    assert "Kanariefåglarna" not in before
    assert ("Kanariefåglarna" in after) is sees
    assert ExportRecord.objects.filter(what="needs").exists() is sees


def test_until_the_day_after_and_no_longer(client):
    noon = timezone.localtime().replace(hour=12)
    yesterday = MeetingFactory(starts_at=noon - timedelta(days=1))
    before = MeetingFactory(starts_at=noon - timedelta(days=3))
    for meeting in [yesterday, before]:
        needing(meeting, NeedKind.WHEELCHAIR)
    desk = at_desk(client)

    shown = [
        "named" in desk.post(page("desk_needs", meeting)).context for meeting in [yesterday, before]
    ]

    assert shown == [True, False]


def test_p3_no_page_letter_or_file_of_the_meeting_says_who_needs_what(client, monkeypatch):
    """The canary is a need of its own that nobody else has."""
    meeting = MeetingFactory()
    monkeypatch.setattr(NeedKind.WHEELCHAIR, "_label_", "Kanariebehovet")
    reply = needing(meeting, NeedKind.WHEELCHAIR, name="Kanariefåglarna")
    desk = at_desk(client)
    places = {
        "desk_meeting": [meeting.uuid],
        "desk_replies": [meeting.uuid],
        "desk_door": [meeting.uuid],
        "desk_door_reply": [meeting.uuid, reply.uuid],
        "desk_needs": [meeting.uuid],
        "meeting_detail": [meeting.region.slug, meeting.slug],
        "meeting_calendar": [meeting.region.slug, meeting.slug],
        "meeting_feed": [meeting.region.slug],
    }

    found = set()
    for name, args in places.items():
        body = desk.get(reverse(f"consultations:{name}", args=args)).content.decode()
        if "Kanariebehovet" in body:
            found.add((name, "Kanariefåglarna" in body))
    files = [
        text_of(desk.get(page("desk_attendance", meeting)).content),
        desk.post(reverse("consultations:desk_export", args=[meeting.uuid, "csv"]))
        .getvalue()
        .decode(),
    ]

    assert found == {("desk_needs", False)}
    assert not any("Kanariebehovet" in text for text in files)
    assert not Letter.objects.filter(body__contains="Kanariebehovet").exists()


def test_the_sheet_says_which_interpreters_are_asked_for_and_how_many(client):
    meeting = MeetingFactory()
    for language in ["fi", "fi", "sgn"]:
        reply = needing(meeting)
        Need.objects.create(reply=reply, kind=NeedKind.INTERPRETER, language=language)

    text = text_of(at_desk(client).get(page("desk_needs_print", meeting)).content)

    said = " ".join(text.split())
    assert f"{NeedKind.INTERPRETER.label} 3" in said
    assert "Tolk: Svenskt teckenspråk 1" in said
    assert "Tolk: Finska 2" in said


def test_the_sheet_on_the_wall_is_swedish_whoever_prints_it(client):
    meeting = MeetingFactory()
    MeetingTextFactory(meeting=meeting, language="fi", title="Aloituskokous")
    needing(meeting, NeedKind.GLUTEN_FREE)
    desk = at_desk(client)
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = "fi"

    text = text_of(desk.get(page("desk_needs_print", meeting)).content)

    assert "Glutenfri mat" in text
    assert "Startmöte för en kulturallians" in text
    assert "Aloituskokous" not in text
