"""The counts as they were last taken. Taking them reads every association of a region, so that a
job does it and a page reads one row."""

from dataclasses import dataclass, fields
from datetime import datetime

from django.utils import timezone

from organisations.coverage.counting import Counts, count, inventory_of, shown_minorities
from organisations.coverage.public import public_counts
from organisations.models import ArtForm, CoverageSnapshot, Minority


@dataclass(frozen=True)
class Picture:
    """A region's counts, and when they were taken."""

    counts: Counts
    counted_at: datetime


def taken(region):
    """The counts for those who work there and for everybody, counted now."""
    rounds = region._meta.get_field("earlier_rounds").related_model.objects
    has_list = rounds.counting().in_region(region).exists()
    inventory = inventory_of(region)
    counts = count(inventory, has_earlier_list=has_list)
    counts.place_names = list(region.municipalities.values_list("code", "name"))
    counts.form_names = list(ArtForm.objects.filter(parent=None).values_list("code", "name"))
    counts.minority_names = list(Minority.objects.values_list("code", "name"))
    return counts, public_counts(counts, shown_minorities=shown_minorities(inventory))


def full_picture(region):
    """For those who work with the inventory."""
    return _picture(region, "counts")


def public_picture(region):
    """For everybody: nothing in it counts out fewer than five."""
    return _picture(region, "public")


def public_pictures(regions):
    """{region id: its public picture} of those that have been counted, in one query."""
    rows = CoverageSnapshot.objects.filter(region__in=regions).defer("counts")
    return {row.region_id: Picture(_counts(row.public), row.counted_at) for row in rows}


def _picture(region, kind):
    row = CoverageSnapshot.objects.filter(region=region).only(kind, "counted_at").first()
    if row:
        return Picture(_counts(getattr(row, kind)), row.counted_at)
    # The worker has not come round yet since this installation began: counted on the spot.
    counts, public = taken(region)
    return Picture(counts if kind == "counts" else public, timezone.now())


def _counts(stored):
    """What an older version has stored may lack a number that a newer one counts."""
    known = {one.name for one in fields(Counts)}
    return Counts(**{name: value for name, value in stored.items() if name in known})
