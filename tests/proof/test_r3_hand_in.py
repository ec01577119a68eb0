"""CATALOGUE R3, several persons: two sign at the same moment while a third writes, in six associations."""

from functools import partial

from django.conf import settings

from consultations.models import Statement
from organisations.models import Letter, Purpose, Region
from tests.plan_factories import ConsultationFactory, ContributionFactory, StatementFactory
from tests.proof.double_submit.press import browser
from tests.proof.double_submit.statements import POINT, speaker
from tests.server import Server


def cookies_of(user):
    client = browser(user)
    client.cookies.pop(settings.CSRF_COOKIE_NAME, None)
    return client.cookies.output(header="", attrs=[], sep=";")


def presses(server, statement):
    """Two who sign hand it in, and a third adds a point to it."""
    page = f"/yttrande/{statement.uuid}"
    who = [cookies_of(speaker(statement.organisation)) for _ in range(3)]
    return [
        partial(server.post, f"{page}/lamna-in/", {}, cookies=who[0]),
        partial(server.post, f"{page}/helheten/", {**POINT, "body": "Ett till."}, cookies=who[1]),
        partial(server.post, f"{page}/lamna-in/", {}, cookies=who[2]),
    ]


def test_r3_two_who_sign_at_once_hand_in_once(committed, tmp_path):
    Region.objects.filter(slug="jonkoping").update(registry_email="registrator@region.example")
    consultation = ConsultationFactory()
    statements = StatementFactory.create_batch(6, consultation=consultation)
    for statement in statements:
        ContributionFactory(statement=statement)

    with Server(tmp_path) as server:
        calls = [call for statement in statements for call in presses(server, statement)]
        answers = server.at_once(calls)

    assert {status for status, _to, _body in answers} <= {302, 422}
    arrived = Statement.objects.arrived().order_by("number")
    assert [statement.number for statement in arrived] == [1, 2, 3, 4, 5, 6]
    for statement in arrived:
        assert len(statement.frozen["contributions"]) == statement.contributions.count()
    assert Letter.objects.filter(purpose=Purpose.REGISTRY).count() == 6
