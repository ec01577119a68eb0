"""What an officer sends about the plan and the consultations."""

import re
from datetime import timedelta

from django.utils import timezone

from organisations.models import Role
from tests.factories import AssignmentFactory
from tests.plan_factories import ConsultationFactory, PlanVersionFactory
from tests.proof.double_submit.press import browser

TEXT = "# Rum för kultur\n\nLänet behöver scener.\n\n## Samlingslokaler\n\nOch rum.\n"


def day(number):
    return (timezone.localdate() + timedelta(days=number)).isoformat()


def officer():
    return browser(AssignmentFactory(role=Role.REGION_OFFICER).user)


def shown(path, fields, *hidden):
    """With the hidden fields that the page at the path has."""
    client = officer()
    page = client.get(path).content.decode()
    for name in hidden:
        fields |= {name: re.search(f'name="{name}" value="([^"]+)"', page)[1]}
    return client, path, fields


def new_plan():
    fields = {"first_year": "2027", "last_year": "2030", "text": TEXT}
    return officer(), "/region/planer/ny/", fields


def of_version(page, fields, *hidden, **about):
    version = PlanVersionFactory(chapters=2, **about)
    return shown(f"/region/planer/{version.plan_id}/1/{page}/", fields, *hidden)


def new_version():
    version = PlanVersionFactory(chapters=2, out=True)
    return officer(), f"/region/planer/{version.plan_id}/ny-version/", {}


def consultation_fields():
    return {
        "key": "6f2a3c52-9c1e-4b8e-8a53-0d8e4f3f7a31",
        "rows": "3",
        "kind": "samrad",
        "title": "Samråd om planen",
        "purpose": "Vi vill veta vad ni saknar.",
        "can_change": "Allt.",
        "question_1": "Vad saknas?",
        "first_day": day(7),
        "last_day": day(60),
        "answer_by": day(120),
        "publishing": "as_they_come",
    }


def new_consultation():
    return officer(), "/region/samrad/nytt/", consultation_fields()


def of_consultation(page, fields, *hidden, **about):
    consultation = ConsultationFactory(questions=2, **about)
    return shown(f"/region/samrad/{consultation.uuid}/{page}/", fields, *hidden)


def later_days():
    return {"last_day": day(90), "answer_by": day(150)}


FORMS = {
    "consultations:desk_plan_new": [new_plan],
    "consultations:desk_plan_version": [new_version],
    "consultations:desk_plan_edit": [lambda: of_version("andra", {"text": TEXT}, "stamp")],
    "consultations:desk_plan_parts": [
        lambda: of_version("delar", {"avsnitt-1": "economy", "avsnitt-2": ""}, out=True)
    ],
    "consultations:desk_plan_publish": [lambda: of_version("publicera", {}, "stamp")],
    "consultations:desk_plan_adopt": [
        lambda: of_version("anta", {"adopted_on": day(0)}),
        lambda: of_version("anta", {"adopted_on": day(0)}, out=True),
    ],
    "consultations:desk_plan_delete": [lambda: of_version("radera", {}, "seal")],
    "consultations:desk_consultation_new": [new_consultation],
    "consultations:desk_consultation_edit": [
        lambda: of_consultation("andra", consultation_fields(), "stamp", draft=True),
        lambda: of_consultation("andra", later_days()),
    ],
    "consultations:desk_consultation_publish": [
        lambda: of_consultation("publicera", {}, "stamp", draft=True)
    ],
    "consultations:desk_consultation_cancel": [lambda: of_consultation("stall-in", {})],
    "consultations:desk_consultation_delete": [
        lambda: of_consultation("radera", {}, "seal", draft=True)
    ],
}
