"""What is done with a meeting that is planned: check it, look at it as the invited will, copy it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from consultations import emails
from consultations.actions import planning as actions
from consultations.actions import save_the_date
from consultations.actions.invitations import COUNT_MUST_BE_TYPED_ABOVE
from consultations.check_rules import INVITED, LEVELS
from consultations.checking import findings
from consultations.forms.meeting_copies import CopyForm, SeriesForm
from consultations.models import Doorway, Invitation
from consultations.views.desk import find_run_meeting
from consultations.views.invitation import page_words
from consultations.views.planning import find_planned
from kick.lib.paths import path_to
from organisations.actions import approvals
from organisations.models import Organisation, WrongMove

PAGES = {
    INVITED: "consultations:desk_choose",
    "boka-datumet": "consultations:desk_save_the_date",
    "serie": "consultations:desk_meeting_series",
}


@require_safe
def desk_meeting_check(request, uuid):
    """The consultation check as it comes out now, with a way to mend each finding."""
    meeting = find_planned(request, uuid)
    found = [
        {
            "finding": finding,
            "level": LEVELS[finding.level],
            "mend": page_of(meeting, finding.rule.step),
            "proposals": [
                (proposal.words, page_of(meeting, proposal.to)) for proposal in finding.proposals
            ],
        }
        for finding in findings(meeting)
    ]
    words = {
        "meeting": meeting,
        "region": meeting.region,
        "found": found,
        "kept": list(meeting.checks.latest_first()),
    }
    return render(request, "consultations/desk_meeting_check.html", words)


def page_of(meeting, place):
    if place in PAGES:
        return path_to(PAGES[place], meeting.uuid)
    return path_to("consultations:desk_meeting_step", meeting.uuid, place)


@require_safe
def desk_meeting_preview(request, uuid):
    """The letter as those on the list get it, and the ways to the two pages."""
    meeting = find_planned(request, uuid)
    letter = emails.invitation(meeting=meeting, invitations=[made_up(meeting)], sender=request.user)
    words = {"meeting": meeting, "region": meeting.region, "letter": letter}
    return render(request, "consultations/desk_meeting_preview.html", words)


@require_safe
def desk_preview_invitation(request, uuid):
    """The page behind the personal link; its buttons are there and do nothing."""
    meeting = find_planned(request, uuid)
    doorway = Doorway("forhandsvisning", meeting, made_up(meeting), None)
    words = page_words(doorway) | {"takes_replies": not meeting.is_past()}
    return render(request, "consultations/desk_preview_invitation.html", words)


def made_up(meeting):
    """An invitation that is kept nowhere, to an association that does not exist."""
    organisation = Organisation(
        name=_("The Example Society"),
        email="exempel@forening.example",
        municipality=meeting.municipality,
        contact_language="sv",
    )
    return Invitation(meeting=meeting, organisation=organisation)


@require_http_methods(["GET", "HEAD", "POST"])
def desk_meeting_copy(request, uuid):
    """A new draft like the meeting, on another day. Of a cancelled or held one too."""
    meeting = find_run_meeting(request, uuid)
    form = CopyForm(request.POST or None, meeting=meeting)
    if form.is_valid():
        copy = actions.copy_meeting(
            meeting=meeting, key=form.cleaned_data["key"], by=request.user, **form.times
        )
        messages.success(request, _("Here is the copy, as a draft. Look through each step."))
        return redirect("consultations:desk_meeting_plan", uuid=copy.uuid)
    return show(request, "desk_meeting_copy", meeting, form)


@require_http_methods(["GET", "HEAD", "POST"])
def desk_meeting_series(request, uuid):
    """The same meeting at more times or places, each a meeting of its own."""
    meeting = find_planned(request, uuid)
    form = SeriesForm(request.POST or None, meeting=meeting)
    if form.is_valid():
        drafts = actions.make_series(
            meeting=meeting, key=form.cleaned_data["key"], times=form.times, by=request.user
        )
        text = ngettext("%d more meeting, as a draft.", "%d more meetings, as drafts.", len(drafts))
        messages.success(request, text % len(drafts))
        return redirect("consultations:desk_meeting_plan", uuid=uuid)
    return show(request, "desk_meeting_series", meeting, form)


def show(request, name, meeting, form):
    words = {"meeting": meeting, "region": meeting.region, "form": form}
    status = 422 if form.errors else 200
    return render(request, f"consultations/{name}.html", words, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def desk_save_the_date(request, uuid):
    """Boka datumet: the letter and how many get it are looked at before it goes."""
    meeting = find_planned(request, uuid)
    if meeting.is_past():
        raise Http404
    if request.method == "POST":
        return send_save_the_date(request, meeting)
    by_address, unreached = save_the_date.to_tell(meeting)
    example = emails.save_the_date(
        meeting=meeting, organisations=[made_up(meeting).organisation], sender=request.user
    )
    words = {
        "meeting": meeting,
        "region": meeting.region,
        "number": len(by_address),
        "unreached": unreached,
        "must_type": len(by_address) > COUNT_MUST_BE_TYPED_ABOVE,
        "letter": example,
    }
    return render(request, "consultations/desk_save_the_date.html", words)


def send_save_the_date(request, meeting):
    seen, typed = request.POST.get("antal", ""), request.POST.get("skrivet", "").strip()
    expected = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 7 else -1
    back = redirect("consultations:desk_save_the_date", uuid=meeting.uuid)
    if expected > COUNT_MUST_BE_TYPED_ABOVE and typed != seen:
        messages.error(
            request, _("Type the number of letters, %s, so that we know that you mean it.") % seen
        )
        return back
    try:
        notice = save_the_date.save_the_date(meeting=meeting, expected=expected, by=request.user)
    except approvals.NotApproved as refusal:
        messages.error(request, str(refusal))
    except save_the_date.NobodyLeft:
        messages.info(request, _("Everybody on the list has had the letter about that day."))
    except save_the_date.ListHasChanged:
        messages.error(
            request, _("The list has changed since you looked at it. Look once more, then send.")
        )
    except WrongMove:
        messages.error(request, _("The meeting is cancelled or over, so nothing was sent."))
    else:
        text = ngettext("%d letter is on its way.", "%d letters are on their way.", notice.told)
        messages.success(request, text % notice.told)
        return redirect("consultations:desk_meeting_plan", uuid=meeting.uuid)
    return back
