"""Seats: who has one, who waits, and why. Every function here holds the meeting's lock."""

from dataclasses import dataclass
from itertools import count

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from consultations import emails
from consultations.models import Handover, Meeting, Place, Reply, Seat, SeatStatus
from organisations.actions.letters import post_letter


class NoRoomThere(Exception):
    """Whoever has a seat or a place in a queue changes to another place only when it has room."""


class AlreadyThere(Exception):
    """Somebody of the reply has come to the meeting: its seats are not changed from afar."""


def lock(meeting):
    """The meeting, read anew and held: nobody else moves its seats until the transaction ends."""
    return Meeting.objects.locked().get(pk=meeting.pk)


def ask_for_seats(*, meeting, reply, names, places=None, at=None):
    """Give the reply exactly these persons, in this order. New persons queue like everybody else.

    `names` may hold empty names: they can be filled in later. `places` says where each takes part;
    without it everybody stays where they are, and new persons come on site. Call under the lock.
    Raises NoRoomThere, and AlreadyThere when somebody of them has come.
    """
    at = at or timezone.now()
    if any(seat.has_come for seat in reply.live_seats):
        raise AlreadyThere(reply)
    kept = reply.live_seats[: len(names)]
    wanted = places or [seat.place for seat in kept] + [Place.SITE] * (len(names) - len(kept))
    if places and not all(meeting.seats_at(place) for place in places):
        raise NoRoomThere(meeting)
    give_back(reply.live_seats[len(names) :], at=at)
    for seat, name, place in zip(kept, names, wanted, strict=False):
        if seat.name != name:
            seat.rename(name)
        if seat.place != place:
            _go_elsewhere(meeting, seat, place, at)
    Seat.objects.bulk_create(
        Seat(
            meeting=meeting,
            reply=reply,
            name=name,
            place=place,
            status=SeatStatus.WAITING,
            waiting_since=at,
        )
        for name, place in zip(names[len(kept) :], wanted[len(kept) :], strict=True)
    )
    reply.forget_seats()


def give_back(seats, *, at=None):
    """Cancel the seats. A colleague who had taken one over is told by one letter, and whoever was
    offered one finds that the link opens nothing. Call under the lock."""
    for handover in Handover.objects.live().filter(seat__in=seats).with_parts():
        end_handover(handover)
    for seat in seats:
        seat.give_back(at=at)


def end_handover(handover):
    """The association wants the seat back, or has it no more. Call under the lock."""
    was_taken = handover.is_taken
    handover.end()
    if was_taken:
        handover.seat.rename("")
        post_letter(**emails.seat_lost(handover=handover))


def _go_elsewhere(meeting, seat, place, at):
    """Whoever waits may choose the other queue; nobody gives a seat for a place in a queue."""
    try:
        change_place(meeting=meeting, seat=seat, place=place)
    except NoRoomThere:
        if not seat.is_waiting:
            raise
        seat.queue_elsewhere(place=place, at=at)


def change_place(*, meeting, seat, place):
    """On site or online instead, if there is room there and nobody waits for it. Call under the lock,
    and let the queue move after. Raises NoRoomThere."""
    taken = _taken(meeting, place)
    if meeting.seats.waiting().at_place(place).exists() or _room(meeting, place, taken) <= 0:
        raise NoRoomThere(place)
    seat.sit_elsewhere(place=place, number=next(_free_numbers(taken)))


def free_seats(meeting, place):
    """How many a newcomer may choose among: none where somebody waits."""
    if meeting.seats.waiting().at_place(place).exists():
        return 0
    taken = meeting.seats.taken().at_place(place).within_capacity().count()
    return max(0, meeting.seats_at(place) - taken)


def free_number(meeting, place):
    """The lowest that nobody has; under the lock."""
    return next(_free_numbers(_taken(meeting, place)))


def _taken(meeting, place):
    """{number: why it stands beside the meeting's own}, of the seats taken there, in one query.

    How many are free and which numbers is told by the same rows: whoever had forgotten the lock
    would choose a number that another chooses too, and the constraint on Seat would refuse it.
    """
    return dict(meeting.seats.numbered().at_place(place).values_list("number", "extra"))


def _room(meeting, place, taken):
    return meeting.seats_at(place) - sum(not extra for extra in taken.values())


def _free_numbers(taken):
    return (number for number in count(1) if number not in taken)


def fill_free_seats(*, meeting, quiet=None):
    """Whoever waited longest takes what is free, on site and online each by itself, and is told by
    letter, except the reply `quiet`, which is being answered on screen. Call under the lock.
    Returns the seats that were filled."""
    filled = [seat for place in Place.values for seat in _fill(meeting, place)]
    tell_those_who_waited(filled, quiet=quiet)
    return filled


def _fill(meeting, place):
    waiting = meeting.seats.waiting().at_place(place)
    counted = meeting.seats.taken().at_place(place).within_capacity().count()
    free = meeting.seats_at(place) - counted
    if free <= 0 or not waiting.exists():
        return []
    taken = _taken(meeting, place)
    free, numbers = _room(meeting, place, taken), _free_numbers(taken)
    shares = _shares(meeting)
    filled = []
    for seat in waiting.select_related("reply__organisation", "reply__meeting").iterator(100):
        if len(filled) >= free:
            break
        # The association's share was made smaller while it waited: the next one goes before.
        if shares.get(seat.reply_id, 0) >= meeting.seats_per_organisation:
            continue
        seat.take(next(numbers))
        shares[seat.reply_id] = shares.get(seat.reply_id, 0) + 1
        filled.append(seat)
    return filled


def _shares(meeting):
    """How many of the meeting's own seats each reply with somebody waiting has, both places together."""
    shares = {}
    waiting = meeting.seats.waiting().order_by().values("reply")
    taken = meeting.seats.taken().within_capacity().filter(reply__in=waiting)
    for reply in taken.values_list("reply", flat=True):
        shares[reply] = shares.get(reply, 0) + 1
    return shares


def tell_those_who_waited(seats, *, quiet):
    by_reply = {}
    for seat in seats:
        by_reply.setdefault(seat.reply, []).append(seat)
    for reply, its_seats in by_reply.items():
        if reply != quiet and reply.address:
            reply.forget_seats()
            post_letter(**emails.seat_came_free(reply=reply, seats=its_seats))


@transaction.atomic
def change_capacity(*, meeting, **seats):
    """Set `seats_total`, `seats_online` or both. More seats move the queue at once; fewer send nobody
    home: whoever has a seat keeps it, and the queue stands still until there is room again."""
    meeting = lock(meeting)
    for field, number in seats.items():
        setattr(meeting, field, number)
    meeting.save(update_fields=list(seats))
    fill_free_seats(meeting=meeting)
    return meeting


def place_in_queue(seat):
    """1 for the next to get a seat at the place that it waits for."""
    earlier = Q(waiting_since__lt=seat.waiting_since)
    at_once = Q(waiting_since=seat.waiting_since, pk__lt=seat.pk)
    queue = Seat.objects.queueing().filter(meeting=seat.meeting_id, place=seat.place)
    return queue.filter(earlier | at_once).count() + 1


@dataclass(frozen=True)
class Waiting:
    """What whoever waits is told: where in the queue, and why no seat yet."""

    seat: Seat
    number: int
    share: int
    seats: int

    @property
    def has_its_share(self):
        """The association has as many seats as each may have, so that others go before."""
        return self.share > 0

    @property
    def place(self):
        return self.seat.get_place_display()


def waiting_of(reply):
    """Each waiting seat of the reply, with its place in the queue and the reason."""
    meeting = reply.meeting
    own = sum(not seat.is_extra for seat in reply.confirmed_seats)
    share = own if own >= meeting.seats_per_organisation else 0
    return [
        Waiting(seat, place_in_queue(seat), share, meeting.seats_at(seat.place))
        for seat in reply.waiting_seats
    ]


def release_holds(*, at=None):
    """Give back the seats of replies that nobody confirmed in time. Returns how many replies."""
    replies = list(Reply.objects.unconfirmed(at=at).values_list("pk", "meeting"))
    for pk, meeting in replies:
        release_hold(reply_id=pk, meeting_id=meeting, at=at)
    return len(replies)


@transaction.atomic
def release_hold(*, reply_id, meeting_id, at=None):
    meeting = Meeting.objects.locked().get(pk=meeting_id)
    reply = Reply.objects.unconfirmed(at=at).filter(pk=reply_id).with_parts().first()
    # Confirmed while we waited for the lock, or changed: then there is nothing to release.
    if reply is None:
        return
    post_letter(**emails.hold_ended(reply=reply))
    # Nobody showed that the address is theirs, so nothing of what was written is kept.
    reply.delete()
    fill_free_seats(meeting=meeting)
