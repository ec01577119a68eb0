"""The letters that tell that a meeting is changed or cancelled."""

from django.utils.translation import gettext as _

from consultations.emails.calendar import calendar_event
from consultations.emails.meeting_letter import meeting_letter
from consultations.models import Handover, Reply, with_moments
from kick.lib import dates
from kick.lib.ics import meeting_calendar
from organisations.models import Purpose


def meeting_cancelled(*, meeting, rows):
    """To one address; `rows` are its replies and invitations."""
    reply = next((row for row in rows if isinstance(row, Reply)), None)
    return meeting_letter(
        "consultations/emails/meeting_cancelled.txt",
        purpose=Purpose.MEETING_CANCELLED,
        recipient=_address_of(rows[0]),
        occasion="cancelled",
        meeting=meeting,
        rows=[],
        language=_language_of(rows[0]),
        subject=lambda: (
            _("Cancelled: %(title)s, %(day)s")
            % {"title": meeting.title, "day": dates.short_day_text(meeting.starts_at)}
        ),
        calendar=meeting_calendar(calendar_event(meeting, reply=reply)) if reply else "",
    )


def meeting_changed(*, notice, rows, lines):
    """To one address, once for each change: what was, what is, and a link for each of `rows`, which are
    its replies and invitations, also of those who said no to another time. Who has a seat gets the calendar file anew."""
    meeting = notice.meeting
    seated = next((row for row in rows if isinstance(row, Reply) and row.confirmed_seats), None)
    return meeting_letter(
        "consultations/emails/meeting_changed.txt",
        purpose=Purpose.MEETING_CHANGED,
        recipient=_address_of(rows[0]),
        occasion=notice.occasion,
        meeting=meeting,
        rows=rows,
        language=_language_of(rows[0]),
        subject=lambda: (
            _("Changed: %(title)s, %(day)s")
            % {"title": meeting.title, "day": dates.short_day_text(meeting.starts_at)}
        ),
        calendar=meeting_calendar(calendar_event(meeting, reply=seated)) if seated else "",
        lines=with_moments(lines),
        reply=seated,
        receivers=rows,
        is_coming=any(isinstance(row, Handover) or _says(row, True) for row in rows),
        said_no=all(_says(row, False) for row in rows),
    )


def _says(row, comes):
    return isinstance(row, Reply) and row.comes == comes


def _address_of(row):
    return row.address if isinstance(row, Reply | Handover) else row.organisation.email


def _language_of(row):
    return row.language if isinstance(row, Reply | Handover) else row.organisation.contact_language
