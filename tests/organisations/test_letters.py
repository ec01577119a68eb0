import time
from datetime import timedelta
from threading import Thread
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone

from kick.lib import smtp
from kick.lib.queue import TryAgain
from organisations.actions.letters import (
    PAUSES,
    TextIsGone,
    find_lost_letters,
    post_letter,
    post_letters,
    send_again,
    send_letter,
)
from organisations.actions.purging import purge
from organisations.models import Letter, LetterStatus, WrongMove
from tests.factories import OrganisationFactory
from tests.organisations.letters import jobs, words

pytestmark = pytest.mark.django_db


def test_letter_is_queued_with_its_job_and_nothing_personal_in_it():
    letter = post_letter(**words())

    assert letter.status == LetterStatus.QUEUED
    assert [job.args for job in jobs()] == [{"letter_id": letter.pk}]


def test_letter_is_queued_once_whatever_the_case_of_the_address():
    first = post_letter(**words())

    assert post_letter(**words(recipient="Info@Forening.example ", subject="Igen")) is None
    assert list(Letter.objects.all()) == [first]
    assert jobs().count() == 1


def test_letters_in_bulk_are_those_that_are_new():
    post_letter(**words())
    many = [words(), words(recipient="b@forening.example"), words(recipient="B@forening.example")]

    [new] = post_letters(many)

    assert new.recipient == "b@forening.example"
    assert jobs().count() == 2


def test_rolled_back_transaction_takes_letter_and_job_with_it():
    with pytest.raises(RuntimeError), transaction.atomic():
        post_letter(**words())
        raise RuntimeError

    assert not Letter.objects.exists()
    assert not jobs().exists()


def test_five_thousand_letters_are_queued_within_ten_seconds():
    started_at = time.monotonic()

    post_letters([words(recipient=f"info{n}@forening.example") for n in range(5000)])

    assert time.monotonic() - started_at < 10
    assert jobs().count() == 5000


def test_two_who_post_the_same_letters_at_once_queue_each_once(committed):
    many = [words(recipient=f"info{n}@forening.example") for n in range(300)]
    results = []

    def post(letters):
        results.append(len(post_letters(letters)))
        connection.close()

    threads = [Thread(target=post, args=[order]) for order in (many, many[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(results) == 300
    assert Letter.objects.count() == jobs().count() == 300


def test_letter_already_sent_is_not_sent_again(smtp_sink):
    letter = post_letter(**words())
    send_letter(letter_id=letter.pk)

    send_letter(letter_id=letter.pk)

    assert len(smtp_sink.mails) == 1


def test_letter_that_another_worker_holds_is_looked_at_again(committed, smtp_sink):
    letter = post_letter(**words())
    tried = []

    def try_to_send():
        with pytest.raises(TryAgain):
            send_letter(letter_id=letter.pk)
        tried.append(True)
        connection.close()

    with transaction.atomic():
        Letter.objects.select_for_update().get(pk=letter.pk)
        thread = Thread(target=try_to_send)
        thread.start()
        thread.join()

    assert tried == [True]
    assert smtp_sink.mails == []


@pytest.mark.parametrize("code", [421, 450, 451])
def test_passing_trouble_is_tried_again(smtp_sink, code):
    letter = post_letter(**words())
    smtp_sink.at_rcpt["*"] = f"{code} not now"

    with pytest.raises(TryAgain) as trouble:
        send_letter(letter_id=letter.pk)

    letter.refresh_from_db()
    assert (letter.status, letter.answer_code, letter.attempts) == ("queued", code, 1)
    pause = trouble.value.at - timezone.now()
    assert timedelta(seconds=50) < pause <= timedelta(minutes=PAUSES[0])


def test_pauses_grow_and_end_after_a_day(smtp_sink):
    letter = post_letter(**words())
    smtp_sink.at_data["*"] = "451 not now"

    for _pause in PAUSES:
        with pytest.raises(TryAgain):
            send_letter(letter_id=letter.pk)
    send_letter(letter_id=letter.pk)

    letter.refresh_from_db()
    assert (letter.status, letter.answer_code) == ("failed", 451)
    assert sorted(PAUSES) == PAUSES
    assert sum(PAUSES) == 24 * 60


def test_refused_address_fails_the_letter_and_marks_the_organisation(smtp_sink):
    organisation = OrganisationFactory(email="Info@Forening.example")
    other = OrganisationFactory()
    letter = post_letter(**words())
    smtp_sink.at_rcpt["info@forening.example"] = "550 5.1.1 no such user"

    send_letter(letter_id=letter.pk)

    letter.refresh_from_db()
    organisation.refresh_from_db()
    other.refresh_from_db()
    assert (letter.status, letter.answer_code) == ("failed", 550)
    assert organisation.email_refused_at is not None
    assert other.email_refused_at is None


def test_refused_text_fails_the_letter_but_doubts_no_address(smtp_sink):
    organisation = OrganisationFactory(email="info@forening.example")
    letter = post_letter(**words())
    smtp_sink.at_data["*"] = "554 looks like spam"

    send_letter(letter_id=letter.pk)

    letter.refresh_from_db()
    organisation.refresh_from_db()
    assert (letter.status, letter.answer_code) == ("failed", 554)
    assert organisation.email_refused_at is None


def test_server_that_is_away_is_tried_again(smtp_sink, settings):
    letter = post_letter(**words())
    settings.EMAIL_PORT = 1

    with pytest.raises(TryAgain):
        send_letter(letter_id=letter.pk)

    letter.refresh_from_db()
    assert (letter.status, letter.answer_code) == ("queued", None)


def test_server_that_stalls_is_tried_again(smtp_sink, settings):
    settings.EMAIL_TIMEOUT = 1
    letter = post_letter(**words())
    smtp_sink.stalled["info@forening.example"] = 3

    with pytest.raises(TryAgain):
        send_letter(letter_id=letter.pk)


def test_line_lost_after_the_text_repeats_the_mail_with_one_message_id(smtp_sink):
    letter = post_letter(**words())
    smtp_sink.dropped.add("info@forening.example")
    with pytest.raises(TryAgain):
        send_letter(letter_id=letter.pk)
    smtp_sink.be_kind()

    send_letter(letter_id=letter.pk)

    assert [mail.message_id for mail in smtp_sink.mails] == [letter.message_id] * 2


def test_our_own_trouble_with_the_server_fails_no_letter(smtp_sink, settings):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "kick", "wrong"
    letter = post_letter(**words())

    with pytest.raises(TryAgain):
        send_letter(letter_id=letter.pk)

    letter.refresh_from_db()
    assert letter.status == LetterStatus.QUEUED


def test_letter_that_cannot_be_made_fails_without_its_address_in_the_log(smtp_sink, caplog):
    letter = post_letter(**words(links=[["no-such-kind", str(uuid4()), 1]]))

    send_letter(letter_id=letter.pk)

    letter.refresh_from_db()
    assert letter.status == LetterStatus.FAILED
    [record] = [record for record in caplog.records if record.name.startswith("organisations")]
    assert "KeyError" in record.getMessage()
    assert letter.recipient not in caplog.text


def test_connection_serves_one_letter_after_another_until_it_breaks(smtp_sink):
    letters = post_letters([words(recipient=f"info{n}@forening.example") for n in range(4)])

    send_letter(letter_id=letters[0].pk)
    send_letter(letter_id=letters[1].pk)
    assert smtp_sink.connections == 1
    smtp_sink.hang_up()
    send_letter(letter_id=letters[2].pk)
    assert smtp_sink.connections == 2
    smtp.hang_up()
    send_letter(letter_id=letters[3].pk)

    assert smtp_sink.connections == 3
    assert len(smtp_sink.mails) == 4


def test_failed_letter_is_queued_again(smtp_sink):
    letter = post_letter(**words())
    smtp_sink.at_rcpt["*"] = "550 no"
    send_letter(letter_id=letter.pk)
    smtp_sink.be_kind()
    letter.refresh_from_db()

    send_again(letter=letter)
    send_letter(letter_id=letter.pk)

    letter.refresh_from_db()
    assert (letter.status, letter.attempts) == ("sent", 1)
    assert jobs().count() == 2
    with pytest.raises(WrongMove):
        send_again(letter=letter)


def test_letter_without_its_job_gets_another():
    lost, kept, young = post_letters([words(recipient=f"{n}@forening.example") for n in range(3)])
    Letter.objects.exclude(pk=young.pk).update(queued_at=timezone.now() - timedelta(hours=2))
    jobs().exclude(args={"letter_id": kept.pk}).delete()

    assert find_lost_letters() == 1
    assert sorted(job.args["letter_id"] for job in jobs()) == sorted([lost.pk, kept.pk])
    assert find_lost_letters() == 0


def test_text_is_forgotten_after_ninety_days_and_the_letter_after_a_year(smtp_sink):
    now = timezone.now()
    fresh, old, ancient = post_letters(
        [words(recipient=f"{n}@forening.example", calendar="BEGIN:VCALENDAR") for n in range(3)]
    )
    waiting = post_letter(**words(recipient="x@forening.example"))
    for letter, days in [(fresh, 89), (old, 91), (ancient, 366)]:
        send_letter(letter_id=letter.pk)
        Letter.objects.filter(pk=letter.pk).update(queued_at=now - timedelta(days=days))
    Letter.objects.filter(pk=waiting.pk).update(queued_at=now - timedelta(days=400))

    purge(at=now)

    kept = {letter.pk: bool(letter.body) for letter in Letter.objects.all()}
    assert kept == {fresh.pk: True, old.pk: False, waiting.pk: True}


def test_forgotten_text_is_not_sent_again(smtp_sink):
    letter = post_letter(**words())
    smtp_sink.at_rcpt["*"] = "550 no"
    send_letter(letter_id=letter.pk)
    purge(at=timezone.now() + timedelta(days=91))
    letter.refresh_from_db()

    with pytest.raises(TextIsGone):
        send_again(letter=letter)
