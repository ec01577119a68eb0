"""CATALOGUE R3: every form that creates or changes a row, sent several times at the same moment.

Several presses leave in every table what one does, and each of them gets the same answer.
"""

import pytest
from django.test import RequestFactory

from organisations.models import Assignment
from tests.factories import AssignmentFactory
from tests.kick import matrix
from tests.proof.double_submit import (
    accounts,
    after_meetings,
    alliances,
    backoffice,
    circles,
    desk,
    door,
    doubles,
    guide,
    imports,
    meetings,
    method,
    officers_answers,
    officers_desk,
    outreach,
    planning,
    proposals,
    reading_desk,
    register,
    statements,
)
from tests.proof.double_submit.press import trouble
from tests.server import Server

OURS = (
    meetings.FORMS
    | register.FORMS
    | desk.FORMS
    | door.FORMS
    | doubles.FORMS
    | guide.FORMS
    | imports.FORMS
    | officers_answers.FORMS
    | officers_desk.FORMS
    | outreach.FORMS
    | planning.FORMS
    | reading_desk.FORMS
    | statements.FORMS
    | alliances.FORMS
    | circles.FORMS
    | proposals.FORMS
    | after_meetings.FORMS
    | method.FORMS
)
THEIRS = accounts.FORMS | backoffice.FORMS
# What `make test` has time for: every third of ours, and each way in which theirs have gone wrong.
SOME_OF_OURS = {name: OURS[name][:1] for name in sorted(OURS)[::3]}
SOME_OF_THEIRS = [
    "account_login",
    "account_signup",
    "mfa_activate_totp",
    "admin:organisations_artform_add",
    "admin:organisations_region_change",
]
# They post and write nothing, or want a key of metal that no test has.
NOTHING_TO_WRITE = {
    "set_language",
    "account_request_login_code",
    "mfa_login_webauthn",
    "mfa_download_recovery_codes",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
}
# Each press takes the list out once more, and each is noted.
NOTHING_TO_WRITE |= {"organisations:my_data_file"}
NOTED_EACH_TIME = {
    "circles:circle_sheet",
    "consultations:desk_export",
    "consultations:desk_invited_export",
    "consultations:desk_needs",
    "consultations:desk_contributions_export",
    "organisations:desk_calls_export",
    "method:desk_trials_export",
}


def takes_posts(row):
    codes = row.post.values() if isinstance(row.post, dict) else [row.post]
    return bool(set(codes) - {405, "login"})


def test_r3_every_form_is_tried():
    forms = [row for row in matrix.ROWS if row not in matrix.ADMIN]
    posting = {row.name for row in forms if takes_posts(row)}

    assert posting - NOTHING_TO_WRITE - NOTED_EACH_TIME - set(OURS | THEIRS) == set()


@pytest.mark.django_db
def test_r3_every_form_of_the_admin_is_tried():
    request = RequestFactory().get("/admin/")
    request.user = AssignmentFactory(region=None).user

    assert backoffice.may("add", request) == set(backoffice.NEW)
    assert backoffice.may("change", request) == set(backoffice.CHANGED)
    assert backoffice.may("delete", request) == {Assignment}
    assert backoffice.offered(request) == {
        model: set(names) for model, names in backoffice.ACTIONS.items()
    }


def test_r3_two_presses_leave_what_one_does(committed, tmp_path):
    with Server(tmp_path) as server:
        wrong, _tried = trouble(server, SOME_OF_OURS, 2)

    assert wrong == {}


def test_r3_two_presses_of_a_form_that_is_not_ours_leave_what_one_does(committed, tmp_path):
    with Server(tmp_path) as server:
        wrong, _tried = trouble(server, {name: THEIRS[name][:1] for name in SOME_OF_THEIRS}, 2)

    assert wrong == {}


@pytest.mark.proof
@pytest.mark.parametrize("times", [2, 8])
def test_r3_presses_at_once_leave_what_one_does(committed, tmp_path, figure, times):
    with Server(tmp_path) as server:
        wrong, tried = trouble(server, OURS | THEIRS, times)

    figure(
        "R3",
        f"{tried} forms sent {times} times at once: {len(wrong)} left more than one press does,"
        " answered differently or failed",
    )
    assert wrong == {}
