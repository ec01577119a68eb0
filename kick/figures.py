"""What the front pages count, from several apps; each figure is one query, however much there is."""

from dataclasses import dataclass

from django.db.models import Count, F, Max, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from consultations import reading
from consultations.models import Consultation, Contribution, Meeting, PlanVersion, Reply
from consultations.models.answered_twice import count_associations
from consultations.reading import FEWEST_SHOWN
from kick.lib.tally import COUNTRY, figures
from organisations.models import ArtForm, Municipality, Organisation

# The newest consultations of a region, among which the one that goes on now is found.
CONSULTATIONS_READ = 10


@dataclass(frozen=True)
class Inventory:
    """How far the search for a region's associations has come."""

    organisations: int
    public: int
    municipalities_reached: int
    municipalities: int


def of_region(region):
    """What the region's page counts among many rows, kept as kick/lib/tally.py says."""
    return figures("region", region.pk, lambda: _count_region(region))


def of_country():
    """The numbers of `organisations_by_region`, kept in the same way."""
    return figures("organisations", COUNTRY, organisations_by_region)


def _count_region(region):
    return {
        "inventory": inventory(region),
        "wanting_an_alliance": wanting_an_alliance(region),
        "art_forms": public_by_art_form(region),
        "shares": what_became(region),
    }


def inventory(region):
    """Civil society in the register with its seat in the region, shown publicly or not."""
    found = Organisation.objects.listed().of_civil_society().in_region(region)
    towns = Municipality.objects.filter(region=region).order_by().values("region")
    towns = Subquery(towns.annotate(number=Count("pk")).values("number"))
    counts = found.aggregate(
        organisations=Count("pk"),
        public=Count("pk", filter=Q(listed_publicly=True)),
        municipalities_reached=Count("municipality", distinct=True),
        # One number in every row; without a row it is asked for by itself.
        municipalities=Coalesce(Max(towns), towns),
    )
    return Inventory(**counts)


def organisations_by_region():
    """{region id: number} of the inventory in the regions that take part."""
    towns = Municipality.objects.in_active_regions()
    found = Organisation.objects.listed().of_civil_society().in_municipalities(towns)
    rows = found.order_by().values_list("municipality__region").annotate(Count("pk"))
    return dict(rows)


def public_by_art_form(region):
    """(art form, number) of those who show themselves, the commonest first, small groups left out.

    What an association does within a field is counted to the field. Who does two things is in two.
    """
    public = Organisation.objects.public().of_civil_society().in_region(region)
    rows = (
        public.filter(art_forms__isnull=False)
        .order_by()
        .values(field=Coalesce("art_forms__parent", "art_forms"))
        .annotate(number=Count("pk", distinct=True))
        .filter(number__gte=FEWEST_SHOWN)
        .order_by("-number", "field")
    )
    numbers = {row["field"]: row["number"] for row in rows}
    names = dict(ArtForm.objects.in_bulk(list(numbers)))
    return [(names[field], number) for field, number in numbers.items()]


def held_and_planned(region):
    """Meetings that took place and those to come, without the cancelled ones."""
    now = timezone.now()
    return (
        Meeting.objects.taking_place()
        .in_region(region)
        .aggregate(
            held=Count("pk", filter=Q(ends_at__lt=now)),
            planned=Count("pk", filter=Q(ends_at__gte=now)),
        )
    )


def wanting_an_alliance(region):
    """Associations that want to know more about forming a regional cultural alliance."""
    meetings = Meeting.objects.taking_place().in_region(region)
    wanting = Reply.objects.coming().interested_in_alliance().filter(meeting__in=meetings)
    return count_associations(wanting)


def next_meetings():
    """{region id: its next meeting}, also where the region only takes part in it."""
    coming = Meeting.objects.taking_place().upcoming()
    own = coming.order_by("region", "starts_at", "pk").distinct("region")
    shared = coming.exclude(co_regions=None).annotate(co_region=F("co_regions"))
    shared = shared.order_by("co_region", "starts_at", "pk").distinct("co_region")
    pairs = [*own.values_list("region", "pk"), *shared.values_list("co_region", "pk")]
    found = Meeting.objects.with_counts().with_parts().in_bulk([pk for _region, pk in pairs])
    first = {}
    for region, pk in sorted(pairs, key=lambda pair: found[pair[1]].starts_at):
        first.setdefault(region, found[pk])
    return first


@dataclass(frozen=True)
class PlanNow:
    """How far a region's plan has come: its newest published version, and the newest consultation on it."""

    version: PlanVersion | None
    consultation: Consultation | None
    open: Consultation | None

    @property
    def step(self):
        """One of draft, answers and decided, or nothing before there is a text."""
        if self.version is None:
            return ""
        if self.version.is_adopted:
            return "decided"
        is_read = self.open is None and self.consultation and self.consultation.is_late()
        return "answers" if is_read else "draft"


def plan_now(region):
    versions = PlanVersion.objects.published().in_region(region).newest_first()
    version = versions.select_related("plan__region").first()
    rows = Consultation.objects.published().going_on().in_region(region)
    newest = list(rows.with_parts().newest_first()[:CONSULTATIONS_READ])
    on_it = (row for row in newest if version and row.version_id == version.pk)
    going_on = sorted((row for row in newest if row.is_open), key=lambda row: row.closes_at)
    return PlanNow(version, next(on_it, None), next(iter(going_on), None))


def what_became(region):
    """What the region has done with all that it has answered in public."""
    return reading.outcomes_in(Contribution.objects.public().answered().in_region(region))


def open_consultations():
    """{region id: the consultation that closes first} in the regions that take part."""
    rows = (
        Consultation.objects.open().order_by("region_id", "closes_at", "pk").distinct("region_id")
    )
    return {row.region_id: row for row in rows.with_parts()}
