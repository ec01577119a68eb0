"""What is kept of a meeting's people, and for how long (CATALOGUE D8)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from consultations.models import Invitation, Meeting, Need, Reply, Seat

NEEDS_KEPT = timedelta(days=7)
NAMES_KEPT = timedelta(days=730)


@transaction.atomic
def forget_meeting_people(*, at=None):
    """Delete needs a week after the meeting; after 24 months blank names, addresses and words, so
    that only counts are left, and delete the invitations."""
    at = at or timezone.now()
    Need.objects.filter(reply__meeting__in=ended_before(at - NEEDS_KEPT)).delete()
    old = ended_before(at - NAMES_KEPT)
    Seat.objects.filter(meeting__in=old).exclude(name="").update(name="")
    Reply.objects.filter(meeting__in=old).with_words().update(email="", word="")
    Invitation.objects.filter(meeting__in=old).delete()


def ended_before(moment):
    return Meeting.objects.past(at=moment)
