import random
import time
from datetime import timedelta

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from organisations.actions.letters import SEND, post_letters
from organisations.actions.sealed_mail import seal_mail
from organisations.models import Letter, Purpose, SealedMail
from tests.factories import OrganisationFactory
from tests.worker import until

pytestmark = pytest.mark.proof

LETTERS = 5000
KILLS = 20


def post(addresses):
    return post_letters(
        [
            {
                "purpose": Purpose.INVITATION,
                "recipient": address,
                "about": "meeting:1",
                "occasion": "invitation",
                "subject": "Inbjudan",
                "body": "Hej!\n\nVälkomna till startmötet i Kulturhuset.",
            }
            for address in addresses
        ]
    )


def forening(number):
    return [f"{n}@forening.example" for n in range(number)]


def in_hand():
    """Letters that a worker had begun on."""
    doing = ProcrastinateJob.objects.filter(task_name=SEND, status="doing")
    return {args["letter_id"] for args in doing.values_list("args", flat=True)}


def repeated(mails):
    """How many mails came more than once. That each letter has one Message-ID is asserted."""
    by_address = {}
    for mail in mails:
        by_address.setdefault(mail.recipients[0], []).append(mail.message_id)
    assert all(len(set(ids)) == 1 for ids in by_address.values())
    return len(mails) - len(by_address)


def test_r5_worker_killed_twenty_times_loses_nothing(worker, smtp_sink, figure):
    post(forening(LETTERS))
    chance = random.Random(5)
    interrupted = {}
    started_at = time.monotonic()
    worker.start()

    for point in sorted(chance.sample(range(50, LETTERS - 100), KILLS)):
        assert smtp_sink.wait_for(point, seconds=120)
        time.sleep(chance.random() / 20)
        worker.kill()
        # One that an earlier kill had left is in hand still.
        interrupted = dict.fromkeys(in_hand(), timezone.now()) | interrupted
        worker.start()
    assert until(lambda: not Letter.objects.queued().exists(), seconds=180)
    seconds = time.monotonic() - started_at

    sent_at = dict(Letter.objects.values_list("pk", "sent_at"))
    waits = [(sent_at[pk] - killed_at).total_seconds() for pk, killed_at in interrupted.items()]
    lost = LETTERS - len({mail.recipients[0] for mail in smtp_sink.mails})
    twice = repeated(smtp_sink.mails)
    assert lost == 0
    assert twice <= KILLS
    assert max(waits) <= 90
    assert not ProcrastinateJob.objects.filter(task_name=SEND).exists()
    figure(
        "R5",
        f"{LETTERS} letters, {KILLS} kills, {len(waits)} letters in hand at a kill: lost {lost},"
        f" repeated {twice} with the same Message-ID, longest resume {max(waits):.0f} s,"
        f" all in {seconds:.0f} s",
    )


def test_r5_worker_whose_database_connections_are_cut_loses_nothing(worker, smtp_sink, figure):
    post(forening(500))
    worker.start()
    assert smtp_sink.wait_for(100, seconds=30)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    cut_at = time.monotonic()
    starts = 0

    def all_sent():
        nonlocal starts
        if worker.process.poll() is not None:
            starts += 1
            worker.start()
        return not Letter.objects.queued().exists()

    assert until(all_sent, seconds=90)
    seconds = time.monotonic() - cut_at
    assert len({mail.recipients[0] for mail in smtp_sink.mails}) == 500
    figure(
        "R5",
        f"every database connection cut in a send of 500: lost 0, repeated"
        f" {repeated(smtp_sink.mails)}, all sent {seconds:.0f} s later, worker started anew {starts} times",
    )


def test_r6_what_becomes_of_each_answer(worker, smtp_sink, figure):
    smtp_sink.at_rcpt.update(
        {
            "421@forening.example": "421 4.3.2 closing",
            "451@forening.example": "451 4.7.1 greylisted",
            "550@forening.example": "550 5.1.1 no such user",
        }
    )
    smtp_sink.at_data.update(
        {"data451@forening.example": "451 4.3.0 later", "data554@forening.example": "554 spam"}
    )
    smtp_sink.stalled["stall@forening.example"] = 30
    smtp_sink.dropped.add("drop@forening.example")
    trouble = ["421", "451", "550", "data451", "data554", "stall", "drop"]
    addresses = [f"{name}@forening.example" for name in trouble]
    refused = OrganisationFactory(email="550@forening.example")
    post(addresses + forening(100))
    worker.start()

    assert until(lambda: Letter.objects.sent().count() == 100, seconds=30)
    others_at = time.monotonic()
    assert until(
        lambda: Letter.objects.filter(recipient__in=addresses, attempts=1).count() == 7, seconds=60
    )
    assert until(lambda: not in_hand(), seconds=10)
    first = {
        letter.recipient.split("@")[0]: (letter.status, letter.answer_code)
        for letter in Letter.objects.filter(recipient__in=addresses)
    }
    waiting = ProcrastinateJob.objects.filter(task_name=SEND, status="todo")
    assert all(
        timedelta() < job.scheduled_at - timezone.now() <= timedelta(minutes=1) for job in waiting
    )
    smtp_sink.be_kind()
    waiting.update(scheduled_at=timezone.now())
    assert until(lambda: not Letter.objects.queued().exists(), seconds=30)
    refused.refresh_from_db()

    assert first == {
        "421": ("queued", 421),
        "451": ("queued", 451),
        "550": ("failed", 550),
        "data451": ("queued", 451),
        "data554": ("failed", 554),
        "stall": ("queued", None),
        "drop": ("queued", None),
    }
    assert max(mail.at for mail in smtp_sink.mails[:100]) <= others_at
    assert Letter.objects.sent().count() == 105
    assert refused.email_refused_at is not None
    # The dropped one was taken the first time too, and so is the stalled one once it wakes up.
    assert repeated(smtp_sink.mails) <= 2
    for name in trouble:
        last = Letter.objects.get(recipient=f"{name}@forening.example")
        status, code = first[name]
        figure("R6", f"{name:<8} -> {status} ({code or 'no answer'}) -> {last.status}")
    figure("R6", "100 other letters were sent meanwhile, none of them late or twice")


def test_r7_codes_pass_five_thousand_letters(worker, smtp_sink, figure):
    post(forening(LETTERS))
    worker.start()
    assert smtp_sink.wait_for(50, seconds=30)
    waits = []

    for number in range(40):
        address = f"person{number}@exempel.se"
        asked_at = time.monotonic()
        seal_mail(message=EmailMultiAlternatives("Kod", "12345", "kick@example.org", [address]))
        assert until(lambda address=address: smtp_sink.to(address), seconds=10)
        waits.append(smtp_sink.to(address)[0].at - asked_at)
        time.sleep(0.2)

    left = Letter.objects.queued().count()
    assert left > 1000
    assert until(lambda: not SealedMail.objects.exists(), seconds=5)
    waits.sort()
    assert waits[-1] < 10
    figure(
        "R7",
        f"40 codes while {left} to {LETTERS} letters wait: p50 {waits[19]:.2f} s,"
        f" p95 {waits[37]:.2f} s, longest {waits[-1]:.2f} s",
    )


def test_r7_codes_pass_letters_that_stall(worker, smtp_sink, figure):
    for address in forening(40):
        smtp_sink.stalled[address] = 15
    post(forening(40))
    worker.start()
    assert until(lambda: len(in_hand()) == 4, seconds=30)

    asked_at = time.monotonic()
    seal_mail(message=EmailMultiAlternatives("Kod", "12345", "kick@example.org", ["p@exempel.se"]))

    assert until(lambda: smtp_sink.to("p@exempel.se"), seconds=10)
    seconds = smtp_sink.to("p@exempel.se")[0].at - asked_at
    figure("R7", f"a code while every letter's thread waits for a stalled server: {seconds:.2f} s")
