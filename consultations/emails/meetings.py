"""The letters about meetings: each function gives what `post_letter` wants, and sends nothing."""

from datetime import timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from consultations import wording
from consultations.models import Handover, Reply, with_moments
from kick.lib import dates, links
from kick.lib.ics import Event, meeting_calendar
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

    return _letter(
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
    return _letter(
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


def reply_received(*, reply):
    """What we understood, the calendar file, and the link that changes it."""
    return _letter(
        "consultations/emails/reply_received.txt",
        purpose=Purpose.REPLY,
        recipient=reply.address,
        occasion=f"reply:{reply.pk}:{reply.changes}",
        meeting=reply.meeting,
        rows=[reply],
        language=reply.language,
        subject=lambda: _subject_of_reply(reply),
        # A no after a yes takes the meeting out of the calendar again.
        calendar=_calendar(reply) if reply.confirmed_seats or reply.has_turned_to_no else "",
        reply=reply,
    )


def reply_to_confirm(*, reply):
    """The seat is held for two hours; the link confirms that the address is the writer's own."""
    return _letter(
        "consultations/emails/reply_to_confirm.txt",
        purpose=Purpose.REPLY,
        recipient=reply.address,
        occasion=f"confirm:{reply.pk}:{reply.changes}",
        meeting=reply.meeting,
        rows=[reply],
        language=reply.language,
        subject=lambda: (
            _("Confirm that you are coming on %(day)s")
            % {"day": dates.short_day_text(reply.meeting.starts_at)}
        ),
        reply=reply,
    )


def seat_came_free(*, reply, seats):
    """To those who waited: they have their seat, and this is why."""
    return _letter(
        "consultations/emails/seat_came_free.txt",
        purpose=Purpose.SEAT,
        recipient=reply.address,
        occasion="seats:" + ",".join(str(seat.pk) for seat in seats),
        meeting=reply.meeting,
        rows=[reply],
        language=reply.language,
        subject=lambda: (
            _("You have a seat on %(day)s") % {"day": dates.short_day_text(reply.meeting.starts_at)}
        ),
        calendar=_calendar(reply),
        reply=reply,
        seats=seats,
    )


def seat_offered(*, handover):
    """To a colleague: a seat is hers if she wants it. Says which association, and names nobody."""
    return _of_handover(
        "seat_offered",
        handover,
        recipient=handover.email,
        rows=[handover],
        language=handover.language,
        subject=lambda day: _("Do you want to come in a colleague's place on %(day)s?") % day,
    )


def seat_taken_over(*, handover):
    """She has said yes: the calendar file, and the link that changes it."""
    return _of_handover(
        "seat_taken_over",
        handover,
        recipient=handover.email,
        rows=[handover],
        language=handover.language,
        subject=lambda day: _("You are coming on %(day)s") % day,
        calendar=meeting_calendar(calendar_event(handover.seat.meeting, handover=handover)),
    )


def seat_given_back(*, handover):
    """To the association: the colleague has said no, and the seat is theirs to fill."""
    reply = handover.seat.reply
    return _of_handover(
        "seat_given_back",
        handover,
        recipient=reply.address,
        rows=[reply],
        language=reply.language,
        subject=lambda day: _("Your colleague cannot come on %(day)s") % day,
    )


def seat_lost(*, handover):
    """To a colleague who had taken it over: the association has it no more, or wants it back. Her
    calendar takes the meeting out again."""
    seat = handover.seat
    return _letter(
        "consultations/emails/seat_lost.txt",
        purpose=Purpose.SEAT,
        recipient=handover.email,
        occasion=f"seat_lost:{handover.pk}",
        meeting=seat.meeting,
        rows=[],
        language=handover.language,
        subject=lambda: (
            _("Your seat on %(day)s is gone")
            % {"day": dates.short_day_text(seat.meeting.starts_at)}
        ),
        calendar=meeting_calendar(calendar_event(seat.meeting, handover=handover)),
        association=lambda: seat.reply.organisation_name,
    )


def _of_handover(name, handover, *, recipient, rows, language, subject, calendar=""):
    meeting = handover.seat.meeting
    return _letter(
        f"consultations/emails/{name}.txt",
        purpose=Purpose.SEAT,
        recipient=recipient,
        occasion=f"{name}:{handover.pk}",
        meeting=meeting,
        rows=rows,
        language=language,
        subject=lambda: subject({"day": dates.short_day_text(meeting.starts_at)}),
        calendar=calendar,
        reply=handover.seat.reply,
    )


def meeting_soon(*, reply, days, day):
    """To those who have a seat, on the days that the meeting sets."""
    return _letter(
        "consultations/emails/meeting_soon.txt",
        purpose=Purpose.MEETING_SOON,
        recipient=reply.address,
        occasion=f"soon:{days}:{day}:{reply.pk}",
        meeting=reply.meeting,
        rows=[reply],
        language=reply.language,
        subject=lambda: (
            _("We meet on %(day)s: %(title)s")
            % {"day": dates.short_day_text(reply.meeting.starts_at), "title": reply.meeting.title}
        ),
        reply=reply,
    )


def seat_soon(*, handover, days, day):
    """The same to a colleague who has taken over a seat."""
    meeting = handover.seat.meeting
    return _letter(
        "consultations/emails/seat_soon.txt",
        purpose=Purpose.MEETING_SOON,
        recipient=handover.email,
        occasion=f"soon:{days}:{day}:colleague:{handover.pk}",
        meeting=meeting,
        rows=[handover],
        language=handover.language,
        subject=lambda: (
            _("We meet on %(day)s: %(title)s")
            % {"day": dates.short_day_text(meeting.starts_at), "title": meeting.title}
        ),
        reply=handover.seat.reply,
        seat=handover.seat,
    )


def hold_ended(*, reply):
    """The two hours passed and nobody confirmed: the seats have gone back."""
    return _letter(
        "consultations/emails/hold_ended.txt",
        purpose=Purpose.SEAT,
        recipient=reply.address,
        occasion=f"hold:{reply.pk}:{reply.changes}",
        meeting=reply.meeting,
        rows=[],
        language=reply.language,
        subject=lambda: (
            _("Your seat on %(day)s was not confirmed")
            % {"day": dates.short_day_text(reply.meeting.starts_at)}
        ),
        reply=reply,
    )


def meeting_cancelled(*, meeting, rows):
    """To one address; `rows` are its replies and invitations."""
    reply = next((row for row in rows if isinstance(row, Reply)), None)
    return _letter(
        "consultations/emails/meeting_cancelled.txt",
        purpose=Purpose.MEETING_CANCELLED,
        recipient=_address_of(rows[0]),
        occasion="cancelled",
        meeting=meeting,
        rows=[],
        language=_language_of(rows[0]),
        subject=lambda: (
            _("Cancelled: %(title)s, %(day)s")
            % {"title": meeting.title, "day": dates.short_day_text(meeting.starts_at)}
        ),
        calendar=meeting_calendar(calendar_event(meeting, reply=reply)) if reply else "",
    )


def meeting_changed(*, notice, rows, lines):
    """To one address, once for each change: what was, what is, and a link for each of `rows`, which are
    its replies and invitations, also of those who said no to another time. Who has a seat gets the calendar file anew."""
    meeting = notice.meeting
    seated = next((row for row in rows if isinstance(row, Reply) and row.confirmed_seats), None)
    return _letter(
        "consultations/emails/meeting_changed.txt",
        purpose=Purpose.MEETING_CHANGED,
        recipient=_address_of(rows[0]),
        occasion=notice.occasion,
        meeting=meeting,
        rows=rows,
        language=_language_of(rows[0]),
        subject=lambda: (
            _("Changed: %(title)s, %(day)s")
            % {"title": meeting.title, "day": dates.short_day_text(meeting.starts_at)}
        ),
        calendar=meeting_calendar(calendar_event(meeting, reply=seated)) if seated else "",
        lines=with_moments(lines),
        reply=seated,
        receivers=rows,
        is_coming=any(isinstance(row, Handover) or _says(row, True) for row in rows),
        said_no=all(_says(row, False) for row in rows),
    )


def save_the_date(*, meeting, organisations, sender):
    """One letter to one address: the day alone, so that it can be kept free. The links are the
    associations' own and show what the register says of them, as the first letter must (GDPR art. 14)."""
    return _letter(
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


def _says(row, comes):
    return isinstance(row, Reply) and row.comes == comes


def _address_of(row):
    return row.address if isinstance(row, Reply | Handover) else row.organisation.email


def _language_of(row):
    return row.language if isinstance(row, Reply | Handover) else row.organisation.contact_language


def _letter(
    template,
    *,
    purpose,
    recipient,
    occasion,
    meeting,
    rows,
    language,
    subject,
    calendar="",
    **words,
):
    with translation.override(language):
        # A meeting keeps the text it was first read in; a letter may be in another language.
        meeting.speak_anew()
        # What is written in the reader's language is called here, where it is the active one.
        words = {name: said() if callable(said) else said for name, said in words.items()}
        body = render_to_string(
            template, {"meeting": meeting, "site_url": settings.SITE_URL, **words}
        )
        letter = {
            "purpose": purpose,
            "recipient": recipient,
            "about": f"meeting:{meeting.uuid}",
            "occasion": occasion,
            "region": meeting.region,
            "language": language,
            "subject": subject(),
            "body": body.strip() + "\n",
            "links": [row.link_reference for row in rows],
            "calendar": calendar,
        }
    meeting.speak_anew()
    return letter


def _subject_of_reply(reply):
    day = dates.short_day_text(reply.meeting.starts_at)
    if not reply.comes:
        return _("Thank you for your answer about %(day)s") % {"day": day}
    if reply.confirmed_seats:
        return _("You are coming on %(day)s") % {"day": day}
    return _("You are waiting for a seat on %(day)s") % {"day": day}


def _calendar(reply):
    return meeting_calendar(calendar_event(reply.meeting, reply=reply))


def calendar_event(meeting, *, reply=None, handover=None):
    """The meeting as calendars want it; a reply, or a colleague who has taken a seat, has a copy of its
    own, the same in every letter and file.

    The sequence rises with each change of the meeting and of the reply, so that a calendar takes what
    comes later for the same event (RFC 5545, 3.8.7.4).
    """
    changes = meeting.calendar_sequence + (reply.changes if reply else 0)
    # A colleague's seat changes once: when it is hers no more.
    changes += bool(handover and handover.is_over)
    comes = (reply and reply.confirmed_seats) or (handover and handover.is_taken)
    knows_place = meeting.shows_place or bool(comes)
    place = [meeting.venue, meeting.street] if knows_place else []
    return Event(
        uid=f"{(reply or handover or meeting).uuid}@{settings.SITE_HOST}",
        sequence=changes,
        starts_at=localtime(meeting.starts_at),
        ends_at=localtime(meeting.ends_at),
        summary=meeting.title,
        location=", ".join(filter(None, [*place, meeting.municipality.name])),
        description=meeting.text.purpose,
        url=settings.SITE_URL + meeting.get_absolute_url(),
        organiser_name=meeting.get_organiser_display(),
        organiser_email=meeting.contact_email,
        is_cancelled=meeting.is_cancelled
        or (reply is not None and not reply.comes)
        or (handover is not None and handover.is_over),
        changed_at=meeting.created_at + timedelta(seconds=changes),
    )
