"""The desk of those who run meetings: project leads, and officers in their own region."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations import desk_rows
from consultations.actions import meetings
from consultations.after_steps import steps_after
from consultations.forms.meeting import CancelForm
from consultations.models import Consultation, InvitationState, Meeting
from consultations.models.answered_twice import count_associations
from consultations.views.desk_tasks import officers_words
from organisations.models import WrongMove

HELD_SHOWN = 25


def find_run_meeting(request, uuid):
    """A meeting that the user runs; a foreign one is missing."""
    return get_object_or_404(Meeting.objects.run_by(request.user).with_parts(), uuid=uuid)


@require_safe
def desk(request):
    if not request.user.has_desk:
        raise Http404
    now, run = timezone.now(), Meeting.objects.run_by(request.user)
    held = run.past(at=now).latest_first().values("pk")[:HELD_SHOWN]
    shown = run.filter(Q(ends_at__gte=now) | Q(pk__in=held)).with_counts().for_listing().by_time()
    rows = desk_rows.called(shown)
    words = {
        "upcoming": tuple(row for row in rows if row.ends_at >= now),
        "past": tuple(row for row in reversed(rows) if row.ends_at < now),
    }
    words |= officers_words(request.user) or files_words(request.user)
    return render(request, "consultations/desk.html", words)


def files_words(user):
    """Of consultations an officer reads everything; others take out the file that is theirs to have."""
    consultations = Consultation.objects.exported_by(user).with_parts().newest_first()
    return {"files": consultations[:25], "registry": user.registry_region_ids}


@require_safe
def desk_meeting(request, uuid):
    run = Meeting.objects.run_by(request.user).with_counts().with_parts()
    meeting = get_object_or_404(run, uuid=uuid)
    counts = meeting.invitations.state_counts()
    paper = meeting.invitations.issued().printable().count()
    notices = list(meeting.notices.latest_first())
    words = {
        "meeting": meeting,
        "region": meeting.region,
        "states": [
            (state, InvitationState(state).label, counts[state])
            for state in InvitationState.values
            if state in counts
        ],
        "counts": counts,
        "paper": paper,
        "interested": count_associations(meeting.replies.interested_in_alliance()),
        "letters": meeting.letter_progress(),
        "notices": notices,
        "telling": next((row.progress() for row in notices if row.has_letters), None),
    }
    if meeting.is_published and meeting.is_past():
        reads_raw = Meeting.objects.raw_to(request.user).filter(pk=meeting.pk).exists()
        words["after"] = steps_after(meeting, reads_raw=reads_raw)
    return render(request, "consultations/desk_meeting.html", words)


@require_POST
def desk_meeting_publish(request, uuid):
    meeting = find_run_meeting(request, uuid)
    try:
        meetings.publish_meeting(meeting=meeting, by=request.user)
        messages.success(request, _("The meeting is published. Now you can send invitations."))
    except meetings.NotReady as refusal:
        names = ", ".join(str(step.title) for step in refusal.steps)
        messages.error(request, _("Fill this in first: %s") % names)
        return redirect("consultations:desk_meeting_plan", uuid=uuid)
    except WrongMove:
        messages.info(request, _("The meeting was published already."))
    return redirect("consultations:desk_meeting", uuid=uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def desk_meeting_cancel(request, uuid):
    meeting = find_run_meeting(request, uuid)
    form = CancelForm(request.POST or None)
    if form.is_valid():
        try:
            meetings.cancel_meeting(
                meeting=meeting, because=form.cleaned_data["because"], by=request.user
            )
            messages.success(request, _("The meeting is cancelled, and everybody is told."))
        except WrongMove:
            messages.info(request, _("Only a published meeting can be cancelled, and only once."))
        return redirect("consultations:desk_meeting", uuid=uuid)
    words = {"meeting": meeting, "region": meeting.region, "form": form}
    status = 422 if form.errors else 200
    return render(request, "consultations/desk_meeting_cancel.html", words, status=status)
