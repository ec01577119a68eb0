"""Who speaks for an association, whether its facts are right, and the project lead's lists of both."""

from tests.browser.page_states import State, goes_to, presses
from tests.browser.steps import fill, press, send_empty

# What only takes what a form of another page sends, or answers with a file.
NOT_PAGES = {
    "organisations:colleague_admit",
    "organisations:colleague_take_back",
    "organisations:desk_calls_export",
    "organisations:desk_return_withdraw",
    "organisations:list_return_export",
}


def claiming(world):
    """As the one who represents an association alone, and as somebody who claims it."""
    ours = world.ours.get_absolute_url()
    ask = f"/anmal/foretrada/{world.organisations[2].uuid}/"
    return [
        State("organisations:organisation_detail", ours, who="volunteer"),
        State("organisations:organisation_colleagues", f"{ours}kollegor/", who="volunteer"),
        State(
            "organisations:organisation_colleagues",
            f"{ours}kollegor/",
            send_empty,
            who="volunteer",
        ),
        State(
            "organisations:representation_end",
            f"/anmal/foretrada/{world.ours.uuid}/sluta/",
            who="volunteer",
        ),
        State("organisations:representation_request", ask, send_empty, who="volunteer"),
        State("organisations:representation_code", ask, asks_for_the_code, who="volunteer"),
        State(
            "organisations:representation_request",
            f"/anmal/foretrada/{world.claim.organisation.uuid}/",
            who="claimant",
        ),
    ]


def still_right(world):
    own = f"/anmal/bekrafta/{world.ours.token}/"
    return [
        State("organisations:registration_confirm", own, presses("Allt stämmer")),
        State("organisations:registration_correct", own, goes_to("Rätta något")),
        State("organisations:registration_correct", f"{own}andra/", empties_the_name),
        State("organisations:list_return", f"/kommunlista/{world.list_return.token}/"),
    ]


def inventory_desk(world):
    call = f"/region/ringa/{world.ours.uuid}/"
    returned = f"/region/aterlamna/{world.list_return.uuid}/"
    states = [
        State("organisations:desk_claims", "/region/ansprak/"),
        State("organisations:desk_claim", f"/region/ansprak/{world.claim.pk}/"),
        State("organisations:desk_claim", f"/region/ansprak/{world.claim.pk}/", send_empty),
        State("organisations:desk_calls", "/region/ringa/"),
        State("organisations:desk_calls", "/region/ringa/?varfor=silent"),
        State("organisations:desk_call", call),
        State("organisations:desk_call", call, gives_no_address),
        State("organisations:desk_returns", "/region/aterlamna/"),
        State("organisations:desk_return", returned),
    ]
    for state in states:
        state.who = "lead"
    return states


def asks_for_the_code(page):
    fill(page, task="Jag skriver", shown_by="skicka en kod")
    press(page, "Jag företräder föreningen")


def empties_the_name(page):
    fill(page, name="")
    press(page, "Spara, nu stämmer allt")


def gives_no_address(page):
    fill(page, email="")
    press(page, "Använd den nya adressen")
