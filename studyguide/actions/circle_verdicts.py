"""When a region has answered, the circles where it began are told."""

from datetime import timedelta

from django.utils import timezone

from consultations.models import Consultation
from organisations.actions.letters import post_letters
from organisations.models import Letter, Purpose
from studyguide import emails
from studyguide.models import Circle, ProposalOffer

# Letters are known for a year; what was published longer ago than this has been told of.
TOLD_WITHIN = timedelta(days=30)


def tell_of_verdicts(*, at=None):
    """Queue one letter to each member with an address for all the answers that a region has published
    at once to what began in her circle; it leads to the questions where that was. Returns how many;
    whoever has hers gets no other."""
    offers = ProposalOffer.objects.answered_since((at or timezone.now()) - TOLD_WITHIN)
    return sum(
        _tell(offers, circle, consultation) for circle, consultation in offers.circles_answered()
    )


def _tell(offers, circle, consultation):
    questions = offers.questions_answered(circle=circle, consultation=consultation)
    circle = Circle.objects.with_parts().get(pk=circle)
    consultation = Consultation.objects.with_parts().get(pk=consultation)
    about = emails.about_verdicts(circle=circle, consultation=consultation)
    told = set(
        Letter.objects.filter(purpose=Purpose.CIRCLE_VERDICTS, **about).values_list(
            "recipient", flat=True
        )
    )
    members = circle.members.with_address().select_related("circle")
    letters = [
        emails.verdicts_on_proposals(member=member, consultation=consultation, questions=questions)
        for member in members
        if member.email.lower() not in told
    ]
    return len(post_letters(letters))
