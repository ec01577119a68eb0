"""The letters to those who have answered: what we understood, and what became of their seats."""

from django.utils.translation import gettext as _

from consultations.emails.calendar import calendar_event
from consultations.emails.meeting_letter import meeting_letter
from kick.lib import dates
from kick.lib.ics import meeting_calendar
from organisations.models import Purpose


def reply_received(*, reply):
    """What we understood, the calendar file, and the link that changes it."""
    return meeting_letter(
        "consultations/emails/reply_received.txt",
        purpose=Purpose.REPLY,
        recipient=reply.address,
        occasion=f"reply:{reply.pk}:{reply.changes}",
        meeting=reply.meeting,
        rows=[reply],
        language=reply.language,
        subject=lambda: _subject_of_reply(reply),
        # A no after a yes takes the meeting out of the calendar again.
        calendar=_calendar(reply) if reply.confirmed_seats or reply.has_turned_to_no else "",
        reply=reply,
    )


def reply_to_confirm(*, reply):
    """The seat is held for two hours; the link confirms that the address is the writer's own."""
    return meeting_letter(
        "consultations/emails/reply_to_confirm.txt",
        purpose=Purpose.REPLY,
        recipient=reply.address,
        occasion=f"confirm:{reply.pk}:{reply.changes}",
        meeting=reply.meeting,
        rows=[reply],
        language=reply.language,
        subject=lambda: (
            _("Confirm that you are coming on %(day)s")
            % {"day": dates.short_day_text(reply.meeting.starts_at)}
        ),
        reply=reply,
    )


def hold_ended(*, reply):
    """The two hours passed and nobody confirmed: the seats have gone back."""
    return meeting_letter(
        "consultations/emails/hold_ended.txt",
        purpose=Purpose.SEAT,
        recipient=reply.address,
        occasion=f"hold:{reply.pk}:{reply.changes}",
        meeting=reply.meeting,
        rows=[],
        language=reply.language,
        subject=lambda: (
            _("Your seat on %(day)s was not confirmed")
            % {"day": dates.short_day_text(reply.meeting.starts_at)}
        ),
        reply=reply,
    )


def seat_came_free(*, reply, seats):
    """To those who waited: they have their seat, and this is why."""
    return meeting_letter(
        "consultations/emails/seat_came_free.txt",
        purpose=Purpose.SEAT,
        recipient=reply.address,
        occasion="seats:" + ",".join(str(seat.pk) for seat in seats),
        meeting=reply.meeting,
        rows=[reply],
        language=reply.language,
        subject=lambda: (
            _("You have a seat on %(day)s") % {"day": dates.short_day_text(reply.meeting.starts_at)}
        ),
        calendar=_calendar(reply),
        reply=reply,
        seats=seats,
    )


def meeting_soon(*, reply, days, day):
    """To those who have a seat, on the days that the meeting sets."""
    return meeting_letter(
        "consultations/emails/meeting_soon.txt",
        purpose=Purpose.MEETING_SOON,
        recipient=reply.address,
        occasion=f"soon:{days}:{day}:{reply.pk}",
        meeting=reply.meeting,
        rows=[reply],
        language=reply.language,
        subject=lambda: (
            _("We meet on %(day)s: %(title)s")
            % {"day": dates.short_day_text(reply.meeting.starts_at), "title": reply.meeting.title}
        ),
        reply=reply,
    )


def _subject_of_reply(reply):
    day = dates.short_day_text(reply.meeting.starts_at)
    if not reply.comes:
        return _("Thank you for your answer about %(day)s") % {"day": day}
    if reply.confirmed_seats:
        return _("You are coming on %(day)s") % {"day": day}
    return _("You are waiting for a seat on %(day)s") % {"day": day}


def _calendar(reply):
    return meeting_calendar(calendar_event(reply.meeting, reply=reply))
