"""The letters that ask associations to come: the day to keep free, the invitation, and its reminders."""

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from consultations import wording
from consultations.emails.meeting_letter import meeting_letter
from kick.lib import dates, links
from organisations.models import Purpose


def invitation(*, meeting, invitations, sender, own=None):
    """One letter to one address, with a personal link for each of its associations.

    `own` are the meeting's own words by language (`wording.own_words`), read here when left out.
    """
    language = invitations[0].organisation.contact_language
    own = wording.own_words(meeting) if own is None else own
    words = wording.words_in(own, language)
    names = [row.organisation.name for row in invitations]

    def filled(text):
        return wording.fill(text, wording.values_for(meeting, names)) if words else ""

    return meeting_letter(
        "consultations/emails/invitation.txt",
        purpose=Purpose.INVITATION,
        recipient=invitations[0].organisation.email,
        occasion="invitation",
        meeting=meeting,
        rows=invitations,
        language=language,
        subject=lambda: (
            filled(words.subject)
            if words
            else _("Invitation: %(title)s, %(day)s")
            % {"title": meeting.title, "day": dates.short_day_text(meeting.starts_at)}
        ),
        own_words=lambda: filled(words.body) if words else "",
        invitations=invitations,
        sender=sender,
    )


def trial(*, meeting, invitations, to, own=None, occasion):
    """The invitation as it would be, to the one who writes it: it has her address, and links to a page
    that says that the letter was a test."""
    letter = invitation(meeting=meeting, invitations=invitations, sender=None, own=own)
    with translation.override(letter["language"]):
        subject = _("Test: %(subject)s") % {"subject": letter["subject"]}
    return {
        **letter,
        "purpose": Purpose.TRIAL,
        "recipient": to,
        "occasion": occasion,
        "subject": subject,
        "links": [[links.TRIAL, str(meeting.uuid), 1] for _row in invitations],
    }


def reminder(*, meeting, invitations, number, own=None):
    """To those who have not answered, and only to them. `own` is the meeting's own paragraph by language
    (`wording.reminder_words`), read here when left out."""
    language = invitations[0].organisation.contact_language
    own = wording.reminder_words(meeting) if own is None else own
    words = wording.words_in(own, language)
    names = [row.organisation.name for row in invitations]
    return meeting_letter(
        "consultations/emails/reminder.txt",
        purpose=Purpose.REMINDER,
        recipient=invitations[0].organisation.email,
        occasion=f"reminder:{number}",
        meeting=meeting,
        rows=invitations,
        language=language,
        own_words=lambda: wording.fill(words, wording.values_for(meeting, names)) if words else "",
        subject=lambda: (
            _("Are you coming on %(day)s? %(title)s")
            % {"title": meeting.title, "day": dates.short_day_text(meeting.starts_at)}
        ),
        invitations=invitations,
    )


def save_the_date(*, meeting, organisations, sender):
    """One letter to one address: the day alone, so that it can be kept free. The links are the
    associations' own and show what the register says of them, as the first letter must (GDPR art. 14)."""
    return meeting_letter(
        "consultations/emails/save_the_date.txt",
        purpose=Purpose.SAVE_THE_DATE,
        recipient=organisations[0].email,
        occasion=f"day:{timezone.localtime(meeting.starts_at).date()}",
        meeting=meeting,
        rows=organisations,
        language=organisations[0].contact_language,
        subject=lambda: (
            _("Save the date %(day)s: %(title)s")
            % {"title": meeting.title, "day": dates.short_day_text(meeting.starts_at)}
        ),
        organisations=organisations,
        sender=sender,
    )
