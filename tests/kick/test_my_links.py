"""On /mitt/ stand all links that went to an address that the person has shown to be hers, and no others."""

import pytest
from allauth.account.models import EmailAddress

from consultations.actions import handovers, invitations, replies
from consultations.models import Doorway, Speaker
from tests.factories import InvitationFactory, MeetingFactory, UserFactory
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db
HERS = "kassor@forening.example"


def signed_in(client, *, verified=True):
    user = UserFactory(email=HERS)
    EmailAddress.objects.create(user=user, email=HERS, verified=verified, primary=True)
    sign_in(client, user)


def shown(client):
    return client.get("/mitt/").content.decode()


@pytest.fixture
def rows():
    meeting = MeetingFactory()
    names = [("Ett", HERS), ("Två", "Kassor@Forening.example"), ("Andras", "a@forening.example")]
    rows = [
        InvitationFactory(meeting=meeting, organisation__name=name, organisation__email=address)
        for name, address in names
    ]
    invitations.send(meeting=meeting, expected=3, by=None)
    return rows


def test_several_links_stand_together_with_what_was_answered(client, rows):
    signed_in(client)
    replies.answer(doorway=Doorway.opened_by(rows[0].token), comes=False)

    page = shown(client)

    assert [row.token in page for row in rows] == [True, True, False]
    assert "Andras" not in page


def test_an_address_that_is_not_confirmed_shows_none(client, rows):
    signed_in(client, verified=False)

    assert rows[0].token not in shown(client)


def test_a_withdrawn_link_is_gone(client, rows):
    signed_in(client)
    invitations.leave_out(invitation=rows[0])

    page = shown(client)

    assert "Två" in page
    assert "Ett" not in page


def test_an_own_answer_and_a_seat_from_a_colleague_stand_there_too(client, rows):
    signed_in(client)
    mine = replies.sign_up(
        meeting=MeetingFactory(), speaker=Speaker.SELF, email=HERS, names=["Ada"]
    )
    giver = Doorway.opened_by(rows[2].token)
    replies.answer(doorway=giver, comes=True)
    giver = Doorway.opened_by(rows[2].token)
    seat = handovers.offer(doorway=giver, seat_id=giver.reply.live_seats[0].pk, email=HERS)

    page = shown(client)

    assert mine.token in page
    assert seat.token in page
    assert rows[2].token not in page
