from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from consultations.actions import replies, seats
from consultations.models import Doorway, InvitationState, Reply, Seat, Speaker
from organisations.models import Letter, Purpose
from tests.factories import (
    InvitationFactory,
    MeetingFactory,
    OrganisationFactory,
    ReplyFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db


def door(meeting, **organisation):
    invitation = InvitationFactory(
        meeting=meeting, organisation=OrganisationFactory(**organisation)
    )
    invitation.issue()
    return Doorway.opened_by(invitation.token)


def come(doorway, *names):
    replies.answer(doorway=doorway, comes=True)
    doorway = Doorway.opened_by(doorway.token)
    return replies.fill_in(doorway=doorway, names=list(names), needs=[], wants_alliance=False)


def test_yes_takes_one_seat_at_once():
    doorway = door(MeetingFactory())

    reply = replies.answer(doorway=doorway, comes=True)

    assert [(seat.status, seat.number, seat.name) for seat in reply.live_seats] == [
        ("confirmed", 1, "")
    ]


def test_yes_twice_is_one_reply_and_one_seat():
    doorway = door(MeetingFactory())

    replies.answer(doorway=doorway, comes=True)
    replies.answer(doorway=doorway, comes=True)

    assert Reply.objects.count() == 1
    assert Seat.objects.count() == 1


def test_no_takes_no_seat_and_is_thanked_for():
    doorway = door(MeetingFactory())

    reply = replies.answer(doorway=doorway, comes=False)

    assert reply.state == InvitationState.NO
    assert Letter.objects.get().purpose == Purpose.REPLY


def test_a_full_meeting_makes_the_next_one_wait():
    meeting = MeetingFactory(seats_total=1)
    come(door(meeting), "Ada")

    reply = replies.answer(doorway=door(meeting), comes=True)

    assert reply.state == InvitationState.WAITING
    assert seats.place_in_queue(reply.waiting_seats[0]) == 1


def test_a_pair_may_be_split_by_the_last_seat():
    meeting = MeetingFactory(seats_total=1)

    reply = come(door(meeting), "Ada", "Bo")

    assert [seat.status for seat in reply.live_seats] == ["confirmed", "waiting"]


def test_whoever_waited_longest_gets_the_free_seat_and_is_told():
    meeting = MeetingFactory(seats_total=1)
    first = door(meeting)
    come(first, "Ada")
    second = replies.answer(doorway=door(meeting, email="bo@forening.example"), comes=True)
    third = replies.answer(doorway=door(meeting), comes=True)

    replies.answer(doorway=Doorway.opened_by(first.token), comes=False)

    assert Reply.objects.with_parts().get(pk=second.pk).state == InvitationState.YES
    assert Reply.objects.with_parts().get(pk=third.pk).state == InvitationState.WAITING
    letter = Letter.objects.get(purpose=Purpose.SEAT)
    assert letter.recipient == "bo@forening.example"
    assert "BEGIN:VCALENDAR" in letter.calendar


def test_nobody_new_goes_before_those_who_wait():
    meeting = MeetingFactory(seats_total=1)
    come(door(meeting), "Ada")
    waiting = replies.answer(doorway=door(meeting), comes=True)
    Seat.objects.taken().get().give_back()

    newcomer = replies.answer(doorway=door(meeting), comes=True)

    assert newcomer.state == InvitationState.WAITING
    assert Reply.objects.with_parts().get(pk=waiting.pk).state == InvitationState.YES


def test_from_two_persons_to_one_gives_a_seat_back():
    meeting = MeetingFactory(seats_total=2)
    doorway = door(meeting)
    come(doorway, "Ada", "Bo")
    waiting = replies.answer(doorway=door(meeting), comes=True)

    reply = replies.fill_in(
        doorway=Doorway.opened_by(doorway.token), names=["Ada"], needs=[], wants_alliance=True
    )

    assert [seat.name for seat in reply.live_seats] == ["Ada"]
    assert Reply.objects.with_parts().get(pk=waiting.pk).state == InvitationState.YES


def test_fewer_seats_send_nobody_home_and_move_nobody_in():
    meeting = MeetingFactory(seats_total=3)
    doorways = [door(meeting) for _ in range(4)]
    for doorway in doorways:
        replies.answer(doorway=doorway, comes=True)

    seats.change_capacity(meeting=meeting, seats_total=2)
    replies.answer(doorway=Doorway.opened_by(doorways[0].token), comes=False)

    assert Seat.objects.taken().count() == 2
    assert Seat.objects.waiting().count() == 1


def test_more_seats_move_the_queue_at_once():
    meeting = MeetingFactory(seats_total=1)
    for _ in range(3):
        replies.answer(doorway=door(meeting), comes=True)

    seats.change_capacity(meeting=meeting, seats_total=3)

    assert sorted(Seat.objects.taken().values_list("number", flat=True)) == [1, 2, 3]


def test_nobody_answers_a_cancelled_meeting():
    doorway = door(MeetingFactory(cancelled=True))

    with pytest.raises(replies.NotTakingReplies):
        replies.answer(doorway=doorway, comes=True)


def test_more_persons_than_the_meeting_allows_are_refused():
    doorway = door(MeetingFactory(seats_per_organisation=2))
    replies.answer(doorway=doorway, comes=True)

    with pytest.raises(replies.TooManyPersons):
        come(doorway, "Ada", "Bo", "Cia")


def sign_up(meeting, email="ada@exempel.se", **words):
    return replies.sign_up(
        meeting=meeting, speaker=Speaker.SELF, email=email, names=["Ada"], **words
    )


def test_signing_up_without_a_link_holds_the_seat_until_the_letter_is_answered():
    meeting = MeetingFactory()

    reply = sign_up(meeting)

    assert reply.state == InvitationState.YES
    assert not reply.is_confirmed
    assert "‹personlig länk›" in Letter.objects.get().body


def test_pressing_the_mailed_link_confirms():
    reply = sign_up(MeetingFactory())

    replies.confirm(doorway=Doorway.opened_by(reply.token))
    seats.release_holds(at=timezone.now() + timedelta(hours=3))

    assert Reply.objects.get().is_confirmed


def test_a_hold_that_nobody_confirms_goes_back_after_two_hours():
    meeting = MeetingFactory(seats_total=1)
    sign_up(meeting)
    waiting = replies.answer(doorway=door(meeting), comes=True)

    seats.release_holds(at=timezone.now() + timedelta(hours=1))
    assert Reply.objects.count() == 2
    seats.release_holds(at=timezone.now() + timedelta(hours=3))

    assert Reply.objects.with_parts().get().state == InvitationState.YES
    assert Reply.objects.get() == waiting


def test_the_same_address_signs_up_once():
    meeting = MeetingFactory()
    sign_up(meeting)

    with pytest.raises(replies.AlreadyAnswered):
        sign_up(meeting, email="ADA@exempel.se")


def test_a_withdrawn_link_opens_nothing():
    doorway = door(MeetingFactory())

    doorway.invitation.withdraw()

    assert Doorway.opened_by(doorway.token) is None


def test_a_link_opens_nothing_a_month_after_the_meeting():
    doorway = door(MeetingFactory())

    assert Doorway.opened_by(doorway.token, at=doorway.meeting.ends_at + timedelta(days=29))
    assert Doorway.opened_by(doorway.token, at=doorway.meeting.ends_at + timedelta(days=31)) is None


def test_one_letter_changed_in_the_link_opens_nothing():
    token = door(MeetingFactory()).token

    for place, character in enumerate(token):
        other = "A" if character != "A" else "B"
        # The last character holds two bits that do not count in base64, so the text is compared.
        assert Doorway.opened_by(token[:place] + other + token[place + 1 :]) is None


def test_whoever_waits_gets_neither_the_calendar_file_nor_the_online_link():
    meeting = MeetingFactory(seats_total=1, online_url="https://mote.example/rum")
    come(door(meeting), "Ada")
    come(door(meeting, email="bo@forening.example"), "Bo")

    letter = Letter.objects.get(recipient="bo@forening.example")
    assert letter.calendar == ""
    assert "mote.example" not in letter.body


def test_were_the_lock_forgotten_the_constraint_would_refuse_the_second(monkeypatch):
    """Somebody takes the last seat after it was counted as free, and before it is taken."""
    meeting = MeetingFactory(seats_total=1)
    shares = seats._shares

    def meanwhile(meeting):
        SeatFactory(reply=ReplyFactory(meeting=meeting), number=1)
        return shares(meeting)

    monkeypatch.setattr(seats, "_shares", meanwhile)

    with pytest.raises(IntegrityError, match="seat_number_once_at_each_place"):
        replies.answer(doorway=door(meeting), comes=True)
