"""What a circle proposes is read by its members and by those it is offered to, until it is handed in."""

import logging

import pytest
from django.db import transaction

from consultations.models import Statement
from organisations.models import User
from studyguide.actions import offers, proposals
from studyguide.models import Circle, CircleMember, Goal, Note, ProposalOffer, Standing
from tests.factories import UserFactory
from tests.kick import cast as the_cast
from tests.kick import isolation, matrix
from tests.proposal_factories import speaks_for

pytestmark = [pytest.mark.proof, pytest.mark.django_db]
CANARY = "qzvforslagordk"
HOMES = {"studyguide_note", "studyguide_proposal", "consultations_contribution"}
STAFF = ["lead", "lead_elsewhere", "officer", "registrar", "national", "superuser"]
# Who holds somebody's own link reads by it: that is what it is for.
NO_LINKS = [row for row in matrix.ROWS if row not in matrix.CIRCLE_LINKS]


def lift_offer_and_take(place):
    """A line of the circle's note, with another opinion, up to the draft of the association's answer."""
    circle = Circle.objects.get(uuid=place.circle)
    note = Note.objects.get(circle=circle)
    Note.objects.filter(pk=note.pk).update(body=CANARY)
    statement = Statement.objects.get(uuid=place.statement)
    writer = User.objects.get(email=isolation.acting(place, "drafter"))
    proposal = proposals.lift(
        note=note,
        line=CANARY,
        by=CircleMember.objects.filter(circle=circle).first(),
        goal=Goal.QUALITY,
        standing=Standing.DIFFERING,
        other_view=f"{CANARY} nej",
    )
    circle.takers_part.create(organisation=statement.organisation)
    leader = circle.members.get(role="leader").user
    proposals.offer(circle=circle, by=leader)
    offer = ProposalOffer.objects.get(proposal=proposal)
    place.offer, place.proposal = offer.uuid, proposal.uuid
    offers.take(
        offer=offer,
        consultation=statement.consultation,
        by=writer,
        kind="comment",
        body=f"{CANARY} i utkastet",
    )


@pytest.fixture(scope="module")
def proposing(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        cast = the_cast.assemble()
        lift_offer_and_take(cast.here)
        other = UserFactory()
        speaks_for(other)
        cast.cookies |= the_cast.browsers({"other_association": other}, cast.here)
        yield cast
        transaction.set_rollback(True)


def test_isolation_nobody_else_reads_what_a_circle_proposes(proposing, figure, caplog):
    logging.disable(logging.NOTSET)
    caplog.set_level(logging.DEBUG)
    cast = proposing
    roles = [*isolation.everybody_but("representative", "signatory"), "other_association"]
    seen = list(isolation.pages_with(cast, CANARY, roles, NO_LINKS))
    seen += list(isolation.pages_with(cast, CANARY, STAFF, matrix.CIRCLE_LINKS))
    found = isolation.leaks(CANARY, seen, homes=HOMES, caplog=caplog)

    figure("isolation", isolation.told("a circle's proposals", found, seen, roles))
    assert found == ([], set(), [], [])


def test_isolation_the_circle_and_the_association_find_it(proposing):
    """Else the search above would find nothing because it cannot."""
    cast = proposing

    found = isolation.pages_with(cast, CANARY, ["representative"], matrix.PROPOSALS)
    by_link = isolation.pages_with(cast, CANARY, ["anonymous"], matrix.CIRCLE_LINKS)

    pages = {url.split("/")[2] for _role, url in filter(None, found)}
    assert {"till", "erbjudet", str(cast.here.circle)} <= pages
    assert any(by_link)
    assert set(isolation.tables_with(CANARY)) == HOMES
