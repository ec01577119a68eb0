"""CATALOGUE R15 for statements: the pages cost the same with three points and with thirty."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consultations.models import Statement
from organisations.models import Representative, Task
from tests.factories import OrganisationFactory, UserFactory
from tests.kick.cast import undone
from tests.plan_factories import (
    ConsultationFactory,
    ContributionFactory,
    PlanVersionFactory,
    StatementFactory,
)
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db

MOST = 12


def costs(number):
    """Address to its number of queries, with so many sections, questions, points and colleagues."""
    with undone():
        user, organisation = UserFactory(name="Anna Berg"), OrganisationFactory()
        consultation = ConsultationFactory(
            version=PlanVersionFactory(chapters=number, out=True), questions=number
        )
        statement = StatementFactory(consultation=consultation, organisation=organisation)
        for one in [user, *UserFactory.create_batch(number)]:
            Representative.objects.create(
                user=one, organisation=organisation, task=Task.SIGNATORY
            ).approve()
        for section in consultation.version.sections.all():
            ContributionFactory(statement=statement, section=section)
        client = Client()
        sign_in(client, user)
        page, way = f"/yttrande/{statement.uuid}/", f"/jonkoping/samrad/{consultation.slug}/"
        ours = ["", "avsnitt/avsnitt-1/", "fraga/1/", "helheten/", "bakom/", "granska/"]
        found = {f"…/{rest}": asked(client, f"{page}{rest}") for rest in ours}
        found |= {rest: asked(client, f"{way}{rest}") for rest in ["svara/", "en-sak/"]}
        Statement.objects.update(
            status="submitted", number=1, submitted_at=timezone.now(), frozen={}
        )
        found["kvitto"] = asked(client, f"/kvitto/{statement.token}/")
        return found


def asked(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_r15_the_pages_of_a_statement_cost_the_same_however_long_it_is():
    few, many = costs(3), costs(30)

    assert few == many
    assert {address: cost for address, cost in many.items() if cost > MOST} == {}
