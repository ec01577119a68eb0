"""A seat that changes hands: offered from the reply's page, taken or not on the colleague's own link."""

import contextlib

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations.actions import handovers, replies
from consultations.emails import calendar_event
from consultations.forms.handover import OfferForm, TakeForm
from consultations.models import Handover
from consultations.views.invitation import calendar_response, open_door, page_words, too_late
from kick.lib import limits
from kick.lib.ics import meeting_calendar
from kick.lib.personal_page import personal_page


@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def seat_offer(request, token):
    doorway = open_door(token)
    reply = doorway.reply
    if reply is None or not reply.comes or not reply.is_confirmed:
        return redirect("consultations:invitation_detail", token=token)
    offered = {row.seat_id: row for row in Handover.objects.live().of_reply(reply)}
    seats = list(enumerate(reply.live_seats, start=1))
    free = [(number, seat) for number, seat in seats if seat.pk not in offered]
    form = OfferForm(request.POST or None, seats=free, offered=offered)
    try:
        if form.is_valid() and is_offered(request, doorway, form):
            messages.success(request, _("A letter is on its way to your colleague."))
            return redirect("consultations:seat_offer", token=token)
    except replies.NotTakingReplies:
        return too_late(request, doorway)
    words = page_words(doorway) | {
        "form": form,
        "free": free,
        "offered": [(number, offered[seat.pk]) for number, seat in seats if seat.pk in offered],
    }
    status = 422 if form.errors else 200
    return render(request, "consultations/seat_offer.html", words, status=status)


def is_offered(request, doorway, form):
    """Whether the letter goes; what the action refuses stands as an error beside its field."""
    if not limits.allow(
        f"handover:{doorway.meeting.pk}:{doorway.reply.pk}", limit=10, seconds=3600
    ):
        form.add_error(None, _("That is many letters in an hour. Wait a while."))
        return False
    try:
        handovers.offer(
            doorway=doorway, seat_id=form.cleaned_data["seat"], email=form.cleaned_data["email"]
        )
    except handovers.AlreadyHandedOver:
        form.add_error("seat", _("That seat is given to somebody else. Take it back first."))
    except handovers.NoSuchSeat:
        form.add_error("seat", _("You do not have that seat any more. Choose again."))
    except handovers.TooManyOffers:
        form.add_error(
            "email", _("The seat has been offered to five already. Call or write to us.")
        )
    return form.is_valid()


@personal_page
@require_POST
def seat_take_back(request, token):
    doorway = open_door(token)
    seat = request.POST.get("plats", "")
    if doorway.reply is None or not seat.isdecimal() or len(seat) > 12:
        raise Http404
    handovers.take_back(doorway=doorway, seat_id=int(seat))
    messages.success(request, _("The seat is yours again. The colleague's link opens nothing."))
    return redirect("consultations:seat_offer", token=token)


def find_handover(token):
    handover = Handover.objects.opened_by(token)
    if handover is None:
        raise Http404
    return handover


@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def seat_detail(request, token):
    """One seat, for whoever holds its link: yes, no, and nobody's name."""
    said = request.POST.get("svar")
    if said == "nej":
        return seat_declined(request, token)
    handover = find_handover(token)
    form = TakeForm(request.POST or None, initial={"wants_minutes": handover.wants_minutes})
    try:
        if said == "ja" and form.is_valid():
            handovers.accept(handover=handover, **form.cleaned_data)
            messages.success(request, _("Thank you! The seat is yours."))
            return redirect("consultations:seat_detail", token=token)
    except replies.NotTakingReplies:
        return redirect("consultations:seat_detail", token=token)
    status = 422 if said == "ja" and form.errors else 200
    words = page_of(handover) | {"form": form, "token": token}
    return render(request, "consultations/seat_detail.html", words, status=status)


def seat_declined(request, token):
    """Her no; the same no once more, by a double press, is answered by the same page."""
    handover = Handover.objects.opened_by(token)
    if handover:
        with contextlib.suppress(replies.NotTakingReplies):
            handovers.decline(handover=handover)
    declined = Handover.objects.declined_by(token)
    if declined:
        return render(request, "consultations/seat_declined.html", page_of(declined))
    # The meeting is off, and the link's own page says so.
    find_handover(token)
    return redirect("consultations:seat_detail", token=token)


def page_of(handover):
    meeting = handover.seat.meeting
    return {
        "handover": handover,
        "meeting": meeting,
        "region": meeting.region,
        "association": handover.seat.reply.organisation_name,
    }


@personal_page
@require_safe
def seat_calendar(request, token):
    handover = find_handover(token)
    event = calendar_event(handover.seat.meeting, handover=handover)
    return calendar_response(meeting_calendar(event))
