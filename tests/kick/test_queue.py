import os
import signal
from datetime import timedelta

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import DatabaseError
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job

from kick.lib.queue import TryAgain, WhenAsked, arguments_waiting, enqueue, enqueue_many
from organisations.actions.letters import post_letters
from organisations.actions.sealed_mail import seal_mail
from organisations.models import Letter, Purpose
from tests.worker import until

pytestmark = pytest.mark.django_db

SEND = "organisations.jobs.send_letter"
JOB = Job(id=1, queue="letters", lock=None, queueing_lock=None, task_name=SEND, attempts=0)


def post(number, *, to="{}@forening.example"):
    return post_letters(
        [
            {
                "purpose": Purpose.INVITATION,
                "recipient": to.format(n),
                "about": "meeting:1",
                "occasion": "invitation",
                "subject": "Inbjudan",
                "body": "Hej!",
            }
            for n in range(number)
        ]
    )


def post_code(address):
    seal_mail(message=EmailMultiAlternatives("Kod", "123456", "kick@example.org", [address]))


def test_job_is_enqueued_by_name_for_later():
    at = timezone.now() + timedelta(hours=1)

    enqueue(SEND, at=at, letter_id=7)

    [job] = ProcrastinateJob.objects.all()
    assert (job.task_name, job.queue_name, job.args) == (SEND, "letters", {"letter_id": 7})
    assert job.scheduled_at == at


def test_no_jobs_are_enqueued_for_nothing():
    enqueue_many(SEND, [])

    assert not ProcrastinateJob.objects.exists()


def test_waiting_arguments_are_those_of_jobs_to_be_done():
    enqueue_many(SEND, [{"letter_id": 1}, {"letter_id": 2}])
    ProcrastinateJob.objects.filter(args={"letter_id": 2}).update(status="failed")

    assert arguments_waiting(SEND, "letter_id") == {1}


def test_job_that_asks_for_it_runs_again_then():
    at = timezone.now()

    decision = WhenAsked().get_retry_decision(exception=TryAgain(at), job=JOB)

    assert decision.retry_at == at


def test_job_runs_again_after_trouble_with_the_database_but_not_after_any_other():
    strategy = WhenAsked()

    assert strategy.get_retry_decision(exception=DatabaseError(), job=JOB).retry_at
    assert strategy.get_retry_decision(exception=KeyError(), job=JOB) is None


def test_worker_sends_and_leaves_no_job_behind(worker, smtp_sink):
    post(20)
    worker.start()

    assert smtp_sink.wait_for(20, seconds=20)
    assert until(lambda: not ProcrastinateJob.objects.filter(task_name=SEND), seconds=5)
    assert worker.stop() == 0
    assert Letter.objects.sent().count() == 20
    assert sorted(mail.recipients for mail in smtp_sink.mails) == sorted(
        [f"{n}@forening.example"] for n in range(20)
    )
    assert "@forening.example" not in worker.log


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_worker_told_to_stop_finishes_the_letter_at_hand(worker, smtp_sink, number):
    smtp_sink.stalled["0@forening.example"] = 2
    post(1)
    worker.start()
    assert until(
        lambda: ProcrastinateJob.objects.filter(task_name=SEND, status="doing"), seconds=20
    )

    os.kill(worker.process.pid, number)

    assert worker.process.wait(20) == 0
    assert Letter.objects.sent().count() == 1
    assert not ProcrastinateJob.objects.filter(task_name=SEND).exists()


def test_worker_tries_a_letter_again_when_it_is_due(worker, smtp_sink):
    smtp_sink.at_rcpt["*"] = "451 not now"
    [letter] = post(1)
    worker.start()
    assert until(lambda: Letter.objects.filter(attempts=1), seconds=20)
    assert until(lambda: ProcrastinateJob.objects.filter(task_name=SEND, status="todo"), seconds=5)
    smtp_sink.be_kind()

    ProcrastinateJob.objects.filter(task_name=SEND).update(scheduled_at=timezone.now())

    assert smtp_sink.wait_for(1, seconds=10)
    assert until(lambda: Letter.objects.sent().filter(pk=letter.pk, attempts=2), seconds=5)


def test_codes_pass_by_letters_that_stall(worker, smtp_sink):
    for n in range(8):
        smtp_sink.stalled[f"{n}@forening.example"] = 8
    post(8)
    worker.start()
    assert until(
        lambda: ProcrastinateJob.objects.filter(task_name=SEND, status="doing").count() == 4,
        seconds=20,
    )

    post_code("kod@exempel.se")

    assert smtp_sink.wait_for(1, seconds=3)
    assert smtp_sink.mails[0].recipients == ["kod@exempel.se"]
