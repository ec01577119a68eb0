from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations.actions import invitations, replies, seats
from consultations.emails import calendar_event
from consultations.forms.reply import CodeForm, ReplyDetailsForm
from consultations.models import Doorway, Invitation, Place
from consultations.to_read_first import to_read_before
from kick.lib import limits
from kick.lib.elsewhere import calendar_urls, map_url
from kick.lib.ics import meeting_calendar
from kick.lib.pdf import qr_code
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
    meeting.read_kept_texts()
    waiting = seats.waiting_of(reply) if reply else []
    knows_place = meeting.shows_place or bool(reply and reply.confirmed_seats)
    where = [meeting.venue, meeting.street, meeting.municipality.name] if knows_place else []
    return {
        "other_text": other_text(doorway),
        "map_url": map_url(", ".join(filter(None, where))) if where else "",
        # For who has a seat to put into one.
        "calendars": calendar_urls(calendar_event(meeting, reply=reply))
        if reply and reply.confirmed_seats
        else (),
        "to_read": to_read_before(meeting),
        "doorway": doorway,
        "meeting": doorway.meeting,
        "region": doorway.meeting.region,
        "reply": reply,
        "takes_replies": doorway.meeting.takes_replies(),
        "waiting": waiting,
        "door_code": door_code(doorway.meeting, reply),
        "is_offered_online": is_offered_online(doorway.meeting, waiting),
    }


def other_text(doorway):
    """The meeting's words in the association's language, where the page shows another one's."""
    organisation = doorway.organisation
    if organisation is None:
        return None
    texts = {text.language: text for text in doorway.meeting.read_texts}
    found = texts.get(organisation.contact_language)
    return found if found and found != doorway.meeting.text else None


def door_code(meeting, reply):
    """What those at the door read with a phone: an address that opens for them alone, no secret."""
    if not (reply and reply.seats_to_come and meeting.is_near()):
        return ""
    path = reverse("consultations:desk_door_reply", args=[meeting.uuid, reply.uuid])
    return mark_safe(qr_code(settings.SITE_URL + path))


def is_offered_online(meeting, waiting):
    """Somebody waits for a seat on site, and there is one online at once."""
    waits = any(not row.seat.is_online for row in waiting)
    return waits and bool(meeting.seats_online) and seats.free_seats(meeting, Place.ONLINE) > 0


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
    except (replies.NotTakingReplies, seats.AlreadyThere):
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


@personal_page
@require_POST
def reply_online(request, token):
    """Online instead of waiting for a seat on site."""
    doorway = open_door(token)
    try:
        replies.take_part_online(doorway=doorway)
        messages.success(request, _("You take part online."))
    except seats.NoRoomThere:
        messages.info(request, _("It became full online too. You keep your place in the line."))
    except replies.NotTakingReplies:
        return too_late(request, doorway)
    return redirect("consultations:invitation_detail", token=token)


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
    except (replies.NotTakingReplies, seats.AlreadyThere):
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
            places=form.places,
        )
    except seats.NoRoomThere:
        form.add_error(
            None, _("It is full there just now. Stay where you have your seat, or wait.")
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
    return calendar_response(meeting_calendar(calendar_event(doorway.meeting, reply=doorway.reply)))


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
