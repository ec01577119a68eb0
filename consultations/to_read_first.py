"""What is worth reading before a meeting: the region's plan and the consultation that is open on it."""

from dataclasses import dataclass

from consultations.models import Consultation, PlanVersion
from kick.lib.tally import figures


@dataclass(frozen=True)
class ToRead:
    version: PlanVersion | None
    consultation: Consultation | None

    def __bool__(self):
        return bool(self.version or self.consultation)


def to_read_before(meeting):
    """Of the meeting's own region. Kept a short while: every invited asks the same."""
    return figures("to-read", meeting.region_id, lambda: read(meeting.region))


def read(region):
    versions = PlanVersion.objects.published().in_region(region).newest_first()
    consultations = Consultation.objects.open().in_region(region).with_parts()
    return ToRead(
        versions.select_related("plan__region").first(), consultations.order_by("closes_at").first()
    )
