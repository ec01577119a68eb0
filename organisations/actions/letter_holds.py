"""A pause in sending: what is queued about something waits, and goes on when somebody says so."""

from django.db import transaction

from kick.lib.queue import arguments_to_do, enqueue_many
from organisations.actions.letters import ANSWERS, SEND
from organisations.models import Letter, LetterHold


def hold(*, about, by):
    """Nothing more goes out about it, beyond what a worker has in hand, but letters that answer
    somebody. Holding twice changes nothing; returns the hold."""
    return LetterHold.objects.get_or_create(about=about, defaults={"held_by": by})[0]


@transaction.atomic
def let_go(*, about):
    """What was held goes on. Returns how many letters; 0 when nothing is held, or a second press."""
    # Asked under the hold's lock, so that two who let go at once give each letter one job.
    if not LetterHold.objects.select_for_update().filter(about=about).first():
        return 0
    held = Letter.objects.queued().held(answers=ANSWERS).filter(about=about)
    waiting = set(held.values_list("pk", flat=True))
    LetterHold.objects.filter(about=about).delete()
    # A job that is at work may have seen the hold and be about to end, so only those to come count.
    jobless = sorted(waiting - arguments_to_do(SEND, "letter_id"))
    enqueue_many(SEND, [{"letter_id": pk} for pk in jobless])
    return len(waiting)


def held_about(about):
    """The hold, or None."""
    return LetterHold.objects.filter(about=about).select_related("held_by").first()
