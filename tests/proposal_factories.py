"""A circle that proposes something, as far on its way as a test needs it."""

import factory

from consultations.actions import statements
from consultations.actions.verdicts import decide, publish_verdicts, release
from consultations.models import Contribution, Outcome
from organisations.models import Representative, Task
from studyguide.actions import offers
from studyguide.models import Goal, Proposal, ProposalOffer, ProposalStatus
from tests.circle_factories import CircleNoteFactory, CircleOrganisationFactory, led_circle
from tests.factories import OrganisationFactory, UserFactory
from tests.plan_factories import ConsultationFactory


class ProposalFactory(factory.django.DjangoModelFactory):
    """The only line of a note."""

    class Meta:
        model = Proposal

    class Params:
        offered = factory.Trait(status=ProposalStatus.OFFERED)

    note = factory.SubFactory(CircleNoteFactory)
    circle = factory.SelfAttribute("note.circle")
    question = factory.SelfAttribute("note.question")
    note_version = factory.SelfAttribute("note.version")
    body = factory.SelfAttribute("note.body")
    goal = Goal.PARTICIPATION


class ProposalOfferFactory(factory.django.DjangoModelFactory):
    """Offered to an association; `to` is one who may write for it."""

    class Meta:
        model = ProposalOffer
        skip_postgeneration_save = True

    proposal = factory.SubFactory(ProposalFactory, offered=True)
    organisation = factory.SubFactory(OrganisationFactory)

    @factory.post_generation
    def to(offer, create, user, **_words):
        if user:
            speaks_for(user, offer.organisation)


def speaks_for(user, organisation=None, *, task=Task.DRAFTER):
    organisation = organisation or OrganisationFactory()
    Representative.objects.create(user=user, organisation=organisation, task=task).approve()
    return organisation


def circle_of(*, note="Det saknas replokaler.", **words):
    """(circle, its leader's account, an association that takes part, its drafter's account)"""
    circle, leader = led_circle(**words)
    drafter = UserFactory(name="Dag Drafter")
    ours = speaks_for(drafter)
    CircleOrganisationFactory(circle=circle, organisation=ours)
    CircleNoteFactory(circle=circle, body=note)
    return circle, leader, ours, drafter


def taken(*, consultation=None, **words):
    """(offer, consultation, drafter): in the draft of the association's answer, not handed in."""
    consultation = consultation or ConsultationFactory()
    drafter = UserFactory()
    offer = ProposalOfferFactory(to=drafter, **words)
    section = consultation.version.sections.first()
    said = {"kind": "comment", "body": "Bygg replokaler i varje kommun.", "section": section}
    offers.take(offer=offer, consultation=consultation, by=drafter, **said)
    offer.refresh_from_db()
    return offer, consultation, drafter


def handed_in(**words):
    """(offer, consultation)"""
    offer, consultation, _drafter = taken(**words)
    signatory = UserFactory()
    speaks_for(signatory, offer.organisation, task=Task.SIGNATORY)
    statements.hand_in(statement=offer.contribution.statement, by=signatory)
    return ProposalOffer.objects.with_parts().get(pk=offer.pk), consultation


def answered(**words):
    """(offer, consultation): released, decided and published."""
    offer, consultation = handed_in(consultation=ConsultationFactory(closed=True), **words)
    points = Contribution.objects.in_consultation(consultation)
    release(contributions=points, by=None)
    decide(contributions=points, by=None, outcome=Outcome.IN_PART, reason="Det skrivs in i 3.1.")
    publish_verdicts(consultation=consultation)
    return ProposalOffer.objects.with_parts().get(pk=offer.pk), consultation
