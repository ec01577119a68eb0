"""A region's study circle: its people, its note and what it proposes."""

from studyguide.models import Note, NoteWording, Question
from tests.circle_factories import (
    CircleFactory,
    CircleMemberFactory,
    CircleNoteFactory,
    GatheringFactory,
)
from tests.proposal_factories import ProposalFactory, ProposalOfferFactory


def proposed(region, organisation):
    """A line of the circle's note that is not offered yet, and one that is, to the association."""
    note = Note.objects.get(circle__region=region)
    offered = ProposalFactory(note=note, offered=True, body="Sista bussen går 21.10.")
    return {
        "proposal": ProposalFactory(note=note).uuid,
        "offer": ProposalOfferFactory(proposal=offered, organisation=organisation).uuid,
    }


def in_a_circle(region, people):
    """A study circle that the representative leads; the signatory and somebody without an account are
    in it, and it has a gathering and a note."""
    circle = CircleFactory(study=True, region=region, led_by=people["representative"])
    CircleMemberFactory(circle=circle, user=people["signatory"])
    member = CircleMemberFactory(circle=circle)
    gathering = GatheringFactory(circle=circle)
    question = Question.objects.filter(chapter__key="traff-1").order_by("position").first()
    note = CircleNoteFactory(circle=circle, question=question)
    NoteWording.objects.create(note=note, version=1, body="Det saknas lokaler.")
    return {
        "circle": circle.uuid,
        "circle_member": member.uuid,
        "circle_gathering": gathering.pk,
        "circle_question": question.key,
        "circle_link": circle.token,
        "circle_member_link": member.token,
    }
