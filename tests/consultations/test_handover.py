"""A seat given to a colleague, by a link of her own; and a reply page that shows nobody's name."""

import pytest

from consultations.actions import handovers, meetings, replies
from consultations.models import Admission, Doorway, Handover, Need, NeedKind, Seat
from organisations.models import Letter, Purpose
from tests.consultations.told import write_letters
from tests.factories import InvitationFactory, MeetingFactory, MeetingTextFactory

pytestmark = pytest.mark.django_db
COLLEAGUE = "beda@exempel.se"


@pytest.fixture
def invitation():
    invitation = InvitationFactory(organisation__name="Låtsaby kör")
    invitation.issue()
    doorway = Doorway.opened_by(invitation.token)
    replies.answer(doorway=doorway, comes=True)
    replies.fill_in(
        doorway=doorway,
        names=["Anna Berg", "Cia Dal"],
        needs=["hearing_loop"],
        wants_alliance=False,
        email="anna@exempel.se",
        word="Vi tar med kaka.",
    )
    return invitation


def door(invitation):
    return Doorway.opened_by(invitation.token)


def offered(invitation, email=COLLEAGUE):
    seat = door(invitation).reply.live_seats[0]
    return handovers.offer(doorway=door(invitation), seat_id=seat.pk, email=email)


def test_the_colleague_gets_a_link_of_her_own_that_names_nobody(client, invitation):
    seat = door(invitation).reply.live_seats[1]

    client.post(f"/i/{invitation.token}/plats/", {"seat": seat.pk, "email": COLLEAGUE})

    handover = Handover.objects.get()
    letter = Letter.objects.get(recipient=COLLEAGUE)
    assert letter.links == [handover.link_reference]
    shown = client.get(f"/plats/{handover.token}/").content.decode()
    for secret in ("Anna Berg", "Cia Dal", "anna@exempel.se", COLLEAGUE, invitation.token, "kaka"):
        assert secret not in shown + letter.body
    assert "Låtsaby kör" in shown
    assert COLLEAGUE not in client.get(f"/i/{invitation.token}/plats/").content.decode()


def test_the_same_offer_twice_is_one_and_is_answered_by_the_same_page(client, invitation):
    seats = list(invitation.meeting.seats.order_by("pk"))
    page = f"/i/{invitation.token}/plats/"
    words = {"seat": seats[0].pk, "email": COLLEAGUE}

    answers = [client.post(page, words) for _press in range(2)]

    assert [(answer.status_code, answer.url) for answer in answers] == [(302, page)] * 2
    assert Handover.objects.count() == 1
    other = client.post(page, words | {"email": "annan@exempel.se"})
    assert other.status_code == 422
    assert "Ta tillbaka den först" in other.content.decode()


def test_looking_takes_nothing_and_yes_makes_the_seat_hers(client, invitation):
    handover = offered(invitation)
    path = f"/plats/{handover.token}/"
    client.get(f"{path}?svar=ja")
    assert not Handover.objects.taken().exists()

    client.post(path, {"svar": "ja", "name": "Beda Ek"})
    client.post(path, {"svar": "ja", "name": "Beda Ek"})

    assert Handover.objects.taken().get() == handover
    assert sorted(Seat.objects.values_list("name", flat=True)) == ["Beda Ek", "Cia Dal"]
    mine = Letter.objects.filter(recipient=COLLEAGUE).order_by("pk").last()
    assert mine.calendar
    assert Letter.objects.filter(recipient=COLLEAGUE).count() == 2
    assert "Beda Ek" not in client.get(path).content.decode()


def test_no_gives_the_seat_back_without_a_name_and_tells_the_association(client, invitation):
    handover = offered(invitation)
    handovers.accept(handover=handover, name="Beda Ek")

    answer = client.post(f"/plats/{handover.token}/", {"svar": "nej"})

    assert answer.status_code == 200
    assert client.get(f"/plats/{handover.token}/").status_code == 404
    assert sorted(Seat.objects.taken().values_list("name", flat=True)) == ["", "Cia Dal"]
    told = Letter.objects.filter(recipient="anna@exempel.se", purpose=Purpose.SEAT).get()
    assert "Beda" not in told.body
    assert COLLEAGUE not in told.body


def test_the_same_no_twice_is_answered_by_the_same_page(client, invitation):
    handover = offered(invitation)

    answers = [client.post(f"/plats/{handover.token}/", {"svar": "nej"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    pages = [[template.name for template in answer.templates] for answer in answers]
    assert all("consultations/seat_declined.html" in names for names in pages)
    assert Letter.objects.filter(recipient="anna@exempel.se", purpose=Purpose.SEAT).count() == 1


def test_no_to_a_link_that_opens_nothing_is_not_found(client, invitation):
    handover = offered(invitation)
    client.post(f"/i/{invitation.token}/plats/ater/", {"plats": handover.seat_id})

    assert client.post(f"/plats/{handover.token}/", {"svar": "nej"}).status_code == 404


def test_taken_back_the_colleagues_link_opens_nothing(client, invitation):
    handover = offered(invitation)

    for _ in range(2):
        client.post(f"/i/{invitation.token}/plats/ater/", {"plats": handover.seat_id})

    assert client.get(f"/plats/{handover.token}/").status_code == 404
    assert client.post(f"/plats/{handover.token}/", {"svar": "ja"}).status_code == 404
    assert Seat.objects.taken().count() == 2


def test_a_seat_is_offered_to_one_at_a_time_and_to_five_in_all(invitation):
    first = offered(invitation)
    assert offered(invitation, COLLEAGUE.upper()) == first
    with pytest.raises(handovers.AlreadyHandedOver):
        offered(invitation, "annan@exempel.se")
    for number in range(4):
        handovers.take_back(doorway=door(invitation), seat_id=first.seat_id)
        offered(invitation, f"person{number}@exempel.se")
    handovers.take_back(doorway=door(invitation), seat_id=first.seat_id)

    with pytest.raises(handovers.TooManyOffers):
        offered(invitation, "sjatte@exempel.se")


def test_nobody_offers_anothers_seat(invitation):
    other = InvitationFactory(meeting=invitation.meeting)
    other.issue()
    replies.answer(doorway=door(other), comes=True)

    with pytest.raises(handovers.NoSuchSeat):
        handovers.offer(
            doorway=door(other),
            seat_id=door(invitation).reply.live_seats[0].pk,
            email=COLLEAGUE,
        )


def test_when_the_association_says_no_the_colleagues_link_opens_nothing(client, invitation):
    handover = offered(invitation)

    replies.answer(doorway=door(invitation), comes=False)

    assert client.get(f"/plats/{handover.token}/").status_code == 404


def told_of_loss():
    letters = Letter.objects.filter(occasion__startswith="seat_lost")
    return list(letters.order_by("pk").values_list("recipient", flat=True))


def says_no(invitation, seat):
    replies.answer(doorway=door(invitation), comes=False)


def cuts(invitation, seat):
    replies.fill_in(
        doorway=door(invitation),
        names=["Anna Berg"],
        needs=[],
        wants_alliance=False,
        email="anna@exempel.se",
    )


def wants_it_back(invitation, seat):
    handovers.take_back(doorway=door(invitation), seat_id=seat.pk)


@pytest.mark.parametrize("loses", [says_no, cuts, wants_it_back])
def test_a_colleague_who_loses_the_seat_is_told_by_one_letter(client, invitation, loses):
    seat = door(invitation).reply.live_seats[1]
    handover = handovers.offer(doorway=door(invitation), seat_id=seat.pk, email=COLLEAGUE)
    handovers.accept(handover=handover, name="Beda Ek")
    hers = Letter.objects.get(occasion=f"seat_taken_over:{handover.pk}").calendar

    for _ in range(2):
        loses(invitation, seat)

    assert told_of_loss() == [COLLEAGUE]
    letter = Letter.objects.get(occasion__startswith="seat_lost")
    assert "Låtsaby kör" in letter.body
    for secret in ("Anna Berg", "anna@exempel.se", invitation.token, "Kulturhuset"):
        assert secret not in letter.body
    assert letter.links == []
    uid = f"UID:{handover.uuid}@"
    assert (uid in hers, uid in letter.calendar) == (True, True)
    assert "METHOD:CANCEL" in letter.calendar
    assert ("SEQUENCE:0" in hers, "SEQUENCE:1" in letter.calendar) == (True, True)
    assert client.get(f"/plats/{handover.token}/").status_code == 404
    assert Seat.objects.get(pk=seat.pk).name == ""


@pytest.mark.parametrize("loses", [says_no, cuts, wants_it_back])
def test_whoever_only_was_offered_it_gets_no_letter_of_loss(invitation, loses):
    seat = door(invitation).reply.live_seats[1]
    handover = handovers.offer(doorway=door(invitation), seat_id=seat.pk, email=COLLEAGUE)

    loses(invitation, seat)

    assert told_of_loss() == []
    assert Handover.objects.get(pk=handover.pk).is_over


def test_a_colleague_whose_seat_stays_hears_nothing(invitation):
    handovers.accept(handover=offered(invitation))

    cuts(invitation, None)

    assert told_of_loss() == []
    assert Handover.objects.taken().count() == 1


def test_a_colleague_who_comes_is_told_when_the_meeting_is_cancelled(invitation):
    handovers.accept(handover=offered(invitation))

    meetings.cancel_meeting(meeting=invitation.meeting, because="Lokalen brann.")
    write_letters()

    told = Letter.objects.filter(purpose=Purpose.MEETING_CANCELLED)
    assert COLLEAGUE in told.values_list("recipient", flat=True)


def test_l3_no_page_of_the_link_shows_what_somebody_filled_in(client, invitation):
    base = f"/i/{invitation.token}/"

    shown = "".join(
        client.get(base + part).content.decode() for part in ("", "uppgifter/", "plats/")
    )

    for secret in ("Anna Berg", "Cia Dal", "anna@exempel.se", "Vi tar med kaka."):
        assert secret not in shown
    form = client.get(f"{base}uppgifter/").context["form"]
    assert not form["needs"].value()


def test_what_is_left_empty_is_kept(client, invitation):
    client.post(
        f"/i/{invitation.token}/uppgifter/",
        {"persons": "2", "name_2": "Disa", "needs": ["vegetarian"]},
    )

    reply = door(invitation).reply
    assert [seat.name for seat in reply.live_seats] == ["Anna Berg", "Disa"]
    assert {need.kind for need in reply.needs.all()} == {"hearing_loop", "vegetarian"}
    assert (reply.email, reply.word) == ("anna@exempel.se", "Vi tar med kaka.")


def test_what_is_ticked_is_taken_away(client, invitation):
    client.post(
        f"/i/{invitation.token}/uppgifter/",
        {"persons": "2", "forget": ["names", "needs", "word"]},
    )

    reply = door(invitation).reply
    assert [seat.name for seat in reply.live_seats] == ["", ""]
    assert not reply.needs.exists()
    assert reply.word == ""


def test_an_interpreter_is_asked_for_with_a_language(client, invitation):
    client.post(f"/i/{invitation.token}/uppgifter/", {"persons": "2", "interpreter": "fi"})

    need = Need.objects.get(kind=NeedKind.INTERPRETER)
    assert need.language == "fi"
    wanted = Need.objects.of_those_who_come(invitation.meeting).counts_by_language()
    assert [row for row in wanted if row[1]] == [("interpreter", "fi", 1)]


def test_the_associations_own_language_stands_on_the_page(client):
    meeting = MeetingFactory()
    MeetingTextFactory(meeting=meeting, language="fi", title="Aloituskokous", purpose="Tervetuloa.")
    row = InvitationFactory(meeting=meeting, organisation__contact_language="fi")
    row.issue()

    shown = client.get(f"/i/{row.token}/").content.decode()

    assert '<section lang="fi">' in shown
    assert shown.index("Aloituskokous") < shown.index("Vi vill höra vad ni behöver.")


def test_whoever_comes_finds_the_way_and_the_calendars(client, invitation):
    shown = client.get(f"/i/{invitation.token}/").content.decode()

    assert "https://www.openstreetmap.org/search?query=Kulturhuset" in shown
    assert "https://calendar.google.com/calendar/render?" in shown
    links = [part.split('"')[0] for part in shown.split('href="https://')[1:]]
    assert not any(invitation.token in link for link in links)


def test_nobody_signs_up_to_a_meeting_by_invitation(client):
    meeting = MeetingFactory(admission=Admission.INVITED)
    base = f"{meeting.get_absolute_url()}anmal/"

    answers = [client.get(base + way).status_code for way in ("", "som-mig-sjalv/", "forening/")]
    posted = client.post(f"{base}som-mig-sjalv/", {"email": "a@exempel.se"}).status_code

    assert ([*answers, posted], meeting.replies.count()) == ([404] * 4, 0)
