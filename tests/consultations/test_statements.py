"""What holds for plans, statements and verdicts, whoever writes: access words and the database's own rules."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from consultations.actions.statements import (
    NeedsColleague,
    NotSignatory,
    NotTakingStatements,
    fingerprint_of,
    hand_in,
)
from consultations.models import (
    Consultation,
    ConsultationStatus,
    Contribution,
    PlanVersion,
    Publishing,
    Statement,
)
from organisations import emails
from organisations.models import Letter, Region, Representative, RepresentativeStatus, Role, Task
from tests.factories import AssignmentFactory, OrganisationFactory, UserFactory
from tests.plan_factories import (
    ConsultationFactory,
    ContributionFactory,
    PlanVersionFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db


def officer(slug="jonkoping"):
    region = Region.objects.get(slug=slug)
    return AssignmentFactory(role=Role.REGION_OFFICER, region=region).user


def lead():
    return AssignmentFactory().user


def national():
    return AssignmentFactory(region=None).user


def test_a_draft_of_the_plan_is_the_regions_own():
    draft = PlanVersionFactory(chapters=1)

    assert PlanVersion.objects.visible_to(officer()).get() == draft
    both = officer()
    AssignmentFactory(user=both, region=None)
    for user in [officer("kronoberg"), lead(), national(), UserFactory(superuser=True), both]:
        assert not PlanVersion.objects.visible_to(user).exists()


def test_a_statement_is_its_writers_until_it_is_handed_in():
    draft = StatementFactory()
    sent = StatementFactory(submitted=True, consultation=draft.consultation)

    assert set(Statement.objects.received_by(officer())) == {sent}
    for user in [officer("kronoberg"), lead(), national(), UserFactory(superuser=True)]:
        assert not Statement.objects.visible_to(user).exists()


def test_what_is_not_released_is_not_public():
    ContributionFactory()
    shown = ContributionFactory(released=True)

    assert list(Contribution.objects.public()) == [shown]


def test_what_is_released_waits_for_the_last_day_when_the_region_wants_so():
    consultation = ConsultationFactory(publishing=Publishing.AFTER_CLOSE)
    shown = ContributionFactory(
        released=True, statement=StatementFactory(submitted=True, consultation=consultation)
    )

    assert not Contribution.objects.public().exists()
    Consultation.objects.update(closes_at=timezone.now())
    assert list(Contribution.objects.public()) == [shown]


def test_a_version_that_is_out_is_never_edited():
    version = PlanVersionFactory(chapters=1, out=True)
    section = version.sections.get()

    for change in [
        lambda: section.texts.update(body="Annat."),
        lambda: version.sections.update(number="9"),
        lambda: section.texts.all().delete(),
        lambda: version.sections.create(key="ny", position=2, level=1),
    ]:
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_what_was_handed_in_is_never_edited():
    contribution = ContributionFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.update(body="Annat.")
    with pytest.raises(IntegrityError), transaction.atomic():
        contribution.delete()
    contribution.release(by=None, body="Skriv in replokaler.")
    assert contribution.shown_body == "Skriv in replokaler."


def test_an_organisation_has_one_live_statement_in_a_consultation():
    organisation = OrganisationFactory()
    statement = StatementFactory(submitted=True, organisation=organisation)

    with pytest.raises(IntegrityError), transaction.atomic():
        StatementFactory(organisation=organisation, consultation=statement.consultation)
    statement.recall(by=None)
    StatementFactory(organisation=organisation, consultation=statement.consultation)


def signatory_of(organisation):
    user = UserFactory()
    Representative.objects.create(
        user=user,
        organisation=organisation,
        task=Task.SIGNATORY,
        status=RepresentativeStatus.APPROVED,
        decided_at=timezone.now(),
    )
    return user


def test_handing_in_numbers_freezes_and_gives_a_receipt():
    statement = StatementFactory()
    ContributionFactory(statement=statement, body="Vi behöver replokaler.")
    signatory = signatory_of(statement.organisation)
    Region.objects.filter(slug="jonkoping").update(registry_email="registrator@region.example")
    statement.consultation.region.refresh_from_db()

    hand_in(statement=statement, by=signatory)
    hand_in(statement=statement, by=signatory)

    statement.refresh_from_db()
    assert (statement.status, statement.number) == ("submitted", 1)
    assert statement.frozen["contributions"][0]["body"] == "Vi behöver replokaler."
    assert statement.fingerprint == fingerprint_of(statement.frozen)
    letters = {letter.recipient: letter for letter in Letter.objects.all()}
    assert set(letters) == {
        statement.organisation.email,
        signatory.email,
        "registrator@region.example",
    }
    assert all("replokaler" not in f"{row.body}{row.subject}" for row in letters.values())
    mail = emails.letter(letters["registrator@region.example"])
    assert "Vi behöver replokaler." in mail.body
    assert "Vi behöver replokaler." in mail.alternatives[0][0]


def test_only_a_signatory_hands_in():
    statement = ContributionFactory(statement=StatementFactory()).statement

    with pytest.raises(NotSignatory):
        hand_in(statement=statement, by=UserFactory())


def test_two_must_sign_where_the_organisation_wants_so():
    statement = StatementFactory(organisation__two_must_sign=True)
    ContributionFactory(statement=statement)
    writer = signatory_of(statement.organisation)
    colleague = signatory_of(statement.organisation)

    with pytest.raises(NeedsColleague):
        hand_in(statement=statement, by=writer)
    statement.send_for_signature(by=writer)
    with pytest.raises(NeedsColleague):
        hand_in(statement=statement, by=writer)
    assert hand_in(statement=statement, by=colleague).is_submitted


def test_a_late_statement_is_taken_and_marked():
    statement = StatementFactory(consultation=ConsultationFactory(closed=True))
    ContributionFactory(statement=statement)

    hand_in(statement=statement, by=signatory_of(statement.organisation))

    assert statement.is_late


def test_an_answered_or_coming_consultation_takes_no_statement():
    for consultation in [
        ConsultationFactory(status=ConsultationStatus.ANSWERED),
        ConsultationFactory(announced=True),
    ]:
        statement = StatementFactory(consultation=consultation)
        ContributionFactory(statement=statement)
        with pytest.raises(NotTakingStatements):
            hand_in(statement=statement, by=signatory_of(statement.organisation))
