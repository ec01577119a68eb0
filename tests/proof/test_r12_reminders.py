"""CATALOGUE R12: several schedulers at the same minute, one of them killed and started again."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from consultations.actions import reminders
from consultations.models import Meeting, MeetingReminder
from organisations.models import Letter, Purpose
from tests.factories import MeetingFactory, ReplyFactory, SeatFactory
from tests.proof.cut_off import at_once

REPLIES = 25
ROUNDS = 100
CONTROLS = 20
NET = "meeting_reminder_goes_once"


def meeting_tomorrow():
    at = timezone.now() - timedelta(days=60)
    meeting = MeetingFactory(starts_at=timezone.now() + timedelta(hours=22))
    for number in range(1, REPLIES + 1):
        reply = ReplyFactory(meeting=meeting, confirmed_at=at, changed_at=at)
        SeatFactory(reply=reply, number=number)
    return meeting


def round_of(schedulers):
    """(letters, addresses with more than one)."""
    meeting = meeting_tomorrow()
    at_once(reminders.remind_those_who_come, schedulers)
    letters = Letter.objects.filter(
        purpose=Purpose.MEETING_SOON, about=f"meeting:{meeting.uuid}"
    ).values_list("recipient", flat=True)
    noted = MeetingReminder.objects.filter(reply__meeting=meeting).count()
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() - timedelta(days=1))
    return len(letters), len(letters) - len(set(letters)), noted


def test_r12_four_schedulers_and_a_kill(committed):
    assert [round_of(4) for _ in range(2)] == [(REPLIES, 0, REPLIES)] * 2


@pytest.mark.proof
def test_r12_a_hundred_rounds(committed, figure):
    rounds = [round_of(4) for _ in range(ROUNDS)]

    doubles = sum(double for _letters, double, _noted in rounds)
    lost = sum(REPLIES - letters for letters, _double, _noted in rounds)
    figure(
        "R12",
        f"{ROUNDS} rounds of 4 schedulers, one killed: {doubles} doubles, {lost} lost"
        f" of {ROUNDS * REPLIES}",
    )
    assert (doubles, lost) == (0, 0)


def without_net():
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE consultations_meetingreminder DROP CONSTRAINT {NET}")


def with_net():
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE consultations_meetingreminder")
        cursor.execute(
            f"ALTER TABLE consultations_meetingreminder ADD CONSTRAINT {NET}"
            " UNIQUE (reply_id, days, for_day)"
        )


def unlocked_round(schedulers):
    """Nobody waits for anybody: (reminders beside the one each, schedulers that the net refused)."""
    meeting = meeting_tomorrow()
    start, refused = Barrier(schedulers), []

    def run_unlocked():
        start.wait()
        try:
            reminders.remind_those_who_come()
        except IntegrityError:
            refused.append(1)
        finally:
            connection.close()

    threads = [Thread(target=run_unlocked) for _ in range(schedulers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    noted = MeetingReminder.objects.filter(reply__meeting=meeting).count()
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() - timedelta(days=1))
    return noted - REPLIES, len(refused)


@pytest.mark.proof
def test_r12_control_without_lock_and_net(committed, figure, monkeypatch):
    """The lock gone, the constraint refuses; both gone, doubles come: the race is there."""
    monkeypatch.setattr(reminders, "lock", lambda meeting: Meeting.objects.get(pk=meeting.pk))
    held = [unlocked_round(4) for _ in range(CONTROLS)]
    without_net()
    try:
        bare = [unlocked_round(4) for _ in range(CONTROLS)]
    finally:
        with_net()

    doubles, refused = (sum(column) for column in zip(*held, strict=True))
    bare_doubles = sum(double for double, _refused in bare)
    figure(
        "R12",
        f"control, {CONTROLS} rounds, lock off: {doubles} doubles, {refused} schedulers refused by"
        f" the constraint; constraint off too: {bare_doubles} doubles",
    )
    assert doubles == 0
    assert refused > 0
    assert bare_doubles > 0
