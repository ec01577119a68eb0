"""Letters: queued once, sent by the worker, tried again for a day, and forgotten in time."""

import logging
import traceback
from datetime import timedelta

from django.db import DatabaseError, transaction
from django.utils import timezone

from kick.lib import smtp, text
from kick.lib.queue import TryAgain, arguments_waiting, enqueue, enqueue_many
from organisations import emails
from organisations.actions import approvals
from organisations.models import Letter, Organisation, Purpose

SEND = "organisations.jobs.send_letter"
# Minutes after each try; together 24 hours, as RFC 5321 4.5.4.1 wants, but sooner at first.
PAUSES = [1, 2, 4, 8, 15, 30, 60, 120, 240, 240, 240, 240, 240]
SECONDS_WHEN_BUSY = 30
AT_A_TIME = 1000
PATIENCE = timedelta(hours=1)
DOUBLE_PRESS = timedelta(minutes=2)
# What answers something that the receiver has done or is part of. Any other letter is one that she
# has not asked for, and its data comes from the register.
ANSWERS = {
    Purpose.REPLY,
    Purpose.SEAT,
    Purpose.MEETING_SOON,
    Purpose.MEETING_CHANGED,
    Purpose.MEETING_CANCELLED,
    Purpose.REGISTRATION,
    Purpose.REPRESENTATIVE,
    Purpose.SIGNATURE,
    Purpose.RETURNED,
    Purpose.RECEIPT,
    Purpose.REGISTRY,
    Purpose.VERDICTS,
    Purpose.WEBSITE,
    # Who takes part in an alliance has asked to.
    Purpose.ALLIANCE,
    # The writer's own, to look at.
    Purpose.TRIAL,
    # Who was at a meeting is asked about that meeting.
    Purpose.NOTES,
    Purpose.EVALUATION,
    # Who is in a circle has given her address to it.
    Purpose.CIRCLE,
    Purpose.CIRCLE_VERDICTS,
}

logger = logging.getLogger(__name__)


class TextIsGone(Exception):
    """The text was blanked after 90 days: there is nothing left to send."""


def post_letter(**letter):
    """Queue one letter (the arguments are `post_letters`'s). None when it was queued before."""
    return next(iter(post_letters([letter])), None)


@transaction.atomic
def post_letters(many):
    """Queue each letter of `many` that was not queued before, and return those, in no order.

    Each is a dict of purpose, recipient, about, occasion, subject, body, and if need be links,
    calendar, language, region, enclosed (text that is stored sealed only, until it is sent; the body
    has `letter_text.ENCLOSED` in its place). A letter is known by the first four. The jobs stand in the same
    transaction: rolled back together. Two callers at once queue one letter.

    Letters to more than one receiver from the register wait for the documents on personal data:
    raises approvals.NotApproved.
    """
    many = list(many)
    unasked = {words["recipient"].lower() for words in many if words["purpose"] not in ANSWERS}
    if len(unasked) > 1:
        approvals.insist_on_approval()
    posted = {}
    for words in many:
        letter = _letter(**words)
        posted[letter.purpose, letter.recipient, letter.about, letter.occasion] = letter
    # In one order everywhere, so that two who post the same letters wait but never lock each other.
    letters = [posted[key] for key in sorted(posted)]
    Letter.objects.bulk_create(letters, ignore_conflicts=True, batch_size=AT_A_TIME)
    new = []
    for start in range(0, len(letters), AT_A_TIME):
        ours = [letter.uuid for letter in letters[start : start + AT_A_TIME]]
        queued = list(Letter.objects.filter(uuid__in=ours))
        enqueue_many(SEND, [{"letter_id": letter.pk} for letter in queued])
        new += queued
    return new


def lately_told(*, about, since, **words):
    """The addresses to which a letter about it was queued since then."""
    letters = Letter.objects.filter(about=about, queued_at__gte=since, **words)
    return set(letters.values_list("recipient", flat=True))


def was_just_told(*, about, address, at=None):
    """A second press on the same button is not a wish for a second letter."""
    since = (at or timezone.now()) - DOUBLE_PRESS
    return address.lower() in lately_told(about=about, since=since)


def _letter(*, recipient, subject, body, links=(), enclosed="", **words):
    return Letter(
        sealed=emails.seal_enclosed(text.clean_text(enclosed)) if enclosed else b"",
        recipient=recipient.strip().lower(),
        subject=text.clean_line(subject)[:200],
        body=text.clean_text(body) + "\n",
        links=[list(link) for link in links],
        **words,
    )


def send_letter(*, letter_id):
    """Send one queued letter, and note what the mail server said. One that is gone is left alone.

    Raises TryAgain when it is to be tried again. A 5xx answer fails this letter for good; after a day
    of 4xx or silence it fails too. Killed between the server's yes and our commit, it is sent twice
    with one Message-ID (RFC 5321 6.1 prefers that to a lost letter).
    """
    with transaction.atomic():
        waiting = Letter.objects.queued().free(answers=ANSWERS).filter(pk=letter_id)
        letter = waiting.select_for_update(skip_locked=True).first()
        again_at = _send(letter) if letter else _look_again(letter_id)
    if again_at:
        raise TryAgain(again_at)


def _look_again(letter_id):
    """Locked by another: were its worker killed, nobody else would know of the letter. One that is
    held is left alone; whoever lets it go gives it a job."""
    if Letter.objects.queued().free(answers=ANSWERS).filter(pk=letter_id).exists():
        return timezone.now() + timedelta(seconds=SECONDS_WHEN_BUSY)
    return None


def _send(letter):
    letter.count_attempt()
    try:
        smtp.deliver(emails.letter(letter))
    except smtp.NotNow as answer:
        return _put_off(letter, answer.code)
    except smtp.Refused as answer:
        letter.mark_failed(code=answer.code)
        if answer.is_address:
            _doubt(letter.recipient)
    except DatabaseError:
        raise
    except Exception as trouble:  # noqa: BLE001 - whatever it is, the letter must not wait for ever
        # The message of the exception may hold an address, so only where it came from is logged.
        letter.mark_failed(code=None)
        logger.error(
            "letter %s cannot be made: %s\n%s",
            letter.pk,
            type(trouble).__name__,
            "".join(traceback.format_tb(trouble.__traceback__)),
        )
    else:
        letter.mark_sent()
    return None


def _put_off(letter, code):
    if letter.attempts > len(PAUSES):
        letter.mark_failed(code=code)
        return None
    letter.put_off(code=code)
    return timezone.now() + timedelta(minutes=PAUSES[letter.attempts - 1])


def _doubt(address):
    for organisation in Organisation.objects.with_email(address):
        organisation.mark_email_refused()


@transaction.atomic
def send_again(*, letter):
    """Queue a letter that failed once more. Raises WrongMove unless it has failed, TextIsGone."""
    if not letter.body:
        raise TextIsGone(letter.pk)
    letter.queue_again()
    enqueue(SEND, letter_id=letter.pk)


@transaction.atomic
def find_lost_letters(*, at=None):
    """Give a job to every letter that waits without one for an hour; returns how many.

    None should: this is the net under job rows that were deleted by hand or failed too often.
    """
    before = (at or timezone.now()) - PATIENCE
    waiting = Letter.objects.queued().free(answers=ANSWERS).filter(queued_at__lt=before)
    lost = set(waiting.values_list("pk", flat=True))
    lost -= arguments_waiting(SEND, "letter_id")
    enqueue_many(SEND, [{"letter_id": pk} for pk in sorted(lost)])
    return len(lost)
