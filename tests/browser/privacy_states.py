"""What is held of a person, and what the national lead answers for, in their states."""

from organisations.actions import personal
from organisations.actions.purging import purge
from organisations.models import DocumentApproval, ExportRecord, Region
from tests.browser.page_states import State, presses

# Files and presses.
NOT_PAGES = {"organisations:my_data_file", "consultations:receipt_hide_name"}


def privacy_pages(world):
    mine = "/mitt/uppgifter/"
    person = [
        State("organisations:my_data", mine),
        State("organisations:my_data_erase", f"{mine}radera/"),
        State("organisations:my_data", f"{mine}radera/", presses("Begär att bli raderad")),
    ]
    for state in person:
        state.who = "volunteer"
    return person + oversight(world)


def oversight(world):
    inside = "/admin/organisations"
    region = Region.objects.get(code="06")
    ExportRecord.objects.create(
        what="replies", region=region, format="csv", rows=1, taken_at="2020-01-01T12:00Z"
    )
    run = purge()
    DocumentApproval.objects.filter(document="record").delete()
    asked = personal.ask(kind="erasure", email=world.volunteer.email)
    extract = personal.ask(kind="extract", email="okand@exempel.se")
    states = [
        State("admin", f"{inside}/purgerun/"),
        State("admin", f"{inside}/purgerun/{run.pk}/change/"),
        State("admin", f"{inside}/documentapproval/"),
        State("admin", f"{inside}/personrequest/"),
        State("admin", f"{inside}/personrequest/add/", presses("Spara")),
        State("admin", f"{inside}/personrequest/{asked.pk}/change/"),
        State("admin", f"{inside}/personrequest/{asked.pk}/change/", presses("Avslå")),
        State("admin", f"{inside}/personrequest/{extract.pk}/change/"),
    ]
    for state in states:
        state.who = "national"
    return states
