"""CATALOGUE R12, of a change: several workers with the same job, and one cut off in the middle of it."""

import time
from threading import Barrier, Thread

import pytest
from django.db import OperationalError, connection

from consultations.actions import changes, invitations
from consultations.models import MeetingNotice
from organisations.models import Letter, Purpose
from tests.consultations.test_told_by_the_worker import invited, move_to
from tests.factories import MeetingFactory
from tests.proof.test_invitations import MANY, listed

INVITED = 25
ROUNDS = 100


def run(notice, start, backends):
    """One whose connection is cut dies, and the job is run anew."""
    start.wait()
    try:
        connection.ensure_connection()
        backends.append(connection.connection.info.backend_pid)
        changes.write_letters(notice_id=notice.pk)
    except OperationalError:
        connection.close()
        changes.write_letters(notice_id=notice.pk)
    finally:
        connection.close()


def cut_one(start, backends):
    start.wait()
    try:
        while not backends:
            pass
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [backends[0]])
    finally:
        connection.close()


def round_of(workers):
    """(letters, addresses, told as noted)."""
    meeting = invited(INVITED)
    notice = move_to(meeting, "Folkets hus")
    start, backends = Barrier(workers + 1), []
    threads = [Thread(target=run, args=[notice, start, backends]) for _ in range(workers)]
    threads.append(Thread(target=cut_one, args=[start, backends]))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
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
