"""Boka datumet: a short letter to those on the list, weeks before the invitation is ready."""

from django.db import transaction
from django.utils import timezone

from consultations import emails
from consultations.actions.seats import lock
from consultations.models import MeetingNotice, NoticeKind
from organisations.actions.letters import lately_told, post_letters
from organisations.models import Purpose, WrongMove


class ListHasChanged(Exception):
    """The list is not as long as the one that was looked at."""


class NobodyLeft(Exception):
    """Everybody on the list has been told of this day."""


def to_tell(meeting):
    """({address: its associations}, how many have no address), of those on the list who have neither
    been told of the day that the meeting now has, nor been invited to it."""
    about, day = f"meeting:{meeting.uuid}", timezone.localtime(meeting.starts_at).date()
    told = lately_told(
        about=about, since=meeting.created_at, purpose=Purpose.SAVE_THE_DATE, occasion=f"day:{day}"
    )
    by_address, unreached = {}, 0
    rows = meeting.invitations.ready_to_go().select_related("organisation__municipality")
    for invitation in rows.order_by("pk"):
        organisation = invitation.organisation
        if not organisation.takes_mail:
            unreached += 1
        elif organisation.email.lower() not in told:
            by_address.setdefault(organisation.email.lower(), []).append(organisation)
    return by_address, unreached


@transaction.atomic
def save_the_date(*, meeting, expected, by, at=None):
    """One letter per address; each is told of one day once. The list is not touched: the invitation
    comes later. Also of a draft. Returns the notice.

    `expected` is the number of letters that was looked at. Raises ListHasChanged, NobodyLeft,
    approvals.NotApproved, and WrongMove when the meeting is cancelled or over.
    """
    held = lock(meeting)
    at = at or timezone.now()
    if held.is_cancelled or held.is_past(at=at):
        raise WrongMove("nothing to save")
    by_address, unreached = to_tell(held)
    if not by_address:
        raise NobodyLeft
    if len(by_address) != expected:
        raise ListHasChanged
    post_letters(
        [
            emails.save_the_date(meeting=held, organisations=organisations, sender=by)
            for organisations in by_address.values()
        ]
    )
    day = timezone.localtime(held.starts_at).date().isoformat()
    return MeetingNotice.objects.create(
        meeting=held,
        kind=NoticeKind.SAVE_THE_DATE,
        lines=[{"what": "day", "now": day}],
        told=len(by_address),
        unreached=unreached,
        at=at,
        by=by,
    )
