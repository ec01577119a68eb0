"""The pages around a meeting: at the door, needs, a seat over the limit, online, and the calendar."""

from datetime import timedelta

from django.utils import timezone

from consultations.actions import calendars, replies
from consultations.models import Doorway, Need
from tests.browser.page_states import State, as_lead, presses
from tests.browser.steps import send_empty
from tests.factories import (
    InvitationFactory,
    MeetingFactory,
    OrganisationFactory,
    ReplyFactory,
    SeatFactory,
)

NOT_PAGES = {
    "consultations:desk_check_in",
    "consultations:desk_check_in_undo",
    "consultations:desk_needs_print",
    "consultations:my_feed",
    "consultations:reply_online",
}


def around_a_meeting(world):
    now = timezone.now()
    meeting = MeetingFactory(
        starts_at=now - timedelta(minutes=30),
        registration_closes_at=now + timedelta(hours=2),
        seats_total=3,
        seats_online=5,
        online_url="https://mote.example/rum",
    )
    pair = seated(meeting, "Habo spelmanslag", "Ada Ek", "Bo Alm")
    SeatFactory(
        reply=pair, name="Cai Ro", number=9, extra="hand", extra_because="Talar efter pausen"
    )
    seated(meeting, "Kören vid sjön med ett mycket långt namn", "Dag Holm", came_at=now)
    waiting = InvitationFactory(meeting=meeting, organisation=OrganisationFactory(name="Väntarna"))
    coming = InvitationFactory(meeting=meeting, organisation=OrganisationFactory(name="Onlinarna"))
    for row in [waiting, coming]:
        row.issue()
        replies.answer(doorway=Doorway.opened_by(row.token), comes=True)
    replies.take_part_online(doorway=Doorway.opened_by(coming.token))
    Need.objects.create(reply=pair, kind="vegetarian")
    Need.objects.create(reply=pair, kind="hearing_loop")
    later = MeetingFactory(seats_online=10)
    queued = meeting.seats.waiting().get()
    base, ahead = f"/region/moten/{meeting.uuid}/", f"/region/moten/{later.uuid}/"
    calendars.make_address(user=world.volunteer)
    desk = [
        State("consultations:desk_meeting", base),
        State("consultations:desk_replies", f"{base}svar/"),
        State("consultations:desk_door", f"{base}dorren/"),
        State("consultations:desk_door", f"{base}dorren/?q=habo"),
        State("consultations:desk_door", f"{base}dorren/?q=finnsinte"),
        State("consultations:desk_door", f"{ahead}dorren/"),
        State("consultations:desk_door_reply", f"{base}dorren/svar/{pair.uuid}/"),
        State("consultations:desk_walk_in", f"{base}dorren/utan-plats/"),
        State("consultations:desk_walk_in", f"{base}dorren/utan-plats/", send_empty),
        State("consultations:desk_over_limit", f"{ahead}extra/{pair.organisation.uuid}/"),
        State(
            "consultations:desk_over_limit", f"{ahead}extra/{pair.organisation.uuid}/", send_empty
        ),
        State("consultations:desk_let_in", f"{base}extra/plats/{queued.pk}/"),
        State("consultations:desk_needs", f"{base}behov/"),
        State("consultations:desk_needs", f"{base}behov/", presses("Visa vem som behöver vad")),
        State("consultations:desk_needs", f"{ahead}behov/"),
    ]
    own = State("consultations:my_calendar", "/mitt/kalender/")
    own.who = "volunteer"
    return [
        State("consultations:invitation_detail", f"/i/{waiting.token}/"),
        State("consultations:invitation_detail", f"/i/{coming.token}/"),
        State("consultations:reply_details", f"/i/{coming.token}/uppgifter/"),
        State("consultations:meeting_detail", later.get_absolute_url()),
        own,
        *[as_lead(state) for state in desk],
    ]


def seated(meeting, organisation, *names, came_at=None):
    reply = ReplyFactory(meeting=meeting, organisation=OrganisationFactory(name=organisation))
    taken = meeting.seats.taken().count()
    for number, name in enumerate(names, taken + 1):
        SeatFactory(
            reply=reply,
            name=name,
            number=number,
            status="attended" if came_at else "confirmed",
            came_at=came_at,
        )
    return reply
