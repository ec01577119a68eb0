"""Letters on paper: the parts, one file of all made by the worker, and a letter to try the printer with."""

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from consultations.actions import printing
from consultations.papers import paper_letters, paper_parts, trial_letter
from consultations.views.desk import find_run_meeting
from consultations.views.inviting_send import previewed

PDF = {"content_type": "application/pdf"}


@require_safe
def desk_paper(request, uuid):
    """The letters on paper as a PDF, to print and put in window envelopes; ?del=2 is the next part,
    ?prov=1 one letter that opens nothing."""
    meeting = find_run_meeting(request, uuid)
    part = request.GET.get("del", "1")
    if not part.isdecimal() or not int(part[:4]) >= 1:
        raise Http404
    if "prov" in request.GET:
        content = trial_letter(meeting, previewed(request, meeting))
    else:
        content = paper_letters(meeting, part=int(part[:4]))
    if content is None:
        raise Http404
    return HttpResponse(content, headers=headers("brev.pdf", "inline"), **PDF)


def headers(name, how):
    return {"Content-Disposition": f'{how}; filename="{name}"', "Cache-Control": "no-store"}


@require_http_methods(["GET", "HEAD", "POST"])
def desk_print(request, uuid):
    """How far the one file of all letters has come; POST orders it."""
    meeting = find_run_meeting(request, uuid)
    if request.method == "POST":
        try:
            printing.order_print(meeting=meeting, by=request.user)
        except printing.NothingToPrint:
            messages.info(request, _("There is no letter on paper to print yet."))
        return redirect("consultations:desk_print", uuid=uuid)
    words = {
        "meeting": meeting,
        "region": meeting.region,
        "run": meeting.print_runs.newest_first().first(),
        "parts": paper_parts(meeting),
        "without_address": meeting.invitations.issued()
        .without_postal_address()
        .select_related("organisation")
        .by_organisation()[:200],
    }
    return render(request, "consultations/desk_print.html", words)


@require_safe
def desk_print_file(request, uuid):
    meeting = find_run_meeting(request, uuid)
    run = meeting.print_runs.newest_first().first()
    if run is None or run.finished_at is None:
        raise Http404
    pieces = run.pieces.order_by("number").values_list("content", flat=True)
    return StreamingHttpResponse(
        (bytes(piece) for piece in pieces.iterator(chunk_size=1)),
        headers=headers("alla-brev.pdf", "attachment"),
        **PDF,
    )
