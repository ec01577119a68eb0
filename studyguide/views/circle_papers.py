"""What the leader prints or takes out for the study federation."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from kick.lib.export import respond
from organisations.exports import record
from studyguide.circle_overview import Overview
from studyguide.circle_papers import PAPERS
from studyguide.exports import attendance_columns
from studyguide.views.circles import find_run_circle


@require_safe
def circle_paper(request, uuid, paper):
    circle = find_run_circle(request, uuid)
    if paper not in PAPERS:
        raise Http404
    return HttpResponse(
        PAPERS[paper](circle),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{paper}.pdf"',
            "Cache-Control": "no-store",
        },
    )


@require_POST
def circle_sheet(request, uuid):
    """A button and no link, since it is noted who took the list out."""
    circle = find_run_circle(request, uuid)
    overview = Overview(circle)
    columns = attendance_columns(overview)
    record(
        what="attendance",
        about=f"circle:{circle.uuid}",
        region=circle.region,
        format="xlsx",
        rows=len(overview.members),
        by=request.user,
    )
    return respond("xlsx", columns, overview.members, "narvarolista")
