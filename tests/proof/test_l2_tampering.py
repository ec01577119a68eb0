"""CATALOGUE L2: a personal link with anything changed opens nothing, and all wrong ones look alike."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.html import escape

from consultations.models import Meeting
from kick.lib import links
from organisations.actions.addresses import leave_old_address
from tests.factories import InvitationFactory, MeetingFactory, OrganisationFactory, ReplyFactory

pytestmark = pytest.mark.django_db
ALPHABET = "Az09-_"


def altered(token, every):
    """The token with a character changed or left out, cut, made longer, turned and in another case.

    With `every` each character and several letters in its place; else every fourth and one.
    """
    for place in range(0, len(token), 1 if every else 4):
        others = [letter for letter in ALPHABET if letter != token[place]]
        for letter in others if every else others[:1]:
            yield token[:place] + letter + token[place + 1 :]
        yield token[:place] + token[place + 1 :]
    yield from (token[:length] for length in (1, 8, 21, 42))
    yield from (
        token + more for more in ("A", "=", "==", ".", "%00", "\N{CYRILLIC SMALL LETTER A}")
    )
    yield from {token[::-1], token.upper(), token.lower(), token.swapcase()} - {token}


def rows():
    invitation = InvitationFactory()
    invitation.issue()
    reply = ReplyFactory(organisation=None, speaker="self", email="ada@exempel.se")
    return invitation, reply, OrganisationFactory(reported=True)


def tries(every):
    """Every wrong path, by what is wrong with it."""
    invitation, reply, organisation = rows()
    places = [("/i/{}/", invitation), ("/i/{}/", reply), ("/anmal/bekrafta/{}/", organisation)]
    for path, row in places:
        for token in altered(row.token, every):
            yield "altered", path.format(token)
        for kind in {"invitation", "reply", "organisation"} - {row.link_kind}:
            yield "another kind", path.format(links.token_for(kind, row.uuid, row.link_version))
        for version in (0, 2, 3):
            yield "another version", path.format(links.token_for(row.link_kind, row.uuid, version))
    yield "another's page", f"/i/{organisation.token}/"
    yield "another's page", f"/anmal/bekrafta/{invitation.token}/"
    old = invitation.token
    invitation.withdraw()
    yield "withdrawn", f"/i/{old}/"
    drafted = InvitationFactory()
    yield "not sent yet", f"/i/{drafted.token}/"
    past = InvitationFactory(meeting=MeetingFactory())
    past.issue()
    month = timezone.now() - timedelta(days=31)
    Meeting.objects.filter(pk=past.meeting_id).update(
        starts_at=month - timedelta(hours=2), ends_at=month
    )
    yield "too old", f"/i/{past.token}/"
    yield from (("sent to an older address", path) for path in of_an_older_address())


def of_an_older_address():
    """The links of letters that went out before the association got another address."""
    invitation = InvitationFactory()
    invitation.issue()
    organisation = invitation.organisation
    paths = [f"/i/{invitation.token}/", f"/anmal/bekrafta/{organisation.token}/"]
    old, organisation.email = organisation.email, "ny@forening.example"
    organisation.save()
    leave_old_address(organisation=organisation, old=old)
    return paths


def length(response):
    """Of the page without its own address, which it names for those who change the language."""
    own = response.wsgi_request
    page = response.content.decode()
    for path in (own.get_full_path(), own.path, own.build_absolute_uri()):
        page = page.replace(escape(path), "")
    return len(page)


def judge(client, every):
    unknown = length(client.get("/i/" + "A" * 43 + "/"))
    accepted, unlike, number = [], [], 0
    for why, path in tries(every):
        response = client.get(path)
        number += 1
        if response.status_code != 404:
            accepted.append((why, path))
        elif length(response) != unknown:
            unlike.append((why, path))
    return accepted, unlike, number


def test_l2_no_altered_link_is_taken(client):
    accepted, unlike, _number = judge(client, every=False)

    assert (accepted, unlike) == ([], [])


@pytest.mark.proof
def test_l2_no_character_of_a_link_can_be_changed(client, figure):
    accepted, unlike, number = judge(client, every=True)

    figure("L2", f"{number} altered links: accepted {len(accepted)}, other length {len(unlike)}")
    assert (accepted, unlike) == ([], [])


def test_l2_a_cancelled_meetings_link_says_so_and_takes_no_answer(client):
    invitation = InvitationFactory(meeting=MeetingFactory(cancelled=True))
    invitation.issue()

    response = client.post(f"/i/{invitation.token}/svar/", {"svar": "ja"})

    assert response.status_code == 409
