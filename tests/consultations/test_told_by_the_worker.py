"""The letters about a change are written by the worker: all of them or none, once, whatever happens between."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from consultations.actions import changes, invitations, meetings, planning, replies
from consultations.models import Doorway, Meeting, MeetingNotice
from consultations.planning import BY_SLUG
from organisations.models import Letter, Purpose
from tests.consultations.told import write_letters
from tests.factories import AssignmentFactory, InvitationFactory, MeetingFactory
from tests.sign_in import sign_in
from tests.worker import until

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


class StoppedHalfWay(Exception):
    pass


def invited(number=3):
    meeting = MeetingFactory()
    for _ in range(number):
        InvitationFactory(meeting=meeting)
    invitations.send(meeting=meeting, expected=number, by=None)
    return meeting


def move_to(meeting, venue):
    step = BY_SLUG["tid-och-plats"]
    facts = {fact: getattr(meeting, fact) for fact in step.facts} | {"venue": venue}
    return planning.save_step(
        meeting=meeting, step=step, stamp="", facts=facts, words={}, questions=None, by=None
    )


def told(purpose=Purpose.MEETING_CHANGED):
    return Letter.objects.filter(purpose=purpose)


def jobs():
    return list(
        ProcrastinateJob.objects.filter(task_name=changes.WRITE).values_list("args", flat=True)
    )


def test_the_request_counts_and_the_worker_writes():
    notice = move_to(invited(), "Folkets hus")

    assert (notice.told, notice.is_writing, jobs()) == (3, True, [{"notice_id": notice.pk}])
    assert not told()
    write_letters()
    notice.refresh_from_db()
    assert (notice.told, notice.is_writing, told().count()) == (3, False, 3)


def test_a_change_that_is_rolled_back_leaves_no_job():
    meeting = invited()

    with pytest.raises(StoppedHalfWay), transaction.atomic():
        move_to(meeting, "Folkets hus")
        raise StoppedHalfWay

    assert jobs() == []
    assert not MeetingNotice.objects.exists()


def test_pressed_twice_and_run_twice_it_is_told_once():
    meeting = invited()
    notices = [move_to(Meeting.objects.get(), "Folkets hus") for _ in range(2)]
    assert notices[1] is None
    assert len(jobs()) == 1

    for _ in range(2):
        changes.write_letters(notice_id=notices[0].pk)

    assert sorted(told().values_list("recipient", flat=True)) == sorted(
        row.organisation.email for row in meeting.invitations.all()
    )


def test_a_change_is_not_told_when_the_meeting_is_over():
    notice = move_to(invited(), "Folkets hus")
    Meeting.objects.update(starts_at=timezone.now() - 3 * HOUR, ends_at=timezone.now() - HOUR)

    changes.write_letters(notice_id=notice.pk)

    assert not told()
    notice.refresh_from_db()
    assert (notice.told, notice.is_writing) == (0, False)


def test_two_changes_before_the_worker_comes_are_both_told():
    meeting = invited()
    move_to(meeting, "Folkets hus")
    move_to(Meeting.objects.get(), "Ladan")

    write_letters()

    rows = told().order_by("occasion", "pk").values_list("occasion", "body")
    assert [occasion for occasion, _body in rows] == ["changed:1"] * 3 + ["changed:2"] * 3
    assert all("Nu är det: Folkets hus" in body for _occasion, body in rows[:3])
    assert all("Nu är det: Ladan" in body for _occasion, body in rows[3:])


def test_of_a_meeting_that_is_cancelled_meanwhile_only_that_is_told():
    meeting = invited()
    move_to(meeting, "Folkets hus")
    meetings.cancel_meeting(meeting=meeting, because="Lokalen brann.")

    write_letters()

    assert (told().count(), told(Purpose.MEETING_CANCELLED).count()) == (0, 3)
    assert list(MeetingNotice.objects.values_list("told", "is_writing")) == [(0, False), (3, False)]


def test_whoever_says_no_meanwhile_is_not_told():
    meeting = invited()
    notice = move_to(meeting, "Folkets hus")
    row = meeting.invitations.first()
    replies.answer(doorway=Doorway.opened_by(row.token), comes=False)

    write_letters()

    notice.refresh_from_db()
    assert (notice.told, told().count()) == (2, 2)
    assert not told().filter(recipient=row.organisation.email).exists()


def test_a_change_that_concerns_nobody_gives_the_worker_nothing():
    notice = move_to(MeetingFactory(), "Folkets hus")

    assert (notice.told, notice.is_writing, jobs()) == (0, False, [])


def test_the_desk_shows_how_far_it_has_come(client):
    sign_in(client, AssignmentFactory().user)
    meeting = invited()
    Letter.objects.update(status="sent")
    move_to(meeting, "Folkets hus")
    page = reverse("consultations:desk_meeting", args=[meeting.uuid])

    being_written = client.get(page).content.decode()
    write_letters()
    Letter.objects.filter(pk=told().first().pk).update(status="sent")
    on_their_way = client.get(page).content.decode()
    Letter.objects.update(status="sent")
    gone = client.get(page).content.decode()

    assert '<progress max="3" value="0"' in being_written
    assert '<progress max="3" value="1"' in on_their_way
    assert "<progress" not in gone


def test_the_worker_writes_and_sends_them(worker, smtp_sink):
    meeting = invited()
    Letter.objects.update(status="sent")
    ProcrastinateJob.objects.all().delete()
    move_to(meeting, "Folkets hus")

    worker.start()

    assert smtp_sink.wait_for(3, seconds=30)
    assert until(lambda: told().sent().count() == 3, seconds=5)
    assert sorted(mail.recipients[0] for mail in smtp_sink.mails) == sorted(
        row.organisation.email for row in meeting.invitations.all()
    )
