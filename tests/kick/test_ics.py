from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from kick.lib import ics
from kick.lib.dates import is_real_local_time

ZONE = ZoneInfo("Europe/Stockholm")
NOW = datetime(2026, 11, 3, 9, 30, 15, 999, tzinfo=UTC)


def moment(text, fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=ZONE, fold=fold)


def event(**changes):
    return ics.Event(
        **{
            "uid": "7d0f3a52-0000-4000-8000-000000000001@kick.example",
            "starts_at": moment("2026-12-08T18:00"),
            "ends_at": moment("2026-12-08T20:30"),
            "summary": "Startmöte för en kulturallians",
            "location": "Kulturhuset Spira, Kulturgatan 3, Jönköping",
            "description": "Välkomna.\n\nVi ses.",
            "url": "https://kick.example/jonkoping/moten/startmote-2026-12-08/",
            "organiser_name": "Ideell kulturallians",
            "organiser_email": "anna@kick.example",
            "sequence": 2,
            "changed_at": NOW - timedelta(days=1),
        }
        | changes
    )


def parsed(text):
    """The calendar, after the musts of RFC 5545 that a parser forgives."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    calendar = Calendar.from_ical(text)
    assert [calendar["VERSION"], bool(calendar["PRODID"])] == ["2.0", True]
    assert text.count("BEGIN:VTIMEZONE") == 1
    assert calendar.errors == []
    for component in calendar.walk("VEVENT"):
        assert component.errors == []
        for once in ["UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "ORGANIZER"]:
            assert not isinstance(component[once], list), once
        assert component.decoded("DTSTAMP").tzname() == "UTC"
        assert component.decoded("DTEND") > component.decoded("DTSTART")
        assert component["ORGANIZER"].startswith("mailto:")
    return calendar


def only_event(text):
    (component,) = parsed(text).walk("VEVENT")
    return component


def test_meeting_is_published_with_all_that_a_calendar_shows():
    text = ics.meeting_calendar(event(), at=NOW)

    meeting = only_event(text)
    assert "METHOD:PUBLISH\r\n" in text
    assert "DTSTART;TZID=Europe/Stockholm:20261208T180000\r\n" in text
    assert "DTEND;TZID=Europe/Stockholm:20261208T203000\r\n" in text
    assert "DTSTAMP:20261103T093015Z\r\n" in text
    assert 'ORGANIZER;CN="Ideell kulturallians":mailto:anna@kick.example\r\n' in text
    assert meeting["UID"] == "7d0f3a52-0000-4000-8000-000000000001@kick.example"
    assert meeting["SEQUENCE"] == 2
    assert meeting["SUMMARY"] == "Startmöte för en kulturallians"
    assert meeting["LOCATION"] == "Kulturhuset Spira, Kulturgatan 3, Jönköping"
    assert meeting["DESCRIPTION"] == "Välkomna.\n\nVi ses."
    assert meeting["URL"] == "https://kick.example/jonkoping/moten/startmote-2026-12-08/"
    assert meeting["STATUS"] == "CONFIRMED"
    assert meeting.decoded("LAST-MODIFIED") == NOW.replace(microsecond=0) - timedelta(days=1)
    assert "ATTENDEE" not in meeting


def test_the_same_meeting_gives_the_same_file():
    assert ics.meeting_calendar(event(), at=NOW) == ics.meeting_calendar(event(), at=NOW)


def test_cancelled_meeting_takes_itself_out_of_the_calendar():
    text = ics.meeting_calendar(event(is_cancelled=True, sequence=3), at=NOW)

    meeting = only_event(text)
    assert "METHOD:CANCEL\r\n" in text
    assert [meeting["STATUS"], meeting["SEQUENCE"]] == ["CANCELLED", 3]


def test_request_names_whom_it_asks():
    mine = event(attendee_name="Åsa Ek", attendee_email="asa@forening.example")

    text = ics.meeting_calendar(mine, method="REQUEST", at=NOW)

    attendee = only_event(text)["ATTENDEE"]
    assert "METHOD:REQUEST\r\n" in text
    assert attendee == "mailto:asa@forening.example"
    assert [attendee.params["CN"], attendee.params["PARTSTAT"]] == ["Åsa Ek", "ACCEPTED"]
    assert "ATTENDEE" not in only_event(ics.meeting_calendar(mine, method="PUBLISH", at=NOW))


@pytest.mark.parametrize("method", ["REQUEST", "REPLY", "publish"])
def test_what_would_be_invalid_is_refused(method):
    with pytest.raises(ics.ImpossibleEvent):
        ics.meeting_calendar(event(), method=method)


def test_hostile_text_stays_text():
    summary = "Körer; dans, \\n och\r\nBEGIN:VEVENT\x00 “citat” \u202e🎭 " + "ŋđŧ" * 40
    mine = event(
        summary=summary,
        description="Rad ett\r\nEND:VCALENDAR\nATTENDEE:mailto:x@y.z",
        organiser_name='Bo "Kulan"; Ek: \r\nX-EVIL:1',
    )

    text = ics.meeting_calendar(mine, at=NOW)

    meeting = only_event(text)
    assert meeting["SUMMARY"] == "Körer; dans, \\n och BEGIN:VEVENT “citat” 🎭 " + "ŋđŧ" * 40
    assert meeting["DESCRIPTION"] == "Rad ett\nEND:VCALENDAR\nATTENDEE:mailto:x@y.z"
    assert meeting["ORGANIZER"].params["CN"] == 'Bo "Kulan"; Ek: X-EVIL:1'
    assert {"ATTENDEE", "X-EVIL"}.isdisjoint(meeting)


def times(text):
    lines = text.split("\r\n")
    return [line for line in lines if line.startswith(("DTSTART", "DTEND")) and "1996" not in line][
        -2:
    ]


def test_meeting_over_midnight_ends_on_the_next_day():
    late = event(starts_at=moment("2026-12-12T21:00"), ends_at=moment("2026-12-13T01:00"))

    assert times(ics.meeting_calendar(late)) == [
        "DTSTART;TZID=Europe/Stockholm:20261212T210000",
        "DTEND;TZID=Europe/Stockholm:20261213T010000",
    ]


def test_meeting_through_the_night_without_an_hour():
    night = event(starts_at=moment("2027-03-27T22:00"), ends_at=moment("2027-03-28T04:00"))

    meeting = only_event(ics.meeting_calendar(night))

    assert meeting.decoded("DTEND").astimezone(UTC) - meeting.decoded("DTSTART").astimezone(
        UTC
    ) == timedelta(hours=5)


def test_hour_that_comes_twice_is_told_apart():
    first, second = moment("2027-10-31T02:30"), moment("2027-10-31T02:30", fold=1)
    twice = event(starts_at=first, ends_at=second)

    text = ics.meeting_calendar(twice)

    meeting = only_event(text)
    assert times(text) == [
        "DTSTART;TZID=Europe/Stockholm:20271031T023000",
        "DTEND:20271031T013000Z",
    ]
    assert meeting.decoded("DTSTART").astimezone(UTC) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_moments_in_utc_are_shown_in_swedish_time():
    stored = event(
        starts_at=datetime(2027, 7, 1, 16, tzinfo=UTC), ends_at=datetime(2027, 7, 1, 18, tzinfo=UTC)
    )

    assert times(ics.meeting_calendar(stored))[0] == "DTSTART;TZID=Europe/Stockholm:20270701T180000"


@pytest.mark.parametrize(
    "changes",
    [
        {"starts_at": datetime(2026, 12, 8, 18)},
        {"starts_at": moment("2026-12-08T20:30")},
        {"starts_at": moment("2027-03-28T02:30"), "ends_at": moment("2027-03-28T05:00")},
        {"starts_at": moment("2027-10-31T02:30", fold=1), "ends_at": moment("2027-10-31T02:45")},
    ],
)
def test_event_that_cannot_be_is_refused(changes):
    with pytest.raises(ics.ImpossibleEvent):
        event(**changes)


@pytest.mark.parametrize(
    ("text", "is_real"),
    [
        ("2027-03-28T01:59", True),
        ("2027-03-28T02:00", False),
        ("2027-03-28T02:30", False),
        ("2027-03-28T03:00", True),
        ("2027-10-31T02:30", True),
        ("2026-12-08T18:00", True),
    ],
)
def test_only_times_that_clocks_show_are_real(text, is_real):
    assert is_real_local_time(datetime.fromisoformat(text)) is is_real
    assert is_real_local_time(moment(text)) is is_real


def test_printed_zone_is_the_zone_of_the_time_zone_database():
    (zone,) = parsed(ics.meeting_calendar(event())).walk("VTIMEZONE")
    # Under its own name the library would look it up instead of reading it.
    printed = zone.to_tz(lookup_tzid=False)
    noon = datetime(2026, 1, 1, 12)

    for day in range(366 * 12):
        local = noon + timedelta(days=day)
        assert printed.utcoffset(local) == ZONE.utcoffset(local), local


def test_feed_lists_meetings_and_keeps_the_cancelled_one():
    other = event(uid="2@kick.example", is_cancelled=True)

    text = ics.feed(
        [event(), other], name="Möten i Jönköping", url="https://kick.example/f.ics", at=NOW
    )

    calendar = parsed(text)
    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == "Möten i Jönköping"
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n" in text
    assert [(found["UID"], found["STATUS"]) for found in calendar.walk("VEVENT")] == [
        (event().uid, "CONFIRMED"),
        ("2@kick.example", "CANCELLED"),
    ]


def test_empty_feed_is_valid():
    assert parsed(ics.feed([], name="Möten")).walk("VEVENT") == []
