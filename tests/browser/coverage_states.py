"""The pages of who is missing, and of the lists from before, in the states that they have."""

from consultations.models import RowProblem
from tests.browser.page_states import State, as_lead
from tests.browser.steps import send_empty
from tests.factories import InvitationFactory
from tests.plan_factories import EarlierRoundFactory


def coverage(world):
    waiting, taken_in = EarlierRoundFactory(), EarlierRoundFactory(counting=True)
    waiting.addressees.create(number=9, problem=RowProblem.NO_NAME)
    unsent = InvitationFactory(organisation=world.ours)
    open_page, lists = "/jonkoping/tackning/", "/region/tidigare/"
    states = [
        State("consultations:desk_coverage_region", "/region/tackning/jonkoping/"),
        State("consultations:desk_coverage", "/region/tackning/", who="national"),
        State("consultations:desk_earlier_list", lists),
        State("consultations:desk_earlier_new", f"{lists}ny/"),
        State("consultations:desk_earlier_new", f"{lists}ny/", send_empty),
        State("consultations:desk_earlier", f"{lists}{waiting.uuid}/"),
        State("consultations:desk_earlier", f"{lists}{waiting.uuid}/?visa=fel"),
        State("consultations:desk_earlier", f"{lists}{taken_in.uuid}/"),
        State("consultations:desk_earlier_remove", f"{lists}{taken_in.uuid}/ta-bort/"),
        State("consultations:desk_invitations", f"/region/moten/{unsent.meeting.uuid}/inbjudna/"),
    ]
    return [
        State("consultations:coverage_detail", open_page),
        State("consultations:coverage_gap", f"{open_page}saknas/samer/"),
        State("consultations:coverage_gap", f"{open_page}saknas/hemslojd/?kommun=0604"),
        *[state if state.who else as_lead(state) for state in states],
    ]
