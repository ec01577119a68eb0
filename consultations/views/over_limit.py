from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.actions import door
from consultations.actions.replies import NotTakingReplies
from consultations.forms.door import LetInForm, OverLimitForm
from consultations.views.desk import find_run_meeting
from organisations.models import Organisation, WrongMove


@require_http_methods(["GET", "HEAD", "POST"])
def desk_over_limit(request, uuid, organisation):
    """One more person than there are seats for, with the reason."""
    meeting = find_run_meeting(request, uuid)
    organisations = Organisation.objects.current().reaching(meeting.region)
    organisation = get_object_or_404(organisations, uuid=organisation)
    form = OverLimitForm(request.POST or None, meeting=meeting)
    if form.is_valid():
        try:
            door.add_over_limit(
                meeting=meeting,
                organisation=organisation,
                name=form.cleaned_data["name"],
                place=form.chosen_place,
                because=form.cleaned_data["because"],
                key=form.cleaned_data["key"],
                by=request.user,
            )
            messages.success(request, _("They have a seat over the limit, and are told."))
        except NotTakingReplies:
            messages.error(request, _("The meeting is not published, or it is cancelled."))
        return redirect("consultations:desk_replies", uuid=uuid)
    return show(request, meeting, form, organisation.name, waits=False)


@require_http_methods(["GET", "HEAD", "POST"])
def desk_let_in(request, uuid, seat):
    """A seat over the limit for somebody who waits."""
    meeting = find_run_meeting(request, uuid)
    seats = meeting.seats.live().select_related("meeting", "reply__organisation")
    seat = get_object_or_404(seats, pk=seat)
    form = LetInForm(request.POST or None)
    if form.is_valid():
        try:
            door.let_in(seat=seat, because=form.cleaned_data["because"], by=request.user)
            messages.success(request, _("They have a seat over the limit, and are told."))
        except (NotTakingReplies, WrongMove):
            messages.error(request, _("They gave back the seat, or the meeting is cancelled."))
        return redirect("consultations:desk_replies", uuid=uuid)
    return show(request, meeting, form, seat.name or seat.reply.organisation_name, waits=True)


def show(request, meeting, form, name, *, waits):
    words = {
        "meeting": meeting,
        "region": meeting.region,
        "form": form,
        "name": name,
        "waits": waits,
    }
    status = 422 if form.errors else 200
    return render(request, "consultations/desk_over_limit.html", words, status=status)
