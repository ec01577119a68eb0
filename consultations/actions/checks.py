"""Keeping how the consultation check came out, as it was that day."""

from django.utils import timezone

from consultations.check_rules import VERSION
from consultations.checking import findings, frozen
from consultations.models import CheckOccasion, MeetingCheck
from kick.lib.tally import count_anew


def keep(*, meeting, occasion, by=None, at=None):
    """A frozen record, published beside the meeting. Nothing is forbidden by how it came out."""
    count_anew(meeting.tally)
    return MeetingCheck.objects.create(
        meeting=meeting,
        occasion=occasion,
        rules_version=VERSION,
        findings=frozen(findings(meeting, at=at)),
        at=at or timezone.now(),
        by=by,
    )


def keep_if_otherwise(*, meeting, occasion=CheckOccasion.CHANGED, by=None, at=None):
    """A new record beside the older ones when a published meeting now comes out otherwise. Call under
    the meeting's lock. Returns it, or None."""
    if not meeting.is_published:
        return None
    last = meeting.checks.latest_first().first()
    found = frozen(findings(meeting, at=at))
    if last and last.findings == found:
        return None
    return keep(meeting=meeting, occasion=occasion, by=by, at=at)
