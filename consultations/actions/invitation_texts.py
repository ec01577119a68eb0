"""The meeting's own words for its invitations and reminders."""

from consultations.models import InvitationText, ReminderText
from consultations.wording import insist_on_known


def save_words(*, meeting, language, subject, body):
    """Write the words in one language; without a text the letter has Kick's own words again. Raises
    UnknownPlaceholders."""
    if not (subject and body):
        InvitationText.objects.filter(meeting=meeting, language=language).delete()
        return
    insist_on_known(subject)
    insist_on_known(body)
    InvitationText.objects.update_or_create(
        meeting=meeting, language=language, defaults={"subject": subject, "body": body}
    )


def save_reminder_words(*, meeting, language, body):
    """Write the reminder's own paragraph in one language; without a text there is none. Raises
    UnknownPlaceholders."""
    if not body:
        ReminderText.objects.filter(meeting=meeting, language=language).delete()
        return
    insist_on_known(body)
    ReminderText.objects.update_or_create(
        meeting=meeting, language=language, defaults={"body": body}
    )
