from array import array

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations.actions import invitations
from consultations.forms.meeting import ChooseForm
from consultations.left_out import left_out_of
from consultations.models import InvitationState
from consultations.papers import paper_letters
from consultations.views.desk import find_run_meeting
from kick.lib.paging import page_of
from kick.lib.tally import figures
from organisations.models import Organisation


@require_http_methods(["GET", "HEAD", "POST"])
def desk_choose(request, uuid):
    """By municipality and art form; the list with its number is looked at before it is taken."""
    meeting = find_run_meeting(request, uuid)
    if meeting.is_cancelled:
        raise Http404
    form = ChooseForm(request.GET if "kommun" in request.GET else None, region=meeting.region)
    choosable = invitable(meeting)
    if request.method == "POST":
        chosen = choosable.filter(uuid__in=valid_uuids(request.POST.getlist("forening")))
        number = invitations.choose(meeting=meeting, organisations=list(chosen))
        text = ngettext("%d association added.", "%d associations added.", number) % number
        messages.success(request, text)
        return redirect("consultations:desk_invitations", uuid=uuid)
    found = Organisation.objects.none()
    if form.is_bound and form.is_valid():
        found = choosable.in_municipalities(form.cleaned_data["kommun"])
        if form.cleaned_data["konstform"]:
            found = found.doing(form.cleaned_data["konstform"])
    words = {
        "meeting": meeting,
        "region": meeting.region,
        "form": form,
        "found": list(found.with_parts().by_name()),
        "already": meeting.invitations.standing().count(),
    }
    return render(request, "consultations/desk_choose.html", words)


def invitable(meeting):
    """Civil society in the register that the region may invite, and is not on the list yet."""
    return (
        Organisation.objects.listed()
        .of_civil_society()
        .reaching(meeting.region)
        .exclude(pk__in=meeting.invitations.standing().values("organisation"))
    )


def valid_uuids(texts):
    return [text for text in texts if len(text) == 36 and set(text) <= set("0123456789abcdef-")]


@require_safe
def desk_invitations(request, uuid):
    meeting = find_run_meeting(request, uuid)
    state = request.GET.get("lage", "")
    state = state if state in InvitationState.values else ""
    counts, ids = figures(("invited", state), meeting.tally, lambda: invited_to(meeting, state))
    page = page_of(request, ids, size=50)
    # Their states are read anew, of those on the page only.
    here = meeting.invitations.filter(pk__in=page.object_list.tolist())
    page.object_list = list(here.for_listing().by_organisation())
    words = {
        "meeting": meeting,
        "region": meeting.region,
        "page": page,
        "state": state,
        "states": [
            (value, label, counts[value])
            for value, label in InvitationState.choices
            if value in counts
        ],
        "total": sum(counts.values()),
        **waiting_to_go(meeting),
    }
    if words["drafted"]:
        words["left_out"] = left_out(request.user, meeting)
    return render(request, "consultations/desk_invitations.html", words)


def invited_to(meeting, state):
    """(how many there are in each state, ids of those in this one by name), of a list of thousands."""
    rows = meeting.invitations.in_state(state) if state else meeting.invitations.all()
    ids = rows.by_organisation().values_list("pk", flat=True)
    return meeting.invitations.state_counts(), array("q", ids)


def left_out(user, meeting):
    return left_out_of(meeting, with_minorities=user.is_staff and user.leads(meeting.region))


def waiting_to_go(meeting):
    """What the send button would send: letters to addresses, and letters on paper."""
    drafted = meeting.invitations.drafted().select_related("organisation")
    by_mail = [row.organisation.email.lower() for row in drafted if row.organisation.takes_mail]
    number = len(drafted)
    return {
        "drafted": number,
        "letters_by_mail": len(set(by_mail)),
        "letters_on_paper": number - len(by_mail),
        "must_type": number > invitations.COUNT_MUST_BE_TYPED_ABOVE,
    }


@require_POST
def desk_leave_out(request, uuid):
    meeting = find_run_meeting(request, uuid)
    wanted = valid_uuids([request.POST.get("inbjudan", "")])
    invitation = get_object_or_404(meeting.invitations, uuid__in=wanted)
    invitations.leave_out(invitation=invitation)
    messages.success(request, _("%s is not invited any more.") % invitation.organisation.name)
    return redirect("consultations:desk_invitations", uuid=uuid)


@require_POST
def desk_send(request, uuid):
    """The number on the list is confirmed, and typed when it is large."""
    meeting = find_run_meeting(request, uuid)
    asked = waiting_to_go(meeting)
    seen = request.POST.get("antal", "")
    typed = request.POST.get("skrivet", "").strip()
    if asked["must_type"] and typed != seen:
        messages.error(
            request,
            _("Type the number of associations, %s, so that we know that you mean it.") % seen,
        )
        return redirect("consultations:desk_invitations", uuid=uuid)
    try:
        letters, papers = invitations.send(
            meeting=meeting,
            expected=int(seen) if seen.isdecimal() and len(seen) < 7 else -1,
            by=request.user,
        )
    except invitations.MeetingNotPublished:
        messages.error(request, _("Publish the meeting first, so that the invited can see it."))
    except invitations.NothingToSend:
        messages.info(request, _("All on the list have their invitation already."))
    except invitations.ListHasChanged:
        messages.error(
            request, _("The list has changed since you looked at it. Look once more, then send.")
        )
    else:
        messages.success(
            request,
            _("%(letters)d letters are on their way. %(papers)d are to be printed.")
            % {"letters": letters, "papers": papers},
        )
    return redirect("consultations:desk_invitations", uuid=uuid)


@require_safe
def desk_paper(request, uuid):
    """The letters on paper as a PDF, to print and put in window envelopes; ?del=2 is the next 500."""
    meeting = find_run_meeting(request, uuid)
    part = request.GET.get("del", "1")
    if not part.isdecimal() or not int(part[:4]) >= 1:
        raise Http404
    content = paper_letters(meeting, part=int(part[:4]))
    if content is None:
        raise Http404
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": 'inline; filename="brev.pdf"',
            "Cache-Control": "no-store",
        },
    )


@require_POST
def desk_remind(request, uuid):
    meeting = find_run_meeting(request, uuid)
    try:
        number = invitations.remind(meeting=meeting)
    except invitations.MeetingNotPublished:
        messages.error(request, _("There is nothing to remind of: nobody can answer any more."))
    else:
        text = ngettext("%d reminder is on its way.", "%d reminders are on their way.", number)
        messages.success(request, text % number)
    return redirect("consultations:desk_meeting", uuid=uuid)
