"""At the door and beside the limit: who has come, who came anyway, and whom staff let in by hand.

Two may stand at the door at once. Every function holds the meeting's lock, and what was done already
is left as it is.
"""

from django.db import transaction
from django.utils import timezone

from consultations import emails
from consultations.actions.replies import NotTakingReplies
from consultations.actions.seats import free_number, lock
from consultations.models import Extra, Place, Reply, Seat, SeatStatus, Speaker, Way
from kick.lib.tally import count_anew
from organisations.actions.letters import post_letter
from organisations.models import Organisation, WrongMove


class DoorIsShut(Exception):
    """The meeting is a draft, cancelled, or on another day to come."""


def _at_the_door(meeting, at):
    meeting = lock(meeting)
    if not meeting.has_open_door(at=at):
        raise DoorIsShut(meeting)
    return meeting


def _read(meeting, seat):
    return meeting.seats.select_related("reply__organisation").get(pk=seat.pk)


@transaction.atomic
def check_in(*, seat, by, at=None):
    """The person is here. Whoever waited for a seat is let in beside the limit. Returns (the seat,
    whether it was news): the second to press is told when the first did. Raises DoorIsShut, and
    WrongMove for a seat that was given back."""
    at = at or timezone.now()
    meeting = _at_the_door(seat.meeting, at)
    seat = _read(meeting, seat)
    if seat.has_come:
        return seat, False
    if seat.is_waiting:
        seat.take(free_number(meeting, seat.place), extra=Extra.DOOR, by=by)
    seat.come(at=at)
    _confirm(seat.reply, at)
    return seat, True


def _confirm(reply, at):
    """Whoever stands here has shown that the seat is theirs: it is no longer held for a letter."""
    if not reply.is_confirmed:
        reply.confirmed_at = at
        reply.save(update_fields=["confirmed_at"])


@transaction.atomic
def undo_check_in(*, seat, at=None):
    """Noted by mistake: everything is as it was before, and a walk-in was never here. Returns the
    seat, or None when it is gone or was undone already. Raises DoorIsShut."""
    meeting = _at_the_door(seat.meeting, at or timezone.now())
    seat = meeting.seats.attended().select_related("reply").filter(pk=seat.pk).first()
    if seat is None:
        return None
    if seat.is_walk_in:
        _forget_walk_in(seat)
        return None
    if seat.extra == Extra.DOOR:
        seat.wait_again(since=seat.reply.changed_at)
    else:
        seat.did_not_come()
    return seat


def _forget_walk_in(seat):
    reply = seat.reply
    seat.delete()
    if reply.way == Way.DOOR and not reply.seats.exists():
        reply.delete()


@transaction.atomic
def walk_in(*, meeting, name, association, key, by, at=None):
    """Somebody without a seat comes to the door, and is let in beside the limit. An association that
    the register knows by exactly that name has it in its reply; another is noted as it was said.

    `key` is the form's: the same form twice is one person. Returns the seat. Raises DoorIsShut.
    """
    at = at or timezone.now()
    meeting = _at_the_door(meeting, at)
    known = meeting.seats.filter(form_key=key).first()
    if known:
        return known
    reply = _reply_at_the_door(meeting, association.strip(), by=by, at=at)
    seat = Seat.objects.create(
        meeting=meeting,
        reply=reply,
        name=name,
        status=SeatStatus.ATTENDED,
        number=free_number(meeting, Place.SITE),
        came_at=at,
        extra=Extra.DOOR,
        extra_by=by,
        form_key=key,
    )
    count_anew(meeting.tally)
    return seat


def _reply_at_the_door(meeting, association, *, by, at):
    named = Organisation.objects.current().reaching(meeting.region).filter(name__iexact=association)
    found = list(named[:2]) if association else []
    # Two of one name: whoever stands at the door does not guess which.
    organisation = found[0] if len(found) == 1 else None
    if organisation:
        reply = meeting.replies.filter(organisation=organisation).first()
        if reply:
            return _comes_after_all(reply, at)
    return Reply.objects.create(
        meeting=meeting,
        organisation=organisation,
        speaker=_speaker(organisation, association),
        said_name="" if organisation else association,
        comes=True,
        way=Way.DOOR,
        taken_down_by=by,
        answered_at=at,
        changed_at=at,
        confirmed_at=at,
    )


def _speaker(organisation, association):
    if organisation:
        return Speaker.ORGANISATION
    return Speaker.GROUP if association else Speaker.SELF


def _comes_after_all(reply, at):
    _confirm(reply, at)
    if not reply.comes:
        reply.comes, reply.changed_at = True, at
        reply.changes += 1
        reply.save(update_fields=["comes", "changed_at", "changes"])
    return reply


@transaction.atomic
def let_in(*, seat, because, by, at=None):
    """Whoever waits gets a seat beside the limit, and a letter that says so. A second press changes
    nothing. Raises NotTakingReplies for a draft or cancelled meeting, WrongMove when the seat was
    given back meanwhile."""
    meeting = lock(seat.meeting)
    if not meeting.is_published:
        raise NotTakingReplies(meeting)
    seat = _read(meeting, seat)
    if seat.is_cancelled:
        raise WrongMove(seat.status)
    if seat.is_waiting:
        number = free_number(meeting, seat.place)
        seat.take(number, extra=Extra.HAND, because=because, by=by)
        _confirm(seat.reply, at or timezone.now())
        _tell(seat.reply, at or timezone.now())
    return seat


@transaction.atomic
def add_over_limit(*, meeting, organisation, name, place, because, key, by, at=None):
    """One more person from an association, beside the meeting's and the association's limits, with the
    reason kept. It takes nothing from the queue, neither now nor when it is given back.

    `key` is the form's: the same form twice is one person. Returns the seat. Raises NotTakingReplies
    for a draft or cancelled meeting.
    """
    at = at or timezone.now()
    meeting = lock(meeting)
    if not meeting.is_published:
        raise NotTakingReplies(meeting)
    known = meeting.seats.filter(form_key=key).first()
    if known:
        return known
    reply, is_new = meeting.replies.get_or_create(
        organisation=organisation,
        defaults={
            "speaker": Speaker.ORGANISATION,
            "comes": True,
            "way": Way.STAFF,
            "language": organisation.contact_language,
            "taken_down_by": by,
            "answered_at": at,
            "changed_at": at,
            "confirmed_at": at,
        },
    )
    seat = Seat.objects.create(
        meeting=meeting,
        reply=reply,
        name=name,
        place=place,
        status=SeatStatus.CONFIRMED,
        number=free_number(meeting, place),
        extra=Extra.HAND,
        extra_because=because,
        extra_by=by,
        form_key=key,
    )
    reply.comes = True
    _confirm(reply, at)
    _tell(reply, at, is_new=is_new)
    count_anew(meeting.tally)
    return seat


def _tell(reply, at, *, is_new=False):
    reply.changed_at = at
    reply.changes += not is_new
    reply.save(update_fields=["comes", "changed_at", "changes"])
    reply = Reply.objects.with_parts().select_related("meeting__region").get(pk=reply.pk)
    if reply.address:
        post_letter(**emails.reply_received(reply=reply))
