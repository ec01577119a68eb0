"""The meeting's own reminders to those who come, and to colleagues who have taken over a seat, once
each, on the days that it sets."""

from django.db import transaction
from django.utils import timezone

from consultations import emails
from consultations.actions.seats import lock
from consultations.models import Handover, Meeting, MeetingReminder
from organisations.actions.letters import lately_told, post_letters
from organisations.models import Purpose


def remind_those_who_come(*, at=None):
    """Queue every reminder that is due, whichever worker asks and however often. Returns how many."""
    at = at or timezone.now()
    ahead = Meeting.objects.taking_place().yet_to_start(at=at)
    return sum(_remind(meeting, at) for meeting in ahead if meeting.due_reminder(at=at) is not None)


@transaction.atomic
def _remind(meeting, at):
    # Whoever else is at it waits here, and then finds the rows below. Were the lock forgotten, the
    # constraint on MeetingReminder would refuse the second.
    meeting = lock(meeting)
    days = meeting.due_reminder(at=at)
    if days is None or not meeting.is_published:
        return 0
    day = timezone.localtime(meeting.starts_at).date()
    # Whoever said yes after the moment has just been told all of it.
    replies = list(
        meeting.replies.to_be_reminded(before=meeting.reminder_at(days))
        .not_reminded(days=days, day=day)
        .with_parts()
        .select_related("meeting__region", "meeting__municipality", "organisation")
    )
    MeetingReminder.objects.bulk_create(
        MeetingReminder(reply=reply, days=days, for_day=day, sent_at=at) for reply in replies
    )
    letters = [
        emails.meeting_soon(reply=reply, days=days, day=day) for reply in replies if reply.address
    ]
    letters += _to_colleagues(meeting, days=days, day=day)
    return len(post_letters(letters))


def _to_colleagues(meeting, *, days, day):
    """Letters to those who have taken over a seat. Once each, since a letter about the same is posted
    once; whoever took it after the moment was told all of it then."""
    moment = meeting.reminder_at(days)
    about = {"about": f"meeting:{meeting.uuid}", "since": moment}
    told = lately_told(**about, purpose=Purpose.SEAT)
    rows = Handover.objects.at_meeting(meeting).to_be_reminded(before=moment).with_parts()
    return [
        emails.seat_soon(handover=row, days=days, day=day)
        for row in rows
        if row.email.lower() not in told
    ]
