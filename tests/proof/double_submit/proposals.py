"""From note to plan: what a circle lifts, offers and withdraws, and what becomes of it."""

from organisations.models import Representative
from tests.circle_factories import CircleMemberFactory, CircleNoteFactory, led_circle
from tests.factories import UserFactory
from tests.plan_factories import ConsultationFactory
from tests.proof.double_submit.circles import asked
from tests.proof.double_submit.press import browser
from tests.proposal_factories import ProposalFactory, ProposalOfferFactory, circle_of

LINE = "Det saknas replokaler."
LIFTED = {
    "rad": "0",
    "r0-line": LINE,
    "r0-goal": "quality",
    "r0-standing": "differing",
    "r0-other_view": "De står tomma.",
}
POINT = {"about": "", "kind": "comment", "body": "Bygg replokaler."}


def lift(address):
    circle, user = led_circle()
    question = asked(circle.guide)
    CircleNoteFactory(circle=circle, question=question, body=LINE)
    path = f"forslag/{question.chapter.key}/{question.key}/"
    if address == "own":
        token = CircleMemberFactory(circle=circle).token
        return browser(), f"/cirkel/min/{token}/{path}", LIFTED
    return browser(user), f"/cirkel/{circle.uuid}/{path}", LIFTED


def offer():
    circle, user, _ours, _drafter = circle_of()
    ProposalFactory(note=circle.notes.get())
    return browser(user), f"/cirkel/{circle.uuid}/forslag/erbjud/", {}


def withdraw(address):
    circle, user = led_circle()
    proposal = ProposalFactory(note__circle=circle)
    path = f"forslag/{proposal.uuid}/ta-tillbaka/"
    if address == "own":
        token = CircleMemberFactory(circle=circle).token
        return browser(), f"/cirkel/min/{token}/{path}", {}
    return browser(user), f"/cirkel/{circle.uuid}/{path}", {}


def own():
    circle, user = led_circle()
    proposal = ProposalFactory(note__circle=circle)
    ConsultationFactory()
    return browser(user), f"/cirkel/{circle.uuid}/forslag/{proposal.uuid}/sjalv/", POINT


def offered(page, fields):
    user, row = UserFactory(), ProposalOfferFactory()
    Representative.objects.create(user=user, organisation=row.organisation).approve()
    ConsultationFactory()
    return browser(user), f"/cirkel/erbjudet/{row.uuid}/{page}", fields


def all_of_it():
    circle, user = led_circle()
    consultation = ConsultationFactory()
    ProposalFactory(note__circle=circle)
    return browser(user), f"/cirkel/{circle.uuid}/forslag/sjalv/", {"samrad": consultation.uuid}


FORMS = {
    "circles:circle_lift": [lambda: lift("account")],
    "circles:own_lift": [lambda: lift("own")],
    "circles:circle_offer": [offer],
    "circles:circle_withdraw": [lambda: withdraw("account")],
    "circles:own_withdraw": [lambda: withdraw("own")],
    "circles:proposal_own": [own],
    "circles:proposals_own": [all_of_it],
    "circles:offer_take": [lambda: offered("", POINT)],
    "circles:offer_decline": [lambda: offered("avsta/", {})],
}
