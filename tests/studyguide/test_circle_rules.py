"""What of a study circle does not count, told in time and with what to do about it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from studyguide.circle_overview import Overview
from studyguide.models import Attendance, Circle
from tests.circle_factories import CircleFactory, CircleMemberFactory, GatheringFactory

pytestmark = pytest.mark.django_db
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def day(month, of_month, year=2027):
    return datetime(year, month, of_month, 18, 30, tzinfo=STOCKHOLM)


@pytest.fixture
def circle():
    """Everything as it should be: four persons, an approved leader, four gatherings of three hours."""
    circle = CircleFactory(study=True)
    CircleMemberFactory(
        circle=circle, name="Lena", role="leader", approved_on="2027-01-10", email="l@exempel.se"
    )
    for name in ("Kim", "Rut", "Bo"):
        CircleMemberFactory(circle=circle, name=name)
    for number in range(4):
        GatheringFactory(circle=circle, starts_at=day(2, 1 + 7 * number), minutes=135)
    return circle


def told(circle):
    """{key of a rule: what is said}"""
    return {row.key: str(row.text) for row in Overview(circle).warnings}


def hold(circle, number, *names):
    row = circle.gatherings.in_order()[number]
    row.hold()
    for member in circle.members.all():
        Attendance.objects.create(gathering=row, member=member, present=member.name in names)


def leader(circle):
    return circle.members.filter(role="leader")


def test_a_circle_that_keeps_the_rules_is_told_nothing(circle):
    assert told(circle) == {}


def test_a_free_group_has_no_rules():
    assert told(CircleFactory()) == {}


@pytest.mark.parametrize(
    ("key", "breaks"),
    [
        ("fewest", lambda circle: circle.members.filter(name__in=["Kim", "Rut"]).delete()),
        (
            "most",
            lambda circle: [CircleMemberFactory(circle=circle) for _ in range(17)],
        ),
        ("age", lambda circle: circle.members.filter(name="Kim").update(is_old_enough=False)),
        ("federation", lambda circle: Circle.objects.update(federation_name="")),
        ("approved", lambda circle: leader(circle).update(approved_on=None)),
        ("approved", lambda circle: circle.members.filter(name="Bo").update(role="substitute")),
        (
            "study_hours",
            lambda circle: circle.gatherings.update(minutes=90),
        ),
        (
            "longest",
            lambda circle: circle.gatherings.filter(starts_at=day(2, 1)).update(minutes=241),
        ),
        (
            "a_week",
            lambda circle: [
                GatheringFactory(circle=circle, starts_at=day(2, of_month))
                for of_month in (2, 3, 4)
            ],
        ),
        ("year", lambda circle: GatheringFactory(circle=circle, starts_at=day(1, 7, 2028))),
        ("present", lambda circle: hold(circle, 0, "Lena", "Kim")),
    ],
)
def test_each_rule_that_is_broken_is_told_with_a_place_to_mend_it(circle, key, breaks):
    breaks(circle)
    circle.refresh_from_db()

    assert list(told(circle)) == [key]
    warning = Overview(circle).warnings[0]
    assert str(warning.mend)
    assert reverse(f"circles:{warning.where}", args=[circle.uuid, *warning.objects])


def test_what_the_limits_allow_is_not_told(circle):
    """20 persons, a gathering of exactly four hours, three in one week, three present."""
    for _person in range(16):
        CircleMemberFactory(circle=circle)
    circle.gatherings.filter(starts_at=day(2, 1)).update(minutes=240)
    for of_month in (2, 3):
        GatheringFactory(circle=circle, starts_at=day(2, of_month))
    hold(circle, 0, "Lena", "Kim", "Rut")

    assert told(circle) == {}


def test_fewer_than_three_gatherings_are_too_few(circle):
    for row in list(circle.gatherings.in_order())[2:]:
        row.miss()

    assert list(told(circle)) == ["gatherings", "study_hours"]


def test_a_gathering_that_did_not_happen_does_not_count(circle):
    circle.gatherings.in_order()[3].miss()
    assert told(circle) == {}
    circle.gatherings.in_order()[2].miss()

    assert "gatherings" in told(circle)


def test_who_was_at_none_of_the_first_three_is_named_once_they_are_over(circle):
    hold(circle, 0, "Lena", "Kim", "Rut")
    hold(circle, 1, "Lena", "Kim", "Rut")
    assert "among_first" not in told(circle)
    hold(circle, 2, "Lena", "Kim", "Rut")

    assert told(circle)["among_first"].endswith(": Bo.")


def test_who_cannot_come_to_three_any_more_is_named(circle):
    hold(circle, 0, "Lena", "Kim", "Rut", "Bo")
    hold(circle, 1, "Lena", "Kim", "Rut")
    assert "own_gatherings" not in told(circle)
    hold(circle, 2, "Lena", "Kim", "Rut")

    assert told(circle)["own_gatherings"].endswith(": Bo.")


def test_the_figures_are_settings(circle, settings):
    settings.CIRCLE_RULES = {**settings.CIRCLE_RULES, "fewest": 5}

    assert "En studiecirkel är minst 5" in told(circle)["fewest"]
