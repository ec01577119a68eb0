"""What happens to the links in letters when an association gets another address."""

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from consultations.actions import invitations
from consultations.models import Doorway
from organisations.actions.addresses import leave_old_address
from organisations.models import Letter, LetterStatus, Organisation, Representative
from tests.factories import (
    AssignmentFactory,
    InvitationFactory,
    MeetingFactory,
    OrganisationFactory,
    ReplyFactory,
    UserFactory,
)
from tests.organisations.lists import csv_list, written
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db

OLD, NEW = "gammal@koren.example", "ny@koren.example"


@pytest.fixture
def invitation():
    row = InvitationFactory(
        organisation=OrganisationFactory(name="Kören", email=OLD, org_number="8020028711")
    )
    invitations.send(meeting=row.meeting, expected=1, by=AssignmentFactory().user)
    row.refresh_from_db()
    return row


def opened(token):
    return bool(Doorway.opened_by(token) or Organisation.objects.with_token(token).exists())


def by_the_association(client, organisation, email):
    user = UserFactory()
    Representative.objects.create(user=user, organisation=organisation).approve()
    client.force_login(user)
    facts = {"name": "Kören", "kind": "association", "email": email}
    client.post(
        f"{organisation.get_absolute_url()}andra/",
        facts | {"contact_language": "sv", "listed_publicly": "no"},
    )


def in_the_admin(client, organisation, email):
    sign_in(client, AssignmentFactory(region=None).user)
    path = reverse("admin:organisations_organisation_change", args=[organisation.pk])
    facts = {"name": "Kören", "kind": "association", "email": email, "municipality": "0680"}
    facts |= {"contact_language": "sv", "source": "Kommunen", "org_number": "8020028711"}
    sizes = {"representatives-TOTAL_FORMS": "0", "representatives-INITIAL_FORMS": "0"}
    client.post(path, facts | sizes)


def by_a_list(client, organisation, email):
    written(csv_list(["Kören", "802002-8711", "Jönköping", email]))


WAYS = [by_the_association, in_the_admin, by_a_list]


@pytest.mark.parametrize("change", WAYS)
def test_links_sent_to_the_old_address_open_nothing_more(client, invitation, change):
    organisation = invitation.organisation
    links = [invitation.token, organisation.token]

    change(client, organisation, NEW)

    organisation.refresh_from_db()
    assert organisation.email == NEW
    assert [opened(link) for link in links] == [False, False]


@pytest.mark.parametrize("change", WAYS)
def test_the_same_address_keeps_its_links(client, invitation, change):
    change(client, invitation.organisation, OLD.upper())

    assert opened(invitation.token)


def test_invitations_to_meetings_ahead_go_to_the_new_address(invitation):
    organisation = invitation.organisation
    Organisation.objects.filter(pk=organisation.pk).update(email=NEW)
    organisation.refresh_from_db()
    leave_old_address(organisation=organisation, old=OLD)
    [job] = ProcrastinateJob.objects.filter(task_name="consultations.jobs.invite_anew")

    invitations.invite_anew(**job.args)
    invitations.invite_anew(**job.args)

    [letter] = Letter.objects.filter(recipient=NEW)
    invitation.refresh_from_db()
    assert letter.links == [invitation.link_reference]
    assert (invitation.letter, invitation.link_version) == (letter, 2)
    assert Doorway.opened_by(invitation.token).invitation == invitation


def test_a_letter_that_waits_for_the_old_address_leads_nowhere(invitation):
    leave_old_address(organisation=invitation.organisation, old="annan@koren.example")

    waiting = Letter.objects.get(status=LetterStatus.QUEUED)
    invitation.refresh_from_db()
    assert waiting.links != [invitation.link_reference]


def test_what_did_not_go_by_mail_to_it_stays_open():
    organisation = OrganisationFactory(email=NEW)
    paper = InvitationFactory(organisation=organisation, is_on_paper=True)
    paper.issue()
    own = ReplyFactory(organisation=organisation, meeting=MeetingFactory(), email="ada@exempel.se")

    leave_old_address(organisation=organisation, old=OLD)

    assert [opened(paper.token), opened(own.token)] == [True, True]
