"""After a meeting those who came are asked: a colleague who came in a seat that she had taken over, too."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from consultations.actions import evaluations, minutes
from consultations.closing import figures_of
from consultations.models import Asking, Handover
from organisations.actions import personal
from organisations.actions.purging import purge
from organisations.models import Letter, Purpose
from tests.factories import OrganisationFactory, SeatFactory
from tests.note_factories import DAY, HeldMeetingFactory, NoteFactory, came_to, sent_out

pytestmark = pytest.mark.django_db

COLLEAGUE = "kollega@exempel.se"


@pytest.fixture
def meeting():
    return NoteFactory(table__meeting=HeldMeetingFactory()).meeting


def handed_over(reply, *, email=COLLEAGUE, language="sv"):
    """Its newest seat, to somebody who said that she comes."""
    seat = reply.seats.latest("pk")
    return Handover.objects.create(seat=seat, email=email, language=language, status="taken")


def addresses(purpose):
    return sorted(Letter.objects.filter(purpose=purpose).values_list("recipient", flat=True))


def test_the_colleague_who_came_is_asked_and_not_the_one_who_gave_the_seat(meeting):
    handover = handed_over(came_to(meeting))

    (asking,) = sent_out(meeting)
    evaluations.ask_all(meeting=meeting, at=meeting.ends_at + DAY)

    assert asking.handover == handover
    assert addresses(Purpose.NOTES) == addresses(Purpose.EVALUATION) == [COLLEAGUE]


def test_the_association_is_asked_too_when_others_of_it_came(meeting):
    reply = came_to(meeting, email="styrelsen@exempel.se")
    SeatFactory(reply=reply, status="attended", came_at=meeting.starts_at, number=90)
    handed_over(reply)

    sent_out(meeting)

    assert addresses(Purpose.NOTES) == [COLLEAGUE, "styrelsen@exempel.se"]


def test_one_address_is_asked_once(meeting):
    came_to(meeting, email="Kollega@exempel.se")
    handed_over(came_to(meeting))
    handed_over(came_to(meeting))

    sent_out(meeting)
    for _time in "twice":
        evaluations.ask_all(meeting=meeting, at=meeting.ends_at + DAY)

    assert addresses(Purpose.NOTES) == addresses(Purpose.EVALUATION) == [COLLEAGUE]


def test_a_colleague_who_did_not_come_or_only_was_offered_the_seat_is_not_asked(meeting):
    absent = came_to(meeting)
    handed_over(absent)
    absent.seats.update(status="confirmed", came_at=None)
    offered = came_to(meeting, email="vi@exempel.se")
    handed_over(offered, email="annan@exempel.se")
    Handover.objects.filter(email="annan@exempel.se").update(status="offered")

    sent_out(meeting)

    assert addresses(Purpose.NOTES) == ["vi@exempel.se"]


def test_her_letter_is_in_the_language_of_her_seat(meeting):
    handed_over(came_to(meeting), language="fi")

    sent_out(meeting)

    assert Letter.objects.get(purpose=Purpose.NOTES).language == "fi"


def test_her_links_work_as_others_do_and_longer_than_her_address_is_kept(client, meeting):
    handover = handed_over(came_to(meeting))
    (asking,) = sent_out(meeting)
    evaluations.ask_all(meeting=meeting, at=meeting.ends_at + DAY)
    card = meeting.evaluation_cards.get()

    purge(at=meeting.ends_at + 8 * DAY)

    handover.refresh_from_db()
    assert handover.email == ""
    for name, token in [("asking_detail", asking.token), ("evaluation_answer", card.token)]:
        assert client.get(reverse(f"consultations:{name}", args=[token])).status_code == 200


def test_notes_of_a_closed_meeting_go_to_nobody_who_was_not_there_even_when_her_address_is_gone():
    meeting = NoteFactory(table__meeting=HeldMeetingFactory(closed=True)).meeting
    handed_over(came_to(meeting))
    purge(at=meeting.ends_at + 8 * DAY)

    assert minutes.reached(meeting) == []


def test_notes_of_a_closed_meeting_stay_in_the_room_when_she_who_was_there_is_erased():
    meeting = NoteFactory(table__meeting=HeldMeetingFactory(closed=True)).meeting
    handed_over(came_to(meeting))
    personal.forget_person(person=personal.person_with(COLLEAGUE))

    assert not Handover.objects.exclude(email="").exists()
    assert minutes.reached(meeting) == []


def test_that_a_seat_was_handed_over_goes_with_the_names(meeting):
    handed_over(came_to(meeting))

    purge(at=meeting.ends_at + timedelta(days=731))

    assert not Handover.objects.exists()


def test_an_association_whose_colleague_came_is_counted_among_those_who_came(meeting):
    for number in range(5):
        handed_over(came_to(meeting), email=f"kollega{number}@exempel.se")

    assert figures_of(meeting)["came"] == 5


def test_an_asking_goes_to_an_association_or_to_a_colleague(meeting):
    reply = came_to(meeting, organisation=OrganisationFactory())
    handover = handed_over(reply)

    for receivers in [{}, {"reply": reply, "handover": handover}]:
        with pytest.raises(IntegrityError), transaction.atomic():
            Asking.objects.create(meeting=meeting, **receivers)
