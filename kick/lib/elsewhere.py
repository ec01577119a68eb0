"""Plain links to other services that a person may choose to press: nothing of theirs is on our pages, and
what they are told is what everybody may know of the meeting."""

from datetime import UTC, datetime
from urllib.parse import urlencode

from kick.lib.ics import Event


def map_url(place: str) -> str:
    """A search for the place on OpenStreetMap."""
    return "https://www.openstreetmap.org/search?" + urlencode({"query": place})


def calendar_urls(event: Event) -> tuple[tuple[str, str], ...]:
    """(service, address) that opens a new entry there with the meeting filled in."""
    google = {
        "action": "TEMPLATE",
        "text": event.summary,
        "dates": f"{_stamp(event.starts_at)}/{_stamp(event.ends_at)}",
        "location": event.location,
        "details": event.url,
    }
    outlook = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": event.summary,
        "startdt": event.starts_at.astimezone(UTC).isoformat(timespec="seconds"),
        "enddt": event.ends_at.astimezone(UTC).isoformat(timespec="seconds"),
        "location": event.location,
        "body": event.url,
    }
    return (
        ("Google", "https://calendar.google.com/calendar/render?" + urlencode(google)),
        ("Outlook", "https://outlook.live.com/calendar/0/deeplink/compose?" + urlencode(outlook)),
    )


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
