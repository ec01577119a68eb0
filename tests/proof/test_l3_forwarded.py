"""CATALOGUE L3: an answered invitation's link is passed on to somebody else."""

import re

import pytest

from consultations.actions import replies
from consultations.models import Doorway, Reply
from organisations.models import Representative, Task
from tests.factories import (
    InvitationFactory,
    MeetingFactory,
    OrganisationFactory,
    ReplyFactory,
    SeatFactory,
    UserFactory,
)
from tests.kick import tables

pytestmark = pytest.mark.django_db

PAGES = ["", "uppgifter/", "bort/", "mote.ics"]


def answered():
    """An invitation with an answer, beside all else that the association has with Kick."""
    organisation = OrganisationFactory(
        name="Låtsaby kör",
        email="styrelsen@latsaby.example",
        phone="+46361234567",
        street="Hemliga gatan 7",
    )
    speaker = UserFactory(name="Ombudet Oskarsson", email="oskar@exempel.se")
    Representative.objects.create(
        user=speaker, organisation=organisation, task=Task.SIGNATORY
    ).approve()
    meeting = MeetingFactory()
    invitation = InvitationFactory(meeting=meeting, organisation=organisation)
    invitation.issue()
    doorway = Doorway.opened_by(invitation.token)
    replies.answer(doorway=doorway, comes=True)
    replies.fill_in(
        doorway=doorway, names=["Anna Berg"], needs=["hearing_loop"], wants_alliance=True
    )
    return invitation


def others(invitation):
    """What the same association has elsewhere, and others at the same meeting."""
    organisation, meeting = invitation.organisation, invitation.meeting
    elsewhere = InvitationFactory(organisation=organisation)
    elsewhere.issue()
    SeatFactory(
        reply=ReplyFactory(meeting=elsewhere.meeting, organisation=organisation, word="Elsewhere"),
        name="Beda Elsewhere",
    )
    beside = ReplyFactory(meeting=meeting, word="Beside")
    SeatFactory(reply=beside, name="Cecilia Beside", number=39)
    return {
        "account": ["Ombudet Oskarsson", "oskar@exempel.se"],
        "the association's addresses": [
            organisation.email,
            organisation.phone,
            "036-123",
            organisation.street,
            organisation.token,
        ],
        "its other invitation": [elsewhere.token, elsewhere.code, "Beda", "Elsewhere"],
        "other associations": [beside.organisation.name, beside.token, "Cecilia", "Beside"],
    }


def exposed(client, invitation, secrets):
    """(kind, secret) of all that the link's pages show beyond the invitation; the pages that it has."""
    base = f"/i/{invitation.token}/"
    linked = re.findall(rf'"({base}[\w./-]*)"', client.get(base).content.decode())
    paths = sorted({*linked, *(base + page for page in PAGES)} - {f"{base}svar/"})
    answers = {path: client.get(path) for path in paths}
    texts = [answer.content.decode() for answer in answers.values() if answer.status_code == 200]
    found = [
        (kind, word)
        for kind, words in secrets.items()
        for word in words
        if any(word in text for text in texts)
    ]
    return found, texts


def test_l3_a_forwarded_link_shows_that_invitation_alone(client):
    invitation = answered()
    secrets = others(invitation)
    before = tables.hashes()

    found, texts = exposed(client, invitation, secrets)

    assert found == []
    assert any("Låtsaby kör" in text for text in texts)
    assert tables.changed(before, tables.hashes()) == []
    assert "_auth_user_id" not in client.session


def test_l3_a_change_needs_a_press(client):
    invitation = answered()
    path = f"/i/{invitation.token}/svar/"

    looked = client.get(f"{path}?svar=nej")
    still = Reply.objects.get().comes
    pressed = client.post(path, {"svar": "nej"})

    assert (looked.status_code, still) == (405, True)
    assert (pressed.status_code, Reply.objects.get().comes) == (302, False)


def test_l3_the_link_opens_no_account(client):
    invitation = answered()
    client.get(f"/i/{invitation.token}/")

    answers = [client.get(path) for path in ("/mitt/", "/konto/e-post/", "/region/", "/admin/")]

    assert {answer.status_code for answer in answers} == {302}
    doors = ("/konto/logga-in/", "/admin/login/")
    assert all(answer.url.startswith(doors) for answer in answers)


@pytest.mark.proof
def test_l3_figures(client, figure):
    invitation = answered()
    secrets = others(invitation)

    found, texts = exposed(client, invitation, secrets)

    number = sum(map(len, secrets.values()))
    figure("L3", f"{len(texts)} pages of a forwarded link: {len(found)} of {number} foreign facts")
    assert found == []
