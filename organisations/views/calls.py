"""Whom the project lead rings: those whom no letter reaches, or who do not answer."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kick.lib import export
from kick.lib.paging import bounded_page_of
from organisations import exports
from organisations.actions import calls
from organisations.forms.calls import CallListForm, NewAddressForm
from organisations.models import Organisation, Region, WrongMove
from organisations.views.claims import insist_on_staff

PAGE = 100


def _narrowed(request):
    """The form with what the query string holds, and the rows that it leaves."""
    insist_on_staff(request)
    regions = Region.objects.active().led_by(request.user)
    form = CallListForm(request.GET, regions=regions)
    form.is_valid()
    rows = Organisation.objects.run_by(request.user).to_call().by_call()
    return form, form.select(rows)


@never_cache
@require_safe
def desk_calls(request):
    form, rows = _narrowed(request)
    page = bounded_page_of(request, rows.select_related("municipality"), size=PAGE)
    kept = request.GET.copy()
    kept.pop("page", None)
    query = kept.urlencode()
    words = {"form": form, "page": page, "query": f"{query}&" if query else "", "asked": query}
    return render(request, "organisations/desk_calls.html", words)


@require_POST
def desk_calls_export(request, format):
    """A button and no link, since it is noted who took the list out."""
    _form, rows = _narrowed(request)
    if format not in export.FORMATS:
        raise Http404
    response = export.respond(format, exports.CALLS, exports.call_rows(rows), "att-ringa-om")
    # A national lead's list is of no one region; the note needs one, so each has its own.
    for region in Region.objects.with_seats_of(rows):
        exports.record(
            what="calls",
            about="register",
            region=region,
            format=format,
            rows=rows.in_region(region).count(),
            by=request.user,
        )
    return response


def find_led(request, uuid):
    insist_on_staff(request)
    rows = Organisation.objects.run_by(request.user).current().with_parts()
    return get_object_or_404(rows, uuid=uuid)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk_call(request, uuid):
    """One association on the phone, and what came of the call."""
    organisation = find_led(request, uuid)
    proposed = {"email": organisation.proposed_email}
    said = request.POST.get("said", "")
    form = NewAddressForm(request.POST if said == "address" else None, initial=proposed)
    if request.method == "POST" and _take_down(request, organisation, said, form):
        return redirect("organisations:desk_calls")
    words = {
        "organisation": organisation,
        "region": organisation.municipality.region,
        "form": form,
        "representatives": list(organisation.representatives.approved().select_related("user")),
    }
    status = 422 if form.errors else 200
    return render(request, "organisations/desk_call.html", words, status=status)


def _take_down(request, organisation, said, form):
    if said == "right":
        calls.say_right(organisation=organisation, by=request.user)
        text = _("%(name)s: the facts are right. It is written down.")
    elif said == "address" and form.is_valid():
        email = form.cleaned_data["email"]
        calls.give_address(organisation=organisation, email=email, by=request.user)
        text = _("%(name)s has a new address.")
    elif said == "dissolved":
        try:
            calls.dissolve(organisation=organisation, by=request.user)
            text = _("%(name)s is marked as dissolved. Nothing is deleted.")
        except WrongMove:
            text = _("%(name)s is not in the register, so it stays as it is.")
    else:
        return False
    messages.success(request, text % {"name": organisation.name})
    return True
