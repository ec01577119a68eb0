"""The thread of a proposal as its circle follows it: our line, what was handed in, what the region said."""

from dataclasses import dataclass

from consultations.models import Contribution
from studyguide.models import Proposal, ProposalOffer, Stage


@dataclass(frozen=True)
class Strand:
    """One offer with what the reader may see of it."""

    offer: ProposalOffer
    is_shown: bool

    @property
    def who(self):
        """None for a member who hands it in as herself: she is not named."""
        return self.offer.organisation

    @property
    def said(self):
        """What was handed in, once everybody may read it; a draft is its association's alone."""
        return self.offer.contribution if self.is_shown else None

    @property
    def is_handed_in(self):
        return self.offer.stage in {Stage.HANDED_IN, Stage.ANSWERED}


@dataclass(frozen=True)
class Thread:
    proposal: Proposal
    strands: list
    withdraw_url: str = ""

    @property
    def is_answered(self):
        return any(strand.offer.stage == Stage.ANSWERED for strand in self.strands)


def threads_of(way, *, questions=None):
    """Of the proposals that stand, as the guide asks. `way` is how the member who reads comes here: what another member means
    to hand in as herself is seen when it is handed in. Four queries, however many there are."""
    proposals = way.circle.proposals.live().with_parts().in_order()
    if questions is not None:
        proposals = proposals.filter(question__in=questions)
    proposals = list(proposals)
    if not proposals:
        return []
    strands = {}
    shown = set(
        Contribution.objects.public()
        .filter(offers__proposal__in=proposals)
        .values_list("pk", flat=True)
    )
    offers = ProposalOffer.objects.filter(proposal__in=proposals).with_parts()
    for offer in offers.order_by("pk"):
        strand = Strand(offer, offer.contribution_id in shown)
        if offer.member_id is None or strand.is_handed_in or offer.member_id == way.member.pk:
            strands.setdefault(offer.proposal_id, []).append(strand)
    return [Thread(row, strands.get(row.pk, []), way.withdraw(row)) for row in proposals]


def by_question(threads):
    """{id of a question: its threads}"""
    found = {}
    for thread in threads:
        found.setdefault(thread.proposal.question_id, []).append(thread)
    return found
