"""What the region does with what was said: looks it through, releases it, answers every point once."""

from django.db import transaction
from django.utils import timezone

from consultations import emails
from consultations.models import (
    Consultation,
    Contribution,
    ContributionKind,
    Verdict,
)
from kick.lib.tally import count_anew
from organisations.actions.letters import post_letters


class NotAllAnswered(Exception):
    """Some contributions have no verdict yet; `number` of them."""

    def __init__(self, number):
        super().__init__(number)
        self.number = number


class NotClosed(Exception):
    """People may still answer: what the region does with it all is not known yet."""


class AlreadyPublished(Exception):
    """A published verdict is not changed: people have read it."""


@transaction.atomic
def release(*, contributions, by, at=None):
    """Show what was looked through as it came; returns how many were not shown before."""
    unshown = list(contributions.unreleased().select_for_update(of=["self"]))
    for contribution in unshown:
        contribution.release(by=by, at=at)
    _count_anew(unshown)
    return len(unshown)


@transaction.atomic
def release_abridged(*, contribution, by, body, wording, at=None):
    """Show it in these words, with what is somebody's own taken out; the original stays."""
    contribution = Contribution.objects.select_for_update(of=["self"]).get(pk=contribution.pk)
    contribution.release(by=by, body=body, wording=wording, at=at)
    _count_anew([contribution])


@transaction.atomic
def hold_back(*, contribution):
    """No longer shown, at once."""
    contribution.hold_back()
    _count_anew([contribution])


def _count_anew(contributions):
    count_anew(*Consultation.objects.holding(contributions).values_list("region", flat=True))


@transaction.atomic
def decide(*, contributions, by, outcome, reason, section=None, at=None):
    """Write one draft verdict for each contribution, or change the drafts; returns how many.

    Raises AlreadyPublished when one of them has been answered in public.
    """
    chosen = list(contributions.select_for_update(of=["self"]))
    if Verdict.objects.published().filter(contribution__in=chosen).exists():
        raise AlreadyPublished
    for contribution in chosen:
        Verdict.objects.update_or_create(
            contribution=contribution,
            defaults={
                "outcome": outcome,
                "reason": reason,
                "section": section,
                "decided_by": by,
                "decided_at": at or timezone.now(),
            },
        )
    return len(chosen)


def left_to_answer(consultation):
    """The points that the region has promised to answer and has not: "nothing to add" needs none."""
    standing = Contribution.objects.in_consultation(consultation).standing()
    return standing.exclude(kind=ContributionKind.NOTHING).unanswered()


@transaction.atomic
def publish_verdicts(*, consultation, at=None):
    """All answers at once, and one letter to each sender with all of its own.

    Returns how many verdicts. Raises NotClosed, NotAllAnswered, WrongMove when it was done before or
    the consultation was cancelled.
    """
    at = at or timezone.now()
    consultation = Consultation.objects.locked().get(pk=consultation.pk)
    if consultation.is_published and not consultation.is_late(at=at):
        raise NotClosed(consultation.name)
    if left := left_to_answer(consultation).count():
        raise NotAllAnswered(left)
    consultation.answer()
    number = Verdict.objects.in_consultation(consultation).drafts().update(published_at=at)
    post_letters(list(emails.letters_of_verdicts(consultation=consultation)))
    count_anew(consultation.region_id)
    return number
