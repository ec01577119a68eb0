"""CATALOGUE R1: the last seat, asked for by many at once, on a live server."""

import random
from functools import partial

import pytest
from django.db import connection

from consultations.models import Seat
from tests.factories import InvitationFactory, MeetingFactory, OrganisationFactory
from tests.server import Server

NET = "seat_number_once_at_each_place"
ROUNDS = 200


def round_of(server, organisations):
    """One meeting with one seat, asked for by all; statuses and how many got a seat."""
    meeting = MeetingFactory(seats_total=1, seats_per_organisation=1)
    invitations = [
        InvitationFactory(meeting=meeting, organisation=organisation)
        for organisation in organisations
    ]
    for invitation in invitations:
        invitation.issue()
    answers = server.at_once(
        [
            partial(server.post, f"/i/{invitation.token}/svar/", {"svar": "ja"})
            for invitation in invitations
        ]
    )
    seats = Seat.objects.filter(meeting=meeting)
    return [answer[0] for answer in answers], seats.taken().count(), seats.live().count()


def play(server, rounds):
    random.seed(1)
    everybody = OrganisationFactory.create_batch(32)
    refused = overbooked = lost = asked = 0
    for _ in range(rounds):
        crowd = everybody[: random.randint(8, 32)]
        codes, taken, live = round_of(server, crowd)
        asked += len(crowd)
        refused += sum(code >= 500 for code in codes)
        overbooked += taken > 1
        lost += live != sum(code < 400 for code in codes) or taken == 0
    return {"asked": asked, "refused": refused, "overbooked": overbooked, "lost": lost}


def without_net():
    with connection.cursor() as cursor:
        # What includes a column is an index to Postgres.
        cursor.execute(f"DROP INDEX {NET}")


def with_net():
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE consultations_seat CASCADE")
        cursor.execute(
            f"CREATE UNIQUE INDEX {NET} ON consultations_seat (meeting_id, place, number)"
            " INCLUDE (extra)"
        )


def test_r1_the_last_seat_is_sold_once(committed, tmp_path):
    with Server(tmp_path) as server:
        result = play(server, rounds=5)

    assert (result["overbooked"], result["refused"], result["lost"]) == (0, 0, 0)


@pytest.mark.proof
def test_r1_two_hundred_rounds_for_the_last_seat(committed, tmp_path, figure):
    def tell(how, result):
        figure("R1", f"{how}: {result.pop('overbooked')} of {ROUNDS} rounds overbooked", **result)

    with Server(tmp_path) as server:
        locked = play(server, ROUNDS)
    tell("lock on", dict(locked))
    with Server(tmp_path, config="tests/gunicorn_control.py") as server:
        net_only = play(server, ROUNDS)
        tell("control, lock off", dict(net_only))
        without_net()
        try:
            bare = play(server, ROUNDS)
        finally:
            with_net()
    tell("control, lock and constraint off", dict(bare))

    assert (locked["overbooked"], locked["refused"], locked["lost"]) == (0, 0, 0)
    assert net_only["overbooked"] == 0
    assert bare["overbooked"] > 0
