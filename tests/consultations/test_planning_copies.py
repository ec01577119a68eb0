"""A meeting that is planned is copied to another day, or to a series of days."""

import uuid

import pytest
from django.utils import timezone

from consultations.models import Meeting
from organisations.models import Municipality
from tests.consultations.planning_steps import KEY, lead, page, planned
from tests.factories import InvitationFactory

__all__ = ["lead"]
pytestmark = pytest.mark.django_db


COPIED = ("kind", "organiser", "admission", "venue", "access", "languages", "travel", "seats_total")


def test_a_copy_has_everything_but_days_link_invited_and_answers(client, lead):
    meeting = planned(client)
    InvitationFactory(meeting=meeting)
    neighbour = Municipality.objects.get(code="0780").region
    meeting.co_regions.add(neighbour)
    fields = {"key": str(uuid.uuid4()), "day": "2028-02-01", "starts": "18:00", "ends": "20:00"}

    for _ in range(2):
        client.post(page("desk_meeting_copy", meeting), fields)

    copy = Meeting.objects.exclude(pk=meeting.pk).get()
    assert copy.is_draft
    assert [getattr(copy, name) for name in COPIED] == [getattr(meeting, name) for name in COPIED]
    assert copy.text.programme == meeting.text.programme
    assert list(copy.co_regions.all()) == [neighbour]
    assert [str(row) for row in copy.asked] == [str(row) for row in meeting.asked]
    assert (copy.online_url, copy.feedback_on, copy.material_on, copy.series) == (
        "",
        None,
        None,
        None,
    )
    assert not copy.invitations.exists()
    assert timezone.localtime(copy.starts_at).strftime("%Y-%m-%d %H:%M") == "2028-02-01 18:00"


def series_rows(**more):
    row = {"starts": "18:00", "ends": "20:00", "municipality": "0680", "venue": "Kulturhuset"}
    days = ["2028-02-01", "2028-02-02", "2028-02-03"]
    rows = {}
    for number in range(1, 7):
        rows |= {f"mote{number}-{name}": value for name, value in row.items()}
        rows[f"mote{number}-day"] = days[number - 1] if number <= len(days) else ""
    return rows | {"key": KEY.replace("6f2a", "7f2a")} | more


def test_a_series_is_made_of_one_each_its_own_meeting(client, lead):
    meeting = planned(client)

    for _ in range(2):
        client.post(page("desk_meeting_series", meeting), series_rows(**{"mote2-venue": "Ladan"}))

    others = Meeting.objects.in_series_with(Meeting.objects.get(pk=meeting.pk)).by_time()
    assert [row.venue for row in others] == ["Kulturhuset", "Ladan", "Kulturhuset"]
    assert len({row.slug for row in Meeting.objects.all()}) == 4


def test_a_row_that_is_wrong_makes_no_meeting_at_all(client, lead):
    meeting = planned(client)

    response = client.post(
        page("desk_meeting_series", meeting),
        series_rows(**{"mote2-day": "2027-03-28", "mote2-starts": "02:30", "mote2-ends": "04:00"}),
    )

    assert response.status_code == 422
    assert Meeting.objects.count() == 1


def test_the_public_page_shows_the_rest_of_the_series_but_no_draft(client, lead):
    meeting = planned(client)
    client.post(page("desk_meeting_series", meeting), series_rows())
    one, *_rest = Meeting.objects.in_series_with(Meeting.objects.get(pk=meeting.pk)).by_time()
    for row in (meeting, one):
        client.post(page("desk_meeting_publish", row))
    client.logout()

    response = client.get(meeting.get_absolute_url())

    assert response.context["siblings"] == [one]
    assert one.get_absolute_url() in response.content.decode()
