"""Publishing a meeting and cancelling it; planning.py writes what it says."""

from django.db import transaction

from consultations.actions import checks
from consultations.actions.changes import announce
from consultations.actions.seats import lock
from consultations.models import CheckOccasion, NoticeKind
from consultations.planning import lacking
from kick.lib.tally import count_anew
from organisations.actions.letter_holds import hold


class NotReady(Exception):
    """Something is lacking without which nobody can be invited; `steps` are where."""

    def __init__(self, steps):
        super().__init__(", ".join(step.slug for step in steps))
        self.steps = steps


@transaction.atomic
def publish_meeting(*, meeting, by=None, at=None):
    """Out in the open; invitations may go. How the consultation check came out is kept.

    Raises WrongMove when it was published or cancelled, NotReady when it says no purpose.
    """
    held = lock(meeting)
    if held.is_draft and (steps := lacking(held)):
        raise NotReady(steps)
    held.publish()
    meeting.status = held.status
    count_anew(*held.region_ids)
    checks.keep(meeting=held, occasion=CheckOccasion.PUBLISHED, by=by, at=at)


@transaction.atomic
def cancel_meeting(*, meeting, because, by=None, at=None):
    """Everybody who was invited, has a seat or waits is told once, save who has said no. It is noted how
    many could not be told by mail. Raises WrongMove."""
    meeting = lock(meeting)
    meeting.cancel(because=because)
    announce(meeting=meeting, kind=NoticeKind.CANCELLED, by=by, at=at)
    # What is queued and invites to it, or reminds of it, never goes.
    hold(about=f"meeting:{meeting.uuid}", by=None)
    count_anew(*meeting.region_ids)
    return meeting
