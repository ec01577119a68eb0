"""What is worth reading before a meeting: its documents, the region's plan, and the consultation that is
open on it."""

from dataclasses import dataclass

from consultations.models import Consultation, MeetingDocument, PlanVersion
from kick.lib.tally import figures


@dataclass(frozen=True)
class ToRead:
    version: PlanVersion | None
    consultation: Consultation | None
    documents: tuple[MeetingDocument, ...] = ()


def to_read_before(meeting):
    """Kept a short while: every invited asks the same. Whoever changes a document counts it anew."""
    return figures("to-read", meeting.tally, lambda: read(meeting))


def read(meeting):
    versions = PlanVersion.objects.published().in_region(meeting.region).newest_first()
    consultations = Consultation.objects.open().in_region(meeting.region).with_parts()
    return ToRead(
        versions.select_related("plan__region").first(),
        consultations.order_by("closes_at").first(),
        tuple(meeting.documents.in_order().select_related("meeting__region").defer("body")),
    )
