from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations.actions import invitations, replies, seats
from consultations.emails import calendar_event
from consultations.forms.reply import CodeForm, ReplyDetailsForm
from consultations.models import Doorway, Invitation
from consultations.to_read_first import to_read_before
from kick.lib import limits
from kick.lib.elsewhere import calendar_urls, map_url
from kick.lib.ics import meeting_calendar
from kick.lib.personal_page import personal_page
from organisations.actions import own_voice
from organisations.actions.removal import remove_organisation


def open_door(token):
    doorway = Doorway.opened_by(token)
    if doorway is None:
        raise Http404
    return doorway


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def code_enter(request):
    """The short code of a paper letter, ten tries in ten minutes."""
    form = CodeForm(request.POST or None)
    if request.method == "POST":
        address = get_adapter().get_client_ip(request)
        if not limits.allow(f"code:{address}", limit=10, seconds=600):
            return render(request, "429.html", status=429)
        if form.is_valid():
            invitation = Invitation.objects.with_code(form.cleaned_data["code"]).first()
            if invitation:
                return redirect("consultations:invitation_detail", token=invitation.token)
            form.add_error(
                "code", _("No letter has that code. Look once more, or call us: see the letter.")
            )
    status = 422 if form.errors else 200
    return render(request, "consultations/code_enter.html", {"form": form}, status=status)


@personal_page
@require_safe
def invitation_detail(request, token):
    doorway = open_door(token)
    return render(request, "consultations/invitation_detail.html", page_words(doorway))


@login_not_required
@require_safe
def trial_detail(request, rest=""):
    """Where the links of a test letter lead, for whoever holds it."""
    return render(request, "consultations/trial_detail.html")


def page_words(doorway):
    reply, meeting = doorway.reply, doorway.meeting
    where = ", ".join(filter(None, [meeting.venue, meeting.street, meeting.municipality.name]))
    return {
        "other_text": other_text(doorway),
        "map_url": map_url(where),
        "calendars": calendar_urls(calendar_event(meeting)),
        "to_read": to_read_before(meeting),
        "doorway": doorway,
        "meeting": doorway.meeting,
        "region": doorway.meeting.region,
        "reply": reply,
        "takes_replies": doorway.meeting.takes_replies(),
        "places_in_queue": [seats.place_in_queue(seat) for seat in reply.waiting_seats]
        if reply
        else [],
    }


def other_text(doorway):
    """The meeting's words in the association's language, where the page shows another one's."""
    organisation = doorway.organisation
    if organisation is None:
        return None
    texts = {text.language: text for text in doorway.meeting.read_texts}
    found = texts.get(organisation.contact_language)
    return found if found and found != doorway.meeting.text else None


@personal_page
@require_POST
def invitation_answer(request, token):
    doorway = open_door(token)
    comes = {"ja": True, "nej": False}.get(request.POST.get("svar"))
    if comes is None:
        return redirect("consultations:invitation_detail", token=token)
    if is_for_another(request, doorway):
        return look_again(request, doorway)
    try:
        replies.answer(doorway=doorway, comes=comes, language=get_language())
    except replies.NotTakingReplies:
        return too_late(request, doorway)
    except own_voice.MergedAway:
        return look_again(request, doorway)
    page = "reply_details" if comes else "invitation_detail"
    return redirect(f"consultations:{page}", token=token)


def is_for_another(request, doorway):
    """Whether the buttons were shown for another entry of the register, or for another answer, than
    the one that the link leads to since two entries were merged."""
    shown = request.POST.get("entry", "")
    entry = doorway.organisation
    return bool(shown and entry and shown != str(entry.uuid))


def look_again(request, doorway):
    messages.info(
        request,
        _(
            "While the page was open, two entries of the register were put together or parted."
            " Nothing was changed. See how it stands now, and answer once more if it is not right."
        ),
    )
    return redirect("consultations:invitation_detail", token=doorway.token)


def too_late(request, doorway):
    words = page_words(doorway) | {"takes_replies": False}
    return render(request, "consultations/invitation_detail.html", words, status=409)


@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def reply_details(request, token):
    doorway = open_door(token)
    if doorway.reply is None or not doorway.reply.comes:
        return redirect("consultations:invitation_detail", token=token)
    form = ReplyDetailsForm(request.POST or None, reply=doorway.reply)
    try:
        if form.is_valid() and fill_in(doorway, form):
            messages.success(request, _("Thank you, it is saved."))
            return redirect("consultations:invitation_detail", token=token)
    except replies.NotTakingReplies:
        return too_late(request, doorway)
    words = page_words(doorway) | {"form": form}
    status = 422 if form.errors else 200
    return render(request, "consultations/reply_details.html", words, status=status)


def fill_in(doorway, form):
    """Whether it was saved; what the action refuses stands as an error beside its field."""
    try:
        replies.fill_in(
            doorway=doorway,
            names=form.names,
            needs=form.told_needs,
            interpreter=form.told_interpreter,
            wants_alliance=form.cleaned_data.get("wants_alliance", False),
            email=form.cleaned_data["email"],
            word=form.told_word,
        )
    except replies.AlreadyAnswered:
        form.add_error("email", _("Somebody has already answered with that address."))
    except replies.TooManyPersons:
        form.add_error(None, _("There are fewer seats for each association now. Choose again."))
    return form.is_valid()


@personal_page
@require_POST
def reply_confirm(request, token):
    doorway = open_door(token)
    if doorway.reply is None:
        raise Http404
    replies.confirm(doorway=doorway)
    messages.success(request, _("Thank you, your answer is confirmed."))
    return redirect("consultations:invitation_detail", token=token)


@personal_page
@require_safe
def invitation_calendar(request, token):
    doorway = open_door(token)
    key = str(doorway.reply.uuid) if doorway.reply else ""
    return calendar_response(meeting_calendar(calendar_event(doorway.meeting, key=key)))


def calendar_response(text):
    return HttpResponse(
        text,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="mote.ics"'},
    )


@csrf_exempt
@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_silence(request, token):
    """Where the letter's List-Unsubscribe leads. A mail program posts without having seen the page
    (RFC 8058), so there is no token to ask for; the secret is in the address."""
    doorway = open_door(token)
    if doorway.invitation is None:
        raise Http404
    if request.method == "POST":
        invitations.silence(invitation=doorway.invitation)
    words = {
        "doorway": doorway,
        "meeting": doorway.meeting,
        "region": doorway.meeting.region,
        "is_done": request.method == "POST",
    }
    return render(request, "consultations/invitation_silence.html", words)


@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_remove(request, token):
    """Out of the register in one press; only by a letter to the association itself."""
    doorway = open_door(token)
    if doorway.invitation is None:
        raise Http404
    words = {"doorway": doorway, "region": doorway.meeting.region}
    if request.method == "POST":
        remove_organisation(organisation=doorway.organisation)
        return render(request, "consultations/invitation_removed.html", words)
    return render(request, "consultations/invitation_remove.html", words)
