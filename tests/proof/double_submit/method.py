"""What officers send when they work with the method tool."""

from django.utils import timezone

from organisations.models import Role
from tests.factories import AssignmentFactory
from tests.guide import our_guide
from tests.method_factories import CaseFactory, MethodWorkFactory, ToolTrialFactory
from tests.plan_factories import ConsultationFactory
from tests.proof.double_submit.press import browser

KEY = "0b6a1c1e-6f0e-4b39-9a47-2f5f6a5c3d10"
CASE = {"key": KEY, "title": "I replokalen", "what_we_did": "Vi åkte dit.", "how_it_went": "Bra."}


def officer():
    return browser(AssignmentFactory(role=Role.REGION_OFFICER).user)


def trial_fields():
    today = timezone.localdate().isoformat()
    return {"key": KEY, "part": "text", "used_on": today, "rating": "3", "words": "Klart skrivet."}


def of_work(page, fields, consultation=None):
    our_guide()
    consultation = consultation or ConsultationFactory()
    return officer(), f"/region/samrad/{consultation.uuid}/metodverktyg/{page}/", fields


def of_case(page, fields, **about):
    return officer(), f"/region/metodverktyg/exempel/{CaseFactory(**about).uuid}/{page}", fields


def published():
    return MethodWorkFactory(published=True).consultation


FORMS = {
    "method:desk_checklist": [
        lambda: of_work("checklista/planering", {"resor-who": "Eva", "resor-is_done": "on"})
    ],
    "method:desk_matrix": [lambda: of_work("matrisen", {"agenda-choice": "1"})],
    "method:desk_principles": [lambda: of_work("principerna", {"dialogue-choice": "3"})],
    "method:desk_work_publish": [lambda: of_work("publicera", {})],
    "method:desk_work_hide": [lambda: of_work("dolj", {}, published())],
    "method:desk_case_new": [lambda: (officer(), "/region/metodverktyg/exempel/nytt/", CASE)],
    "method:desk_case": [lambda: of_case("", CASE)],
    "method:desk_case_publish": [lambda: of_case("publicera/", {})],
    "method:desk_case_withdraw": [lambda: of_case("dra-tillbaka/", {}, published=True)],
    "method:desk_trial_new": [
        lambda: (officer(), "/region/metodverktyg/prov/nytt/", trial_fields())
    ],
    "method:desk_trial_edit": [
        lambda: (
            officer(),
            f"/region/metodverktyg/prov/{ToolTrialFactory().uuid}/andra/",
            trial_fields(),
        )
    ],
}
