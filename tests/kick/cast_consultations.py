"""What a region asks and is answered, and what the method tool shows of it."""

from tests.method_factories import CaseFactory, MethodWorkFactory, ToolTrialFactory
from tests.plan_factories import (
    ConsultationFactory,
    ContributionFactory,
    PlanVersionFactory,
    StatementFactory,
    VerdictFactory,
)


def what_is_said(region, writing, answered):
    """A plan out for comment with a draft of the next version, a draft statement, one that arrived."""
    version = PlanVersionFactory(plan__region=region, chapters=2, out=True)
    draft = PlanVersionFactory(plan=version.plan, chapters=2)
    where = {"region": region, "version": version}
    consultation = ConsultationFactory(**where, questions=1)
    coming = ConsultationFactory(**where, draft=True)
    unsent = StatementFactory(consultation=consultation, organisation=writing)
    ContributionFactory(statement=unsent)
    arrived = StatementFactory(consultation=consultation, organisation=answered, submitted=True)
    kept = ContributionFactory(statement=arrived)
    released = ContributionFactory(statement=arrived, released=True)
    VerdictFactory(contribution=released)
    MethodWorkFactory(consultation=consultation, published=True)
    MethodWorkFactory(consultation=coming)
    return {
        "case": CaseFactory(region=region, published=True).uuid,
        "draft_case": CaseFactory(region=region).uuid,
        "trial": ToolTrialFactory(region=region).uuid,
        "plan": version.plan.pk,
        "version": version.number,
        "draft_version": draft.number,
        "chapter": version.sections.first().key,
        "consultation": consultation.slug,
        "consultation_id": consultation.uuid,
        "draft_consultation": coming.slug,
        "draft_consultation_id": coming.uuid,
        "statement": unsent.uuid,
        "arrived_statement": arrived.uuid,
        "receipt": arrived.token,
        "contribution": kept.pk,
        "released_contribution": released.pk,
    }
