"""What is kept of a meeting's people and of drafts, and for how long (CATALOGUE D8)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from consultations.models import Invitation, Meeting, Need, Reply, Seat, Statement

NEEDS_KEPT = timedelta(days=7)
NAMES_KEPT = timedelta(days=730)
DRAFTS_KEPT = timedelta(days=365)


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


@transaction.atomic
def forget_drafts(*, at=None):
    """Delete what was never handed in, a year after the consultation's last day. Returns how many."""
    before = (at or timezone.now()) - DRAFTS_KEPT
    old = Statement.objects.unsent().closed_before(before)
    number = old.count()
    old.delete()
    return number


def ended_before(moment):
    return Meeting.objects.past(at=moment)
