"""Answering a meeting: by link, on its page, or by phone. One transaction, letters after it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from consultations import emails
from consultations.actions.seats import (
    NoRoomThere,
    ask_for_seats,
    change_place,
    fill_free_seats,
    lock,
)
from consultations.models import Need, NeedKind, Place, Reply, Speaker, Way
from kick.lib.queue import enqueue
from kick.lib.tally import count_anew
from organisations.actions import own_voice
from organisations.actions.letters import post_letter, was_just_told
from organisations.models import ConfirmedHow

# How long a seat is held for an address that has not shown that it is the writer's own.
HOLD = timedelta(hours=2)
# A yes is often followed by the names at once: the confirmation waits for them.
PAUSE_BEFORE_LETTER = timedelta(minutes=5)


class NotTakingReplies(Exception):
    """The meeting is a draft, cancelled, or its last time to reply has passed."""


class TooManyPersons(Exception):
    """More persons than the meeting has seats for each association."""


class AlreadyAnswered(Exception):
    """Somebody with this address, or this association, has answered: the link changes that answer."""


def _insist(meeting, *, persons=0, most=0, at=None):
    if not meeting.takes_replies(at=at):
        raise NotTakingReplies(meeting)
    if persons > max(most, meeting.seats_per_organisation):
        raise TooManyPersons(persons)


@transaction.atomic
def answer(*, doorway, comes, language="sv", at=None):
    """Yes or no by a personal link, at once. Yes takes one seat or a place in the queue; names and
    needs come after. The same answer again changes nothing. Raises NotTakingReplies,
    own_voice.MergedAway, and seats.AlreadyThere when somebody of them has come."""
    at = at or timezone.now()
    meeting = lock(doorway.meeting)
    _insist(meeting, at=at)
    reply = _reply_of(doorway, meeting)
    if reply is None:
        own_voice.insist(doorway.organisation)
        reply = Reply.objects.create(
            meeting=meeting,
            organisation=doorway.organisation,
            speaker=Speaker.ORGANISATION,
            comes=comes,
            language=language,
            way=Way.LINK,
            answered_at=at,
            changed_at=at,
            confirmed_at=at,
        )
    elif reply.comes == comes and reply.is_confirmed:
        return reply
    else:
        _turn(reply, comes=comes, at=at)
    ask_for_seats(
        meeting=meeting,
        reply=reply,
        names=[seat.name for seat in reply.live_seats] or [""] if comes else [],
        at=at,
    )
    fill_free_seats(meeting=meeting, quiet=reply)
    reply.forget_seats()
    _confirm_later(reply) if comes else _confirm_now(reply)
    return reply


def _reply_of(doorway, meeting):
    """The reply as it is now that the meeting is locked, not as it was when the page was opened."""
    if doorway.invitation:
        replies = Reply.objects.of_invitation(doorway.invitation)
    else:
        replies = Reply.objects.filter(pk=doorway.reply.pk)
    return replies.with_parts().select_related("meeting__region", "organisation").first()


def _turn(reply, *, comes, at):
    reply.comes = comes
    reply.changed_at = at
    reply.changes += 1
    reply.confirmed_at = reply.confirmed_at or at
    if not comes:
        reply.wants_alliance = False
        reply.needs.all().delete()
    reply.save()


@transaction.atomic
def fill_in(
    *,
    doorway,
    names,
    needs,
    wants_alliance,
    interpreter="",
    email="",
    word="",
    places=None,
    at=None,
):
    """What may come after the yes: who comes, where, what they need, a word. Returns the reply.

    `names` has one entry a person, empty where the name is not known yet, and so has `places`;
    `interpreter` is the code of a language, for a need of that kind. Fewer than before gives seats
    back, and the queue moves at once. Raises NotTakingReplies, TooManyPersons, seats.NoRoomThere,
    seats.AlreadyThere and, for an address that somebody else has answered with, AlreadyAnswered.
    """
    at = at or timezone.now()
    meeting = lock(doorway.meeting)
    reply = _reply_of(doorway, meeting)
    if reply is None or not reply.comes:
        raise NotTakingReplies(meeting)
    # Whoever was given more seats by hand keeps them.
    _insist(meeting, persons=len(names), most=len(reply.live_seats), at=at)
    if email and not reply.organisation and _is_anothers(meeting, reply, email):
        raise AlreadyAnswered(meeting)
    email = email or reply.email
    if reply.is_confirmed and _said_before(reply) == (
        names,
        places or [seat.place for seat in reply.live_seats],
        _needs_by_kind(needs, interpreter),
        wants_alliance,
        email,
        word,
    ):
        # A double press: whoever said it has, or soon gets, the letter that confirms it.
        return reply
    reply.wants_alliance = wants_alliance
    reply.email = email
    reply.word = word
    reply.changed_at = at
    reply.changes += 1
    reply.confirmed_at = reply.confirmed_at or at
    reply.save()
    _set_needs(reply, needs, interpreter)
    ask_for_seats(meeting=meeting, reply=reply, names=names, places=places, at=at)
    fill_free_seats(meeting=meeting, quiet=reply)
    reply.forget_seats()
    _confirm_now(reply)
    return reply


@transaction.atomic
def take_part_online(*, doorway, at=None):
    """Whoever waits for a seat on site takes one online instead, as many as there is room for.
    Pressing twice changes nothing. Raises NotTakingReplies, and seats.NoRoomThere when nobody got one."""
    at = at or timezone.now()
    meeting = lock(doorway.meeting)
    _insist(meeting, at=at)
    reply = _reply_of(doorway, meeting)
    if reply is None or not reply.comes:
        raise NotTakingReplies(meeting)
    waiting = [seat for seat in reply.waiting_seats if seat.place == Place.SITE]
    moved = 0
    for seat in waiting:
        try:
            change_place(meeting=meeting, seat=seat, place=Place.ONLINE)
        except NoRoomThere:
            break
        moved += 1
    if not waiting:
        return reply
    if not moved:
        raise NoRoomThere(meeting)
    reply.changed_at = at
    reply.changes += 1
    reply.save(update_fields=["changed_at", "changes"])
    reply.forget_seats()
    _confirm_now(reply)
    return reply


def _is_anothers(meeting, reply, email):
    others = meeting.replies.filter(organisation=None).exclude(pk=reply.pk)
    return others.filter(email__iexact=email).exists()


def _said_before(reply):
    names = [seat.name for seat in reply.live_seats]
    needs = {need.kind: need.language for need in reply.needs.all()}
    places = [seat.place for seat in reply.live_seats]
    return names, places, needs, reply.wants_alliance, reply.email, reply.word


def _needs_by_kind(kinds, interpreter):
    return {
        str(kind): interpreter if kind == NeedKind.INTERPRETER else "" for kind in sorted(kinds)
    }


def _set_needs(reply, kinds, interpreter=""):
    reply.needs.exclude(kind__in=kinds).delete()
    rows = _needs_by_kind(kinds, interpreter).items()
    Need.objects.bulk_create(
        [Need(reply=reply, kind=kind, language=language) for kind, language in rows],
        update_conflicts=True,
        unique_fields=["reply", "kind"],
        update_fields=["language"],
    )


@transaction.atomic
def sign_up(
    *,
    meeting,
    speaker,
    email,
    names,
    needs=(),
    interpreter="",
    wants_alliance=False,
    word="",
    organisation=None,
    places=None,
    language="sv",
    at=None,
):
    """Somebody without a link says yes on the meeting's page: the seats are held for two hours,
    until the mailed link is pressed. Raises NotTakingReplies, TooManyPersons, AlreadyAnswered,
    seats.NoRoomThere and own_voice.MergedAway.
    """
    at = at or timezone.now()
    meeting = lock(meeting)
    if organisation:
        own_voice.insist(organisation)
    _insist(meeting, persons=len(names), at=at)
    if _has_answered(meeting, organisation, email):
        raise AlreadyAnswered(meeting)
    reply = Reply.objects.create(
        meeting=meeting,
        organisation=organisation,
        speaker=speaker,
        email=email,
        language=language,
        comes=True,
        word=word,
        wants_alliance=wants_alliance,
        way=Way.PUBLIC,
        answered_at=at,
        changed_at=at,
        held_until=at + HOLD,
    )
    _set_needs(reply, needs, interpreter)
    ask_for_seats(meeting=meeting, reply=reply, names=names, places=places, at=at)
    fill_free_seats(meeting=meeting, quiet=reply)
    reply.forget_seats()
    post_letter(**emails.reply_to_confirm(reply=reply))
    enqueue("consultations.jobs.release_holds", at=reply.held_until + timedelta(seconds=1))
    return reply


def _has_answered(meeting, organisation, email):
    if organisation:
        return meeting.replies.filter(organisation=organisation).exists()
    return meeting.replies.filter(organisation=None, email__iexact=email).exists()


def send_link_again(*, meeting, organisation, email, at=None):
    """For whoever signs up a second time: the link to the first answer, to the address that it has,
    at most once an hour."""
    replies = meeting.replies.with_parts().select_related("meeting__region", "organisation")
    if organisation:
        reply = replies.filter(organisation=organisation).first()
    else:
        reply = replies.filter(organisation=None, email__iexact=email).first()
    about = f"meeting:{meeting.uuid}"
    if reply and reply.address and not was_just_told(about=about, address=reply.address, at=at):
        make = emails.reply_received if reply.is_confirmed else emails.reply_to_confirm
        hour = (at or timezone.now()).strftime("%Y%m%d%H")
        post_letter(**{**make(reply=reply), "occasion": f"again:{reply.pk}:{hour}"})


@transaction.atomic
def confirm(*, doorway, at=None):
    """The mailed link was pressed: the held seats are theirs. Pressing twice changes nothing.

    An association that registered itself with the same address is confirmed by the same press.
    """
    at = at or timezone.now()
    meeting = lock(doorway.meeting)
    reply = _reply_of(doorway, meeting)
    if reply is None:
        raise NotTakingReplies(meeting)
    if reply.is_confirmed:
        return reply
    reply.confirmed_at = at
    reply.save(update_fields=["confirmed_at"])
    organisation = reply.organisation
    if organisation and organisation.email == reply.email and not organisation.confirmed_at:
        organisation.confirm(how=ConfirmedHow.REGISTRATION, at=at)
    _confirm_now(reply)
    return reply


@transaction.atomic
def take_down(*, meeting, organisation, comes, names, by, place=None, at=None):
    """An answer by phone, written down by staff. Replaces an earlier answer of the association.

    Raises NotTakingReplies when the meeting is cancelled or a draft; after the last time to reply
    staff may still add somebody. Raises TooManyPersons, seats.NoRoomThere, seats.AlreadyThere and
    own_voice.MergedAway.
    """
    at = at or timezone.now()
    meeting = lock(meeting)
    own_voice.insist(organisation)
    if not meeting.is_published:
        raise NotTakingReplies(meeting)
    reply = (
        meeting.replies.filter(organisation=organisation)
        .with_parts()
        .select_related("meeting__region", "organisation")
        .first()
    )
    most = max(meeting.seats_per_organisation, len(reply.live_seats) if reply else 0)
    if len(names) > most:
        raise TooManyPersons(len(names))
    places = [place] * len(names) if place and comes else None
    if reply is None:
        reply = Reply(
            meeting=meeting,
            organisation=organisation,
            speaker=Speaker.ORGANISATION,
            answered_at=at,
            language=organisation.contact_language,
        )
    elif reply.way == Way.PHONE and _is_the_same(reply, comes=comes, names=names, places=places):
        return reply
    else:
        reply.changes += 1
    reply.comes = comes
    reply.way = Way.PHONE
    reply.taken_down_by = by
    reply.changed_at = at
    reply.confirmed_at = reply.confirmed_at or at
    reply.save()
    ask_for_seats(meeting=meeting, reply=reply, names=names if comes else [], places=places, at=at)
    fill_free_seats(meeting=meeting, quiet=reply)
    reply.forget_seats()
    _confirm_now(reply)
    count_anew(meeting.tally)
    return reply


def _is_the_same(reply, *, comes, names, places):
    seats = reply.live_seats
    is_there = places is None or [seat.place for seat in seats] == places
    return reply.comes == comes and is_there and [seat.name for seat in seats] == names * comes


def _confirm_now(reply):
    if reply.address:
        post_letter(**emails.reply_received(reply=reply))


def _confirm_later(reply):
    if reply.address:
        enqueue(
            "consultations.jobs.confirm_reply",
            at=timezone.now() + PAUSE_BEFORE_LETTER,
            reply_id=reply.pk,
            changes=reply.changes,
        )


@transaction.atomic
def confirm_by_letter(*, reply_id, changes):
    """Send the confirmation of a yes, unless names or a change came since and sent their own."""
    reply = (
        Reply.objects.filter(pk=reply_id, changes=changes, comes=True)
        .with_parts()
        .select_related("meeting__region", "organisation")
        .first()
    )
    if reply:
        _confirm_now(reply)
