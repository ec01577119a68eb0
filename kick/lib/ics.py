"""Meetings for people's calendars: iCalendar (RFC 5545, RFC 5546, RFC 7986) that Outlook and Google take."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import get_language

from kick.lib.dates import is_real_local_time
from kick.lib.text import clean_line

ZONE = ZoneInfo("Europe/Stockholm")
METHODS = {"PUBLISH", "REQUEST", "CANCEL"}
PRODUCT = "-//Ideell kulturallians//Kick//SV"

# The rule of directive 2000/84/EC, which Outlook reads more surely than a list of dates.
TIMEZONE = """\
BEGIN:VTIMEZONE
TZID:Europe/Stockholm
BEGIN:DAYLIGHT
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19970330T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


class ImpossibleEvent(Exception):
    """It has no zone, ends before it starts, or is at an hour that the clocks skip."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """A meeting as a calendar sees it. It goes to many and is forwarded: never a personal link.

    `uid` is the same in every copy that shall replace an earlier one, and `sequence` rises at each change.
    `attendee_email` makes it one person's own, as a REQUEST demands.
    """

    uid: str
    starts_at: datetime
    ends_at: datetime
    summary: str
    organiser_name: str
    organiser_email: str
    sequence: int = 0
    location: str = ""
    description: str = ""
    url: str = ""
    is_cancelled: bool = False
    changed_at: datetime | None = None
    attendee_name: str = ""
    attendee_email: str = ""

    def __post_init__(self):
        for moment in [self.starts_at, self.ends_at]:
            if timezone.is_naive(moment):
                raise ImpossibleEvent(f"{moment} has no time zone.")
            if moment.tzinfo is ZONE and not is_real_local_time(moment):
                raise ImpossibleEvent(f"No clock in Sweden shows {moment:%Y-%m-%d %H:%M}.")
        if self.ends_at.astimezone(UTC) <= self.starts_at.astimezone(UTC):
            raise ImpossibleEvent("It ends before it starts.")


def meeting_calendar(event: Event, *, method: str | None = None, at: datetime | None = None) -> str:
    """One meeting as an .ics file, with CRLF and lines of 75 octets at most.

    Without a method it is published, or cancelled when the meeting is. `at` is when the file is made.
    Raises ImpossibleEvent for a REQUEST to nobody.
    """
    method = method or ("CANCEL" if event.is_cancelled else "PUBLISH")
    if method not in METHODS:
        raise ImpossibleEvent(f"A meeting is not sent by {method}.")
    if method == "REQUEST" and not event.attendee_email:
        raise ImpossibleEvent("A request asks somebody.")
    calendar = _calendar(method)
    calendar.add_component(_component(event, method, at or timezone.now()))
    return calendar.to_ical(sorted=False).decode()


def feed(events: list[Event], *, name: str, url: str = "", at: datetime | None = None) -> str:
    """Meetings to subscribe to; a cancelled one stays and says so. An empty feed is valid too."""
    calendar = _calendar("PUBLISH")
    for key in ["NAME", "X-WR-CALNAME"]:
        calendar.add(key, clean_line(name))
    calendar.add("X-WR-TIMEZONE", ZONE.key)
    if url:
        calendar.add("SOURCE", url, parameters={"VALUE": "URI"})
    calendar.add("REFRESH-INTERVAL", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", "PT6H")
    for event in events:
        calendar.add_component(_component(event, "PUBLISH", at or timezone.now()))
    return calendar.to_ical(sorted=False).decode()


def _calendar(method):
    calendar = import_string("icalendar.Calendar")()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODUCT)
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", method)
    calendar.add_component(import_string("icalendar.Timezone").from_ical(TIMEZONE))
    return calendar


def _component(event, method, at):
    cancelled = event.is_cancelled or method == "CANCEL"
    component = import_string("icalendar.Event")()
    component.add("UID", event.uid)
    component.add("SEQUENCE", event.sequence)
    component.add("DTSTAMP", at.astimezone(UTC).replace(microsecond=0))
    component.add("DTSTART", _moment(event.starts_at))
    component.add("DTEND", _moment(event.ends_at))
    component.add("STATUS", "CANCELLED" if cancelled else "CONFIRMED")
    component.add("TRANSP", "TRANSPARENT" if cancelled else "OPAQUE")
    if event.changed_at:
        component.add("LAST-MODIFIED", event.changed_at.astimezone(UTC).replace(microsecond=0))
    language = {"LANGUAGE": get_language() or "sv"}
    for key, words in [
        ("SUMMARY", clean_line(event.summary)),
        ("LOCATION", clean_line(event.location)),
        ("DESCRIPTION", "\n".join(map(clean_line, event.description.strip().splitlines()))),
    ]:
        if words:
            component.add(key, words, parameters=language)
    if event.url:
        component.add("URL", event.url)
    component.add("ORGANIZER", _person(event.organiser_name, event.organiser_email))
    # RFC 5546, 3.2.1: what is published for all has no attendee.
    if event.attendee_email and method != "PUBLISH":
        attendee = _person(event.attendee_name, event.attendee_email)
        attendee.params.update(ROLE="REQ-PARTICIPANT", PARTSTAT="ACCEPTED", RSVP="FALSE")
        component.add("ATTENDEE", attendee)
    return component


def _person(name, email):
    address = import_string("icalendar.vCalAddress")(f"mailto:{clean_line(email)}")
    if name:
        address.params["CN"] = clean_line(name)
    return address


def _moment(value):
    """Swedish time with its zone; an hour's second coming in October can only be said in UTC."""
    local = value.astimezone(ZONE).replace(second=0, microsecond=0)
    return local.astimezone(UTC) if local.fold else local.replace(fold=0)
