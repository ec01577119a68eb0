"""A person's own page: what she has to do next about statements, and what she has handed in."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from organisations.models import Municipality, Representative, Task
from tests.factories import InvitationFactory, OrganisationFactory, ReplyFactory, UserFactory
from tests.plan_factories import (
    ConsultationFactory,
    ContributionFactory,
    StatementFactory,
    VerdictFactory,
)
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return UserFactory(name="Anna Berg")


@pytest.fixture
def choir(anna):
    return ours(anna, name="Viskören")


def ours(user, task=Task.SIGNATORY, **words):
    organisation = OrganisationFactory(**words)
    Representative.objects.create(user=user, organisation=organisation, task=task).approve()
    return organisation


def shown(user):
    client = Client()
    sign_in(client, user)
    return client.get("/mitt/")


def test_what_waits_for_a_signature_comes_to_who_signs(anna, choir):
    drafter = UserFactory()
    Representative.objects.create(user=drafter, organisation=choir).approve()
    statement = StatementFactory(organisation=choir, awaiting=True, sent_by=drafter)

    assert shown(anna).context["mine"].to_sign == [statement]
    mine = shown(drafter).context["mine"]
    assert (mine.to_sign, mine.waiting) == ([], [statement])


def test_what_came_back_stands_with_its_reason(anna, choir):
    StatementFactory(
        organisation=choir,
        status="returned",
        returned_at=timezone.now(),
        returned_because="Skriv om bussarna.",
    )

    assert "Skriv om bussarna." in shown(anna).content.decode()


def test_an_open_consultation_is_there_until_the_association_has_begun(anna, choir):
    consultation = ConsultationFactory()
    ConsultationFactory(closed=True)
    elsewhere = Municipality.objects.get(code="0780")
    ours(anna, municipality=elsewhere)

    assert [row.consultation for row in shown(anna).context["mine"].asked] == [consultation]
    assert shown(anna).context["mine"].asked[0].organisations == [choir]
    StatementFactory(consultation=consultation, organisation=choir)
    assert shown(anna).context["mine"].asked == []


def test_a_consultation_where_the_association_works_is_there_too(anna):
    consultation = ConsultationFactory()
    organisation = ours(anna, municipality=Municipality.objects.get(code="0780"))
    organisation.works_in.set([Municipality.objects.get(code="0680")])

    assert [row.consultation for row in shown(anna).context["mine"].asked] == [consultation]


def test_an_invitation_is_there_until_it_is_answered(anna, choir):
    invitation = InvitationFactory(organisation=choir)
    invitation.issue()
    InvitationFactory(organisation=OrganisationFactory()).issue()

    assert shown(anna).context["mine"].invitations == [invitation]
    assert f"/i/{invitation.token}/" in shown(anna).content.decode()
    ReplyFactory(meeting=invitation.meeting, organisation=choir)
    assert shown(anna).context["mine"].invitations == []


def test_what_is_handed_in_stands_with_its_receipt_and_the_regions_answer(anna, choir):
    statement = StatementFactory(organisation=choir, submitted=True)
    verdict = VerdictFactory(contribution=ContributionFactory(statement=statement))

    page = shown(anna).content.decode()
    assert f"/kvitto/{statement.token}/" in page
    assert "Regionen har svarat" not in page
    verdict.published_at = timezone.now()
    verdict.save()
    assert "Regionen har svarat" in shown(anna).content.decode()


def test_nothing_of_others_is_there(anna):
    StatementFactory(awaiting=True)
    StatementFactory(submitted=True)

    assert shown(anna).context["mine"].statements == []


def fill(anna, number):
    for _ in range(number):
        choir = ours(anna)
        choir.works_in.set(Municipality.objects.all()[:2])
        StatementFactory(organisation=choir, awaiting=True, sent_by=UserFactory())
        ContributionFactory(statement=StatementFactory(organisation=choir, submitted=True))
        StatementFactory(of_a_person=True, person=anna)
        InvitationFactory(organisation=choir).issue()
        ConsultationFactory()


def test_it_costs_the_same_however_much_there_is(anna):
    client, costs = Client(), []
    sign_in(client, anna)
    client.get("/mitt/")

    for number in (1, 4):
        fill(anna, number)
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/mitt/").status_code == 200
        costs.append(len(queries))

    assert costs[0] == costs[1]
    assert costs[1] <= 12
