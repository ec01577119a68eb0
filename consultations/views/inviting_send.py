"""Sending: the words, a test letter to oneself, the send button, pause and go on, reminders."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from consultations import emails
from consultations.actions import invitations
from consultations.actions.invitation_texts import save_words
from consultations.forms.inviting import InvitationTextForm, ReminderRuleForm
from consultations.models import Invitation, ReminderRule
from consultations.views.desk import find_run_meeting
from consultations.views.inviting import valid_uuids, waiting_to_go
from consultations.wording import PLACEHOLDERS, own_words
from kick.lib import letter_text, links
from organisations.actions import approvals
from organisations.actions.letter_holds import hold, let_go
from organisations.models import Organisation


@require_http_methods(["GET", "HEAD", "POST"])
def desk_words(request, uuid):
    """Own words per language, with a preview as a chosen association would get them."""
    meeting = find_run_meeting(request, uuid)
    organisation = previewed(request, meeting)
    language = organisation.contact_language
    stored = own_words(meeting).get(language)
    form = InvitationTextForm(request.POST or None, stored=stored, proposal=proposal(language))
    if form.is_valid():
        save_words(
            meeting=meeting,
            language=language,
            subject=form.cleaned_data["subject"],
            body=form.cleaned_data["body"],
        )
        messages.success(request, _("Your words are saved. Nothing is sent yet."))
        return redirect(words_address(meeting, language, organisation))
    words = {
        "meeting": meeting,
        "region": meeting.region,
        "form": form,
        "language": language,
        "languages": languages_of(meeting),
        "is_own": stored is not None,
        "organisation": organisation if organisation.pk else None,
        "choices": to_preview(meeting, language),
        "placeholders": PLACEHOLDERS.items(),
        "preview": preview(meeting, organisation),
    }
    status = 422 if form.errors else 200
    return render(request, "consultations/desk_words.html", words, status=status)


def words_address(meeting, language, organisation, *, page="desk_words"):
    chosen = f"&forening={organisation.uuid}" if organisation.pk else ""
    page = reverse(f"consultations:{page}", args=[meeting.uuid])
    return f"{page}?sprak={language}{chosen}"


def previewed(request, meeting):
    """The association on the list whose letter is shown, or an example in the language asked for."""
    wanted = valid_uuids([request.GET.get("forening", "") or request.POST.get("forening", "")])
    row = meeting.invitations.filter(organisation__uuid__in=wanted)
    found = row.select_related("organisation__municipality").first()
    language = request.GET.get("sprak", "sv")
    language = language if language in languages_of(meeting) else "sv"
    if found and language in {found.organisation.contact_language, "sv"}:
        return found.organisation
    with translation.override(language):
        name = _("Your association")
    return Organisation(name=name, email=request.user.email, contact_language=language)


def to_preview(meeting, language):
    """Those on the list whose letter may be looked at."""
    standing = meeting.invitations.standing().filter(organisation__contact_language=language)
    return standing.select_related("organisation").by_organisation()[:200]


def languages_of(meeting):
    """Ours, and those that somebody on the list wants letters in: code to its own name."""
    codes = list(
        dict.fromkeys(
            [
                *dict(settings.LANGUAGES),
                *meeting.invitations.order_by("organisation__contact_language")
                .values_list("organisation__contact_language", flat=True)
                .distinct(),
            ]
        )
    )
    return {
        code: translation.get_language_info(code)["name_local"] for code in codes if known(code)
    }


def known(code):
    try:
        return bool(translation.get_language_info(code))
    except KeyError:
        return False


def proposal(language):
    """To begin from, in the language of the letter."""
    with translation.override(language):
        return {
            "subject": _("Invitation: {möte}"),
            "body": _(
                "Hello!\n\nWe invite {förening} to {möte}.\n\nWrite here why you meet, and why just"
                " they are invited.\n\nAnswer by {svara senast}. Welcome!"
            ),
        }


def preview(meeting, organisation):
    row = Invitation(meeting=meeting, organisation=organisation)
    return preview_of(emails.invitation(meeting=meeting, invitations=[row], sender=None))


def preview_of(letter):
    """The letter as it would be sent; its buttons lead to the page that says that it was a test."""
    urls = [settings.SITE_URL + links.TRIAL_PATH] * len(letter["links"])
    return {
        "subject": letter["subject"],
        "language": letter["language"],
        "paragraphs": letter_text.paragraphs(letter["body"], urls, own=settings.SITE_URL),
    }


@require_POST
def desk_words_reset(request, uuid):
    """Back to our own letter in one language."""
    meeting = find_run_meeting(request, uuid)
    language = request.POST.get("sprak", "")
    if language in languages_of(meeting):
        save_words(meeting=meeting, language=language, subject="", body="")
        messages.success(request, _("The letter has Kick's own words again."))
    return redirect(f"{reverse('consultations:desk_words', args=[uuid])}?sprak={language[:16]}")


@require_POST
def desk_trial(request, uuid):
    """The letter as the association in sight would get it, to one's own address."""
    meeting = find_run_meeting(request, uuid)
    organisation = previewed(request, meeting)
    if not organisation.pk and request.POST.get("sprak") in languages_of(meeting):
        organisation.contact_language = request.POST["sprak"]
    letter = invitations.send_trial(
        meeting=meeting, organisation=organisation, to=request.user.email
    )
    if letter:
        messages.success(
            request,
            _("A test letter is on its way to %s. It counts as nothing sent.") % request.user.email,
        )
    else:
        messages.info(request, _("The same test letter went a moment ago."))
    return redirect(words_address(meeting, organisation.contact_language, organisation))


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
            expected=number_in(seen),
            mark=request.POST.get("lista", ""),
            by=request.user,
        )
    except invitations.MeetingNotPublished:
        messages.error(request, _("Publish the meeting first, so that the invited can see it."))
    except approvals.NotApproved as refusal:
        messages.error(request, str(refusal))
    except invitations.NothingToSend:
        messages.info(request, _("All on the list have their invitation already."))
    except invitations.ListHasChanged:
        messages.error(
            request,
            _("The list or the letter has changed since you looked. Look once more, then send."),
        )
    else:
        messages.success(
            request,
            _("%(letters)d letters are on their way. %(papers)d are to be printed.")
            % {"letters": letters, "papers": papers},
        )
    return redirect("consultations:desk_invitations", uuid=uuid)


def number_in(typed):
    return int(typed) if typed.isdecimal() and len(typed) < 7 else -1


@require_POST
def desk_pause(request, uuid):
    meeting = find_run_meeting(request, uuid)
    hold(about=f"meeting:{meeting.uuid}", by=request.user)
    messages.success(
        request,
        _("Invitations and reminders wait until you let them go. Answers are confirmed as usual."),
    )
    return redirect("consultations:desk_invitations", uuid=uuid)


@require_POST
def desk_resume(request, uuid):
    meeting = find_run_meeting(request, uuid)
    number = let_go(about=f"meeting:{meeting.uuid}")
    text = ngettext("%d letter goes on.", "%d letters go on.", number) % number
    messages.success(request, text)
    return redirect("consultations:desk_invitations", uuid=uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def desk_reminders(request, uuid):
    """Whom a reminder would reach now, how often one may remind, and when the last one went."""
    meeting = find_run_meeting(request, uuid)
    rule = ReminderRule.of(meeting)
    form = ReminderRuleForm(
        request.POST or None, initial={"most": rule.most, "days_between": rule.days_between}
    )
    if form.is_valid():
        invitations.set_reminder_rule(meeting=meeting, **form.cleaned_data)
        messages.success(request, _("It is saved."))
        return redirect("consultations:desk_reminders", uuid=uuid)
    number = len(invitations.to_remind(meeting)) if meeting.takes_replies() else 0
    words = {
        "meeting": meeting,
        "region": meeting.region,
        "form": form,
        "number": number,
        "must_type": number > invitations.COUNT_MUST_BE_TYPED_ABOVE,
        "silent": meeting.invitations.silent().count(),
        "on_paper": meeting.invitations.silent().on_paper().count(),
        "last": meeting.invitations.last_reminder(),
        "takes_replies": meeting.takes_replies(),
    }
    status = 422 if form.errors else 200
    return render(request, "consultations/desk_reminders.html", words, status=status)


@require_POST
def desk_remind(request, uuid):
    meeting = find_run_meeting(request, uuid)
    seen, typed = request.POST.get("antal", ""), request.POST.get("skrivet", "").strip()
    if number_in(seen) > invitations.COUNT_MUST_BE_TYPED_ABOVE and typed != seen:
        messages.error(
            request, _("Type the number of letters, %s, so that we know that you mean it.") % seen
        )
        return redirect("consultations:desk_reminders", uuid=uuid)
    try:
        number = invitations.remind(meeting=meeting, expected=number_in(seen))
    except invitations.MeetingNotPublished:
        messages.error(request, _("There is nothing to remind of: nobody can answer any more."))
    except approvals.NotApproved as refusal:
        messages.error(request, str(refusal))
    except invitations.ListHasChanged as change:
        changed(request, change)
    else:
        text = ngettext("%d reminder is on its way.", "%d reminders are on their way.", number)
        messages.success(request, text % number)
    return redirect("consultations:desk_reminders", uuid=uuid)


def changed(request, change):
    """Nobody left to remind is what a second press finds; others to remind are worth a look."""
    if change.args == (0,):
        messages.info(request, _("There is nobody to remind now: see below why."))
    else:
        text = _("Somebody has answered since you looked. Look at the number once more, then send.")
        messages.error(request, text)
