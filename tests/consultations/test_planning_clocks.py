"""R16: the clocks of Sweden. 28 March 2027 there is no 02.30, 31 October 2027 it comes twice."""

from datetime import UTC, timedelta

import pytest

from consultations.models import Meeting
from tests.consultations.planning_steps import NEW, first_page, lead, step

__all__ = ["lead"]
pytestmark = pytest.mark.django_db


def with_clock(client, day, starts, ends, **more):
    fields = first_page(day=day, starts=starts, ends=ends, **more)
    return client.post(NEW, fields)


@pytest.mark.parametrize(
    ("starts", "ends", "wrong"),
    [("02:30", "04:00", "starts"), ("01:00", "02:00", "ends"), ("02:59", "03:30", "starts")],
)
def test_a_time_that_the_clocks_skip_is_refused_with_the_reason(client, lead, starts, ends, wrong):
    response = with_clock(client, "2027-03-28", starts, ends)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [wrong]
    assert "sommartid" in response.content.decode()
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(("starts", "ends"), [("01:59", "03:00"), ("03:00", "04:00")])
def test_a_time_just_beside_what_is_skipped_is_taken(client, lead, starts, ends):
    assert with_clock(client, "2027-03-28", starts, ends).status_code == 302


def test_a_time_that_comes_twice_is_asked_about(client, lead):
    asked = with_clock(client, "2027-10-31", "02:30", "04:00")

    assert asked.status_code == 422
    assert list(asked.context["form"].errors) == ["which_hour"]


@pytest.mark.parametrize(("answer", "utc"), [("first", "00:30"), ("second", "01:30")])
def test_the_answer_decides_which_of_the_two_hours(client, lead, answer, utc):
    with_clock(client, "2027-10-31", "02:30", "04:00", which_hour=answer)

    meeting = Meeting.objects.get()
    assert f"{meeting.starts_at.astimezone(UTC):%H:%M}" == utc
    form = client.get(step(meeting, "tid-och-plats")).context["form"]
    assert form["which_hour"].value() == answer


@pytest.mark.parametrize("clock", [("01:59", "03:00"), ("03:00", "05:00")])
def test_no_question_where_the_hour_comes_once(client, lead, clock):
    assert with_clock(client, "2027-10-31", *clock).status_code == 302


def test_over_midnight_ends_the_day_after(client, lead):
    with_clock(client, "2027-05-04", "22:00", "00:30")

    meeting = Meeting.objects.get()
    assert meeting.ends_at - meeting.starts_at == timedelta(hours=2, minutes=30)
