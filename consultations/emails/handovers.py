"""The letters about a seat that a colleague takes over, to her and to the association."""

from django.utils.translation import gettext as _

from consultations.emails.calendar import calendar_event
from consultations.emails.meeting_letter import meeting_letter
from kick.lib import dates
from kick.lib.ics import meeting_calendar
from organisations.models import Purpose


def seat_offered(*, handover):
    """To a colleague: a seat is hers if she wants it. Says which association, and names nobody."""
    return _of_handover(
        "seat_offered",
        handover,
        recipient=handover.email,
        rows=[handover],
        language=handover.language,
        subject=lambda day: _("Do you want to come in a colleague's place on %(day)s?") % day,
    )


def seat_taken_over(*, handover):
    """She has said yes: the calendar file, and the link that changes it."""
    return _of_handover(
        "seat_taken_over",
        handover,
        recipient=handover.email,
        rows=[handover],
        language=handover.language,
        subject=lambda day: _("You are coming on %(day)s") % day,
        calendar=meeting_calendar(calendar_event(handover.seat.meeting, handover=handover)),
    )


def seat_given_back(*, handover):
    """To the association: the colleague has said no, and the seat is theirs to fill."""
    reply = handover.seat.reply
    return _of_handover(
        "seat_given_back",
        handover,
        recipient=reply.address,
        rows=[reply],
        language=reply.language,
        subject=lambda day: _("Your colleague cannot come on %(day)s") % day,
    )


def seat_lost(*, handover):
    """To a colleague who had taken it over: the association has it no more, or wants it back. Her
    calendar takes the meeting out again."""
    seat = handover.seat
    return meeting_letter(
        "consultations/emails/seat_lost.txt",
        purpose=Purpose.SEAT,
        recipient=handover.email,
        occasion=f"seat_lost:{handover.pk}",
        meeting=seat.meeting,
        rows=[],
        language=handover.language,
        subject=lambda: (
            _("Your seat on %(day)s is gone")
            % {"day": dates.short_day_text(seat.meeting.starts_at)}
        ),
        calendar=meeting_calendar(calendar_event(seat.meeting, handover=handover)),
        association=lambda: seat.reply.organisation_name,
    )


def seat_soon(*, handover, days, day):
    """The same to a colleague who has taken over a seat."""
    meeting = handover.seat.meeting
    return meeting_letter(
        "consultations/emails/seat_soon.txt",
        purpose=Purpose.MEETING_SOON,
        recipient=handover.email,
        occasion=f"soon:{days}:{day}:colleague:{handover.pk}",
        meeting=meeting,
        rows=[handover],
        language=handover.language,
        subject=lambda: (
            _("We meet on %(day)s: %(title)s")
            % {"day": dates.short_day_text(meeting.starts_at), "title": meeting.title}
        ),
        reply=handover.seat.reply,
        seat=handover.seat,
    )


def _of_handover(name, handover, *, recipient, rows, language, subject, calendar=""):
    meeting = handover.seat.meeting
    return meeting_letter(
        f"consultations/emails/{name}.txt",
        purpose=Purpose.SEAT,
        recipient=recipient,
        occasion=f"{name}:{handover.pk}",
        meeting=meeting,
        rows=rows,
        language=language,
        subject=lambda: subject({"day": dates.short_day_text(meeting.starts_at)}),
        calendar=calendar,
        reply=handover.seat.reply,
    )
