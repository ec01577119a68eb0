"""From a line of a note to a proposal, and who is offered it."""

import pytest
from django.db import IntegrityError, transaction

from organisations.models import Letter, Role
from studyguide.actions import circle_notes, circles, proposals
from studyguide.models import (
    Goal,
    Note,
    Proposal,
    ProposalOffer,
    Standing,
    lines_to_lift,
)
from tests.circle_factories import (
    CircleFactory,
    CircleMemberFactory,
    CircleNoteFactory,
    CircleOrganisationFactory,
    led_circle,
)
from tests.factories import AssignmentFactory, UserFactory
from tests.plan_factories import SectionFactory
from tests.proposal_factories import (
    ProposalFactory,
    ProposalOfferFactory,
    circle_of,
    speaks_for,
)

pytestmark = pytest.mark.django_db


def lifted(note, line="Det saknas replokaler.", **words):
    member = note.circle.members.first() or CircleMemberFactory(circle=note.circle)
    return proposals.lift(note=note, line=line, by=member, **({"goal": Goal.QUALITY} | words))


def test_each_line_that_says_something_can_be_lifted_without_its_bullet():
    note = CircleNoteFactory(body="- Fler replokaler\n\n  * Längre öppet\n---\nFler replokaler\n")

    assert lines_to_lift(note) == ["Fler replokaler", "Längre öppet"]


def test_a_line_is_lifted_as_it_reads_with_its_thread():
    note = CircleNoteFactory(body="- Det saknas replokaler.\nNågot annat.", version=3)
    section = SectionFactory()

    proposal = lifted(note, section=section)

    assert (proposal.body, proposal.note_version) == ("Det saknas replokaler.", 3)
    assert (proposal.circle, proposal.question, proposal.note) == (note.circle, note.question, note)
    assert (proposal.section, proposal.goal, proposal.standing) == (section, "quality", "agreed")
    circle_notes.write_note(circle=note.circle, question=note.question, body="Nytt", base=note.body)
    proposal.refresh_from_db()
    assert proposal.body == "Det saknas replokaler."


def test_the_same_line_twice_is_one_proposal_until_it_is_withdrawn():
    note = CircleNoteFactory()

    first = lifted(note)
    assert lifted(note, goal=Goal.CHILDREN) == first
    proposals.withdraw(proposal=first, by=first.lifted_by)
    again = lifted(note)

    assert list(Proposal.objects.live()) == [again]
    assert again != first


def test_a_line_that_reads_otherwise_by_now_is_not_lifted():
    note = CircleNoteFactory()
    Note.objects.filter(pk=note.pk).update(body="Det finns replokaler.")

    with pytest.raises(proposals.LineIsGone):
        lifted(note)

    assert not Proposal.objects.exists()


def test_who_thinks_differently_is_kept_beside_the_line():
    note = CircleNoteFactory()

    proposal = lifted(note, standing=Standing.DIFFERING, other_view="De står tomma.")

    assert (proposal.is_agreed, proposal.other_view) == (False, "De står tomma.")
    for standing, other in (("differing", ""), ("agreed", "De står tomma.")):
        with (
            pytest.raises(IntegrityError, match="proposal_differing_says_how"),
            transaction.atomic(),
        ):
            Proposal.objects.filter(pk=proposal.pk).update(standing=standing, other_view=other)


def test_proposals_are_offered_once_to_each_association_and_its_writers_are_told():
    circle, leader, ours, drafter = circle_of()
    other = speaks_for(leader)
    CircleOrganisationFactory(circle=circle, organisation=other)
    proposal = lifted(circle.notes.get())

    assert proposals.offer(circle=circle, by=leader) == 2
    assert proposals.offer(circle=circle, by=leader) == 0

    proposal.refresh_from_db()
    assert proposal.is_offered
    assert {row.organisation for row in proposal.offers.all()} == {ours, other}
    # The leader speaks for the other one, and has just pressed the button.
    letter = Letter.objects.get()
    assert (letter.recipient, letter.region) == (drafter.email, None)
    assert proposal.body not in letter.subject + letter.body
    assert f"/cirkel/till/{ours.uuid}/" in letter.body


def test_an_association_that_comes_later_is_offered_what_stands():
    circle, leader, _ours, _drafter = circle_of()
    lifted(circle.notes.get())
    proposals.offer(circle=circle, by=leader)
    late = speaks_for(UserFactory())
    CircleOrganisationFactory(circle=circle, organisation=late)

    assert proposals.offer(circle=circle, by=leader) == 1
    assert ProposalOffer.objects.to_organisation(late).waiting().count() == 1


def test_nobody_is_told_whose_account_works_for_the_region():
    circle, leader, ours, _drafter = circle_of()
    officer = AssignmentFactory(role=Role.REGION_OFFICER).user
    speaks_for(officer, ours)
    lifted(circle.notes.get())

    proposals.offer(circle=circle, by=leader)

    assert officer.email not in Letter.objects.values_list("recipient", flat=True)


def test_only_whoever_leads_offers_and_there_must_be_an_association():
    circle, leader = led_circle()
    member = UserFactory()
    CircleMemberFactory(circle=circle, user=member)

    with pytest.raises(circles.NotLeader):
        proposals.offer(circle=circle, by=member)
    with pytest.raises(proposals.NobodyToOfferTo):
        proposals.offer(circle=circle, by=leader)


def test_any_member_withdraws_what_is_not_offered_and_then_whoever_leads():
    circle, leader, _ours, drafter = circle_of()
    member = CircleMemberFactory(circle=circle)
    proposal = lifted(circle.notes.get())
    proposals.offer(circle=circle, by=leader)

    with pytest.raises(circles.NotLeader):
        proposals.withdraw(proposal=proposal, by=member)
    with pytest.raises(circles.NotLeader):
        proposals.withdraw(proposal=proposal, by=CircleMemberFactory(role="leader"))
    lead = circle.members.get(role="leader")
    for _press in range(2):
        proposals.withdraw(proposal=proposal, by=lead)

    assert not ProposalOffer.objects.offered_to(drafter).exists()
    assert not Proposal.objects.live().exists()
    unoffered = ProposalFactory(note__circle=circle)
    proposals.withdraw(proposal=unoffered, by=member)
    assert not Proposal.objects.live().exists()


def test_a_circle_sees_its_own_and_an_association_what_it_is_offered():
    circle, leader, ours, drafter = circle_of()
    offered, unoffered = (
        ProposalFactory(note=circle.notes.get(), offered=True),
        ProposalFactory(note__circle=circle),
    )
    offer = ProposalOfferFactory(proposal=offered, organisation=ours)
    elsewhere = speaks_for(UserFactory())
    ProposalOfferFactory(organisation=elsewhere)
    stranger = UserFactory()
    speaks_for(stranger)

    assert set(Proposal.objects.visible_to(leader)) == {offered, unoffered}
    assert not Proposal.objects.visible_to(drafter).exists()
    assert list(ProposalOffer.objects.visible_to(leader)) == [offer]
    assert list(ProposalOffer.objects.visible_to(drafter)) == [offer]
    assert not ProposalOffer.objects.visible_to(stranger).exists()


@pytest.mark.parametrize("role", ["project_lead", "region_officer", "registrar", "superuser"])
def test_no_account_of_the_region_or_the_alliance_sees_any_of_it(role):
    """Though it sits in the circle and speaks for the association."""
    circle, _leader, ours, _drafter = circle_of()
    proposal = ProposalFactory(note=circle.notes.get(), offered=True)
    ProposalOfferFactory(proposal=proposal, organisation=ours)
    user = UserFactory(superuser=True) if role == "superuser" else AssignmentFactory(role=role).user
    CircleMemberFactory(circle=circle, user=user)
    speaks_for(user, ours)

    assert not Proposal.objects.visible_to(user).exists()
    assert not ProposalOffer.objects.visible_to(user).exists()
    assert not ProposalOffer.objects.offered_to(user).exists()


def test_everything_goes_with_the_circle():
    offer = ProposalOfferFactory()

    offer.proposal.circle.delete()

    assert not Proposal.objects.exists()
    assert not ProposalOffer.objects.exists()


def test_two_circles_may_lift_the_same_line():
    first = lifted(CircleNoteFactory(circle=CircleFactory()))

    assert lifted(CircleNoteFactory(circle=CircleFactory())) != first
