"""Calendar files: the same event in every letter, file and feed; and a person's secret feed."""

from datetime import timedelta

import pytest
import vobject
from django.utils import timezone
from icalendar import Calendar

from consultations.actions import calendars, meetings, planning, replies
from consultations.models import CalendarAddress, Doorway, Meeting
from consultations.planning import BY_SLUG
from kick.lib import links
from organisations.models import Letter, Representative, Task
from tests.consultations.test_seats import come, door
from tests.consultations.told import write_letters
from tests.factories import InvitationFactory, MeetingFactory, OrganisationFactory, UserFactory
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db


def by_icalendar(text):
    calendar = Calendar.from_ical(text)
    (event,) = calendar.walk("VEVENT")
    return {
        "method": str(calendar["METHOD"]),
        "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]),
        "status": str(event["STATUS"]),
        "starts": event.decoded("DTSTART"),
        "ends": event.decoded("DTEND"),
    }


def by_vobject(text):
    calendar = vobject.readOne(text)
    event = calendar.vevent
    return {
        "method": calendar.method.value,
        "uid": event.uid.value,
        "sequence": int(event.sequence.value),
        "status": event.status.value,
        "starts": event.dtstart.value,
        "ends": event.dtend.value,
    }


def read(text):
    """As two parsers that share no code agree on it."""
    one, other = by_icalendar(text), by_vobject(text)
    assert one == other
    return one


def test_both_parsers_read_the_zone_and_the_hours_that_are_changed():
    for starts in ["2027-03-27T18:00", "2027-03-28T18:00", "2027-10-31T18:00"]:
        at = timezone.make_aware(timezone.datetime.fromisoformat(starts))
        meeting = MeetingFactory(starts_at=at)
        link = door(meeting)
        replies.answer(doorway=link, comes=True)
        reply = come(link, "Ada")

        letter = Letter.objects.get(recipient=reply.address)

        found = read(letter.calendar)
        assert (found["starts"], found["ends"]) == (at, at + timedelta(hours=2))
        assert "TZID:Europe/Stockholm" in letter.calendar


def test_yes_change_and_cancellation_are_one_event_with_a_rising_number(client):
    meeting = MeetingFactory()
    link = door(meeting, email="habo@forening.example")
    come(link, "Ada")
    page = f"/i/{link.token}/mote.ics"
    yes = read(Letter.objects.get(recipient="habo@forening.example").calendar)
    on_page = read(client.get(page).content.decode())

    moved = Meeting.objects.get(pk=meeting.pk)
    step = BY_SLUG["tid-och-plats"]
    facts = {fact: getattr(moved, fact) for fact in step.facts}
    facts |= {fact: facts[fact] + timedelta(days=7) for fact in ("starts_at", "ends_at")}
    planning.save_step(
        meeting=moved, step=step, stamp="", facts=facts, words={}, questions=None, by=None
    )
    changed = read(client.get(page).content.decode())
    meetings.cancel_meeting(meeting=moved, because="Lokalen brann.")
    write_letters()
    letter = Letter.objects.get(recipient="habo@forening.example", purpose="meeting_cancelled")
    cancelled = read(letter.calendar)

    assert {row["uid"] for row in [yes, on_page, changed, cancelled]} == {yes["uid"]}
    assert yes == on_page
    assert yes["sequence"] < changed["sequence"] < cancelled["sequence"]
    assert changed["starts"] == yes["starts"] + timedelta(days=7)
    assert [row["method"] for row in [yes, changed, cancelled]] == ["PUBLISH", "PUBLISH", "CANCEL"]
    assert [row["status"] for row in [changed, cancelled]] == ["CONFIRMED", "CANCELLED"]


def test_a_no_after_a_yes_takes_it_out_and_a_new_yes_puts_it_back():
    link = door(MeetingFactory(), email="habo@forening.example")
    come(link, "Ada")
    replies.answer(doorway=Doorway.opened_by(link.token), comes=False)
    come(Doorway.opened_by(link.token), "Ada")

    letters = Letter.objects.filter(recipient="habo@forening.example").order_by("pk")
    found = [read(letter.calendar) for letter in letters]

    assert [row["status"] for row in found] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert len({row["uid"] for row in found}) == 1
    numbers = [row["sequence"] for row in found]
    assert numbers == sorted(set(numbers))


def test_a_first_no_brings_no_calendar_file():
    link = door(MeetingFactory(), email="habo@forening.example")
    replies.answer(doorway=link, comes=False)

    assert Letter.objects.get(recipient="habo@forening.example").calendar == ""


def representing(user, **about):
    organisation = OrganisationFactory(**about)
    row = Representative.objects.create(user=user, organisation=organisation, task=Task.DRAFTER)
    row.approve()
    return organisation, row


def invited(organisation, **about):
    invitation = InvitationFactory(meeting=MeetingFactory(**about), organisation=organisation)
    invitation.issue()
    return invitation


def events(client, address):
    path = links.url_for(*address.link_reference).partition("://")[2].partition("/")[2]
    answer = client.get(f"/{path}")
    if answer.status_code != 200:
        return answer.status_code
    text = answer.content.decode()
    seen = {
        str(event["UID"]).partition("@")[0] for event in Calendar.from_ical(text).walk("VEVENT")
    }
    assert seen == {
        event.uid.value.partition("@")[0]
        for event in getattr(vobject.readOne(text), "vevent_list", [])
    }
    return seen


def test_the_feed_holds_what_concerns_her_and_nothing_else(client):
    user = UserFactory()
    organisation, _row = representing(user)
    asked, refused = invited(organisation), invited(organisation)
    draft, elsewhere = invited(organisation, draft=True), invited(OrganisationFactory())
    coming = invited(organisation)
    for row, comes in [(refused, False), (coming, True), (elsewhere, True)]:
        replies.answer(doorway=Doorway.opened_by(row.token), comes=comes)
    reply = Doorway.opened_by(coming.token).reply
    address = calendars.make_address(user=user)

    seen = events(client, address)

    assert seen == {str(asked.meeting.uuid), str(reply.uuid)}
    assert str(draft.meeting.uuid) not in seen


def test_whoever_no_longer_represents_an_association_loses_its_meetings(client):
    user = UserFactory()
    organisation, row = representing(user)
    meeting = invited(organisation).meeting
    address = calendars.make_address(user=user)
    before = events(client, address)

    row.end()

    assert (before, events(client, address)) == ({str(meeting.uuid)}, set())


def test_a_changed_address_and_one_taken_away_read_nothing(client):
    user = UserFactory()
    sign_in(client, user)
    client.post("/mitt/kalender/", {"gor": "skapa"})
    first = CalendarAddress.objects.get()

    for _press in range(2):
        client.post("/mitt/kalender/", {"gor": "byt", "version": "1"})
    second = CalendarAddress.objects.get()
    after_change = [events(client, first), events(client, second)]
    client.post("/mitt/kalender/", {"gor": "bort"})

    assert after_change == [404, set()]
    assert second.link_version == 2
    assert events(client, second) == 404


def test_the_address_of_a_closed_account_reads_nothing(client):
    user = UserFactory()
    address = calendars.make_address(user=user)
    user.is_active = False
    user.save()

    assert events(client, address) == 404


def test_the_secret_stands_on_her_page_alone_and_is_stored_as_a_hash(client):
    user = UserFactory()
    sign_in(client, user)
    client.post("/mitt/kalender/", {"gor": "skapa"})
    address = CalendarAddress.objects.get()
    page = client.get("/mitt/kalender/")

    assert address.token in page.content.decode()
    assert address.link_hash != address.token
    assert page.headers["Cache-Control"] == "no-store"
    sign_in(client, UserFactory())
    assert address.token not in client.get("/mitt/kalender/").content.decode()
