"""An own paragraph in the reminder, beside the reminder as it would be."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations import emails
from consultations.actions.invitation_texts import save_reminder_words
from consultations.forms.inviting import ReminderTextForm
from consultations.models import Invitation
from consultations.views.desk import find_run_meeting
from consultations.views.inviting_send import (
    languages_of,
    preview_of,
    previewed,
    to_preview,
    words_address,
)
from consultations.wording import PLACEHOLDERS, own_words, reminder_words


@require_http_methods(["GET", "HEAD", "POST"])
def desk_reminder_words(request, uuid):
    """One language at a time; saved empty, the reminder has Kick's words alone."""
    meeting = find_run_meeting(request, uuid)
    organisation = previewed(request, meeting)
    language = organisation.contact_language
    form = ReminderTextForm(request.POST or None, stored=reminder_words(meeting).get(language, ""))
    if form.is_valid():
        save_reminder_words(meeting=meeting, language=language, body=form.cleaned_data["body"])
        messages.success(request, _("Your words are saved. Nothing is sent yet."))
        page = "desk_reminder_words"
        return redirect(words_address(meeting, language, organisation, page=page))
    letter = emails.reminder(
        meeting=meeting,
        invitations=[Invitation(meeting=meeting, organisation=organisation)],
        number=1,
    )
    words = {
        "meeting": meeting,
        "region": meeting.region,
        "form": form,
        "language": language,
        "languages": languages_of(meeting),
        "organisation": organisation if organisation.pk else None,
        "choices": to_preview(meeting, language),
        "placeholders": PLACEHOLDERS.items(),
        "in_invitation": own_words(meeting).get(language),
        "preview": preview_of(letter),
    }
    status = 422 if form.errors else 200
    return render(request, "consultations/desk_reminder_words.html", words, status=status)
