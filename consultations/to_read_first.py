"""What is worth reading before a meeting: its documents, the region's plan, and the consultation that is
open on it."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from consultations.models import Consultation, PlanVersion
from kick.lib.tally import figures


class ToRead(NamedTuple):
    url: str
    title: str
    # Empty where the title is in the reader's own.
    language: str = ""
    leads_away: bool = False


def to_read_before(meeting):
    """A tuple of ToRead, kept a short while: every invited asks the same. Whoever changes a document
    counts it anew."""
    return figures("to-read", meeting.tally, lambda: tuple(read(meeting)))


def read(meeting):
    for document in meeting.documents.in_order().select_related("meeting__region").defer("body"):
        yield ToRead(document.get_absolute_url(), document.title, leads_away=bool(document.url))
    consultations = Consultation.objects.open().in_region(meeting.region).with_parts()
    if consultation := consultations.order_by("closes_at").first():
        language = consultation.text.language
        yield ToRead(consultation.get_absolute_url(), str(consultation.title), language)
    versions = PlanVersion.objects.published().in_region(meeting.region).newest_first()
    if version := versions.select_related("plan__region").first():
        plan = version.plan
        words = {
            "name": plan.region.county_name,
            "first": plan.first_year,
            "last": plan.last_year,
        }
        title = _("The culture plan of %(name)s %(first)s–%(last)s") % words
        yield ToRead(version.get_absolute_url(), title)
