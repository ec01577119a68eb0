"""What an association, or a member as herself, does with a circle's proposal."""

from django.db import transaction

from consultations.actions import drafts
from consultations.models import ContributionKind, Origin
from studyguide import plan_places
from studyguide.models import Circle, CircleMember, ProposalOffer


class NotOffered(Exception):
    """It is not offered to her, or the consultation is another region's."""


class AlreadyTaken(Exception):
    """It stands in an answer: take it away there."""


@transaction.atomic
def take(*, offer, consultation, by, language="sv", at=None, **point):
    """Take it along into the association's answer, begun if there is none; `point` is what
    `drafts.write_point` wants, edited as she likes. The thread back to the note is kept.

    One that was declined can be taken all the same. Twice is once. Raises NotOffered,
    NotTakingStatements, NotRepresentative and NotWritable.
    """
    offer = _held(ProposalOffer.objects.offered_to(by), offer)
    if consultation.region_id != offer.proposal.circle.region_id:
        raise NotOffered(offer.uuid)
    if not offer.can_be_taken:
        return offer
    if offer.is_declined:
        offer.offer_again()
    return _write(offer, consultation, by, language, at, point, organisation=offer.organisation)


@transaction.atomic
def take_oneself(*, proposal, member, consultation, by, language="sv", at=None, **point):
    """Take it along into one's own answer, as a person. `member` is the person in the circle.

    Twice is once. Raises NotOffered for who is not in the circle by her account, and what `take` does.
    """
    hers = CircleMember.objects.reached_by(by).filter(pk=member.pk, circle=proposal.circle_id)
    sees = Circle.objects.visible_to(by).filter(pk=proposal.circle_id)
    if not hers.exists() or not sees.exists():
        raise NotOffered(proposal.uuid)
    if consultation.region_id != proposal.circle.region_id:
        raise NotOffered(proposal.uuid)
    own, _is_new = ProposalOffer.objects.get_or_create(proposal=proposal, member=member)
    own = _held(ProposalOffer.objects.all(), own)
    return own if not own.can_be_taken else _write(own, consultation, by, language, at, point)


@transaction.atomic
def take_all_oneself(*, circle, member, consultation, by, language="sv", at=None):
    """Take everything along that the circle proposes and she has not taken yet, each as a comment on the
    section where it belongs; she changes it in her draft. Returns her statement, or None when nothing of
    it stands there.

    Twice is once. Raises what `take_oneself` does.
    """
    statement = None
    for proposal in circle.proposals.live().with_parts().in_order():
        section = plan_places.same_in(consultation.version, proposal.section)
        own = take_oneself(
            proposal=proposal,
            member=member,
            consultation=consultation,
            by=by,
            language=language,
            at=at,
            kind=ContributionKind.COMMENT,
            body=proposal.words_to_take(),
            section=section,
        )
        if own.statement.consultation_id == consultation.pk:
            statement = own.statement
    return statement


@transaction.atomic
def decline(*, offer, by):
    """The association leaves it; the circle sees that. Twice is once. Raises NotOffered, AlreadyTaken."""
    offer = _held(ProposalOffer.objects.offered_to(by), offer)
    if offer.is_declined:
        return
    if not offer.is_waiting:
        raise AlreadyTaken(offer.uuid)
    offer.leave()


def _write(offer, consultation, by, language, at, point, *, organisation=None):
    statement = drafts.begin(
        consultation=consultation, by=by, organisation=organisation, language=language, at=at
    )
    said = drafts.write_point(statement=statement, by=by, origin=Origin.CIRCLE, **point)
    offer.take(said)
    return offer


def _held(offers, offer):
    """The row as it is now, held until the transaction ends."""
    row = offers.filter(pk=offer.pk).locked().first()
    if row is None:
        raise NotOffered(offer.uuid)
    return ProposalOffer.objects.with_parts().get(pk=row.pk)
