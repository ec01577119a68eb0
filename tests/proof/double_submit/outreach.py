"""What people tell of an association that we missed, and what the project lead writes down."""

import time

from kick.lib import traps
from tests.factories import OrganisationFactory, OutreachFactory, TipFactory
from tests.proof.double_submit.press import browser, lead

KEY = "0b7f6f0e-52c5-4a7e-9a0e-3a4f5f2c9d11"


def tell():
    drawn = traps.stamp(time.time() - 60)
    fields = {"key": KEY, "drawn": drawn, "name": "Replokalen i Råslätt", "municipality": "0680"}
    return browser(), "/jonkoping/tipsa/", fields


def log(page="", **fields):
    return lead(), f"/region/uppsokande/{OutreachFactory().organisation.uuid}/{page}", fields


def write_down():
    day = {"happened_on": "2026-11-02"}
    return log(key=KEY, channel="call", result="reached", words="Vi ringde.", **day)


def no_answer():
    return log("inget-svar/", key=KEY)


def done():
    return log("klart/")


def tip(page, **fields):
    return lead(), f"/region/tips/{TipFactory().uuid}/{page}/", fields


def take_up():
    return tip("ta-upp")


def recognise():
    return tip(f"finns/{OrganisationFactory().uuid}")


def close():
    return tip("stang", because="Det är ett företag.")


FORMS = {
    "organisations:tip_new": [tell],
    "organisations:outreach_detail": [write_down],
    "organisations:outreach_no_answer": [no_answer],
    "organisations:outreach_done": [done],
    "organisations:tip_take_up": [take_up],
    "organisations:tip_recognise": [recognise],
    "organisations:tip_close": [close],
}
