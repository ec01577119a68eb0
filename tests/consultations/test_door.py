"""At the door: checked in once, undone, let in without a seat; and a seat over the limit by hand."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from consultations.actions import door, replies, seats
from consultations.models import Doorway, Reply, Seat, Way
from organisations.models import Letter, Municipality, Region, Role
from tests.consultations.test_seats import come
from tests.consultations.test_seats import door as link_of
from tests.factories import (
    AssignmentFactory,
    MeetingFactory,
    OrganisationFactory,
    ReplyFactory,
    SeatFactory,
    UserFactory,
)
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db


def today(**about):
    """A meeting that has just begun, and still takes answers."""
    now = timezone.now()
    return MeetingFactory(
        starts_at=now - timedelta(minutes=1),
        registration_closes_at=now + timedelta(hours=1),
        **about,
    )


@pytest.fixture
def lead():
    return AssignmentFactory(region=Region.objects.get(slug="jonkoping")).user


@pytest.fixture
def desk(client, lead):
    sign_in(client, lead)
    return client


def page(name, meeting, *args):
    return reverse(f"consultations:{name}", args=[meeting.uuid, *args])


def test_somebody_comes_and_it_is_noted_when(lead):
    seat = SeatFactory(reply__meeting=today(), name="Ada Ek")
    at = timezone.now()

    came, is_news = door.check_in(seat=seat, by=lead, at=at)

    seat.refresh_from_db()
    assert (came.pk, is_news, seat.status, seat.came_at) == (seat.pk, True, "attended", at)


def test_whoever_came_keeps_the_seat_though_no_letter_was_pressed(lead):
    reply = replies.sign_up(meeting=today(), speaker="self", email="ada@exempel.se", names=["Ada"])
    door.check_in(seat=reply.live_seats[0], by=lead)

    seats.release_holds(at=timezone.now() + timedelta(hours=3))

    assert Seat.objects.attended().count() == 1


def test_the_second_at_the_door_is_told_that_the_first_has_done_it(lead):
    seat = SeatFactory(reply__meeting=today())
    first = timezone.now()
    door.check_in(seat=seat, by=lead, at=first)

    again, is_news = door.check_in(seat=seat, by=lead, at=first + timedelta(minutes=1))

    assert (is_news, again.came_at) == (False, first)


def test_nobody_is_checked_in_on_another_day_or_to_a_cancelled_meeting(lead):
    coming = SeatFactory(reply__meeting=MeetingFactory())
    cancelled = SeatFactory(reply__meeting=today(cancelled=True))

    for seat in [coming, cancelled]:
        with pytest.raises(door.DoorIsShut):
            door.check_in(seat=seat, by=lead)


def test_undone_is_as_before(lead):
    seat = SeatFactory(reply__meeting=today(), number=3)
    door.check_in(seat=seat, by=lead)

    door.undo_check_in(seat=seat)
    door.undo_check_in(seat=seat)

    seat.refresh_from_db()
    assert (seat.status, seat.number, seat.came_at) == ("confirmed", 3, None)


def test_whoever_waits_is_let_in_beside_the_limit_and_waits_again_when_undone(lead):
    meeting = today(seats_total=1)
    come(link_of(meeting), "Ada")
    waiting = replies.answer(doorway=link_of(meeting), comes=True).waiting_seats[0]

    seat, _news = door.check_in(seat=waiting, by=lead)
    let_in = (seat.number, seat.extra, seat.extra_by)
    seat = door.undo_check_in(seat=seat)

    assert let_in == (2, "door", lead)
    assert (seat.status, seat.number, seat.extra) == ("waiting", None, "")
    assert seats.place_in_queue(seat) == 1


def walks_in(meeting, lead, name="Ada Ek", association="", key=None):
    return door.walk_in(
        meeting=meeting, name=name, association=association, key=key or uuid.uuid4(), by=lead
    )


def test_a_walk_in_of_a_known_association_stands_in_its_reply(lead):
    meeting = today()
    organisation = OrganisationFactory(name="Habo spelmanslag")
    reply = ReplyFactory(meeting=meeting, organisation=organisation, comes=False)

    seat = walks_in(meeting, lead, association="habo spelmanslag")

    reply.refresh_from_db()
    assert (seat.reply, reply.comes, reply.way) == (reply, True, Way.LINK)
    assert (seat.status, seat.extra, seat.extra_by) == ("attended", "door", lead)


def test_a_walk_in_of_an_unknown_group_is_noted_as_it_was_said(lead):
    seat = walks_in(today(), lead, name="", association="Gruppen vid ån")

    reply = seat.reply
    assert (reply.organisation, reply.said_name, reply.speaker, reply.way) == (
        None,
        "Gruppen vid ån",
        "group",
        "door",
    )
    assert reply.organisation_name == "Gruppen vid ån"


def test_two_associations_of_one_name_are_not_guessed_between(lead):
    OrganisationFactory(name="Kören")
    OrganisationFactory(name="Kören", municipality=Municipality.objects.get(code="0682"))

    seat = walks_in(today(), lead, association="Kören")

    assert (seat.reply.organisation, seat.reply.said_name) == (None, "Kören")


def test_a_walk_in_form_sent_twice_is_one_person(lead):
    meeting, key = today(), uuid.uuid4()

    first = walks_in(meeting, lead, key=key)
    second = walks_in(meeting, lead, key=key)

    assert first == second
    assert (Seat.objects.count(), Reply.objects.count()) == (1, 1)


def test_a_walk_in_that_is_undone_was_never_here(lead):
    meeting = today()
    kept = walks_in(meeting, lead, association="Kören")
    OrganisationFactory(name="Bandet")
    wrong = walks_in(meeting, lead, association="Bandet")

    door.undo_check_in(seat=wrong)

    assert list(Seat.objects.all()) == [kept]
    assert list(Reply.objects.all()) == [kept.reply]


def test_a_walk_in_takes_nobodys_seat(lead):
    meeting = today(seats_total=1)
    walks_in(meeting, lead)

    reply = replies.answer(doorway=link_of(meeting), comes=True)

    assert [seat.status for seat in reply.live_seats] == ["confirmed"]


def test_over_the_limit_by_hand_is_kept_with_the_reason_and_told(lead):
    meeting = MeetingFactory(seats_total=1, seats_per_organisation=1)
    doorway = link_of(meeting, email="habo@forening.example")
    come(doorway, "Ada")
    waits = replies.answer(doorway=link_of(meeting), comes=True)
    key = uuid.uuid4()

    for _press in range(2):
        seat = door.add_over_limit(
            meeting=meeting,
            organisation=doorway.organisation,
            name="Bo",
            place="site",
            because="Talar efter pausen",
            key=key,
            by=lead,
        )

    assert (seat.number, seat.extra, seat.extra_because) == (2, "hand", "Talar efter pausen")
    assert Seat.objects.taken().count() == 2
    assert Reply.objects.with_parts().get(pk=waits.pk).waiting_seats
    letters = Letter.objects.filter(recipient="habo@forening.example", purpose="reply")
    assert [("Talar" in letter.body, "Bo" in letter.body) for letter in letters] == [
        (False, False)
    ] * len(letters)


def test_a_seat_over_the_limit_given_back_is_nobody_elses(lead):
    meeting = MeetingFactory(seats_total=1)
    first = link_of(meeting)
    come(first, "Ada")
    waits = replies.answer(doorway=link_of(meeting), comes=True)
    other = link_of(meeting)
    seat = door.let_in(
        seat=replies.answer(doorway=other, comes=True).waiting_seats[0], because="Tolk", by=lead
    )

    replies.answer(doorway=Doorway.opened_by(other.token), comes=False)
    still = Reply.objects.with_parts().get(pk=waits.pk)
    replies.answer(doorway=Doorway.opened_by(first.token), comes=False)
    moved = Reply.objects.with_parts().get(pk=waits.pk)

    assert (seat.number, seat.extra) == (2, "hand")
    assert (len(still.waiting_seats), len(moved.confirmed_seats)) == (1, 1)


def test_whoever_was_given_a_third_seat_keeps_it_when_names_are_filled_in(client, lead):
    meeting = MeetingFactory(seats_per_organisation=1)
    doorway = link_of(meeting)
    come(doorway, "Ada")
    door.add_over_limit(
        meeting=meeting,
        organisation=doorway.organisation,
        name="",
        place="site",
        because="Tolk",
        key=uuid.uuid4(),
        by=lead,
    )

    response = client.post(
        f"/i/{doorway.token}/uppgifter/", {"persons": "2", "name_1": "Ada", "name_2": "Bo"}
    )

    assert response.status_code == 302
    assert list(Seat.objects.taken().values_list("name", flat=True)) == ["Ada", "Bo"]


def test_the_door_finds_by_a_part_of_the_name_or_the_association(desk):
    meeting = today()
    for name, association in [("Ada Ek", "Spelmanslaget"), ("Bo Alm", "Kören")]:
        reply = ReplyFactory(meeting=meeting, organisation__name=association)
        SeatFactory(reply=reply, name=name)

    found = {
        sought: [
            seat.name
            for seat in desk.get(page("desk_door", meeting), {"q": sought})
            .context["page"]
            .object_list
        ]
        for sought in ["ada", "kör", "ada spel", "ada kör"]
    }

    assert found == {"ada": ["Ada Ek"], "kör": ["Bo Alm"], "ada spel": ["Ada Ek"], "ada kör": []}


def test_one_press_at_the_door_and_back_to_the_same_search(desk):
    seat = SeatFactory(reply__meeting=today(), name="Ada Ek")
    meeting = seat.meeting

    response = desk.post(page("desk_check_in", meeting), {"seat": seat.pk, "q": "ada"})

    assert response.url == page("desk_door", meeting) + "?q=ada"
    assert "Ada Ek är här." in desk.get(response.url).content.decode()


def test_anothers_seat_is_not_checked_in_here(desk):
    elsewhere = SeatFactory(reply__meeting=today())

    desk.post(page("desk_check_in", today()), {"seat": [elsewhere.pk, "9" * 18, "nej"]})

    elsewhere.refresh_from_db()
    assert elsewhere.status == "confirmed"


def test_the_code_is_on_the_personal_page_when_the_day_is_near_and_opens_for_staff_alone(
    client, lead
):
    doorway = link_of(today())
    replies.answer(doorway=doorway, comes=True)
    far = link_of(MeetingFactory())
    replies.answer(doorway=far, comes=True)
    reply = Reply.objects.get(meeting=doorway.meeting)
    path = page("desk_door_reply", doorway.meeting, reply.uuid)

    shown = [client.get(f"/i/{link.token}/").context["door_code"] != "" for link in [doorway, far]]
    stranger = client.get(path)
    sign_in(client, UserFactory())
    member = client.get(path).status_code
    sign_in(client, lead)

    assert shown == [True, False]
    assert (stranger.status_code, stranger.url.split("?")[0]) == (302, "/konto/logga-in/")
    assert member == 404
    assert client.get(path).context["reply"] == reply


def test_all_of_an_association_come_with_one_press(desk):
    reply = ReplyFactory(meeting=today())
    pair = [SeatFactory(reply=reply), SeatFactory(reply=reply)]

    response = desk.post(
        page("desk_check_in", reply.meeting),
        {"seat": [seat.pk for seat in pair], "reply": reply.pk},
    )

    assert response.url == page("desk_door_reply", reply.meeting, reply.uuid)
    assert reply.seats.attended().count() == 2


def test_the_reason_is_shown_to_staff_and_to_nobody_else(desk, client):
    meeting = MeetingFactory(seats_total=1)
    come(link_of(meeting), "Ada")
    doorway = link_of(meeting)
    seat = replies.answer(doorway=doorway, comes=True).waiting_seats[0]

    desk.post(page("desk_let_in", meeting, seat.pk), {"because": "Hemlig orsak"})

    assert "Hemlig orsak" in desk.get(page("desk_replies", meeting)).content.decode()
    for public in [f"/i/{doorway.token}/", meeting.get_absolute_url()]:
        assert "Hemlig orsak" not in client.get(public).content.decode()


def test_an_officer_elsewhere_stands_at_no_door_here(client):
    there = AssignmentFactory(
        region=Region.objects.get(slug="kronoberg"), role=Role.REGION_OFFICER
    ).user
    sign_in(client, there)
    seat = SeatFactory(reply__meeting=today())

    answers = [
        client.post(page("desk_check_in", seat.meeting), {"seat": seat.pk}),
        client.post(page("desk_check_in_undo", seat.meeting), {"seat": seat.pk}),
        client.get(page("desk_door", seat.meeting)),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    seat.refresh_from_db()
    assert seat.status == "confirmed"
