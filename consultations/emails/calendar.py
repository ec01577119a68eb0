"""The meeting in a calendar, for a file beside a letter and for the pages."""

from datetime import timedelta

from django.conf import settings
from django.utils.timezone import localtime

from kick.lib.ics import Event


def calendar_event(meeting, *, reply=None, handover=None):
    """The meeting as calendars want it; a reply, or a colleague who has taken a seat, has a copy of its
    own, the same in every letter and file.

    The sequence rises with each change of the meeting and of the reply, so that a calendar takes what
    comes later for the same event (RFC 5545, 3.8.7.4).
    """
    changes = meeting.calendar_sequence + (reply.changes if reply else 0)
    # A colleague's seat changes once: when it is hers no more.
    changes += bool(handover and handover.is_over)
    comes = (reply and reply.confirmed_seats) or (handover and handover.is_taken)
    knows_place = meeting.shows_place or bool(comes)
    place = [meeting.venue, meeting.street] if knows_place else []
    return Event(
        uid=f"{(reply or handover or meeting).uuid}@{settings.SITE_HOST}",
        sequence=changes,
        starts_at=localtime(meeting.starts_at),
        ends_at=localtime(meeting.ends_at),
        summary=meeting.title,
        location=", ".join(filter(None, [*place, meeting.municipality.name])),
        description=meeting.text.purpose,
        url=settings.SITE_URL + meeting.get_absolute_url(),
        organiser_name=meeting.get_organiser_display(),
        organiser_email=meeting.contact_email,
        is_cancelled=meeting.is_cancelled
        or (reply is not None and not reply.comes)
        or (handover is not None and handover.is_over),
        changed_at=meeting.created_at + timedelta(seconds=changes),
    )
