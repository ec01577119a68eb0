"""What an officer sends about what has been handed in: shown or not, answered, and published."""

from functools import partial

from tests.plan_factories import (
    ConsultationFactory,
    ContributionFactory,
    StatementFactory,
    VerdictFactory,
)
from tests.proof.double_submit.officers_desk import officer

ANSWER = {"outcome": "follows", "reason": "Det skrivs in."}


def received(**about):
    statement = StatementFactory(consultation=ConsultationFactory(closed=True), submitted=True)
    return ContributionFactory(statement=statement, **about)


def at_list(page, fields):
    one = received()
    also = ContributionFactory(statement=one.statement)
    path = f"/region/samrad/{one.statement.consultation.uuid}/{page}/"
    return officer(), path, fields | {"punkt": [one.pk, also.pk]}


def at_one(page, fields, **about):
    one = received(**about)
    path = f"/region/samrad/{one.statement.consultation.uuid}/synpunkter/{one.pk}/{page}/"
    return officer(), path, fields


def publish():
    consultation = VerdictFactory(contribution=received()).contribution.statement.consultation
    return officer(), f"/region/samrad/{consultation.uuid}/publicera-svar/", {}


FORMS = {
    "consultations:desk_release": [partial(at_list, "slapp", {})],
    "consultations:desk_decide": [partial(at_list, "besvara", ANSWER)],
    "consultations:desk_contribution_release": [
        partial(at_one, "slapp", {"public_body": "[…] för unga."})
    ],
    "consultations:desk_contribution_hold": [partial(at_one, "hall-inne", {}, released=True)],
    "consultations:desk_contribution_decide": [partial(at_one, "besvara", ANSWER)],
    "consultations:desk_verdicts_publish": [publish],
}
