"""Seats online beside those on site: each place has its own number of seats and its own queue."""

import pytest

from consultations import exports
from consultations.actions import replies, seats
from consultations.models import Doorway, Place, Reply, Seat, SeatStatus
from organisations.models import Letter, Purpose
from tests.consultations.test_seats import door
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db


def come(doorway, *places, names=None):
    replies.answer(doorway=doorway, comes=True)
    return replies.fill_in(
        doorway=Doorway.opened_by(doorway.token),
        names=names or [""] * len(places),
        needs=[],
        wants_alliance=False,
        places=list(places),
    )


def sits(reply):
    reply = Reply.objects.with_parts().get(pk=reply.pk)
    return [(seat.place, seat.status, seat.number) for seat in reply.live_seats]


def test_each_place_numbers_its_own_seats():
    meeting = MeetingFactory(seats_total=2, seats_online=5)

    first = come(door(meeting), "site", "online")
    second = come(door(meeting), "online")

    assert sits(first) == [("site", "confirmed", 1), ("online", "confirmed", 1)]
    assert sits(second) == [("online", "confirmed", 2)]


def test_a_meeting_without_seats_online_gives_none():
    doorway = door(MeetingFactory(seats_online=None))

    with pytest.raises(seats.NoRoomThere):
        come(doorway, "online")


def test_a_seat_online_that_comes_free_goes_to_nobody_on_site():
    meeting = MeetingFactory(seats_total=1, seats_online=1)
    come(door(meeting), "site")
    online = door(meeting)
    come(online, "online")
    waits = replies.answer(doorway=door(meeting), comes=True)

    replies.answer(doorway=Doorway.opened_by(online.token), comes=False)

    assert sits(waits) == [("site", "waiting", None)]


def test_whoever_waits_may_take_part_online_at_once():
    meeting = MeetingFactory(seats_total=1, seats_online=1)
    come(door(meeting), "site")
    doorway = door(meeting, email="bo@forening.example")
    replies.answer(doorway=doorway, comes=True)

    reply = replies.take_part_online(doorway=Doorway.opened_by(doorway.token))
    replies.take_part_online(doorway=Doorway.opened_by(doorway.token))

    assert sits(reply) == [("online", "confirmed", 1)]
    letter = Letter.objects.get(recipient="bo@forening.example")
    assert letter.purpose == Purpose.REPLY


def test_a_full_room_online_leaves_the_place_in_line():
    meeting = MeetingFactory(seats_total=1, seats_online=1)
    come(door(meeting), "site")
    come(door(meeting), "online")
    doorway = door(meeting)
    waits = replies.answer(doorway=doorway, comes=True)

    with pytest.raises(seats.NoRoomThere):
        replies.take_part_online(doorway=Doorway.opened_by(doorway.token))

    assert sits(waits) == [("site", "waiting", None)]


def test_from_on_site_to_online_moves_the_queue_on_site():
    meeting = MeetingFactory(seats_total=1, seats_online=1)
    doorway = door(meeting)
    reply = come(doorway, "site")
    waits = replies.answer(doorway=door(meeting), comes=True)

    replies.fill_in(
        doorway=Doorway.opened_by(doorway.token),
        names=["Ada"],
        needs=[],
        wants_alliance=False,
        places=[Place.ONLINE],
    )

    assert sits(reply) == [("online", "confirmed", 1)]
    assert sits(waits) == [("site", "confirmed", 1)]


def test_nobody_loses_a_seat_for_one_that_is_not_there():
    meeting = MeetingFactory(seats_total=1, seats_online=1)
    come(door(meeting), "online")
    doorway = door(meeting)
    reply = come(doorway, "site")

    with pytest.raises(seats.NoRoomThere):
        replies.fill_in(
            doorway=Doorway.opened_by(doorway.token),
            names=[""],
            needs=[],
            wants_alliance=False,
            places=[Place.ONLINE],
        )

    assert sits(reply) == [("site", "confirmed", 1)]


def test_more_seats_online_move_the_queue_online_alone():
    meeting = MeetingFactory(seats_total=1, seats_online=1)
    for place in ["site", "site", "online", "online"]:
        come(door(meeting), place)

    seats.change_capacity(meeting=meeting, seats_online=2)

    taken = Seat.objects.taken().order_by("place", "number").values_list("place", "number")
    assert list(taken) == [("online", 1), ("online", 2), ("site", 1)]


def test_the_reason_for_waiting_is_said():
    meeting = MeetingFactory(seats_total=1, seats_online=4)
    come(door(meeting), "site")
    replies.answer(doorway=door(meeting), comes=True)
    reply = replies.answer(doorway=door(meeting), comes=True)

    [row] = seats.waiting_of(reply)

    assert (row.number, row.has_its_share, row.seats) == (2, False, 1)


def test_a_smaller_share_lets_the_next_one_go_before():
    meeting = MeetingFactory(seats_total=2, seats_per_organisation=2)
    come(door(meeting), "site")
    pair = come(door(meeting), "site", "site")
    late = replies.answer(doorway=door(meeting), comes=True)
    meeting.seats_per_organisation = 1
    meeting.save()

    seats.change_capacity(meeting=meeting, seats_total=3)

    assert sits(late) == [("site", "confirmed", 3)]
    assert sits(pair) == [("site", "confirmed", 2), ("site", "waiting", None)]
    [row] = seats.waiting_of(Reply.objects.with_parts().get(pk=pair.pk))
    assert (row.has_its_share, row.share) == (True, 1)


def test_the_seats_of_whoever_has_come_are_not_changed_from_afar():
    doorway = door(MeetingFactory())
    reply = come(doorway, "site", "site")
    reply.live_seats[0].come()

    with pytest.raises(seats.AlreadyThere):
        replies.answer(doorway=Doorway.opened_by(doorway.token), comes=False)

    assert Seat.objects.filter(status=SeatStatus.CANCELLED).count() == 0


def test_the_reply_page_offers_a_place_online_and_takes_it(client):
    meeting = MeetingFactory(seats_total=1, seats_online=3, online_url="https://mote.example/rum")
    come(door(meeting), "site")
    doorway = door(meeting)
    replies.answer(doorway=doorway, comes=True)
    page = f"/i/{doorway.token}/"
    before = client.get(page).content.decode()

    client.post(f"{page}online/")

    after = client.get(page).content.decode()
    assert (f"{page}online/" in before, "mote.example" in before) == (True, False)
    assert (f"{page}online/" in after, "mote.example" in after) == (False, True)


def test_the_form_asks_where_only_when_there_is_a_choice(client):
    with_choice, without = door(MeetingFactory(seats_online=3)), door(MeetingFactory())
    for doorway in [with_choice, without]:
        replies.answer(doorway=doorway, comes=True)

    pages = [
        client.get(f"/i/{doorway.token}/uppgifter/").content.decode()
        for doorway in [with_choice, without]
    ]

    assert ["place_1" in page for page in pages] == [True, False]


def test_two_persons_may_take_part_at_different_places(client):
    doorway = door(MeetingFactory(seats_online=3))
    reply = replies.answer(doorway=doorway, comes=True)

    client.post(
        f"/i/{doorway.token}/uppgifter/",
        {"persons": "2", "name_1": "Ada", "place_1": "site", "name_2": "Bo", "place_2": "online"},
    )

    assert [place for place, _status, _number in sits(reply)] == ["site", "online"]


def test_the_file_of_answers_says_who_is_online_and_who_was_there():
    meeting = MeetingFactory(seats_online=3)
    come(door(meeting), "site", "online").live_seats[0].come()

    [row] = exports.reply_rows(meeting)

    columns = {column.name: column.reader()(row) for column in exports.REPLIES}
    assert [columns[name] for name in ("seats", "online", "waiting", "came")] == [2, 1, 0, 1]
