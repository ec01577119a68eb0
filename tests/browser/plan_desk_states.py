"""The officer's desk where the plan is written and consultations are planned, in its states."""

from datetime import timedelta

from django.utils import timezone

from organisations.models import Role
from tests.browser.page_states import State, presses
from tests.browser.steps import fill, press, send_empty
from tests.factories import AssignmentFactory
from tests.plan_factories import (
    ConsultationFactory,
    PlanVersionFactory,
    SectionFactory,
    StatementFactory,
)

# POST only.
NOT_PAGES = {"consultations:desk_plan_version"}
LONG = "Tillgängliga samlingslokaler och replokaler för föreningslivet i hela länet"


def plans():
    """A version that is out, and a draft of the next one where something is missing."""
    out = PlanVersionFactory(plan__case_number="", chapters=3, out=True)
    draft = PlanVersionFactory(plan=out.plan)
    chapter = SectionFactory(version=draft, words=("Rum för kultur", "Länet behöver **lokaler**."))
    SectionFactory(version=draft, parent=chapter, number="1.1", page="12", words=(LONG, ""))
    SectionFactory(version=draft, number="2", words=("Kontakt", "Ring Ada, 800101-0019."))
    return out, draft


def plan_desk(world):
    world.planner = AssignmentFactory(role=Role.REGION_OFFICER, user__name="Eva Ek").user
    out, draft = plans()
    base = f"/region/planer/{out.plan_id}"
    closes = timezone.now() + timedelta(days=5)
    opened = ConsultationFactory(version=out, questions=3, closes_at=closes)
    StatementFactory.create_batch(2, consultation=opened, submitted=True)
    late = timezone.localdate() - timedelta(days=1)
    closed = ConsultationFactory(version=out, closed=True, answer_by=late)
    coming = ConsultationFactory(version=out, draft=True, questions=2)
    new, asked = "/region/samrad/nytt/", f"/region/samrad/{opened.uuid}"
    drafted = f"/region/samrad/{coming.uuid}"
    states = [
        State("consultations:desk", "/region/"),
        State("consultations:desk_plan_new", "/region/planer/ny/"),
        State("consultations:desk_plan_new", "/region/planer/ny/", send_empty),
        State("consultations:desk_plan", f"{base}/1/"),
        State("consultations:desk_plan", f"{base}/2/"),
        State("consultations:desk_plan_edit", f"{base}/2/andra/"),
        State("consultations:desk_plan_edit", f"{base}/2/andra/", without_headings),
        State("consultations:desk_plan_edit", f"{base}/2/andra/", after_somebody_else(draft)),
        State("consultations:desk_plan_parts", f"{base}/2/delar/"),
        State("consultations:desk_plan_publish", f"{base}/2/publicera/"),
        State("consultations:desk_plan_adopt", f"{base}/2/anta/"),
        State("consultations:desk_plan_adopt", f"{base}/2/anta/", send_empty),
        State("consultations:desk_plan_delete", f"{base}/2/radera/"),
        State("consultations:desk_consultation_new", new),
        State("consultations:desk_consultation_new", new, send_empty),
        State("consultations:desk_consultation_new", new, presses("En fråga till")),
        State("consultations:desk_consultation", f"{asked}/"),
        State("consultations:desk_consultation", f"{drafted}/"),
        State("consultations:desk_consultation", f"/region/samrad/{closed.uuid}/"),
        State("consultations:desk_consultation_edit", f"{drafted}/andra/"),
        State("consultations:desk_consultation_edit", f"{asked}/andra/"),
        State("consultations:desk_consultation_edit", f"{asked}/andra/", with_a_day_gone_by),
        State("consultations:desk_consultation_publish", f"{drafted}/publicera/"),
        State("consultations:desk_consultation_cancel", f"{asked}/stall-in/"),
        State("consultations:desk_consultation_delete", f"{drafted}/radera/"),
    ]
    for state in states:
        state.who = "planner"
    return states


def without_headings(page):
    fill(page, text="Bara löpande text.")
    press(page, "Spara utkastet")


def after_somebody_else(draft):
    def save(page):
        fill(page, text="# Rum för kultur\n\nDet jag skrev.")
        SectionFactory(version=draft, number="3", words=("Läsning", "Det hon skrev."))
        press(page, "Spara utkastet")

    return save


def with_a_day_gone_by(page):
    fill(page, last_day="2026-01-01")
    press(page, "Spara dagarna")
