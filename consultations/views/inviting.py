import hashlib
from array import array
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations import desk_rows, exports
from consultations.actions import invitations
from consultations.forms.inviting import ChooseForm
from consultations.left_out import left_out_of
from consultations.models import ORDERS, InvitationState
from consultations.views.desk import find_run_meeting
from kick.lib.export import UnknownFormat, respond
from kick.lib.paging import page_of
from kick.lib.tally import figures
from organisations.actions.letter_holds import held_about
from organisations.exports import record
from organisations.models import Organisation

# More than these are put on the list together, and taken off by hand.
MOST_TICKED = 500


@require_http_methods(["GET", "HEAD", "POST"])
def desk_choose(request, uuid):
    """By filter or by name; the list with its number is looked at before it is taken."""
    meeting = find_run_meeting(request, uuid)
    if meeting.is_cancelled:
        raise Http404
    if request.method == "POST":
        return put_on_list(request, meeting)
    form = choosing(request, meeting, request.GET)
    sought = request.GET.get("q", "").strip()[:100]
    choosable = invitable(meeting)
    found, number = [], 0
    if sought:
        # A name at a time, also of one that stands in no municipality of the region.
        found = choosable.with_parts().found_by(sought).rows[:20]
        number = len(found)
    elif form.is_bound and form.is_valid():
        rows = form.chosen_from(choosable)
        found = list(rows.with_parts().by_name()[: MOST_TICKED + 1])
        number = len(found) if len(found) <= MOST_TICKED else rows.count()
    words = {
        "meeting": meeting,
        "region": meeting.region,
        "form": form,
        "sought": sought,
        "found": found,
        "number": number,
        "is_too_long": number > MOST_TICKED,
    }
    if words["is_too_long"]:
        words |= {"chosen": chosen_words(form), "mark": mark_of(form.chosen_from(choosable))}
    return render(request, "consultations/desk_choose.html", words)


def choosing(request, meeting, data):
    return ChooseForm(
        data if "kommun" in data else None,
        region=meeting.region,
        with_minorities=sees_minorities(request.user, meeting),
    )


def chosen_words(form):
    """The filter as the form understood it, to be sent back with the button."""
    return urlencode(
        {name: form.data.getlist(name) for name in form.fields if name in form.data}, doseq=True
    )


def mark_of(organisations):
    """Of exactly these: the same filter finds others tomorrow (CATALOGUE L8)."""
    ids = organisations.order_by("pk").values_list("pk", flat=True)
    return hashlib.sha256(",".join(map(str, ids)).encode()).hexdigest()


def put_on_list(request, meeting):
    choosable = invitable(meeting)
    if "urval" in request.POST:
        form = choosing(request, meeting, QueryDict(request.POST["urval"][:4000]))
        chosen = form.chosen_from(choosable) if form.is_bound and form.is_valid() else None
        if chosen is None or mark_of(chosen) != request.POST.get("lista"):
            text = _("Others are found now than when you looked. Look once more, then choose.")
            messages.error(request, text)
            return redirect("consultations:desk_choose", uuid=meeting.uuid)
    else:
        chosen = choosable.filter(uuid__in=valid_uuids(request.POST.getlist("forening")))
    number = invitations.choose(meeting=meeting, organisations=list(chosen), by=request.user)
    text = ngettext("%d association added.", "%d associations added.", number) % number
    messages.success(request, text)
    return redirect("consultations:desk_invitations", uuid=meeting.uuid)


def invitable(meeting):
    """Civil society in the register that the region may invite, and is not on the list yet."""
    return (
        Organisation.objects.listed()
        .of_civil_society()
        .reaching(meeting.region)
        .exclude(pk__in=meeting.invitations.standing().values("organisation"))
    )


def sees_minorities(user, meeting):
    """An officer who puts associations on a list one by one could else read what each has said."""
    return user.is_staff and user.leads(meeting.region)


def valid_uuids(texts):
    return [text for text in texts if len(text) == 36 and set(text) <= set("0123456789abcdef-")]


@require_safe
def desk_invitations(request, uuid):
    meeting = find_run_meeting(request, uuid)
    state, order = shown_list(request.GET)
    counts, ids = figures(
        ("invited", state, order), meeting.tally, lambda: invited_to(meeting, state, order)
    )
    page = page_of(request, ids, size=50)
    # Their states are read anew, of those on the page only.
    here = meeting.invitations.filter(pk__in=page.object_list.tolist())
    page.object_list = desk_rows.invited(here, order)
    words = {
        "meeting": meeting,
        "key": str(meeting.uuid),
        "region": meeting.region,
        "page": page,
        "state": state,
        "order": order,
        "orders": ORDERS.items(),
        "states": [
            (value, label, counts[value])
            for value, label in InvitationState.choices
            if value in counts
        ],
        "total": sum(counts.values()),
        "query": urlencode({"lage": state, "ordning": order}) + "&",
    }
    # Whoever drafts and sends counts the list anew, so what it does not hold is not asked for.
    if set(counts) - {InvitationState.DRAFTED}:
        words["hold"] = held_about(f"meeting:{meeting.uuid}")
        if words["hold"] or InvitationState.QUEUED in counts:
            words["letters"] = meeting.letter_progress()
    if InvitationState.DRAFTED in counts:
        words |= waiting_to_go(meeting)
    if words.get("drafted"):
        words["left_out"] = left_out_of(
            meeting, with_minorities=sees_minorities(request.user, meeting)
        )
    return render(request, "consultations/desk_invitations.html", words)


def shown_list(data):
    """(state, order) that are asked for; whatever else is asked is all of them, by name."""
    state, order = data.get("lage", ""), data.get("ordning", "")
    return (
        state if state in InvitationState.values else "",
        order if order in ORDERS else "namn",
    )


def invited_to(meeting, state, order):
    """(how many there are in each state, ids of those in this one in order), of a list of thousands."""
    rows = meeting.invitations.in_state(state) if state else meeting.invitations.all()
    ids = rows.in_order(order).values_list("pk", flat=True)
    return meeting.invitations.state_counts(), array("q", ids)


@require_POST
def desk_invited_export(request, uuid, format):
    """A button and no link, since it is noted who took the list out."""
    meeting = find_run_meeting(request, uuid)
    state, order = shown_list(request.POST)
    try:
        response = respond(
            format,
            exports.INVITED,
            exports.invited_rows(meeting, state=state, order=order),
            f"inbjudna-{meeting.slug}",
        )
    except UnknownFormat as unknown:
        raise Http404 from unknown
    rows = meeting.invitations.in_state(state) if state else meeting.invitations.all()
    record(
        what="invited",
        about=f"meeting:{meeting.uuid}",
        region=meeting.region,
        format=format,
        rows=rows.count(),
        by=request.user,
    )
    return response


def waiting_to_go(meeting):
    """What the send button would send: letters to addresses, and letters on paper."""
    drafted = invitations.ready_to_send(meeting)
    by_mail = [row.organisation.email.lower() for row in drafted if row.organisation.takes_mail]
    number = len(drafted)
    return {
        "drafted": number,
        "letters_by_mail": len(set(by_mail)),
        "letters_on_paper": number - len(by_mail),
        "must_type": number > invitations.COUNT_MUST_BE_TYPED_ABOVE,
        "mark": invitations.mark_of(meeting, drafted),
    }


@require_POST
def desk_leave_out(request, uuid):
    meeting = find_run_meeting(request, uuid)
    wanted = valid_uuids([request.POST.get("inbjudan", "")])
    invitation = get_object_or_404(meeting.invitations, uuid__in=wanted)
    invitations.leave_out(invitation=invitation, by=request.user)
    messages.success(request, _("%s is not invited any more.") % invitation.organisation.name)
    return redirect("consultations:desk_invitations", uuid=uuid)
