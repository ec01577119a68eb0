"""How much there is of what a meeting leaves behind, in one query."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from consultations.models import (
    Correction,
    Evaluation,
    EvaluationCard,
    Meeting,
    MeetingDocument,
    MeetingHost,
    Note,
    NoteTable,
    Seat,
)


def counts_of(meeting):
    """Numbers only, so that they may be told of a closed meeting too."""
    rows = {
        "came": Seat.objects.attended(),
        "notes": Note.objects.all(),
        "tables": NoteTable.objects.all(),
        "hosts": MeetingHost.objects.all(),
        "waiting": Correction.objects.waiting(),
        "documents": MeetingDocument.objects.all(),
        "answers": Evaluation.objects.all(),
        "asked": EvaluationCard.objects.all(),
    }
    wanted = {f"number_of_{name}": _number_of(found) for name, found in rows.items()}
    numbers = Meeting.objects.filter(pk=meeting.pk).annotate(**wanted).values(*wanted).get()
    return {name.removeprefix("number_of_"): number for name, number in numbers.items()}


def _number_of(rows):
    own = rows.filter(meeting=OuterRef("pk")).order_by().values("meeting")
    return Coalesce(Subquery(own.annotate(number=Count("pk")).values("number")), 0)
