"""Rows of a study circle, each as small as it may be."""

from datetime import timedelta

import factory
from django.utils import timezone

from organisations.models import Region
from studyguide.models import (
    Attendance,
    Circle,
    CircleKind,
    CircleMember,
    CircleOrganisation,
    CircleRole,
    Gathering,
    Guide,
    Note,
)
from tests.factories import UserFactory
from tests.guide_factories import ChapterFactory, GuideQuestionFactory

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def the_guide():
    return Guide.objects.get_or_create(
        key="studiehandledning", defaults={"audience": "associations"}
    )[0]


class CircleFactory(factory.django.DjangoModelFactory):
    """A free group without anybody in it; `led_by(user)` gives it a leader."""

    class Meta:
        model = Circle
        skip_postgeneration_save = True

    class Params:
        study = factory.Trait(kind=CircleKind.STUDY_CIRCLE, federation_name="Studieförbundet Ex")

    kind = CircleKind.CONVERSATION_GROUP
    name = factory.Sequence(lambda n: f"Kulturcirkeln {n}")
    region = factory.LazyFunction(lambda: Region.objects.get(slug="jonkoping"))
    guide = factory.LazyFunction(the_guide)

    @factory.post_generation
    def led_by(self, create, user, **_words):
        if user:
            who = {"user": user, "email": user.email, "name": user.name or "Lena Ledare"}
            CircleMemberFactory(circle=self, role=CircleRole.LEADER, **who)


class CircleMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CircleMember

    circle = factory.SubFactory(CircleFactory)
    name = factory.Sequence(lambda n: f"Kim{n} Exempelsson")
    is_old_enough = True


class CircleOrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CircleOrganisation


class GatheringFactory(factory.django.DjangoModelFactory):
    """In a week; `held` was yesterday."""

    class Meta:
        model = Gathering

    class Params:
        held = factory.Trait(
            status="held", starts_at=factory.Sequence(lambda n: timezone.now() - DAY - n * HOUR)
        )

    circle = factory.SubFactory(CircleFactory)
    starts_at = factory.Sequence(lambda n: timezone.now() + 7 * DAY + n * HOUR)


class AttendanceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Attendance

    present = True


class CircleNoteFactory(factory.django.DjangoModelFactory):
    """What the group of a circle has answered to a question of its guide."""

    class Meta:
        model = Note

    circle = factory.SubFactory(CircleFactory)
    question = factory.LazyAttribute(
        lambda note: GuideQuestionFactory(chapter=ChapterFactory(guide=note.circle.guide))
    )
    body = "Det saknas replokaler."
    version = 1


def led_circle(**words):
    """(circle, its leader's account)"""
    user = UserFactory(name="Lena Ledare")
    return CircleFactory(led_by=user, **words), user
