"""What is noted in a closed meeting is seen by who was there, and nowhere else (DESIGN §4, 1)."""

import logging
import uuid

import pytest
from django.db import transaction

from consultations.actions import corrections, minutes, notes
from consultations.models import Meeting
from organisations.models import User
from tests.kick import cast as the_cast
from tests.kick import isolation, matrix
from tests.note_factories import HeldMeetingFactory, came_to, sent_out, take_part

pytestmark = [pytest.mark.proof, pytest.mark.django_db]
RAW = "qzvsagtirummetk"
HOMES = {"consultations_note", "consultations_correction", "consultations_minutes"}


def write_in_the_room(cast):
    """A note, minutes and a correction of a closed meeting in the region; nobody of the cast was there."""
    near = Meeting.objects.get(uuid=cast.here.held_id)
    meeting = HeldMeetingFactory(
        region=near.region, municipality=near.municipality, admission="closed"
    )
    there = User.objects.create_user("varmed@exempel.se")
    there.assignments.create(region=near.region, role="region_officer")
    take_part(meeting, there)
    reply = came_to(meeting)
    table = notes.add_table(meeting=meeting, name="Bord 1", by=there, reply=reply)
    note = notes.write_note(table=table, key=uuid.uuid4(), body=RAW, may_leave=False)
    stamp = minutes.stamp_of("", False)
    minutes.write_minutes(meeting=meeting, body=RAW, may_leave=False, stamp=stamp, by=there)
    sent_out(meeting)
    words = {"wording": f"{RAW} igen", "comment": RAW}
    corrections.correct(meeting=meeting, key=uuid.uuid4(), note=note, **words)
    return meeting, there


@pytest.fixture(scope="module")
def room(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        cast = the_cast.assemble()
        meeting, there = write_in_the_room(cast)
        # The pages of a meeting and of what is left of it are looked at as that meeting's.
        for name in ("meeting_id", "held_id", "out_id", "draft_meeting_id"):
            setattr(cast.here, name, meeting.uuid)
        for name in ("meeting", "held", "unheld", "draft_meeting"):
            setattr(cast.here, name, meeting.slug)
        cast.here.correction = meeting.corrections.get().pk
        yield cast, meeting, there
        transaction.set_rollback(True)


def test_isolation_nobody_who_was_not_there_sees_what_was_noted(room, figure, caplog):
    caplog.set_level(logging.DEBUG)
    cast, _meeting, _there = room
    seen = list(isolation.pages_with(cast, RAW, the_cast.ROLES))
    found = isolation.leaks(RAW, seen, homes=HOMES, caplog=caplog)

    figure("isolation", isolation.told("a closed meeting's notes", found, seen, the_cast.ROLES))
    assert found == ([], set(), [], [])


def test_isolation_who_was_there_finds_it(room):
    """Else the search above would find nothing because it cannot."""
    cast, meeting, there = room
    cast.cookies |= the_cast.browsers({"there": there}, cast.here)
    rows = [row for row in matrix.AFTER_MEETINGS if row.name.startswith("consultations:desk_")]

    found = {place for place in isolation.pages_with(cast, RAW, ["there"], rows) if place}

    names = {url.rstrip("/").rpartition("/")[2] for _role, url in found}
    assert {"protokoll", "anteckningar"} <= names
    assert set(isolation.tables_with(RAW)) == HOMES
    asked = cast.browser.get(f"/ratt/{meeting.askings.get().token}/")
    assert RAW in asked.content.decode()
