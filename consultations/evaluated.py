"""What a meeting's evaluation shows, on its pages and beside the consultation check."""

from dataclasses import dataclass

from consultations.models import PRINCIPLES, Evaluation


@dataclass(frozen=True)
class Result:
    principle: str
    question: str
    mean: float
    answers: int


def results_of(meeting):
    """By principle, in their own order; none of those that fewer than five have answered."""
    found = Evaluation.objects.filter(meeting=meeting).results()
    return [Result(*PRINCIPLES[name], *found[name]) for name in PRINCIPLES if name in found]
