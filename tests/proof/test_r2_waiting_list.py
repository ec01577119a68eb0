"""CATALOGUE R2: people leave, others come and the room changes size, all at the same moment."""

import random
from collections import Counter
from functools import partial

import pytest
from django.db import connection

from consultations.actions import replies, seats
from consultations.models import Doorway, Reply, Seat
from organisations.models import Letter, Purpose
from tests.factories import InvitationFactory, MeetingFactory, OrganisationFactory
from tests.server import Server

CROWD = 12


def full_meeting(organisations):
    """Four have a seat, four wait, and four have not answered."""
    meeting = MeetingFactory(seats_total=4, seats_per_organisation=1)
    invitations = [
        InvitationFactory(meeting=meeting, organisation=organisation)
        for organisation in organisations
    ]
    for invitation in invitations:
        invitation.issue()
    for invitation in invitations[:8]:
        replies.answer(doorway=Doorway.opened_by(invitation.token), comes=True)
    return meeting, invitations


def change_room(meeting, number):
    seats.change_capacity(meeting=meeting, seats_total=number)
    return (302,)


def breaches(meeting, most):
    """What must never be so when all is done."""
    live = list(Seat.objects.filter(meeting=meeting).live())
    numbers = [seat.number for seat in live if seat.number]
    waiting = [seat for seat in live if seat.is_waiting]
    told = Letter.objects.filter(about=f"meeting:{meeting.uuid}", purpose=Purpose.SEAT)
    meeting.refresh_from_db()
    return {
        "more seats than there ever were": len(numbers) > most,
        "a number twice": len(set(numbers)) < len(numbers),
        "somebody stuck": bool(waiting) and len(numbers) < meeting.seats_total,
        "told twice": max(Counter(told.values_list("recipient", flat=True)).values(), default=0)
        > 1,
        "two seats for one": max(Counter(seat.reply_id for seat in live).values(), default=0) > 1,
        "a no with a seat": Reply.objects.filter(
            meeting=meeting, comes=False, seats__in=[seat.pk for seat in live]
        ).exists(),
    }


def play(server, rounds):
    random.seed(2)
    organisations = OrganisationFactory.create_batch(CROWD)
    found, failed = Counter(), Counter()
    for _ in range(rounds):
        meeting, invitations = full_meeting(organisations)
        room = random.choice([2, 3, 5, 6, 8])
        calls = [
            partial(server.post, f"/i/{invitation.token}/svar/", {"svar": said})
            for said, crowd in [("nej", random.sample(invitations[:8], 4)), ("ja", invitations[8:])]
            for invitation in crowd
        ]
        # In this process, through the same action as the desk: the third hand at the same rows.
        calls.append(partial(in_own_connection, change_room, meeting, room))
        random.shuffle(calls)
        failed.update(answer[0] for answer in server.at_once(calls) if answer[0] >= 500)
        found.update(name for name, is_so in breaches(meeting, max(4, room)).items() if is_so)
    return dict(found), dict(failed)


def in_own_connection(work, *words):
    try:
        return work(*words)
    finally:
        connection.close()


def test_r2_leaving_coming_and_changing_the_room(committed, tmp_path):
    with Server(tmp_path) as server:
        assert play(server, rounds=5) == ({}, {})


@pytest.mark.proof
def test_r2_two_hundred_rounds_of_leaving_and_coming(committed, tmp_path, figure):
    with Server(tmp_path) as server:
        found, failed = play(server, rounds=200)

    figure(
        "R2", f"200 rounds of 4 no, 4 yes and a new room at once: breaches {found}, 5xx {failed}"
    )
    assert (found, failed) == ({}, {})
