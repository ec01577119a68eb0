"""What became of a meeting, for everybody: who came, what was said, what happens next."""

from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from consultations.closing import figures_of
from consultations.evaluated import results_of
from consultations.models import Meeting
from consultations.views.meeting import find_meeting
from consultations.views.noting import minutes_of
from kick.lib.paging import bounded_page_of

NOTES_A_PAGE = 100
# As many are read where they stand; more are folded together by what they are about.
FEW_NOTES = 8


@login_not_required
@require_safe
def meeting_after(request, region, slug):
    """Open when the notes are released; before that only those who run it see how it will be."""
    meeting = find_meeting(request, region, slug)
    minutes = minutes_of(meeting)
    if not minutes.is_released and not runs(request, meeting):
        raise Http404
    notes = meeting.notes.public().select_related("contribution__verdict").with_places()
    page = bounded_page_of(request, notes.in_order(), size=NOTES_A_PAGE)
    words = {
        "meeting": meeting,
        "region": meeting.region,
        "minutes": minutes,
        "figures": figures_of(meeting),
        "page": page,
        "parts": parts_of(page),
        "folds_notes": page.found > FEW_NOTES,
        "documents": meeting.documents.in_order(),
        "results": results_of(meeting),
        "check": meeting.checks.latest_first().first(),
    }
    return render(request, "consultations/meeting_after.html", words)


def parts_of(notes):
    """[(what they are about, those notes)], as they stand in the plan."""
    rows = groupby(notes, key=lambda note: (note.section_id, note.question_id, note.asked_id))
    parts = [list(group) for _key, group in rows]
    return [(group[0].place, group) for group in parts]


def runs(request, meeting):
    return Meeting.objects.run_by(request.user).filter(pk=meeting.pk).exists()


@login_not_required
@require_safe
def meeting_document(request, region, slug, pk):
    meeting = find_meeting(request, region, slug)
    document = get_object_or_404(meeting.documents.exclude(body=""), pk=pk)
    words = {"meeting": meeting, "region": meeting.region, "document": document}
    return render(request, "consultations/meeting_document.html", words)
