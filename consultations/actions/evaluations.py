"""What those who came thought of the meeting: asked once, answered once, tied to nobody."""

from django.db import transaction
from django.utils import timezone

from consultations import emails
from consultations.actions.minutes import NotHeldYet, reached, receiver_of
from consultations.models import Evaluation, EvaluationCard
from organisations.actions.letters import post_letters


class AnsweredAlready(Exception):
    """A link takes one answer."""


@transaction.atomic
def ask_all(*, meeting, at=None):
    """One letter to each address of those who were there; who has been asked is not asked again.

    Returns how many letters. Raises NotHeldYet.
    """
    if meeting.is_cancelled or not meeting.is_past(at=at or timezone.now()):
        raise NotHeldYet(meeting.uuid)
    cards = [
        EvaluationCard.objects.get_or_create(meeting=meeting, **receiver_of(row))[0]
        for row in reached(meeting)
    ]
    return len(post_letters(emails.what_did_you_think(card=card) for card in cards))


@transaction.atomic
def answer(*, card, steps, word=""):
    """`steps` are 1 to 4, or none, by principle. Raises AnsweredAlready for the second on one link."""
    card = EvaluationCard.objects.locked().get(pk=card.pk)
    if card.is_used:
        raise AnsweredAlready(card.pk)
    Evaluation.objects.create(meeting_id=card.meeting_id, word=word, **steps)
    card.use()
