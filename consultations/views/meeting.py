from array import array

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from consultations.emails import calendar_event
from consultations.evaluated import results_of
from consultations.models import Meeting
from consultations.models.answered_twice import count_associations
from consultations.views.invitation import calendar_response
from consultations.views.noting import minutes_of
from kick.lib import ics
from kick.lib.paging import page_of
from kick.lib.tally import figures
from organisations.models import Region


def find_meeting(request, region, slug):
    """Foreign, draft and missing are all the same: 404."""
    meetings = Meeting.objects.visible_to(request.user).with_counts()
    meeting = get_object_or_404(
        meetings.select_related("region", "municipality"), region__slug=region, slug=slug
    )
    meeting.read_kept_texts()
    return meeting


@login_not_required
@require_safe
def meeting_list(request, region):
    region = get_object_or_404(Region.objects.active(), slug=region)
    now, held = figures("held", region.pk, lambda: held_in(region))
    meetings = Meeting.objects.published().for_listing()
    past = page_of(request, held)
    words = {
        "region": region,
        # Only who may still come asks how many seats are left.
        "upcoming": meetings.in_region(region).upcoming(at=now).with_counts().by_time(),
        "past": past,
        "past_text": figures(
            ("held", past.number), region.pk, lambda: programme_of(meetings, past.object_list)
        ),
    }
    return render(request, "consultations/meeting_list.html", words)


def programme_of(meetings, ids):
    """What was held is the same for all who read it, and is kept as it is printed."""
    held = meetings.filter(pk__in=ids.tolist()).latest_first()
    return render_to_string("consultations/_programme.html", {"meetings": held}) if ids else ""


def held_in(region):
    """(when it was looked, ids of the meetings held by then, the latest first)."""
    now = timezone.now()
    held = Meeting.objects.published().in_region(region).past(at=now).latest_first()
    return now, array("q", held.values_list("pk", flat=True))


@login_not_required
@require_safe
def meeting_detail(request, region, slug):
    meeting = find_meeting(request, region, slug)
    siblings = Meeting.objects.visible_to(request.user).in_series_with(meeting)
    words = {
        "meeting": meeting,
        "region": meeting.region,
        "siblings": list(siblings.for_listing().by_time()) if meeting.series else [],
        "takes_replies": meeting.takes_replies(),
        # The same for everybody; who changes it counts anew.
        **figures("beside", meeting.tally, lambda: words_beside(meeting)),
        "interested": count_associations(meeting.replies.interested_in_alliance())
        if meeting.is_about_an_alliance
        else None,
    }
    return render(request, "consultations/meeting_detail.html", words)


def words_beside(meeting):
    """How the check came out, documents and, of a meeting that has begun, what became of it."""
    words = {
        "checks": list(meeting.checks.latest_first()),
        "documents": list(meeting.documents.in_order()),
    }
    if meeting.has_begun():
        words |= {"minutes": minutes_of(meeting), "results": results_of(meeting)}
    return words


@login_not_required
@require_safe
def meeting_calendar(request, region, slug):
    meeting = find_meeting(request, region, slug)
    return calendar_response(ics.meeting_calendar(calendar_event(meeting)))


@login_not_required
@require_safe
def meeting_feed(request, region):
    region = get_object_or_404(Region.objects.active(), slug=region)
    meetings = Meeting.objects.published().in_region(region).with_parts().by_time()
    return calendar_response(
        ics.feed([calendar_event(meeting) for meeting in meetings], name=region.name)
    )
