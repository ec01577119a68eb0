"""Planning a meeting: publish it, change it, cancel it."""

import contextlib

from django.db import IntegrityError, transaction

from consultations import emails
from consultations.actions.seats import fill_free_seats, lock
from consultations.models import Handover, Meeting, MeetingText
from kick.lib.tally import count_anew
from organisations.actions.letter_holds import hold
from organisations.actions.letters import post_letters


def save_meeting(*, meeting, words, by):
    """Write a new or changed meeting and its text, and move the queue if there are more seats now.

    A new meeting's uuid is the key of its form: the same again gives the same meeting. Whoever went
    back in the browser has a form with another key, and changes the draft that she has just made.
    """
    if meeting.pk:
        return _write(meeting, words)
    draft = Meeting.objects.just_drafted_as(meeting, title=words["title"], by=by).first()
    if draft and draft.uuid != meeting.uuid:
        return _write(_put_over(draft, meeting), words)
    meeting.created_by = by
    for _attempt in range(3):
        known = Meeting.objects.filter(uuid=meeting.uuid).first()
        if known:
            return known
        # Somebody was faster: with this form, or with a meeting of the same kind and day.
        with contextlib.suppress(IntegrityError):
            return _write(meeting, words)
        meeting.slug = ""
    return Meeting.objects.get(uuid=meeting.uuid)


def _put_over(draft, meeting):
    """What the form says of a new meeting, as a change of the draft."""
    own = ("id", "uuid", "slug", "created_by_id", "created_at", "calendar_sequence")
    for name in own:
        setattr(meeting, name, getattr(draft, name))
    meeting._state.adding = False
    return meeting


@transaction.atomic
def _write(meeting, words):
    if meeting.pk:
        lock(meeting)
        meeting.calendar_sequence += 1
    meeting.save()
    MeetingText.objects.update_or_create(meeting=meeting, language="sv", defaults=words)
    meeting.forget_text()
    fill_free_seats(meeting=meeting)
    count_anew(*meeting.region_ids)
    return meeting


@transaction.atomic
def publish_meeting(*, meeting):
    """Out in the open; invitations may go. Raises WrongMove when it was published or cancelled."""
    meeting.publish()
    count_anew(*meeting.region_ids)


@transaction.atomic
def cancel_meeting(*, meeting, because):
    """Everybody who was invited, has a seat or waits is told once. Raises WrongMove."""
    meeting = lock(meeting)
    meeting.cancel(because=because)
    told = {}
    for reply in meeting.replies.coming().select_related("organisation", "meeting__region"):
        if reply.address:
            told[reply.address.lower()] = emails.meeting_cancelled(
                meeting=meeting, address=reply.address, language=reply.language, reply=reply
            )
    answered_no = set(meeting.replies.filter(comes=False).values_list("organisation", flat=True))
    for invitation in meeting.invitations.issued().by_mail().select_related("organisation"):
        organisation = invitation.organisation
        if organisation.takes_mail and organisation.pk not in answered_no:
            told.setdefault(
                organisation.email.lower(),
                emails.meeting_cancelled(
                    meeting=meeting,
                    address=organisation.email,
                    language=organisation.contact_language,
                ),
            )
    for handover in Handover.objects.taken().at_meeting(meeting):
        told.setdefault(
            handover.email.lower(),
            emails.meeting_cancelled(
                meeting=meeting, address=handover.email, language=handover.language
            ),
        )
    # What is queued and invites to it, or reminds of it, never goes.
    hold(about=f"meeting:{meeting.uuid}", by=None)
    post_letters(list(told.values()))
    return meeting
