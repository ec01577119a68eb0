"""What is held of the person who is signed in: to see, to take away as a file, to ask to be erased."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kick.lib import dates, extract
from organisations.actions import personal
from organisations.models import PersonRequest, RequestKind


@require_safe
def my_data(request):
    person = personal.person_with(request.user.email)
    words = {
        "sections": extract.sections(person),
        "traces": extract.traces(person),
        "waiting": PersonRequest.objects.open().for_erasure_of(request.user.email).first(),
    }
    return render(request, "organisations/my_data.html", words)


@require_POST
def my_data_file(request):
    """By a press and never by an address that could be passed on."""
    person = personal.person_with(request.user.email)
    format = "pdf" if request.POST.get("as") == "pdf" else "json"
    return HttpResponse(
        extract.as_pdf(person) if format == "pdf" else extract.as_json(person),
        content_type=f"application/{format}",
        headers={
            "Content-Disposition": f'attachment; filename="mina-uppgifter.{format}"',
            "Cache-Control": "no-store",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def my_data_erase(request):
    if request.method == "POST":
        asked = personal.ask(kind=RequestKind.ERASURE, email=request.user.email)
        text = _("We have got your request, and answer by %(day)s at the latest.")
        messages.success(request, text % {"day": dates.short_day_text(asked.last_day)})
        return redirect("organisations:my_data")
    return render(request, "organisations/my_data_erase.html")
