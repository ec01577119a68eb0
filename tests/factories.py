"""Rows for tests: each as small as it may be, a trait per state."""

from datetime import timedelta

import factory
from django.utils import timezone

from consultations.models import (
    Invitation,
    Meeting,
    MeetingKind,
    MeetingStatus,
    MeetingText,
    Organiser,
    Reply,
    Seat,
    Speaker,
    Way,
)
from organisations.models import (
    Alliance,
    Assignment,
    Municipality,
    Organisation,
    OrganisationStatus,
    Outreach,
    Region,
    Role,
    Tip,
    User,
)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@exempel.se")
    password = "!"

    class Params:
        superuser = factory.Trait(is_superuser=True)


class AllianceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Alliance
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Kulturallians Exempellän {n}")

    @factory.post_generation
    def slugs(self, create, slugs, **_words):
        self.regions.set(Region.objects.filter(slug__in=slugs or ["jonkoping"]))


class AssignmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Assignment

    user = factory.SubFactory(UserFactory)
    region = factory.LazyFunction(lambda: Region.objects.get(slug="jonkoping"))
    role = Role.PROJECT_LEAD


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Exempelbygdens spelmanslag {n}")
    municipality = factory.LazyFunction(lambda: Municipality.objects.get(code="0680"))
    email = factory.Sequence(lambda n: f"info{n}@forening.example")
    status = OrganisationStatus.LISTED

    class Params:
        public = factory.Trait(listed_publicly=True)
        reported = factory.Trait(status=OrganisationStatus.REPORTED)
        on_paper = factory.Trait(
            email="", street="Storgatan 1", postcode="553 22", city="Jönköping"
        )


class TipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Tip

    name = "Replokalen i Råslätt"
    municipality = factory.LazyFunction(lambda: Municipality.objects.get(code="0680"))
    region = factory.LazyAttribute(lambda tip: tip.municipality.region)


class OutreachFactory(factory.django.DjangoModelFactory):
    """A call that nobody answered, with the next step today."""

    class Meta:
        model = Outreach

    organisation = factory.SubFactory(OrganisationFactory)
    region = factory.LazyAttribute(lambda note: note.organisation.municipality.region)
    channel = "call"
    result = "no_answer"
    happened_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=3))
    next_step = "Ring igen"
    next_on = factory.LazyFunction(timezone.localdate)


class MeetingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Meeting
        skip_postgeneration_save = True

    region = factory.LazyFunction(lambda: Region.objects.get(slug="jonkoping"))
    organiser = Organiser.IKA
    kind = MeetingKind.START
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))
    ends_at = factory.LazyAttribute(lambda meeting: meeting.starts_at + timedelta(hours=2))
    venue = "Kulturhuset"
    street = "Parkgatan 1"
    municipality = factory.LazyFunction(lambda: Municipality.objects.get(code="0680"))
    seats_total = 40
    seats_per_organisation = 2
    registration_closes_at = factory.SelfAttribute("starts_at")
    languages = ["sv"]
    contact_name = "Maja Lind"
    contact_email = "maja@kulturallians.example"
    status = MeetingStatus.PUBLISHED
    words = factory.RelatedFactory("tests.factories.MeetingTextFactory", "meeting")

    class Params:
        draft = factory.Trait(status=MeetingStatus.DRAFT)
        cancelled = factory.Trait(
            status=MeetingStatus.CANCELLED, cancelled_because="Lokalen brann."
        )


class MeetingTextFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MeetingText

    meeting = factory.SubFactory(MeetingFactory, words=None)
    language = "sv"
    title = "Startmöte för en kulturallians"
    purpose = "Vi vill höra vad ni behöver."


class InvitationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Invitation

    meeting = factory.SubFactory(MeetingFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class ReplyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reply

    meeting = factory.SubFactory(MeetingFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    speaker = Speaker.ORGANISATION
    comes = True
    way = Way.LINK
    confirmed_at = factory.LazyFunction(timezone.now)


class SeatFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Seat

    reply = factory.SubFactory(ReplyFactory)
    meeting = factory.SelfAttribute("reply.meeting")
    status = "confirmed"
    number = factory.Sequence(lambda n: n + 1)
