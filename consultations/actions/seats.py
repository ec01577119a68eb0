"""Seats: who has one, who waits, and why. Every function here holds the meeting's lock."""

from itertools import count, islice

from django.db import transaction
from django.utils import timezone

from consultations import emails
from consultations.models import Meeting, Reply, Seat, SeatStatus
from organisations.actions.letters import post_letter


def lock(meeting):
    """The meeting, read anew and held: nobody else moves its seats until the transaction ends."""
    return Meeting.objects.locked().get(pk=meeting.pk)


def ask_for_seats(*, meeting, reply, names, at=None):
    """Give the reply exactly these persons, in this order. New persons queue like everybody else.

    `names` may hold empty names: they can be filled in later. Call under the lock.
    """
    at = at or timezone.now()
    kept = reply.live_seats[: len(names)]
    for seat in reply.live_seats[len(names) :]:
        seat.give_back(at=at)
    for seat, name in zip(kept, names, strict=False):
        if seat.name != name:
            seat.rename(name)
    Seat.objects.bulk_create(
        Seat(meeting=meeting, reply=reply, name=name, status=SeatStatus.WAITING, waiting_since=at)
        for name in names[len(kept) :]
    )
    reply.forget_seats()


def fill_free_seats(*, meeting, quiet=None):
    """Whoever waited longest takes what is free, and is told by letter, except the reply `quiet`,
    which is being answered on screen. Call under the lock. Returns the seats that were filled."""
    taken = set(meeting.seats.taken().values_list("number", flat=True))
    free = max(0, meeting.seats_total - len(taken))
    numbers = islice((number for number in count(1) if number not in taken), free)
    filled = []
    waiting = meeting.seats.waiting().select_related("reply__organisation", "reply__meeting")
    for seat, number in zip(waiting[:free], numbers, strict=False):
        seat.take(number)
        filled.append(seat)
    tell_those_who_waited(filled, quiet=quiet)
    return filled


def tell_those_who_waited(seats, *, quiet):
    by_reply = {}
    for seat in seats:
        by_reply.setdefault(seat.reply, []).append(seat)
    for reply, its_seats in by_reply.items():
        if reply != quiet and reply.address:
            reply.forget_seats()
            post_letter(**emails.seat_came_free(reply=reply, seats=its_seats))


@transaction.atomic
def change_capacity(*, meeting, seats_total):
    """Set the number of seats. More seats move the queue at once; fewer send nobody home:
    whoever has a seat keeps it, and the queue stands still until there is room again."""
    meeting = lock(meeting)
    meeting.seats_total = seats_total
    meeting.save(update_fields=["seats_total"])
    fill_free_seats(meeting=meeting)
    return meeting


def place_in_queue(seat):
    """1 for the next to get a seat."""
    ahead = Seat.objects.waiting().filter(
        meeting=seat.meeting_id, waiting_since__lt=seat.waiting_since
    )
    at_once = Seat.objects.waiting().filter(
        meeting=seat.meeting_id, waiting_since=seat.waiting_since, pk__lt=seat.pk
    )
    return ahead.count() + at_once.count() + 1


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
