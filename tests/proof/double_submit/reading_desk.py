"""What an officer sends while she reads, releases, answers and publishes."""

from functools import partial

from organisations.models import Role
from tests.factories import AssignmentFactory
from tests.plan_factories import (
    ConsultationFactory,
    ContributionFactory,
    StatementFactory,
    VerdictFactory,
)
from tests.proof.double_submit.press import browser

ANSWER = {"outcome": "in_part", "reason": "Det skrivs in i avsnittet."}


def said():
    consultation = ConsultationFactory(closed=True)
    statement = StatementFactory(consultation=consultation, submitted=True)
    return ContributionFactory(statement=statement)


def sent(rest, fields):
    """To the whole list, with one contribution ticked."""
    contribution = said()
    address = f"/region/samrad/{contribution.statement.consultation.uuid}/{rest}/"
    return officer(), address, {**fields, "punkt": contribution.pk}


def sent_to_one(rest, fields):
    contribution = said()
    base = f"/region/samrad/{contribution.statement.consultation.uuid}/synpunkter"
    return officer(), f"{base}/{contribution.pk}/{rest}/", fields


def publish():
    verdict = VerdictFactory(contribution=said())
    consultation = verdict.contribution.statement.consultation
    return officer(), f"/region/samrad/{consultation.uuid}/publicera-svar/", {}


def officer():
    return browser(AssignmentFactory(role=Role.REGION_OFFICER).user)


FORMS = {
    "consultations:desk_release": [partial(sent, "slapp", {})],
    "consultations:desk_decide": [partial(sent, "besvara", ANSWER)],
    "consultations:desk_contribution_release": [
        partial(sent_to_one, "slapp", {"public_body": "Skriv in replokaler. […]"})
    ],
    "consultations:desk_contribution_hold": [partial(sent_to_one, "hall-inne", {})],
    "consultations:desk_contribution_decide": [partial(sent_to_one, "besvara", ANSWER)],
    "consultations:desk_verdicts_publish": [publish],
}
