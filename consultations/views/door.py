"""At the door, on a phone: the code on a personal page or a part of the name, and one press."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations.actions import door
from consultations.forms.door import WalkInForm
from consultations.views.desk import find_run_meeting
from kick.lib.paging import page_of
from organisations.models import Organisation, WrongMove


def page_words(meeting):
    return {
        "meeting": meeting,
        "region": meeting.region,
        "is_open": meeting.has_open_door(),
        "came": meeting.seats.attended().count(),
        "expected": meeting.seats.taken().count(),
    }


@require_safe
def desk_door(request, uuid):
    """Those who are expected, wait or have come; found by a part of the name."""
    meeting = find_run_meeting(request, uuid)
    sought = request.GET.get("q", "")[:100]
    seats = meeting.seats.live().with_words(sought).select_related("reply__organisation")
    words = page_words(meeting) | {
        "sought": sought,
        "page": page_of(request, seats.by_association(), size=50),
        "query": urlencode({"q": sought}) if sought else "",
    }
    return render(request, "consultations/desk_door.html", words)


@require_safe
def desk_door_reply(request, uuid, reply):
    """Where the code on the personal page leads. It opens nothing for anybody else."""
    meeting = find_run_meeting(request, uuid)
    reply = get_object_or_404(meeting.replies.with_parts(), uuid=reply)
    return render(
        request, "consultations/desk_door_reply.html", page_words(meeting) | {"reply": reply}
    )


@require_POST
def desk_check_in(request, uuid):
    meeting = find_run_meeting(request, uuid)
    try:
        for seat in chosen_seats(request, meeting):
            tell_of(request, *door.check_in(seat=seat, by=request.user))
    except door.DoorIsShut:
        messages.error(request, shut_words())
    except WrongMove:
        messages.error(request, _("That seat has been given back. Write them down as a walk-in."))
    return back_to(request, meeting)


def tell_of(request, seat, is_news):
    who = {"name": seat.name or seat.reply.organisation_name}
    if is_news:
        messages.success(request, _("%(name)s is here.") % who)
    else:
        who["time"] = localtime(seat.came_at).strftime("%H.%M")
        messages.info(request, _("%(name)s was checked in already, at %(time)s.") % who)


def shut_words():
    return _("Nobody can be checked in: the meeting is on another day, or it does not take place.")


@require_POST
def desk_check_in_undo(request, uuid):
    meeting = find_run_meeting(request, uuid)
    try:
        for seat in chosen_seats(request, meeting):
            door.undo_check_in(seat=seat)
        messages.info(request, _("It is undone."))
    except door.DoorIsShut:
        messages.error(request, shut_words())
    return back_to(request, meeting)


def chosen_seats(request, meeting):
    """The seats of this meeting that were pressed; what is no number or another's is not there."""
    numbers = [pk for pk in request.POST.getlist("seat")[:20] if pk.isdecimal() and len(pk) < 19]
    return list(
        meeting.seats.live().select_related("meeting").filter(pk__in=numbers).order_by("pk")
    )


def back_to(request, meeting):
    """Where the button stood: the list as it was searched, or the page of the code."""
    reply = meeting.replies.filter(pk=read_number(request.POST.get("reply"))).first()
    if reply:
        return redirect("consultations:desk_door_reply", uuid=meeting.uuid, reply=reply.uuid)
    path = reverse("consultations:desk_door", args=[meeting.uuid])
    sought = request.POST.get("q", "")[:100]
    return redirect(f"{path}?{urlencode({'q': sought})}" if sought else path)


def read_number(written):
    return int(written) if written and written.isdecimal() and len(written) < 19 else None


@require_http_methods(["GET", "HEAD", "POST"])
def desk_walk_in(request, uuid):
    meeting = find_run_meeting(request, uuid)
    form = WalkInForm(request.POST or None)
    if form.is_valid():
        try:
            seat = door.walk_in(
                meeting=meeting,
                name=form.cleaned_data["name"],
                association=form.cleaned_data["association"],
                key=form.cleaned_data["key"],
                by=request.user,
            )
            messages.success(
                request,
                _("%(name)s is here.") % {"name": seat.name or seat.reply.organisation_name},
            )
            return redirect("consultations:desk_walk_in", uuid=uuid)
        except door.DoorIsShut:
            form.add_error(None, shut_words())
    words = page_words(meeting) | {"form": form, "associations": expected_names(meeting)}
    status = 422 if form.errors else 200
    return render(request, "consultations/desk_walk_in.html", words, status=status)


def expected_names(meeting):
    """What the field proposes: associations that were invited or have answered."""
    invited = meeting.invitations.standing().values("organisation")
    replied = meeting.replies.of_organisations().values("organisation")
    named = Organisation.objects.current().filter(pk__in=invited.union(replied))
    return named.order_by("name").values_list("name", flat=True)[:300]
