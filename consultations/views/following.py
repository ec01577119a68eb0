from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations import exports
from consultations.actions import replies, seats
from consultations.forms.meeting import PhoneForm
from consultations.models.answered_twice import standings_at
from consultations.papers import attendance
from consultations.views.desk import find_run_meeting
from kick.lib.export import UnknownFormat, respond
from kick.lib.paging import page_of
from organisations.actions import own_voice
from organisations.exports import record
from organisations.models import Organisation
from organisations.views import meanwhile


@require_safe
def desk_replies(request, uuid):
    meeting = find_run_meeting(request, uuid)
    page = page_of(request, meeting.replies.for_listing().latest_first(), size=50)
    standings = standings_at(meeting)
    replaced = sum(not standing.counts for standing in standings.values())
    words = {
        "meeting": meeting,
        "region": meeting.region,
        "page": page,
        "rows": [(reply, standings.get(reply.pk)) for reply in page.object_list],
        "number": page.paginator.count - replaced,
        "replaced": replaced,
    }
    return render(request, "consultations/desk_replies.html", words)


@require_http_methods(["GET", "HEAD"])
def desk_phone_find(request, uuid):
    """Who is on the phone? Found by a part of the name."""
    meeting = find_run_meeting(request, uuid)
    sought = request.GET.get("q", "")
    found = Organisation.objects.current().reaching(meeting.region).with_parts()
    words = {
        "meeting": meeting,
        "region": meeting.region,
        "sought": sought,
        "found": found.found_by(sought).rows[:10] if sought.strip() else [],
    }
    return render(request, "consultations/desk_phone_find.html", words)


def why_not(refusal):
    if isinstance(refusal, seats.AlreadyThere):
        return _("Somebody of them has come already. Undo that first, if it is wrong.")
    return _("The meeting is not published, or it is cancelled.")


@require_http_methods(["GET", "HEAD", "POST"])
def desk_phone(request, uuid, organisation):
    meeting = find_run_meeting(request, uuid)
    near = Organisation.objects.current().reaching(meeting.region)
    entry = get_object_or_404(
        Organisation.objects.leading_to_any(near).select_related("merged_into"), uuid=organisation
    )
    organisation = entry.survivor
    form = PhoneForm(request.POST or None, meeting=meeting)
    for_another = meanwhile.is_for_another(request, entry)
    if form.is_valid() and not for_another:
        try:
            reply = replies.take_down(
                meeting=meeting,
                organisation=organisation,
                comes=form.is_yes,
                names=form.cleaned_data["names"],
                place=form.place,
                by=request.user,
            )
        except seats.NoRoomThere:
            form.add_error("comes", _("It is full there just now. They keep the seats they have."))
        except (replies.NotTakingReplies, seats.AlreadyThere) as refusal:
            messages.error(request, why_not(refusal))
            return redirect("consultations:desk_replies", uuid=uuid)
        except own_voice.MergedAway:
            return desk_phone(request, uuid, entry.uuid)
        else:
            messages.success(
                request,
                _("%(name)s: %(answer)s. It is written down.")
                % {"name": organisation.name, "answer": reply.state.label},
            )
            return redirect("consultations:desk_replies", uuid=uuid)
    words = {
        "meeting": meeting,
        "region": meeting.region,
        "organisation": organisation,
        "form": form,
        "for_another": for_another,
    }
    status = meanwhile.status_of(form, for_another=for_another)
    return render(request, "consultations/desk_phone.html", words, status=status)


@require_POST
def desk_export(request, uuid, format):
    """A button and no link, since it is noted who took the list out."""
    meeting = find_run_meeting(request, uuid)
    try:
        response = respond(
            format, exports.REPLIES, exports.reply_rows(meeting), f"svar-{meeting.slug}"
        )
    except UnknownFormat as unknown:
        raise Http404 from unknown
    record(
        what="replies",
        about=f"meeting:{meeting.uuid}",
        region=meeting.region,
        format=format,
        rows=meeting.replies.count(),
        by=request.user,
    )
    return response


@require_safe
def desk_attendance(request, uuid):
    meeting = find_run_meeting(request, uuid)
    return HttpResponse(
        attendance(meeting),
        content_type="application/pdf",
        headers={
            "Content-Disposition": 'inline; filename="narvarolista.pdf"',
            "Cache-Control": "no-store",
        },
    )
