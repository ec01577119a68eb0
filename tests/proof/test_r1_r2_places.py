"""CATALOGUE R1 and R2 for seats online, and for seats over the limit, on a live server."""

import random
import uuid
from collections import Counter
from functools import partial

import pytest

from consultations.actions import door, replies, seats
from consultations.models import Doorway, Extra, Seat
from tests.factories import InvitationFactory, MeetingFactory, OrganisationFactory, UserFactory
from tests.proof.test_r2_waiting_list import in_own_connection
from tests.server import Server

CROWD = 8


def waiting_meeting(organisations, **about):
    """All say yes: as many as there are seats have one, and the rest wait."""
    meeting = MeetingFactory(seats_per_organisation=1, **about)
    rows = [InvitationFactory(meeting=meeting, organisation=row) for row in organisations]
    for row in rows:
        row.issue()
        replies.answer(doorway=Doorway.opened_by(row.token), comes=True)
    return meeting, rows


def rush_online(server, organisations):
    """Everybody who waits presses for the one seat online: (5xx, seats taken online, still waiting)."""
    meeting, rows = waiting_meeting(organisations, seats_total=1, seats_online=1)
    answers = server.at_once(
        [partial(server.post, f"/i/{row.token}/online/", {}) for row in rows[1:]]
    )
    failed = sum(answer[0] >= 500 for answer in answers)
    return failed, meeting.seats.taken().online().count(), meeting.seats.waiting().count()


def crowd_over_the_limit(server, organisations, by):
    """Some leave, the room changes size, and staff let in by hand, all at once."""
    meeting, rows = waiting_meeting(organisations, seats_total=3, seats_online=2)
    room = random.choice([2, 4, 5])
    added = [
        {"organisation": row, "key": uuid.uuid4(), "name": "", "place": "site", "because": "Tolk"}
        for row in organisations[:2]
    ]
    calls = [
        partial(server.post, f"/i/{row.token}/svar/", {"svar": "nej"}) for row in rows[2:5]
    ] + [partial(server.post, f"/i/{row.token}/online/", {}) for row in rows[5:]]
    calls += [partial(in_own_connection, change, meeting, room)]
    # Each form twice, as from a double press.
    calls += [partial(in_own_connection, add, meeting, words, by) for words in added * 2]
    random.shuffle(calls)
    failed = sum(answer[0] >= 500 for answer in server.at_once(calls))
    return failed, breaches(meeting, max(3, room), len(added))


def change(meeting, room):
    seats.change_capacity(meeting=meeting, seats_total=room)
    return (302,)


def add(meeting, words, by):
    door.add_over_limit(meeting=meeting, by=by, **words)
    return (302,)


def breaches(meeting, most, added):
    taken = list(meeting.seats.taken())
    numbers = Counter((seat.place, seat.number) for seat in taken)
    meeting.refresh_from_db()
    own = {
        place: sum(s.place == place and not s.extra for s in taken) for place in ("site", "online")
    }
    waiting = meeting.seats.waiting()
    return {
        name
        for name, is_so in {
            "more on site than ever": own["site"] > most,
            "more online than there are": own["online"] > meeting.seats_online,
            "a number twice": max(numbers.values(), default=0) > 1,
            "not all by hand": sum(s.extra == Extra.HAND for s in taken) != added,
            "stuck": waiting.on_site().exists() and own["site"] < meeting.seats_total,
        }.items()
        if is_so
    }


def play(server, rounds):
    random.seed(3)
    everybody, by = OrganisationFactory.create_batch(CROWD), UserFactory()
    failed, wrong = 0, Counter()
    for _ in range(rounds):
        errors, online, waiting = rush_online(server, everybody)
        failed += errors
        wrong["online overbooked"] += online > 1
        wrong["online lost"] += online < 1 or waiting != CROWD - 2
        errors, found = crowd_over_the_limit(server, everybody, by)
        failed += errors
        wrong.update(found)
    return {name: number for name, number in wrong.items() if number}, failed


def test_r1_r2_online_and_over_the_limit(committed, tmp_path):
    with Server(tmp_path) as server:
        assert play(server, rounds=3) == ({}, 0)
    assert Seat.objects.exists()


@pytest.mark.proof
def test_r1_r2_two_hundred_rounds_online_and_over_the_limit(committed, tmp_path, figure):
    with Server(tmp_path) as server:
        wrong, failed = play(server, rounds=200)

    figure("R1", f"200 rounds online and over the limit: breaches {wrong}, 5xx {failed}")
    assert (wrong, failed) == ({}, 0)
