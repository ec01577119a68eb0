"""Rows of a plan and of what is said about it, each as small as it may be."""

from datetime import date, timedelta

import factory
from django.utils import timezone

from consultations.models import (
    Consultation,
    ConsultationKind,
    ConsultationStatus,
    ConsultationText,
    Contribution,
    EarlierRound,
    Outcome,
    Plan,
    PlanVersion,
    Question,
    QuestionText,
    Section,
    SectionText,
    Sender,
    Statement,
    StatementStatus,
    Verdict,
)
from organisations.models import Region
from tests.factories import OrganisationFactory, UserFactory


class PlanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Plan

    region = factory.LazyFunction(lambda: Region.objects.get(slug="jonkoping"))
    first_year = factory.Sequence(lambda n: 2027 + n)
    last_year = factory.LazyAttribute(lambda plan: plan.first_year + 3)
    case_number = "RJL 2026/0000"


class PlanVersionFactory(factory.django.DjangoModelFactory):
    """A draft with as many chapters as asked for; `out` and `adopted` after they are written."""

    class Meta:
        model = PlanVersion
        skip_postgeneration_save = True

    plan = factory.SubFactory(PlanFactory)
    number = factory.LazyAttribute(lambda version: version.plan.versions.count() + 1)

    @factory.post_generation
    def chapters(version, create, number, **kwargs):
        for position in range(1, (number or 0) + 1):
            SectionFactory(version=version, position=position)

    @factory.post_generation
    def out(version, create, is_out, **kwargs):
        if is_out:
            version.send_out(by=None)

    @factory.post_generation
    def adopted(version, create, is_adopted, **kwargs):
        if is_adopted:
            version.adopt(by=None, on=timezone.localdate())


class SectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Section
        skip_postgeneration_save = True

    version = factory.SubFactory(PlanVersionFactory)
    position = factory.LazyAttribute(lambda section: section.version.sections.count() + 1)
    level = factory.LazyAttribute(lambda section: 1 if section.parent is None else 2)
    parent = None
    key = factory.LazyAttribute(lambda section: f"avsnitt-{section.position}")
    number = factory.LazyAttribute(lambda section: str(section.position))

    @factory.post_generation
    def words(section, create, words, **kwargs):
        heading, body = words or (f"Rum för kultur {section.position}", "Länet behöver lokaler.")
        SectionText.objects.create(section=section, language="sv", heading=heading, body=body)


class ConsultationFactory(factory.django.DjangoModelFactory):
    """Open since yesterday, on a draft of one chapter, with as many questions as asked for."""

    class Meta:
        model = Consultation
        skip_postgeneration_save = True

    region = factory.LazyFunction(lambda: Region.objects.get(slug="jonkoping"))
    version = factory.LazyAttribute(
        lambda consultation: PlanVersionFactory(
            plan__region=consultation.region, chapters=1, out=True
        )
    )
    slug = factory.Sequence(lambda n: f"kulturplan-{n}")
    kind = ConsultationKind.REMISS
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    closes_at = factory.LazyAttribute(lambda row: row.opens_at + timedelta(days=60))
    answer_by = factory.LazyAttribute(lambda row: (row.closes_at + timedelta(days=60)).date())
    case_number = "RJL 2026/0000"
    status = ConsultationStatus.PUBLISHED

    class Params:
        draft = factory.Trait(status=ConsultationStatus.DRAFT)
        closed = factory.Trait(
            opens_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=61))
        )
        announced = factory.Trait(
            opens_at=factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
        )

    @factory.post_generation
    def words(consultation, create, words, **kwargs):
        ConsultationText.objects.create(
            consultation=consultation,
            language="sv",
            title="Förslag till kulturplan",
            purpose="Vi vill veta vad ni saknar.",
            can_change="Texten i varje avsnitt.",
            cannot_change="Hur mycket pengar staten ger.",
            **(words or {}),
        )

    @factory.post_generation
    def questions(consultation, create, number, **kwargs):
        for position in range(1, (number or 0) + 1):
            QuestionFactory(consultation=consultation, position=position)


class QuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Question
        skip_postgeneration_save = True

    consultation = factory.SubFactory(ConsultationFactory)
    position = factory.LazyAttribute(lambda question: question.consultation.questions.count() + 1)

    @factory.post_generation
    def words(question, create, wording, **kwargs):
        QuestionText.objects.create(
            question=question, language="sv", wording=wording or "Vad saknar ni i planen?"
        )


class StatementFactory(factory.django.DjangoModelFactory):
    """An association's draft."""

    class Meta:
        model = Statement

    consultation = factory.SubFactory(ConsultationFactory)
    sender = Sender.ORGANISATION
    organisation = factory.SubFactory(OrganisationFactory)

    class Params:
        of_a_person = factory.Trait(
            sender=Sender.PERSON, organisation=None, person=factory.SubFactory(UserFactory)
        )
        nameless = factory.Trait(sender=Sender.NAMELESS, organisation=None)
        awaiting = factory.Trait(
            status=StatementStatus.AWAITING, sent_at=factory.LazyFunction(timezone.now)
        )
        submitted = factory.Trait(
            status=StatementStatus.SUBMITTED,
            number=factory.LazyAttribute(lambda row: row.consultation.next_number()),
            submitted_at=factory.LazyFunction(timezone.now),
            frozen={},
            fingerprint="0" * 64,
        )


class EarlierRoundFactory(factory.django.DjangoModelFactory):
    """A list of one association that was asked before Kick; it counts when it is taken in."""

    class Meta:
        model = EarlierRound
        skip_postgeneration_save = True

    region = factory.LazyFunction(lambda: Region.objects.get(slug="jonkoping"))
    title = "Kulturplan 2018–2020, remiss"
    closed_on = date(2017, 9, 10)
    source = "Regionens diarium"

    class Params:
        counting = factory.Trait(committed_at=factory.LazyFunction(timezone.now))

    @factory.post_generation
    def organisation(round_, create, organisation, **kwargs):
        organisation = organisation or OrganisationFactory()
        round_.addressees.create(
            number=2, name=organisation.name, organisation=organisation, is_invited=True
        )


class ContributionFactory(factory.django.DjangoModelFactory):
    """A comment on the draft's first chapter, handed in unless the statement says otherwise."""

    class Meta:
        model = Contribution

    statement = factory.SubFactory(StatementFactory, submitted=True)
    position = factory.LazyAttribute(lambda row: row.statement.contributions.count() + 1)
    section = factory.LazyAttribute(
        lambda row: row.statement.consultation.version.sections.in_order().first()
    )
    body = "Skriv in replokaler för unga."

    class Params:
        released = factory.Trait(released_at=factory.LazyFunction(timezone.now))


class VerdictFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Verdict

    contribution = factory.SubFactory(ContributionFactory, released=True)
    outcome = Outcome.IN_PART
    reason = "Replokaler skrivs in i avsnittet."

    class Params:
        published = factory.Trait(published_at=factory.LazyFunction(timezone.now))
