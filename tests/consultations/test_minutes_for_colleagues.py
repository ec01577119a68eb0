"""A colleague who came in a seat that she had taken over may ask for what was written down: her address is
kept until it is confirmed, and goes after 90 days at the latest."""

import pytest
from django.urls import reverse

from consultations.actions import evaluations, handovers, minutes
from consultations.models import Handover, Meeting, Seat
from organisations.actions.purging import purge
from organisations.models import Letter, Purpose
from tests.consultations.test_colleagues_asked import COLLEAGUE, handed_over
from tests.consultations.test_handover import invitation, offered  # noqa: F401
from tests.factories import AssignmentFactory
from tests.note_factories import DAY, HeldMeetingFactory, NoteFactory, came_to, sent_out
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return NoteFactory(table__meeting=HeldMeetingFactory()).meeting


@pytest.fixture
def colleague(meeting):
    return handed_over(came_to(meeting))


def address_of(handover):
    handover.refresh_from_db()
    return handover.email


def addresses(purpose):
    return list(Letter.objects.filter(purpose=purpose).values_list("recipient", flat=True))


def test_she_says_so_when_she_takes_the_seat_and_may_change_her_mind(client, invitation):  # noqa: F811
    handover = offered(invitation)
    page = f"/plats/{handover.token}/"

    client.post(page, {"svar": "ja", "wants_minutes": "on"})
    ticked = client.get(page).content.decode()
    said = Handover.objects.get().wants_minutes
    client.post(page, {"svar": "ja"})

    assert said
    assert ticked.count(" checked") == 1
    assert not Handover.objects.get().wants_minutes


def test_who_asks_is_written_to_long_after_and_who_does_not_is_gone(meeting, colleague):
    other = handed_over(came_to(meeting), email="annan@exempel.se")
    handovers.ask_for_minutes(handover=colleague)

    purge(at=meeting.ends_at + 30 * DAY)
    sent_out(meeting)
    evaluations.ask_all(meeting=meeting, at=meeting.ends_at + 31 * DAY)

    assert (address_of(colleague), address_of(other)) == (COLLEAGUE, "")
    assert addresses(Purpose.NOTES) == addresses(Purpose.EVALUATION) == [COLLEAGUE]


def test_her_address_goes_when_it_is_confirmed(meeting, colleague):
    handovers.ask_for_minutes(handover=colleague)
    sent_out(meeting)
    purge(at=meeting.ends_at + 20 * DAY)
    while_out = address_of(colleague)

    minutes.confirm(meeting=meeting, by=None, at=meeting.ends_at + 20 * DAY)
    purge(at=meeting.ends_at + 21 * DAY)

    assert (while_out, address_of(colleague)) == (COLLEAGUE, "")


def test_her_address_goes_after_ninety_days_whatever_is_confirmed(meeting, colleague):
    handovers.ask_for_minutes(handover=colleague)

    purge(at=meeting.ends_at + 89 * DAY)
    before = address_of(colleague)
    purge(at=meeting.ends_at + 91 * DAY)

    assert (before, address_of(colleague)) == (COLLEAGUE, "")


def test_nothing_is_kept_for_minutes_that_can_never_be_sent(meeting, colleague):
    handovers.ask_for_minutes(handover=colleague)
    Meeting.objects.filter(pk=meeting.pk).update(status="cancelled")

    purge(at=meeting.ends_at + 8 * DAY)

    assert address_of(colleague) == ""


def test_who_was_not_there_is_not_kept_once_those_who_came_are_asked(meeting, colleague):
    other = handed_over(came_to(meeting), email="annan@exempel.se")
    for handover in [colleague, other]:
        handovers.ask_for_minutes(handover=handover)
    Seat.objects.filter(pk=colleague.seat_id).update(status="confirmed", came_at=None)
    purge(at=meeting.ends_at + 8 * DAY)
    before = address_of(colleague)

    sent_out(meeting)
    purge(at=meeting.ends_at + 20 * DAY)

    assert (before, address_of(colleague)) == (COLLEAGUE, "")
    assert address_of(other) == "annan@exempel.se"


def test_who_said_no_after_all_is_not_kept_for_it(meeting, colleague):
    handovers.ask_for_minutes(handover=colleague)
    Handover.objects.update(status="declined")

    purge(at=meeting.ends_at + 8 * DAY)

    assert address_of(colleague) == ""


def test_she_may_ask_beside_the_evaluation_and_that_is_no_answer_to_it(client, meeting, colleague):
    evaluations.ask_all(meeting=meeting, at=meeting.ends_at + DAY)
    card = meeting.evaluation_cards.get()
    page = reverse("consultations:evaluation_answer", args=[card.token])
    assert "Skicka det till mig" in client.get(page).content.decode()

    answers = [client.post(page, {"protokoll": "ja"}) for _press in range(2)]

    assert [(answer.status_code, answer.url) for answer in answers] == [(302, page)] * 2
    colleague.refresh_from_db()
    card.refresh_from_db()
    assert (colleague.wants_minutes, card.is_used) == (True, False)
    assert "Skicka det till mig" not in client.get(page).content.decode()


@pytest.mark.parametrize("why", ["it is sent out", "her address is gone", "she was not there"])
def test_where_it_changes_nothing_she_is_not_asked(client, meeting, colleague, why):
    evaluations.ask_all(meeting=meeting, at=meeting.ends_at + DAY)
    card = meeting.evaluation_cards.get()
    if why == "it is sent out":
        sent_out(meeting)
    elif why == "her address is gone":
        purge(at=meeting.ends_at + 8 * DAY)
    else:
        meeting.seats.update(status="confirmed", came_at=None)
    page = reverse("consultations:evaluation_answer", args=[card.token])

    shown = client.get(page).content.decode()
    client.post(page, {"protokoll": "ja"})

    assert "Skicka det till mig" not in shown
    assert not Handover.objects.filter(wants_minutes=True).exists()


def test_an_association_is_not_offered_it(client, meeting):
    came_to(meeting, email="vi@exempel.se")
    evaluations.ask_all(meeting=meeting, at=meeting.ends_at + DAY)
    page = reverse("consultations:evaluation_answer", args=[meeting.evaluation_cards.get().token])

    assert "Skicka det till mig" not in client.get(page).content.decode()
    assert client.post(page, {"protokoll": "ja"}).status_code == 302


def test_the_desk_is_told_how_many_cannot_be_written_to(client, meeting, colleague):
    sign_in(client, AssignmentFactory().user)
    page = reverse("consultations:desk_ask", args=[meeting.uuid])
    before = client.get(page).content.decode()

    purge(at=meeting.ends_at + 8 * DAY)

    words = "En som kom på en kollegas plats går inte att nå"
    assert words not in before
    assert words in client.get(page).content.decode()
