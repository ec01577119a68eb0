"""The meeting's own reminders: each once, at the hour that it sets, to those who come (R12, R16)."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from consultations.actions import handovers, reminders, replies
from consultations.models import Doorway, Meeting, MeetingReminder
from organisations.models import Letter, Purpose
from tests.consultations.test_seats import come, door
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db


def starting(days, **about):
    """Reminded of a week and a day before; whoever says yes in these tests does so long before."""
    return MeetingFactory(starts_at=timezone.now() + timedelta(days=days), **about)


def reminded():
    letters = Letter.objects.filter(purpose=Purpose.MEETING_SOON)
    return sorted(letters.values_list("recipient", flat=True))


def long_ago(*links):
    """The yes came well before any reminder."""
    for link in links:
        at = timezone.now() - timedelta(days=60)
        Doorway.opened_by(link.token).reply.__class__.objects.filter(meeting=link.meeting).update(
            confirmed_at=at, changed_at=at
        )


def test_those_with_a_seat_are_reminded_once_and_only_they():
    meeting = starting(1, seats_total=1)
    comes, waits, no = [
        door(meeting, email=f"{name}@forening.example") for name in ["kommer", "star-i-ko", "nej"]
    ]
    come(comes, "Ada")
    replies.answer(doorway=waits, comes=True)
    replies.answer(doorway=no, comes=False)
    long_ago(comes)

    first, second = [reminders.remind_those_who_come() for _run in range(2)]

    assert (first, second) == (1, 0)
    assert reminded() == ["kommer@forening.example"]


def test_a_colleague_who_has_taken_the_seat_is_reminded_too():
    meeting = starting(1)
    link = door(meeting, email="kommer@forening.example")
    come(link, "Ada", "Bo")
    taken, offered = [
        handovers.offer(
            doorway=Doorway.opened_by(link.token), seat_id=seat.pk, email=f"{name}@privat.example"
        )
        for seat, name in zip(meeting.seats.order_by("pk"), ["cilla", "dag"], strict=True)
    ]
    handovers.accept(handover=taken, name="Cilla Ask")
    long_ago(link)

    first, second = [reminders.remind_those_who_come() for _run in range(2)]

    assert (first, second) == (2, 0)
    assert reminded() == ["cilla@privat.example", "kommer@forening.example"]
    letter = Letter.objects.get(recipient="cilla@privat.example", purpose=Purpose.MEETING_SOON)
    assert letter.links == [taken.link_reference]
    assert "Ada" not in letter.body


@pytest.mark.parametrize("before", ["one second before the hour", ""])
def test_the_reminder_goes_at_the_hour_of_the_meeting(before):
    meeting = starting(30)
    link = door(meeting)
    come(link, "Ada")
    long_ago(link)
    moment = meeting.starts_at - timedelta(days=7) - timedelta(seconds=bool(before))

    assert reminders.remind_those_who_come(at=moment) == (0 if before else 1)


def test_after_a_standstill_only_the_latest_goes():
    meeting = starting(30, remind_days=[14, 7, 1])
    link = door(meeting)
    come(link, "Ada")
    long_ago(link)

    reminders.remind_those_who_come(at=meeting.starts_at - timedelta(hours=3))

    assert list(MeetingReminder.objects.values_list("days", flat=True)) == [1]


def test_whoever_says_yes_after_the_hour_has_just_been_told():
    link = door(starting(3))
    come(link, "Ada")

    assert reminders.remind_those_who_come() == 0


def taken_over(link, email, *, long_ago):
    """The association's only seat is a colleague's, since long or since now."""
    doorway = Doorway.opened_by(link.token)
    seat = doorway.reply.live_seats[0]
    handover = handovers.offer(doorway=doorway, seat_id=seat.pk, email=email)
    handovers.accept(handover=handover)
    if long_ago:
        at = timezone.now() - timedelta(days=60)
        type(handover).objects.filter(pk=handover.pk).update(offered_at=at)
        Letter.objects.filter(recipient=email).update(queued_at=at)


def test_colleagues_who_have_taken_over_a_seat_are_reminded_once():
    meeting = starting(1)
    links = [door(meeting, email=f"nr{number}@forening.example") for number in range(3)]
    for link in links:
        come(link, "Ada")
    taken_over(links[0], "beda@exempel.se", long_ago=True)
    # Told of the meeting a moment ago.
    taken_over(links[1], "cia@exempel.se", long_ago=False)
    offer = Doorway.opened_by(links[2].token)
    handovers.offer(doorway=offer, seat_id=offer.reply.live_seats[0].pk, email="disa@exempel.se")

    first, second = [reminders.remind_those_who_come() for _run in range(2)]

    assert (first, second) == (1, 0)
    assert reminded() == ["beda@exempel.se"]
    letter = Letter.objects.get(purpose=Purpose.MEETING_SOON)
    assert [kind for kind, *_rest in letter.links] == ["seat"]
    assert "Kulturhuset" in letter.body


def test_a_colleague_who_waits_in_line_is_not_reminded():
    meeting = starting(1, seats_total=1)
    seated, waiting = [door(meeting, email=f"nr{number}@forening.example") for number in range(2)]
    come(seated, "Ada")
    replies.answer(doorway=waiting, comes=True)
    taken_over(waiting, "beda@exempel.se", long_ago=True)

    reminders.remind_those_who_come()

    assert "beda@exempel.se" not in reminded()


def test_a_meeting_that_is_moved_is_reminded_of_anew():
    meeting = starting(1)
    link = door(meeting)
    come(link, "Ada")
    long_ago(link)
    reminders.remind_those_who_come()
    later = meeting.starts_at + timedelta(days=14)
    Meeting.objects.update(starts_at=later, ends_at=later + timedelta(hours=2))

    sent = reminders.remind_those_who_come(at=later - timedelta(days=1))

    assert (sent, Letter.objects.filter(purpose=Purpose.MEETING_SOON).count()) == (1, 2)


def test_nothing_is_said_of_a_draft_a_cancelled_or_a_begun_meeting():
    link = door(starting(1))
    come(link, "Ada")
    long_ago(link)
    at = link.meeting.starts_at
    Meeting.objects.update(status="cancelled", cancelled_because="Lokalen brann.")

    cancelled = reminders.remind_those_who_come(at=at - timedelta(hours=1))
    Meeting.objects.update(status="published", cancelled_because="")
    begun = reminders.remind_those_who_come(at=at)

    assert (cancelled, begun) == (0, 0)


@pytest.mark.parametrize(
    ("starts", "reminded_at"),
    [
        # 24 hours by the clock on the wall are 23 or 25 when it is changed in between.
        ("2027-03-28T17:00", "2027-03-27T18:00"),
        ("2027-10-31T18:00", "2027-10-30T17:00"),
        ("2027-01-20T18:00", "2027-01-19T18:00"),
        # The day before there was no half past two: the hour after is as near as a clock comes.
        ("2027-03-29T00:30", "2027-03-28T01:30"),
    ],
)
def test_a_day_before_is_the_same_hour_on_the_wall(starts, reminded_at):
    meeting = MeetingFactory.build(
        starts_at=datetime.fromisoformat(starts).replace(tzinfo=UTC), region=None, municipality=None
    )

    assert meeting.reminder_at(1).astimezone(UTC) == datetime.fromisoformat(reminded_at).replace(
        tzinfo=UTC
    )


def test_the_constraint_refuses_a_second_one_without_the_lock():
    link = door(starting(1))
    come(link, "Ada")
    reply = Doorway.opened_by(link.token).reply
    words = {"reply": reply, "days": 1, "for_day": timezone.localdate()}
    MeetingReminder.objects.create(**words)

    with pytest.raises(Exception, match="meeting_reminder_goes_once"):
        MeetingReminder.objects.create(**words)


def test_r12_schedulers_at_the_same_minute_remind_once(committed):
    meeting = starting(1)
    links = [door(meeting, email=f"nr{n}@forening.example") for n in range(20)]
    for link in links:
        replies.answer(doorway=link, comes=True)
    long_ago(links[0])
    start, sent = Barrier(4), []

    def scheduler():
        start.wait()
        try:
            sent.append(reminders.remind_those_who_come())
        finally:
            connection.close()

    threads = [Thread(target=scheduler) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(sent) == [0, 0, 0, 20]
    assert len(reminded()) == len(set(reminded())) == 20
