"""What became of a meeting, for everybody: who came, what was said, what happens next."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from consultations.closing import figures_of
from consultations.evaluated import results_of
from consultations.models import Meeting
from consultations.views.meeting import find_meeting
from consultations.views.noting import minutes_of

MOST_NOTES = 400


@login_not_required
@require_safe
def meeting_after(request, region, slug):
    """Open when the notes are released; before that only those who run it see how it will be."""
    meeting = find_meeting(request, region, slug)
    minutes = minutes_of(meeting)
    if not minutes.is_released and not runs(request, meeting):
        raise Http404
    notes = meeting.notes.public().select_related("contribution__verdict").with_places()
    words = {
        "meeting": meeting,
        "region": meeting.region,
        "minutes": minutes,
        "figures": figures_of(meeting),
        "notes": notes.in_order()[:MOST_NOTES],
        "documents": meeting.documents.in_order(),
        "results": results_of(meeting),
        "check": meeting.checks.latest_first().first(),
    }
    return render(request, "consultations/meeting_after.html", words)


def runs(request, meeting):
    return Meeting.objects.run_by(request.user).filter(pk=meeting.pk).exists()


@login_not_required
@require_safe
def meeting_document(request, region, slug, pk):
    meeting = find_meeting(request, region, slug)
    document = get_object_or_404(meeting.documents.exclude(body=""), pk=pk)
    words = {"meeting": meeting, "region": meeting.region, "document": document}
    return render(request, "consultations/meeting_document.html", words)
