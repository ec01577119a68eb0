"""CATALOGUE L4: a fresh code proves whose an address is, and makes no old invitation valid again.

Decidim let in whoever was invited too long ago by the mail for a forgotten password (CVE-2023-48220).
Kick has no password; here every way to a fresh code is tried on everything that somebody is invited to
by mail, a minute too late and, so that the proof could fail, a minute before.
"""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.utils import timezone

from consultations.models import Handover, Meeting
from kick.lib.retention_limits import INVITED_COLLEAGUES_KEPT, LINKS_OF_A_MEETING_KEPT
from organisations.models import ColleagueInvitation, Representative
from tests.factories import InvitationFactory, OrganisationFactory, SeatFactory, UserFactory
from tests.proof.double_submit.accounts import EMAIL, LOGIN, SIGN_UP, mailed_code

pytestmark = [pytest.mark.proof, pytest.mark.django_db]
LATE, IN_TIME = timedelta(minutes=1), -timedelta(minutes=1)
ADDRESS = "ada@exempel.se"


def give(client, path):
    client.post(path, {"code": mailed_code(), "action": "verify"})


def by_code(client):
    UserFactory(email=ADDRESS)
    client.post(LOGIN, {"login": ADDRESS})
    give(client, f"{LOGIN}kod/")


def by_another_code(client):
    UserFactory(email=ADDRESS)
    client.post(LOGIN, {"login": ADDRESS})
    client.post(f"{LOGIN}kod/", {"action": "resend"})
    give(client, f"{LOGIN}kod/")


def by_a_new_account(client):
    client.post(SIGN_UP, {"email": ADDRESS})
    give(client, f"{EMAIL}kod/")


def by_a_change_of_address(client):
    client.post(LOGIN, {"login": UserFactory(email="annan@exempel.se").email})
    give(client, f"{LOGIN}kod/")
    client.post(EMAIL, {"email": ADDRESS, "action_add": ""})
    give(client, f"{EMAIL}kod/")


def as_a_colleague(late):
    """To act for an association."""
    invited_at = timezone.now() - INVITED_COLLEAGUES_KEPT - late
    organisation = OrganisationFactory()
    ColleagueInvitation.objects.create(
        organisation=organisation, email=ADDRESS, invited_by=UserFactory(), invited_at=invited_at
    )

    def opens(client):
        page = f"/anmal/foretrada/{organisation.uuid}/"
        client.post(page, {"task": "drafter", "evidence": "Jag är kassör.", "name": "Karin"})
        return Representative.objects.approved().filter(organisation=organisation).exists()

    return opens


def to_a_meeting(late):
    invitation = InvitationFactory(organisation__email=ADDRESS)
    invitation.issue()
    ended(invitation.meeting, LINKS_OF_A_MEETING_KEPT + late)
    return shown(f"/i/{invitation.token}/")


def to_a_meeting_on_paper(late):
    invitation = InvitationFactory(organisation__email=ADDRESS, is_on_paper=True)
    invitation.issue()
    ended(invitation.meeting, LINKS_OF_A_MEETING_KEPT + late)
    code = {"code": invitation.code}
    return lambda client: client.post("/i/", code, follow=True).status_code == 200


def to_a_seat(late):
    seat = SeatFactory()
    handover = Handover.objects.create(seat=seat, email=ADDRESS)
    ended(seat.meeting, late)
    return shown(f"/plats/{handover.token}/")


def ended(meeting, ago):
    ends_at = timezone.now() - ago
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=ends_at - timedelta(hours=2), ends_at=ends_at
    )


def shown(path):
    return lambda client: client.get(path).status_code == 200


WAYS = [by_code, by_another_code, by_a_new_account, by_a_change_of_address]
INVITED = [as_a_colleague, to_a_meeting, to_a_meeting_on_paper, to_a_seat]


def is_let_in(way, invited, late):
    cache.clear()
    client = Client()
    opens = invited(late)
    way(client)
    assert client.session.get("_auth_user_id"), f"{way.__name__}: not signed in"
    return opens(client)


@pytest.mark.parametrize("invited", INVITED)
@pytest.mark.parametrize("way", WAYS)
def test_l4_in_time_it_opens(way, invited):
    assert is_let_in(way, invited, IN_TIME)


def test_l4_no_fresh_code_makes_an_old_invitation_valid(figure):
    paths = [(way, invited) for way in WAYS for invited in INVITED]
    let_in = []
    for way, invited in paths:
        with transaction.atomic():
            if is_let_in(way, invited, LATE):
                let_in.append((way.__name__, invited.__name__))
            transaction.set_rollback(True)

    figure("L4", f"{len(paths)} paths to an invitation that is over: let in {len(let_in)}")
    assert let_in == []
