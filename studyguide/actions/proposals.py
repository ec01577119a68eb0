"""Lines of a circle's notes become proposals, which are offered to the associations that take part."""

from django.db import transaction
from django.utils import timezone

from organisations.actions.letters import post_letters
from organisations.models import Representative
from studyguide import emails
from studyguide.actions.circles import NotLeader, led
from studyguide.models import (
    Note,
    Proposal,
    ProposalOffer,
    ProposalStatus,
    Standing,
    lines_to_lift,
)


class LineIsGone(Exception):
    """The note says something else by now: `note` is how it reads."""

    def __init__(self, note):
        super().__init__(note.pk)
        self.note = note


class NobodyToOfferTo(Exception):
    """No association takes part in the circle."""


@transaction.atomic
def lift(*, note, line, by, goal, section=None, standing=Standing.AGREED, other_view="", at=None):
    """Make a proposal of one line of a note. `by` is the member who does it.

    A line that stands as a proposal already is left as it is. Raises LineIsGone.
    """
    note = Note.objects.locked().get(pk=note.pk)
    known = note.proposals.live().filter(body=line).first()
    if known:
        return known
    if line not in lines_to_lift(note):
        raise LineIsGone(note)
    return Proposal.objects.create(
        circle_id=note.circle_id,
        question_id=note.question_id,
        note=note,
        note_version=note.version,
        body=line,
        section=section,
        goal=goal,
        standing=standing,
        other_view=other_view,
        lifted_at=at or timezone.now(),
        lifted_by=by,
    )


@transaction.atomic
def withdraw(*, proposal, by):
    """The circle does not propose it after all. Whoever has not taken it along no longer sees it; what
    stands in an answer is the association's. `by` is a member; once it is offered, one who leads.

    Twice is once. Raises NotLeader.
    """
    proposal = Proposal.objects.locked().get(pk=proposal.pk)
    if by.circle_id != proposal.circle_id or (proposal.is_offered and not by.leads):
        raise NotLeader(proposal.uuid)
    if proposal.status == ProposalStatus.WITHDRAWN:
        return
    proposal.withdraw()
    for offer in proposal.offers.not_taken().locked():
        offer.withdraw()


@transaction.atomic
def offer(*, circle, by, at=None):
    """Every proposal that stands is offered to every association that takes part, once each. Who
    speaks for an association gets a letter when there is something new, without a word of it.

    Returns how many offers are new. Raises NotLeader and NobodyToOfferTo.
    """
    circle = led(circle, by)
    rows = circle.takers_part.with_organisations()
    organisations = [row.organisation for row in rows]
    if not organisations:
        raise NobodyToOfferTo(circle.uuid)
    proposals = list(circle.proposals.live().locked().order_by("pk"))
    for proposal in proposals:
        if proposal.is_lifted:
            proposal.offer()
    known = set(
        ProposalOffer.objects.filter(proposal__in=proposals).values_list("proposal", "organisation")
    )
    new = [
        ProposalOffer(proposal=proposal, organisation=organisation, created_at=at or timezone.now())
        for organisation in organisations
        for proposal in proposals
        if (proposal.pk, organisation.pk) not in known
    ]
    ProposalOffer.objects.bulk_create(new)
    post_letters(_letters(circle, {row.organisation for row in new}, by, at))
    return len(new)


def _letters(circle, organisations, by, at):
    """To each who may write for one of them and would see the offer."""
    speak = Representative.objects.approved().filter(organisation__in=organisations)
    for row in speak.besides(by).select_related("user", "organisation"):
        if not row.user.is_staff and not row.user.works_in(circle.region):
            yield emails.proposals_offered(
                circle=circle,
                organisation=row.organisation,
                user=row.user,
                day=timezone.localdate(at),
            )
