"""CATALOGUE R16: the two nights when Sweden's clocks are changed, minute by minute."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from icalendar import Calendar

from kick.lib import ics
from kick.lib.dates import is_real_local_time
from tests.factories import MeetingFactory

pytestmark = pytest.mark.proof

ZONE = ZoneInfo("Europe/Stockholm")
# EU directive 2000/84: at 01.00 UTC on the last Sunday of March and of October.
FIRST, LAST = 2026, 2040


def last_sunday(year, month):
    day = datetime(year, month, 31)
    return day - timedelta(days=(day.weekday() + 1) % 7)


def nights():
    """(year, the moment in UTC, hours to the east before and after)."""
    for year in range(FIRST, LAST + 1):
        yield last_sunday(year, 3).replace(hour=1, tzinfo=UTC), 1, 2
        yield last_sunday(year, 10).replace(hour=1, tzinfo=UTC), 2, 1


def test_r16_every_minute_of_the_nights(figure):
    tried = skipped = 0
    for change, before, after in nights():
        for minute in range(24 * 60):
            local = change.replace(tzinfo=None, hour=0) + timedelta(minutes=minute)
            is_skipped = after > before and local.hour == 2
            assert is_real_local_time(local.replace(tzinfo=ZONE)) is not is_skipped, local
            tried, skipped = tried + 1, skipped + is_skipped
    figure(
        "R16",
        f"{tried} minutes of the days of {FIRST}–{LAST}: {skipped} do not exist, each refused",
    )
    assert skipped == (LAST - FIRST + 1) * 60


def test_r16_calendar_files_as_two_parsers_read_them(figure):
    """Every quarter of an hour from three hours before the change to three after, of every year."""
    read = 0
    for change, _before, _after in nights():
        for quarter in range(-12, 13):
            starts = (change + timedelta(minutes=15 * quarter)).astimezone(ZONE)
            ends = (starts.astimezone(UTC) + timedelta(hours=2)).astimezone(ZONE)
            text = ics.meeting_calendar(event(starts, ends), at=change)
            for found in (by_icalendar(text), by_vobject(text)):
                assert [at.astimezone(UTC) for at in found] == [
                    at.astimezone(UTC) for at in (starts, ends)
                ], (starts, found)
                read += 1
    figure(
        "R16", f"{read} readings of calendar files by icalendar and vobject: 0 at another moment"
    )


def event(starts, ends):
    return ics.Event(
        uid="7d0f3a52-0000-4000-8000-000000000001@kick.example",
        starts_at=starts,
        ends_at=ends,
        summary="Startmöte",
        location="Kulturhuset",
        description="Välkomna.",
        url="https://kick.example/jonkoping/moten/startmote/",
        organiser_name="Ideell kulturallians",
        organiser_email="anna@kick.example",
        sequence=1,
        changed_at=starts,
    )


def by_icalendar(text):
    (found,) = Calendar.from_ical(text).walk("VEVENT")
    return found.decoded("DTSTART"), found.decoded("DTEND")


def by_vobject(text):
    found = vobject.readOne(text).vevent
    return found.dtstart.value, found.dtend.value


def test_r16_a_reminder_is_at_the_same_hour_on_the_wall(figure):
    tried = 0
    for change, _before, _after in nights():
        for hours in range(4, 48):
            starts = change + timedelta(hours=hours)
            meeting = MeetingFactory.build(starts_at=starts, region=None, municipality=None)
            for days in (1, 2, 7):
                reminded = meeting.reminder_at(days).astimezone(ZONE)
                wanted = starts.astimezone(ZONE).replace(tzinfo=None) - timedelta(days=days)
                # An hour that was skipped is the one that comes in its place.
                if is_real_local_time(wanted.replace(tzinfo=ZONE)):
                    assert reminded.replace(tzinfo=None) == wanted
                else:
                    assert reminded.replace(tzinfo=None) - wanted in (
                        timedelta(0),
                        timedelta(hours=1),
                    )
                tried += 1
    figure("R16", f"{tried} reminders across a change of the clocks: each at the hour of the wall")
