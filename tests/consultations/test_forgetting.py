from datetime import timedelta

import pytest

from consultations.models import Invitation, Need, Reply, Seat, Speaker
from organisations.actions.purging import purge
from tests.factories import InvitationFactory, MeetingFactory, ReplyFactory, SeatFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    meeting = MeetingFactory()
    for email in ["ada@exempel.se", "bo@exempel.se"]:
        reply = ReplyFactory(
            meeting=meeting, speaker=Speaker.SELF, organisation=None, email=email, word="Hej"
        )
        SeatFactory(reply=reply, name="Ada")
        Need.objects.create(reply=reply, kind="hearing_loop")
    InvitationFactory(meeting=meeting)
    return meeting


def after(meeting, days):
    purge(at=meeting.ends_at + timedelta(days=days))


def test_needs_are_gone_a_week_after_the_meeting(meeting):
    after(meeting, 6)
    assert Need.objects.count() == 2

    after(meeting, 8)

    assert not Need.objects.exists()
    assert Seat.objects.filter(name="Ada").count() == 2


def test_after_two_years_only_counts_are_left(meeting):
    after(meeting, 731)

    assert set(Reply.objects.values_list("email", "word")) == {("", "")}
    assert set(Seat.objects.values_list("name", flat=True)) == {""}
    assert Reply.objects.count() == 2
    assert not Invitation.objects.exists()
