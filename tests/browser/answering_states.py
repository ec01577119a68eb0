"""The officer's reading desk in its states, with what there is to read."""

from consultations.models import ContributionKind
from organisations.models import Role
from tests.browser.page_states import State, presses
from tests.factories import AssignmentFactory
from tests.plan_factories import (
    ConsultationFactory,
    ContributionFactory,
    PlanVersionFactory,
    SectionFactory,
    StatementFactory,
    VerdictFactory,
)

# POST only, or files.
NOT_PAGES = {
    "consultations:desk_release",
    "consultations:desk_decide",
    "consultations:desk_contribution_release",
    "consultations:desk_contribution_hold",
    "consultations:desk_contributions_export",
}
SAID = """Skriv in replokaler för unga, inte bara samlingslokaler. Ring Maja, 070-123 45 67.

I Exempelbygden finns det ingen lokal där man får spela högt efter klockan sju."""


def long_plan():
    version = PlanVersionFactory()
    chapter = SectionFactory(version=version, words=("Rum för kultur", "Länet behöver lokaler."))
    SectionFactory(
        version=version, parent=chapter, words=("Samlingslokaler", "De är ojämnt spridda.")
    )
    version.send_out(by=None)
    return version


def answered_consultation():
    consultation = ConsultationFactory(closed=True, version=long_plan(), questions=1)
    sections = list(consultation.version.sections.in_order())
    for number, section in enumerate(sections * 4):
        statement = StatementFactory(consultation=consultation, submitted=True, is_late=number > 6)
        ContributionFactory(statement=statement, section=section, body=SAID)
    statement = StatementFactory(consultation=consultation, submitted=True, nameless=True)
    wording = ContributionFactory(
        statement=statement,
        section=None,
        question=consultation.questions.get(),
        kind=ContributionKind.WORDING,
        wording="Regionen ska ge stöd till replokaler.",
        released=True,
    )
    VerdictFactory(contribution=wording, reason="Det skrivs in i avsnitt 3.1.")
    return consultation


def reading_desk(world):
    world.officer = AssignmentFactory(role=Role.REGION_OFFICER, user__name="Eva Ek").user
    empty, full = ConsultationFactory(), answered_consultation()
    base = f"/region/samrad/{full.uuid}"
    first = full.statements.first().contributions.get()
    answered = full.statements.get(sender="nameless").contributions.get()
    one = f"{base}/synpunkter/{first.pk}/"
    states = [
        State("consultations:desk_contributions", f"/region/samrad/{empty.uuid}/synpunkter/"),
        State("consultations:desk_contributions", f"{base}/synpunkter/"),
        State("consultations:desk_contributions", f"{base}/synpunkter/?avsandare=finnsinte"),
        State("consultations:desk_contributions", f"{base}/synpunkter/?lage=ej-slappt&om=helheten"),
        State("consultations:desk_contribution", one),
        State("consultations:desk_contribution_decide", one, presses("Spara och ta nästa")),
        State("consultations:desk_contribution", f"{base}/synpunkter/{answered.pk}/"),
        State("consultations:desk_verdicts_publish", f"{base}/publicera-svar/"),
        State(
            "consultations:desk_verdicts_publish", f"/region/samrad/{empty.uuid}/publicera-svar/"
        ),
        State("consultations:desk_register", f"{base}/diarium/"),
        State("consultations:desk_register", f"/region/samrad/{empty.uuid}/diarium/"),
        State("consultations:desk_statement", f"{base}/yttranden/1/"),
    ]
    for state in states:
        state.who = "officer"
    return states
