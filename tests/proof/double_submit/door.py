"""What is pressed at the door, and about a seat."""

from datetime import timedelta
from functools import partial

from django.utils import timezone

from consultations.actions import calendars, replies
from consultations.models import Doorway
from tests.factories import (
    InvitationFactory,
    MeetingFactory,
    OrganisationFactory,
    ReplyFactory,
    SeatFactory,
    UserFactory,
)
from tests.proof.double_submit.press import browser, lead

KEY = "6f2a3c52-9c1e-4b8e-8a53-0d8e4f3f7a71"


def today(**about):
    now = timezone.now()
    close = now + timedelta(hours=1)
    return MeetingFactory(
        starts_at=now - timedelta(minutes=1), registration_closes_at=close, **about
    )


def path_of(meeting, rest):
    return f"/region/moten/{meeting.uuid}/{rest}/"


def check_in():
    seat = SeatFactory(reply__meeting=today())
    return lead(), path_of(seat.meeting, "dorren/kom"), {"seat": seat.pk}


def undo():
    seat = SeatFactory(reply__meeting=today(), status="attended", came_at=timezone.now())
    return lead(), path_of(seat.meeting, "dorren/angra"), {"seat": seat.pk}


def walk_in(association):
    OrganisationFactory(name="Spelmanslaget")
    fields = {"key": KEY, "name": "Ada Ek", "association": association}
    return lead(), path_of(today(), "dorren/utan-plats"), fields


def over_limit():
    organisation, meeting = OrganisationFactory(), MeetingFactory()
    fields = {"key": KEY, "name": "Bo", "because": "Talar efter pausen"}
    return lead(), path_of(meeting, f"extra/{organisation.uuid}"), fields


def let_in():
    reply = ReplyFactory(meeting=MeetingFactory(seats_total=1))
    SeatFactory(reply=ReplyFactory(meeting=reply.meeting), number=1)
    waiting = SeatFactory(reply=reply, status="waiting", number=None, waiting_since=timezone.now())
    address = path_of(reply.meeting, f"extra/plats/{waiting.pk}")
    return lead(), address, {"because": "Talar efter pausen"}


def online_instead():
    meeting = MeetingFactory(seats_total=1, seats_online=5)
    rows = [InvitationFactory(meeting=meeting) for _ in range(2)]
    for row in rows:
        row.issue()
        replies.answer(doorway=Doorway.opened_by(row.token), comes=True)
    return browser(), f"/i/{rows[1].token}/online/", {}


def calendar(wish):
    user = UserFactory()
    if wish != "skapa":
        calendars.make_address(user=user)
    return browser(user), "/mitt/kalender/", {"gor": wish, "version": "1"}


FORMS = {
    "consultations:desk_check_in": [check_in],
    "consultations:desk_check_in_undo": [undo],
    "consultations:desk_walk_in": [partial(walk_in, "Spelmanslaget"), partial(walk_in, "Gruppen")],
    "consultations:desk_over_limit": [over_limit],
    "consultations:desk_let_in": [let_in],
    "consultations:reply_online": [online_instead],
    "consultations:my_calendar": [
        partial(calendar, "skapa"),
        partial(calendar, "byt"),
        partial(calendar, "bort"),
    ],
}
