"""What the invitation tells an association of its data, and the way out of the register (GDPR art. 14, 21)."""

import re
from datetime import date

import pytest

from consultations.actions import invitations
from organisations import emails
from organisations.models import Letter, Organisation
from tests.factories import InvitationFactory, MeetingFactory

pytestmark = pytest.mark.django_db

LEAVE = re.compile(r"https?://\S+(/i/[\w-]+/bort/)")


def mails_to(*organisations):
    meeting = MeetingFactory()
    for words in organisations:
        InvitationFactory(
            meeting=meeting, **{f"organisation__{name}": it for name, it in words.items()}
        )
    invitations.send(meeting=meeting, expected=len(organisations), by=None)
    return [emails.letter(letter).body for letter in Letter.objects.all()]


def test_it_says_where_the_data_came_from_what_for_and_how_long():
    [body] = mails_to(
        {"name": "Påhitts kör", "source": "Habo kommun", "received_on": date(2026, 9, 3)}
    )

    assert "Det vi vet om Påhitts kör kommer från Habo kommun, den 3 september 2026." in body
    assert "Ideell kulturallians ansvarar för registret" in body
    assert "så länge ni är aktiva" in body
    assert "/integritet/" in body


def test_each_association_at_one_address_has_its_own_source_and_way_out():
    [body] = mails_to(
        {"name": "Kören", "email": "a@b.example", "source": "Habo kommun"},
        {"name": "Bandet", "email": "a@b.example", "source": "Studieförbundet"},
    )

    assert "Det vi vet om Kören kommer från Habo kommun." in body
    assert "Det vi vet om Bandet kommer från Studieförbundet." in body
    assert len(set(LEAVE.findall(body))) == 2


def test_the_way_out_needs_no_account_and_is_confirmed_by_a_press(client):
    [body] = mails_to({"name": "Kören"})
    [path] = LEAVE.findall(body)

    assert client.get(path).status_code == 200
    assert Organisation.objects.get().status == "listed"
    client.post(path)

    gone = Organisation.objects.get()
    assert (gone.status, gone.email) == ("removed", "")


def test_the_stored_text_holds_no_secret():
    mails_to({"name": "Kören"})

    assert not LEAVE.search(Letter.objects.get().body)
    assert "‹personlig länk›bort/" in Letter.objects.get().body
