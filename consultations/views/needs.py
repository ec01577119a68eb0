from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from consultations.models import Need
from consultations.needed import counted, counted_apart
from consultations.papers import needs_sheet
from consultations.views.desk import find_run_meeting
from organisations.exports import record


@require_http_methods(["GET", "HEAD", "POST"])
def desk_needs(request, uuid):
    """Counts for kitchen and venue. Who needs what is shown to whoever calls the meeting, after a
    press that is noted."""
    meeting = find_run_meeting(request, uuid)
    needs = Need.objects.of_those_who_come(meeting)
    may_see = meeting.shows_needs_to(request.user)
    words = {
        "meeting": meeting,
        "region": meeting.region,
        "kitchen": counted(needs.on_site().for_kitchen()),
        **counted_apart(needs),
        "persons": meeting.seats.taken().on_site().count(),
        "may_see": may_see,
    }
    if request.method == "POST" and may_see:
        words["named"] = named(needs)
        record(
            what="needs",
            about=f"meeting:{meeting.uuid}",
            region=meeting.region,
            format="page",
            rows=len(words["named"]),
            by=request.user,
        )
    response = render(request, "consultations/desk_needs.html", words)
    response.headers["Cache-Control"] = "no-store"
    return response


def named(needs):
    """[(reply, its needs in words)], by association."""
    rows = {}
    for need in needs.select_related("reply__organisation"):
        rows.setdefault(need.reply, []).append(need.get_kind_display())
    return sorted(rows.items(), key=lambda row: (row[0].organisation_name, row[0].pk))


@require_safe
def desk_needs_print(request, uuid):
    """One page for the kitchen and the venue: counts, and nothing else of anybody."""
    meeting = find_run_meeting(request, uuid)
    return HttpResponse(
        needs_sheet(meeting),
        content_type="application/pdf",
        headers={
            "Content-Disposition": 'inline; filename="behov.pdf"',
            "Cache-Control": "no-store",
        },
    )
