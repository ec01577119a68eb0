"""What associations do with what circles propose, and what the circle sees of it."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.utils import timezone

from consultations.actions import drafts, statements
from consultations.models import Contribution, Origin, Statement
from organisations import emails
from organisations.models import Letter, Purpose, Region, Role, Task
from studyguide import emails as emails_of_circles
from studyguide import jobs
from studyguide.actions import circle_verdicts, offers, proposals
from studyguide.models import ProposalOffer, Stage
from studyguide.threads import threads_of
from studyguide.views.ways_in import Account
from tests.circle_factories import CircleMemberFactory
from tests.factories import AssignmentFactory, UserFactory
from tests.guide_factories import GuideQuestionFactory
from tests.plan_factories import ConsultationFactory
from tests.proposal_factories import (
    ProposalFactory,
    ProposalOfferFactory,
    answered,
    circle_of,
    handed_in,
    speaks_for,
    taken,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SAID = {"kind": "comment", "body": "Bygg replokaler."}


@pytest.fixture
def offer():
    user = UserFactory()
    row = ProposalOfferFactory(to=user)
    row.drafter = user
    return row


def take(offer, by=None, consultation=None, **said):
    consultation = consultation or ConsultationFactory()
    return offers.take(
        offer=offer, consultation=consultation, by=by or offer.drafter, **(SAID | said)
    )


def strands(circle, member=None):
    way = Account(circle, member or CircleMemberFactory(circle=circle))
    return [strand for thread in threads_of(way) for strand in thread.strands]


def test_a_drafter_takes_it_along_in_a_draft_that_begins_by_that(offer):
    consultation = ConsultationFactory()
    section = consultation.version.sections.first()

    for _press in range(2):
        row = take(offer, consultation=consultation, section=section)

    point = Contribution.objects.get()
    assert row.contribution == point
    assert (point.origin, point.body, point.section) == (Origin.CIRCLE, SAID["body"], section)
    assert point.statement.organisation == offer.organisation
    assert point.statement.is_draft
    assert row.stage == Stage.TAKEN


def test_it_goes_along_in_the_draft_that_there_is(offer):
    consultation = ConsultationFactory()
    draft = drafts.begin(
        consultation=consultation, by=offer.drafter, organisation=offer.organisation
    )
    drafts.write_point(statement=draft, by=offer.drafter, kind="comment", body="Något annat")

    take(offer, consultation=consultation)

    bodies = draft.contributions.order_by("position").values_list("body", "origin")
    assert list(bodies) == [("Något annat", "written"), (SAID["body"], "circle")]


def test_what_is_taken_out_of_the_draft_waits_again(offer):
    take(offer)
    draft = Statement.objects.get()
    assert not ProposalOffer.objects.waiting().exists()

    drafts.delete_draft(statement=draft, by=offer.drafter)

    assert list(ProposalOffer.objects.waiting()) == [offer]
    assert take(offer).stage == Stage.TAKEN


def test_what_is_declined_can_be_taken_all_the_same(offer):
    for _press in range(2):
        offers.decline(offer=offer, by=offer.drafter)
    offer.refresh_from_db()
    assert offer.stage == Stage.DECLINED
    assert not ProposalOffer.objects.waiting().exists()

    assert take(offer).stage == Stage.TAKEN
    with pytest.raises(offers.AlreadyTaken):
        offers.decline(offer=offer, by=offer.drafter)


def test_only_one_who_speaks_for_the_association_takes_or_declines(offer):
    stranger, lead = UserFactory(), AssignmentFactory(role=Role.PROJECT_LEAD).user
    speaks_for(stranger)
    speaks_for(lead, offer.organisation)

    for user in (stranger, lead):
        with pytest.raises(offers.NotOffered):
            take(offer, by=user)
        with pytest.raises(offers.NotOffered):
            offers.decline(offer=offer, by=user)

    assert not Contribution.objects.exists()


def test_it_goes_to_the_region_whose_plan_the_circle_talks_of(offer):
    elsewhere = ConsultationFactory(region=Region.objects.get(slug="kronoberg"))

    with pytest.raises(offers.NotOffered):
        take(offer, consultation=elsewhere)


def test_nothing_is_taken_where_nobody_may_write(offer):
    consultation = ConsultationFactory()
    signatory = UserFactory()
    speaks_for(signatory, offer.organisation, task=Task.SIGNATORY)
    draft = drafts.begin(
        consultation=consultation, by=offer.drafter, organisation=offer.organisation
    )
    drafts.write_point(statement=draft, by=offer.drafter, kind="comment", body="Något annat")
    statements.hand_in(statement=draft, by=signatory)

    with pytest.raises(drafts.NotWritable):
        take(offer, consultation=consultation)
    with pytest.raises(statements.NotTakingStatements):
        take(offer, consultation=ConsultationFactory(announced=True))

    offer.refresh_from_db()
    assert offer.stage == Stage.WAITING


def test_after_a_recall_it_can_go_along_in_the_next_answer():
    offer, consultation = handed_in()
    signatory = offer.statement.submitted_by
    statements.recall(statement=offer.statement, by=signatory)
    offer = ProposalOffer.objects.with_parts().get(pk=offer.pk)
    assert offer.stage == Stage.RECALLED
    assert list(ProposalOffer.objects.waiting()) == [offer]

    again = take(offer, by=signatory, consultation=consultation)

    assert again.stage == Stage.TAKEN
    assert again.contribution.statement != offer.contribution.statement
    # What arrived stays where it arrived.
    assert Contribution.objects.count() == 2


def test_what_is_withdrawn_stays_in_the_answer_that_it_stands_in():
    offer, _consultation, _drafter = taken()
    lead = CircleMemberFactory(circle=offer.proposal.circle, role="leader")

    proposals.withdraw(proposal=offer.proposal, by=lead)

    offer.refresh_from_db()
    assert offer.contribution.body == "Bygg replokaler i varje kommun."


def test_a_member_takes_it_along_in_her_own_answer():
    circle, leader, _ours, _drafter = circle_of()
    proposal = ProposalFactory(note=circle.notes.get())
    member, consultation = circle.members.get(), ConsultationFactory()

    for _press in range(2):
        row = offers.take_oneself(
            proposal=proposal, member=member, consultation=consultation, by=leader, **SAID
        )

    statement = Statement.objects.get()
    assert (statement.person, statement.organisation) == (leader, None)
    assert row.contribution.origin == Origin.CIRCLE
    # The others see it when it is handed in.
    assert [strand.offer for strand in strands(circle, member)] == [row]
    assert strands(circle) == []
    statements.hand_in(statement=statement, by=leader, signed_name="Lena Ledare")
    assert [strand.who for strand in strands(circle)] == [None]


def test_nobody_takes_it_as_another_or_from_outside():
    circle, leader, _ours, drafter = circle_of()
    proposal = ProposalFactory(note=circle.notes.get())
    words = {"proposal": proposal, "consultation": ConsultationFactory()}
    other = CircleMemberFactory(circle=circle, user=UserFactory())

    for member, by in ((other, leader), (circle.members.get(user=leader), drafter)):
        with pytest.raises(offers.NotOffered):
            offers.take_oneself(member=member, by=by, **words, **SAID)

    assert not ProposalOffer.objects.exists()


def test_the_circle_reads_what_was_handed_in_when_all_may():
    offer, _consultation, _drafter = taken()
    circle = offer.proposal.circle
    [strand] = strands(circle)
    assert (strand.offer.stage, strand.said) == (Stage.TAKEN, None)

    signatory = UserFactory()
    speaks_for(signatory, offer.organisation, task=Task.SIGNATORY)
    statements.hand_in(statement=offer.contribution.statement, by=signatory)
    [strand] = strands(circle)
    assert (strand.offer.stage, strand.said) == (Stage.HANDED_IN, None)

    offer.contribution.refresh_from_db()
    offer.contribution.release(by=None)
    [strand] = strands(circle)
    assert strand.said == offer.contribution


def test_a_draft_of_the_regions_answer_is_not_seen():
    offer, _consultation = handed_in()
    offer.contribution.release(by=None)
    verdict = {"outcome": "follows", "reason": "HEMLIGT"}
    row = offer.contribution._meta.get_field("verdict").related_model(
        contribution=offer.contribution, **verdict
    )
    row.save()

    [strand] = strands(offer.proposal.circle)

    assert (strand.offer.verdict, strand.offer.stage) == (None, Stage.HANDED_IN)


def test_what_the_region_answered_stands_at_the_question():
    offer, _consultation = answered()

    [thread] = threads_of(Account(offer.proposal.circle, CircleMemberFactory()))

    assert thread.is_answered
    [strand] = thread.strands
    assert strand.said.body == "Bygg replokaler i varje kommun."
    assert strand.offer.verdict.reason == "Det skrivs in i 3.1."
    assert offer.proposal.circle.proposals.counts() == {"all": 1, "lifted": 0, "answered": 1}


def test_each_member_with_an_address_gets_one_letter_for_all_answers():
    offer, consultation = answered()
    circle = offer.proposal.circle
    second = ProposalOfferFactory(
        proposal=ProposalFactory(note__circle=circle, offered=True), organisation=offer.organisation
    )
    second.take(offer.contribution)
    member = CircleMemberFactory(circle=circle, email="Kim@exempel.se")
    CircleMemberFactory(circle=circle)
    CircleMemberFactory(email="annan@exempel.se")

    counted = [circle_verdicts.tell_of_verdicts() for _run in range(3)]

    assert counted == [1, 0, 0]
    letter = Letter.objects.get(purpose=Purpose.CIRCLE_VERDICTS)
    assert letter.recipient == "kim@exempel.se"
    assert letter.links == [member.link_reference]
    for words in (offer.proposal.body, offer.contribution.body, offer.verdict.reason):
        assert words not in letter.subject + letter.body
    assert consultation.title in letter.body


def test_the_letter_leads_to_the_very_question_where_it_began(client):
    offer, _consultation = answered()
    question = offer.proposal.question
    question.texts.create(language="sv", heading="Vad saknas här?")
    question.chapter.texts.create(language="sv", title="Vad är kultur?")
    CircleMemberFactory(circle=offer.proposal.circle, email="kim@exempel.se")
    circle_verdicts.tell_of_verdicts()

    mail = emails.letter(Letter.objects.get(purpose=Purpose.CIRCLE_VERDICTS))
    url = re.search(r"Vad saknas här\?\nTill frågan: (\S+)", mail.body)[1]
    [html] = [words for words, kind in mail.alternatives if kind == "text/html"]
    # A button and no long address.
    assert re.search(rf'<a [^>]*href="{re.escape(url)}"[^>]*>\s*Till frågan', html)
    path, _hash, anchor = url.removeprefix(settings.SITE_URL).partition("#")
    page = client.get(path).content.decode()
    assert "Det skrivs in i 3.1." in page[page.index(f'id="{anchor}"') :]


def test_a_letter_about_several_questions_names_each_and_no_more_than_some():
    offer, consultation = answered()
    circle = offer.proposal.circle
    member = CircleMemberFactory(circle=circle, email="kim@exempel.se")
    questions = [GuideQuestionFactory(chapter__guide=circle.guide) for _number in range(8)]
    for number, question in enumerate(questions):
        question.texts.create(language="sv", heading=f"Fråga {number}?")

    def body(number):
        ids = [question.pk for question in questions[:number]]
        words = {"member": member, "consultation": consultation, "questions": ids}
        return emails_of_circles.verdicts_on_proposals(**words)["body"]

    assert [body(number).count("Till frågan: ") for number in (2, 8)] == [2, 6]
    assert "Till er cirkel" not in body(2)
    assert "Till er cirkel: ‹personlig länk›" in body(8)
    assert "Till er cirkel: ‹personlig länk›" in body(0)


def test_nobody_is_told_of_what_is_not_published_or_recalled_or_long_ago():
    CircleMemberFactory(circle=handed_in()[0].proposal.circle, email="a@exempel.se")
    offer, _consultation = answered()
    CircleMemberFactory(circle=offer.proposal.circle, email="b@exempel.se")
    long_after = timezone.now() + 31 * DAY

    assert circle_verdicts.tell_of_verdicts(at=long_after) == 0
    statements.recall(statement=offer.statement, by=offer.statement.submitted_by)
    assert circle_verdicts.tell_of_verdicts() == 0
    assert not Letter.objects.filter(purpose=Purpose.CIRCLE_VERDICTS).exists()


def test_the_job_tells(offer):
    row, _consultation = answered()
    CircleMemberFactory(circle=row.proposal.circle, email="kim@exempel.se")

    jobs.tell_of_verdicts()

    assert Letter.objects.filter(purpose=Purpose.CIRCLE_VERDICTS).count() == 1


def test_who_is_in_it_by_a_proven_address_takes_it_as_herself():
    circle, _leader, _ours, _drafter = circle_of()
    proposal = ProposalFactory(note=circle.notes.get())
    user = UserFactory()
    EmailAddress.objects.create(user=user, email=user.email, verified=True)
    member = CircleMemberFactory(circle=circle, email=user.email)

    offers.take_oneself(
        proposal=proposal, member=member, consultation=ConsultationFactory(), by=user, **SAID
    )

    assert Statement.objects.get().person == user
