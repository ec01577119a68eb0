"""CATALOGUE R12, of a change: several workers with the same job, and one cut off in the middle of it."""

import time
from functools import partial

import pytest

from consultations.actions import changes, invitations
from consultations.models import MeetingNotice
from organisations.models import Letter, Purpose
from tests.consultations.test_told_by_the_worker import invited, move_to
from tests.factories import MeetingFactory
from tests.proof.cut_off import at_once
from tests.proof.test_invitations import MANY, listed

INVITED = 25
ROUNDS = 100


def round_of(workers):
    """(letters, addresses, told as noted)."""
    meeting = invited(INVITED)
    notice = move_to(meeting, "Folkets hus")
    at_once(partial(changes.write_letters, notice_id=notice.pk), workers)
    letters = Letter.objects.filter(
        purpose=Purpose.MEETING_CHANGED, about=f"meeting:{meeting.uuid}"
    ).values_list("recipient", flat=True)
    return len(letters), len(set(letters)), MeetingNotice.objects.get(pk=notice.pk).told


def test_r12_a_change_with_four_workers_and_a_cut(committed):
    assert [round_of(4) for _ in range(2)] == [(INVITED, INVITED, INVITED)] * 2


@pytest.mark.proof
def test_r12_a_hundred_changes(committed, figure):
    rounds = [round_of(4) for _ in range(ROUNDS)]

    lost = sum(INVITED - addresses for _letters, addresses, _told in rounds)
    twice = sum(letters - addresses for letters, addresses, _told in rounds)
    figure(
        "R12",
        f"{ROUNDS} changes of a meeting, 4 workers each, one cut off: {twice} told twice, {lost} not",
    )
    assert (twice, lost) == (0, 0)


@pytest.mark.proof
def test_r12_a_change_told_to_five_thousand(db, figure):
    meeting = MeetingFactory()
    invitations.choose(meeting=meeting, organisations=listed())
    invitations.send(meeting=meeting, expected=MANY, by=None)

    began = time.perf_counter()
    notice = move_to(meeting, "Folkets hus")
    waited = time.perf_counter() - began
    changes.write_letters(notice_id=notice.pk)
    wrote = time.perf_counter() - began - waited

    assert Letter.objects.filter(purpose=Purpose.MEETING_CHANGED).count() == notice.told == MANY
    figure(
        "R12",
        f"a change told to {MANY}: the desk waits {waited:.1f} s, the worker writes {wrote:.1f} s",
    )
