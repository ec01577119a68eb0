"""Who is in the inventory and who is missing, counted anew."""

from django.utils import timezone

from organisations.coverage.snapshot import taken
from organisations.models import CoverageSnapshot, Region


def count_region(region):
    """Store the region's counts as they are now, over those from before."""
    at = timezone.now()
    counts, public = taken(region)
    CoverageSnapshot.objects.update_or_create(
        region=region,
        defaults={"counts": counts.as_json(), "public": public.as_json(), "counted_at": at},
    )


def count_regions():
    """The same for every region that takes part."""
    for region in Region.objects.active():
        count_region(region)
