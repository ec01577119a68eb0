"""The project lead's list and log, and the tips, as they are when there is something in them."""

from datetime import date

from tests.browser.page_states import State, as_lead
from tests.browser.steps import fill, press
from tests.factories import OutreachFactory, TipFactory


def outreach(world):
    OutreachFactory(organisation=world.ours)
    OutreachFactory(
        organisation=world.organisations[1],
        happened_on=date(2026, 10, 1),
        next_on=date(2026, 10, 5),
        words="Ordföranden ska fråga styrelsen.",
    )
    new = TipFactory(name=world.ours.name, website="https://tips.example/", words="Spelar i Habo.")
    closed = TipFactory(name="Ett företag")
    closed.close(because="Det är ett företag.", by=None)
    log = f"/region/uppsokande/{world.ours.uuid}/"
    pages = [
        State("organisations:outreach_list", "/region/uppsokande/"),
        State("organisations:outreach_list", "/region/uppsokande/?q=spelmanslag"),
        State("organisations:outreach_detail", log),
        State("organisations:outreach_detail", log, writes_of_a_person),
        State("organisations:tip_detail", f"/region/tips/{new.uuid}/"),
        State("organisations:tip_close", f"/region/tips/{new.uuid}/", closes_without_a_reason),
        State("organisations:tip_detail", f"/region/tips/{closed.uuid}/"),
    ]
    return [as_lead(state) for state in pages]


def writes_of_a_person(page):
    fill(page, words="Ring Anna på 070-174 06 05.")
    press(page, "Skriv ner")


def closes_without_a_reason(page):
    press(page, "Stäng tipset")
