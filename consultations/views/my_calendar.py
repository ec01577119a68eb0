"""A person's own calendar: the meetings that concern her, under an address only she has."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from consultations.actions import calendars
from consultations.emails import calendar_event
from consultations.models import CalendarAddress
from consultations.views.invitation import calendar_response
from kick.lib import ics, links
from kick.lib.personal_page import personal_page


@require_http_methods(["GET", "HEAD", "POST"])
def my_calendar(request):
    """Make the secret address, change it so that the old one stops working, or take it away."""
    if request.method == "POST":
        change(request)
        return redirect("consultations:my_calendar")
    address = CalendarAddress.objects.filter(user=request.user).first()
    words = {
        "address": links.url_for(*address.link_reference) if address else "",
        "version": address.link_version if address else 0,
    }
    response = render(request, "consultations/my_calendar.html", words)
    response.headers["Cache-Control"] = "no-store"
    return response


def change(request):
    wish = request.POST.get("gor")
    if wish == "skapa":
        calendars.make_address(user=request.user)
        messages.success(request, _("Here is your address."))
    elif wish == "byt":
        calendars.change_address(user=request.user, version=request.POST.get("version", ""))
        messages.success(request, _("You have a new address. The old one no longer works."))
    elif wish == "bort":
        calendars.take_away_address(user=request.user)
        messages.success(request, _("The address is gone. No calendar reads it any longer."))


@personal_page
@require_safe
def my_feed(request, token):
    """What the calendar program reads, without a session."""
    rows = CalendarAddress.objects.with_token(token).select_related("user")
    address = rows.filter(user__is_active=True).first()
    if address is None:
        raise Http404
    with override(address.user.language or "sv"):
        events = [
            calendar_event(meeting, reply=reply) for meeting, reply in calendars.mine(address)
        ]
        return calendar_response(ics.feed(events, name=_("My meetings in Kick")))
