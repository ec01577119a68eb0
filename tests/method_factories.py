"""Rows of the method tool, each as small as it may be."""

import factory
from django.utils import timezone

from organisations.models import Region
from studyguide.models import Case, CaseStatus, MethodWork, ToolTrial
from tests.plan_factories import ConsultationFactory


class MethodWorkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MethodWork

    consultation = factory.SubFactory(ConsultationFactory)

    class Params:
        published = factory.Trait(published_at=factory.LazyFunction(timezone.now))


class CaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Case

    region = factory.LazyFunction(lambda: Region.objects.get(slug="jonkoping"))
    title = factory.Sequence(lambda n: f"Samråd i en replokal {n}")
    what_we_did = "Vi åkte dit på en torsdag."
    how_it_went = "Fler kom än vi trodde."

    class Params:
        published = factory.Trait(
            status=CaseStatus.PUBLISHED, published_at=factory.LazyFunction(timezone.now)
        )


class ToolTrialFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ToolTrial

    region = factory.LazyFunction(lambda: Region.objects.get(slug="jonkoping"))
    part = "checklist"
    used_on = factory.LazyFunction(timezone.localdate)
    rating = 3
    words = "Vi glömde mikrofonen, men inte bussen."
