"""A seat is handed over to a colleague, who gets a link of her own to it; nothing of hers is shown to
others, nor theirs to her."""

from django.db import transaction
from django.utils import timezone

from consultations import emails
from consultations.actions.replies import NotTakingReplies
from consultations.actions.seats import end_handover, lock
from consultations.models import Handover, HandoverStatus, Seat
from organisations.actions.letters import post_letter


class AlreadyHandedOver(Exception):
    """Somebody else has been offered the seat, and it is not taken back."""


class NoSuchSeat(Exception):
    """The seat is not this reply's, is cancelled, or nobody has one yet."""


# So that nobody makes us write to hundreds of addresses from one link.
MOST_OFFERS = 5


class TooManyOffers(Exception):
    """The seat has been offered to MOST_OFFERS addresses."""


@transaction.atomic
def offer(*, doorway, seat_id, email, at=None):
    """Offer a seat of the reply to a colleague: she gets a letter with a link of her own. The same
    address again changes nothing. Raises NotTakingReplies, NoSuchSeat, AlreadyHandedOver and
    TooManyOffers."""
    meeting = lock(doorway.meeting)
    if not meeting.is_published or meeting.is_past(at=at) or doorway.reply is None:
        raise NotTakingReplies(meeting)
    seat = Seat.objects.live().filter(pk=seat_id, reply=doorway.reply).first()
    if seat is None or not (seat.is_confirmed or seat.is_waiting):
        raise NoSuchSeat(seat_id)
    before = list(seat.handovers.all())
    standing = next((row for row in before if row.status in _LIVE), None)
    if standing and standing.email.lower() == email.lower():
        return standing
    if standing:
        raise AlreadyHandedOver(seat_id)
    if len(before) >= MOST_OFFERS:
        raise TooManyOffers(seat_id)
    handover = Handover.objects.create(
        seat=seat, email=email, language=doorway.reply.language, offered_at=at or timezone.now()
    )
    post_letter(**emails.seat_offered(handover=_with_parts(handover)))
    return handover


_LIVE = {HandoverStatus.OFFERED, HandoverStatus.TAKEN}


def _with_parts(handover):
    return Handover.objects.with_parts().get(pk=handover.pk)


@transaction.atomic
def take_back(*, doorway, seat_id):
    """The association wants the seat back before the colleague has said yes, or after: her link stops
    working, what she wrote goes, and she is told if she had said yes. Once is enough: the same again
    changes nothing."""
    lock(doorway.meeting)
    rows = Handover.objects.live().of_reply(doorway.reply).filter(seat=seat_id)
    for handover in rows.with_parts():
        end_handover(handover)


@transaction.atomic
def accept(*, handover, name="", wants_minutes=None, at=None):
    """The colleague comes: the seat has her name, if she gives one, and nobody else's. With
    `wants_minutes` her address is kept until what was written down is confirmed; None leaves what she
    said before. Raises NotTakingReplies when the seat is not hers to take any more."""
    handover = _locked(handover)
    if not handover.is_taken:
        handover.take()
        handover.seat.rename(name)
        post_letter(**emails.seat_taken_over(handover=handover))
    elif name and handover.seat.name != name:
        handover.seat.rename(name)
    if wants_minutes not in {None, handover.wants_minutes}:
        handover.want_minutes(wants_minutes)
    return handover


def may_ask_for_minutes(handover):
    """Whether it changes anything."""
    return Handover.objects.may_ask_for_minutes().filter(pk=handover.pk).exists()


@transaction.atomic
def ask_for_minutes(*, handover):
    """The colleague was there and wants to read what was written down; her address is kept until it is
    confirmed. Once is enough, and without an address nothing happens."""
    lock(handover.seat.meeting)
    handover.refresh_from_db(fields=["wants_minutes"])
    if may_ask_for_minutes(handover):
        handover.want_minutes(True)


@transaction.atomic
def decline(*, handover, at=None):
    """The colleague cannot come: the seat is the association's again, without a name, and it is told.
    Raises NotTakingReplies when the seat is not hers any more."""
    handover = _locked(handover)
    if handover.is_taken:
        handover.seat.rename("")
    handover.decline()
    if handover.seat.reply.address:
        post_letter(**emails.seat_given_back(handover=handover))


def _locked(handover):
    meeting = lock(handover.seat.meeting)
    still = Handover.objects.live().filter(pk=handover.pk).first()
    if still is None or not meeting.is_published or meeting.is_past():
        raise NotTakingReplies(meeting)
    return _with_parts(still)
