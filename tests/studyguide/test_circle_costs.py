"""A page of a circle costs as many queries with three in it as with thirty."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from studyguide.models import ChapterText, Question
from tests.circle_factories import (
    AttendanceFactory,
    CircleMemberFactory,
    CircleNoteFactory,
    CircleOrganisationFactory,
    GatheringFactory,
    led_circle,
)
from tests.factories import OrganisationFactory
from tests.guide import our_guide
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db
MOST = 12
DAY = timedelta(days=1)


def fill(circle, number):
    chapters = [row.chapter for row in ChapterText.objects.filter(language="sv")]
    for turn in range(number):
        member = CircleMemberFactory(circle=circle, email=f"deltagare{turn}{number}@exempel.se")
        CircleOrganisationFactory(circle=circle, organisation=OrganisationFactory())
        starts_at = timezone.now() + (turn - number // 2) * DAY
        row = GatheringFactory(
            circle=circle, starts_at=starts_at, chapter=chapters[turn % len(chapters)]
        )
        AttendanceFactory(gathering=row, member=member)


def pages(circle):
    base, member = f"/cirkel/{circle.uuid}/", circle.members.exclude(role="leader").first()
    gathering = circle.gatherings.in_order().first()
    question = Question.objects.filter(chapter__key="traff-1").order_by("position").first()
    return [
        base,
        f"{base}deltagare/",
        f"{base}deltagare/{member.uuid}/",
        f"{base}traff/",
        f"{base}traff/{gathering.pk}/",
        f"{base}samtal/traff-1/",
        f"{base}samtal/traff-1/{question.key}/",
        f"{base}narvarolista.pdf",
        f"/cirkel/min/{member.token}/",
        f"/cirkel/min/{member.token}/samtal/traff-1/",
        f"/cirkel/med/{circle.token}/",
        "/studiehandledning/traff-1/",
    ]


def costs(client, circle):
    found = {}
    for number, path in enumerate(pages(circle)):
        client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(path).status_code == 200
        found[number] = len(queries)
    return found


def test_a_page_costs_the_same_however_many_are_in_it(client):
    our_guide()
    circle, user = led_circle(study=True)
    sign_in(client, user)
    fill(circle, 3)

    few = costs(client, circle)
    fill(circle, 30)
    for question in Question.objects.filter(chapter__key="traff-1"):
        CircleNoteFactory(circle=circle, question=question, changed_by=circle.members.last())

    assert costs(client, circle) == few
    assert max(few.values()) <= MOST
