"""Who sees a circle and its notes, and what follows from its days."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib import admin
from django.db import IntegrityError, transaction
from django.utils import timezone

from kick.lib import retention
from kick.lib.personal_data import events_of
from organisations.models import Region, Role
from studyguide.models import (
    Attendance,
    Circle,
    CircleMember,
    CircleState,
    Gathering,
    Note,
    numbered,
)
from tests.circle_factories import (
    AttendanceFactory,
    CircleFactory,
    CircleMemberFactory,
    CircleNoteFactory,
    GatheringFactory,
    led_circle,
)
from tests.factories import AssignmentFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
OURS = [Circle, CircleMember, Gathering, Note]
NOTHING = {model: set() for model in OURS}


def has_address(user):
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def seen_by(user):
    return {model: set(model.objects.visible_to(user)) for model in OURS}


@pytest.fixture
def circle():
    circle, user = led_circle()
    circle.leader_account = user
    CircleNoteFactory(circle=circle)
    GatheringFactory(circle=circle)
    CircleMemberFactory(circle=circle)
    return circle


def test_the_leader_and_a_member_with_an_account_see_the_circle_and_nobody_elses(circle):
    CircleNoteFactory(circle=led_circle()[0])
    member = has_address(UserFactory())
    CircleMemberFactory(circle=circle, email=member.email.upper())
    everything = {
        Circle: {circle},
        CircleMember: set(circle.members.all()),
        Gathering: set(circle.gatherings.all()),
        Note: set(circle.notes.all()),
    }

    assert seen_by(circle.leader_account) == everything
    assert seen_by(member) == everything
    assert list(Circle.objects.run_by(circle.leader_account)) == [circle]
    assert list(Circle.objects.run_by(member)) == []


def test_an_address_that_is_not_shown_to_be_hers_opens_nothing(circle):
    user = UserFactory()
    EmailAddress.objects.create(user=user, email=user.email, verified=False)
    CircleMemberFactory(circle=circle, email=user.email)

    assert seen_by(user) == NOTHING


@pytest.mark.parametrize(
    ("role", "slug"),
    [
        (Role.PROJECT_LEAD, "jonkoping"),
        (Role.PROJECT_LEAD, "kronoberg"),
        (Role.PROJECT_LEAD, None),
        (Role.REGION_OFFICER, "jonkoping"),
        (Role.REGISTRAR, "jonkoping"),
        ("superuser", None),
    ],
)
def test_staff_see_nothing_even_with_a_place_in_the_circle(circle, role, slug):
    user = UserFactory(superuser=role == "superuser")
    if role != "superuser":
        region = Region.objects.filter(slug=slug).first()
        AssignmentFactory(user=user, role=role, region=region)
    CircleMemberFactory(circle=circle, user=user)

    assert seen_by(user) == NOTHING


def test_an_officer_of_another_region_may_be_in_a_circle_as_anybody(circle):
    user = UserFactory()
    region = Region.objects.get(slug="kronoberg")
    AssignmentFactory(user=user, role=Role.REGION_OFFICER, region=region)
    CircleMemberFactory(circle=circle, user=user)

    assert list(Note.objects.visible_to(user)) == list(circle.notes.all())


def test_nothing_of_a_circle_is_in_the_admin_or_in_history():
    ours = [
        model
        for model in apps.get_app_config("studyguide").get_models()
        if getattr(model, "privacy", None) and model.privacy.dataset == "circles"
    ]

    assert {model.__name__ for model in ours} >= {"Note", "Circle", "CircleMember", "Attendance"}
    assert [model for model in ours if model in admin.site._registry] == []
    assert [model for model in ours if events_of(model)] == []


def test_the_state_follows_from_the_days():
    circle, now = CircleFactory(), timezone.now()

    def state(at):
        return Circle.objects.with_days().get().state(at=at)

    assert state(now) == CircleState.UNPLANNED
    GatheringFactory(circle=circle, starts_at=now + 7 * DAY)
    last = GatheringFactory(circle=circle, starts_at=now + 14 * DAY)
    GatheringFactory(circle=circle, starts_at=now + 30 * DAY, status="missed")
    assert state(now) == CircleState.PLANNED
    assert state(now + 8 * DAY) == CircleState.RUNNING
    assert state(last.starts_at) == CircleState.RUNNING
    assert state(now + 16 * DAY) == CircleState.ENDED


def test_a_gathering_that_did_not_happen_has_no_number():
    circle = CircleFactory()
    first, missed, second = (
        GatheringFactory(circle=circle, starts_at=timezone.now() + days * DAY) for days in (1, 2, 3)
    )
    missed.miss()

    assert [(row, row.number) for row in numbered([second, missed, first])] == [
        (first, 1),
        (missed, None),
        (second, 2),
    ]


@pytest.mark.parametrize(("minutes", "hours"), [(44, 0), (45, 1), (134, 2), (135, 3), (240, 5)])
def test_a_study_hour_is_45_whole_minutes(minutes, hours):
    assert GatheringFactory.build(circle=None, minutes=minutes).study_hours == hours


def refused(make):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        make()
    return str(refusal.value)


def test_the_database_keeps_what_must_be_true(circle):
    member, gathering = circle.members.last(), circle.gatherings.get()
    note = circle.notes.get()
    AttendanceFactory(gathering=gathering, member=member)
    CircleMemberFactory(circle=circle, email="kim@exempel.se")

    for make, name in [
        (lambda: CircleFactory(name=""), "circle_has_a_name"),
        (lambda: CircleFactory(federation_name="ABF"), "circle_federation_is_of_a_study_circle"),
        (lambda: CircleMemberFactory(circle=circle, name=""), "circle_member_has_a_name"),
        (lambda: CircleMemberFactory(circle=circle, role="leader"), "circle_has_one_leader"),
        (
            lambda: CircleMemberFactory(circle=circle, email="KIM@exempel.se"),
            "circle_member_once_per_address",
        ),
        (
            lambda: CircleMemberFactory(circle=circle, approved_on="2026-09-01"),
            "circle_member_approved_leads",
        ),
        (
            lambda: GatheringFactory(circle=circle, starts_at=gathering.starts_at),
            "gathering_once_at_a_time",
        ),
        (lambda: GatheringFactory(circle=circle, minutes=0), "gathering_takes_a_while"),
        (lambda: AttendanceFactory(gathering=gathering, member=member), "attendance_once"),
        (
            lambda: CircleNoteFactory(circle=circle, question=note.question),
            "circle_note_once_per_question",
        ),
        (lambda: CircleNoteFactory(circle=circle, version=0), "circle_note_has_a_version"),
    ]:
        assert name in refused(make)


def test_two_without_an_address_may_have_one_name(circle):
    for _person in range(2):
        CircleMemberFactory(circle=circle, name="Anna Exempel")

    assert circle.members.filter(name="Anna Exempel").count() == 2


def run_everything(at):
    return {
        rule.key: retention.carry_out(rule, at=at)
        for rule in retention.rules()
        if rule.model._meta.app_label == "studyguide"
    }


def test_a_circle_goes_two_years_after_its_last_gathering_and_the_addresses_before(circle):
    last = circle.gatherings.get().starts_at
    CircleMemberFactory(circle=circle, email="kim@exempel.se")

    assert not any(run_everything(last + 364 * DAY).values())
    assert any(run_everything(last + 366 * DAY).values())
    assert not CircleMember.objects.with_address().exists()
    assert circle.notes.get().body
    run_everything(last + 731 * DAY)
    assert not Circle.objects.exists()
    assert not Note.objects.exists()
    assert not Attendance.objects.exists()
