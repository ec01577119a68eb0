"""Inviting: the list is chosen and frozen, then sent; only the silent are reminded."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from consultations import emails
from consultations.actions import checks
from consultations.models import CheckOccasion, Invitation, InvitationStatus, Meeting
from kick.lib.tally import count_anew
from organisations.actions import approvals
from organisations.actions.letters import lately_told, post_letter, post_letters, was_just_told
from organisations.models import Letter, Organisation, Purpose

# From this many on, the number is typed before anything goes out (CATALOGUE L8).
COUNT_MUST_BE_TYPED_ABOVE = 100
MOST_REMINDERS = 2
# So that a second press, or a second person at the desk, does not remind anybody twice.
BETWEEN_REMINDERS = timedelta(days=1)


class NothingToSend(Exception):
    """No invitation on the list is waiting to be sent."""


class ListHasChanged(Exception):
    """The list is not the one that was looked at: somebody else has added or taken away."""


class MeetingNotPublished(Exception):
    """The meeting is a draft or cancelled; people would come to a page that they cannot see."""


@transaction.atomic
def choose(*, meeting, organisations):
    """Put organisations on the meeting's list, once each; nothing is sent. Returns how many are new."""
    Meeting.objects.locked().get(pk=meeting.pk)
    known = set(meeting.invitations.values_list("organisation", flat=True))
    fresh = [
        Invitation(
            meeting=meeting, organisation=organisation, is_on_paper=not organisation.takes_mail
        )
        for organisation in organisations
        if organisation.pk not in known
    ]
    Invitation.objects.bulk_create(fresh)
    for invitation in meeting.invitations.withdrawn().filter(organisation__in=organisations):
        invitation.draft_again()
    count_anew(meeting.tally)
    return len(fresh)


@transaction.atomic
def leave_out(*, invitation):
    """Take one off the list. A sent invitation is withdrawn: its link and its code stop working.
    Once is enough: the same again changes nothing."""
    Meeting.objects.locked().get(pk=invitation.meeting_id)
    invitation = Invitation.objects.standing().filter(pk=invitation.pk).first()
    if invitation is None:
        return
    count_anew(invitation.meeting.tally)
    if invitation.status == InvitationStatus.DRAFTED:
        invitation.delete()
    else:
        invitation.withdraw()


@transaction.atomic
def send(*, meeting, expected, by, at=None):
    """Queue one letter per address with a link per association, and mark the paper letters as issued.

    `expected` is the number on the list that was looked at. Raises ListHasChanged, NothingToSend,
    MeetingNotPublished, and approvals.NotApproved, on paper too. Returns (letters, paper letters).
    """
    at = at or timezone.now()
    meeting = Meeting.objects.locked().select_related("region", "municipality").get(pk=meeting.pk)
    if not meeting.is_published:
        raise MeetingNotPublished(meeting)
    drafted = list(meeting.invitations.ready_to_go().select_related("organisation__municipality"))
    if not drafted:
        raise NothingToSend(meeting)
    if len(drafted) != expected:
        raise ListHasChanged(len(drafted))
    if len(drafted) > 1:
        approvals.insist_on_approval()
    for invitation in drafted:
        # The address may have come or gone since the organisation was chosen.
        invitation.is_on_paper = not invitation.organisation.takes_mail
        invitation.status = InvitationStatus.ISSUED
        invitation.issued_at = at
    by_mail = [invitation for invitation in drafted if not invitation.is_on_paper]
    groups = _by_address(by_mail)
    letters = post_letters(
        [
            emails.invitation(meeting=meeting, invitations=group, sender=by)
            for group in groups.values()
        ]
    )
    _attach(meeting, groups, letters)
    Invitation.objects.bulk_update(
        drafted, ["is_on_paper", "status", "issued_at", "letter"], batch_size=500
    )
    checks.keep_if_otherwise(meeting=meeting, occasion=CheckOccasion.SENT, by=by, at=at)
    count_anew(meeting.tally)
    return len(groups), len(drafted) - len(by_mail)


def _by_address(invitations):
    groups = {}
    for invitation in invitations:
        groups.setdefault(invitation.organisation.email.lower(), []).append(invitation)
    return groups


def _attach(meeting, groups, letters):
    """Each invitation knows the letter that carries it; one already sent to the address counts."""
    found = {
        letter.recipient.lower(): letter
        for letter in Letter.objects.filter(about=f"meeting:{meeting.uuid}", occasion="invitation")
    }
    for address, group in groups.items():
        for invitation in group:
            invitation.letter = found.get(address)


@transaction.atomic
def send_one(*, meeting, organisation, by=None, at=None):
    """An organisation that finds the meeting itself gets its personal link to its registered address.

    Says nothing of whether there is one: the page is the same. Returns whether a letter went out.
    """
    meeting = Meeting.objects.locked().select_related("region", "municipality").get(pk=meeting.pk)
    if not meeting.is_published:
        raise MeetingNotPublished(meeting)
    if not organisation.takes_mail:
        return False
    invitation, _created = Invitation.objects.get_or_create(
        meeting=meeting, organisation=organisation
    )
    if invitation.status == InvitationStatus.WITHDRAWN:
        invitation.draft_again()
    if invitation.status == InvitationStatus.DRAFTED:
        letter = emails.invitation(meeting=meeting, invitations=[invitation], sender=by)
        invitation.issue(letter=post_letter(**letter), at=at)
    elif not was_just_told(about=f"meeting:{meeting.uuid}", address=organisation.email, at=at):
        # Sent before, and asked for again: at most once an hour, so that nobody floods the address.
        hour = (at or timezone.now()).strftime("%Y%m%d%H")
        letter = emails.invitation(meeting=meeting, invitations=[invitation], sender=by)
        post_letter(**{**letter, "occasion": f"asked:{hour}"})
    return True


@transaction.atomic
def invite_anew(*, organisation_id):
    """The association has a new address: invitations to meetings ahead go there, with new links.
    Returns the number of letters; a second run finds them sent."""
    organisation = Organisation.objects.current().filter(pk=organisation_id).first()
    if organisation is None or not organisation.takes_mail:
        return 0
    ahead = Meeting.objects.taking_place().upcoming()
    rows = Invitation.objects.mailed_to(organisation).filter(meeting__in=ahead)
    rows = list(rows.select_related("meeting__region", "organisation", "meeting__municipality"))
    for invitation in rows:
        letter = emails.invitation(
            meeting=invitation.meeting, invitations=[invitation], sender=None
        )
        occasion = f"address:{invitation.link_version}"
        invitation.letter = post_letter(**{**letter, "occasion": occasion}) or invitation.letter
        invitation.save(update_fields=["letter"])
    return len(rows)


@transaction.atomic
def remind(*, meeting, at=None):
    """Remind those who were invited by mail and have not answered. Returns the number of letters."""
    meeting = Meeting.objects.locked().select_related("region", "municipality").get(pk=meeting.pk)
    if not meeting.takes_replies(at=at):
        raise MeetingNotPublished(meeting)
    silent = list(
        meeting.invitations.silent()
        .by_mail()
        .filter(reminders_sent__lt=MOST_REMINDERS)
        .reached()
        .select_related("organisation__municipality")
    )
    lately = lately_told(
        about=f"meeting:{meeting.uuid}",
        since=(at or timezone.now()) - BETWEEN_REMINDERS,
        purpose=Purpose.REMINDER,
    )
    groups = _by_address([row for row in silent if row.organisation.takes_mail])
    groups = {address: group for address, group in groups.items() if address not in lately}
    post_letters(
        [
            emails.reminder(meeting=meeting, invitations=group, number=group[0].reminders_sent + 1)
            for group in groups.values()
        ]
    )
    reminded = [invitation for group in groups.values() for invitation in group]
    for invitation in reminded:
        invitation.reminders_sent += 1
    Invitation.objects.bulk_update(reminded, ["reminders_sent"], batch_size=500)
    return len(groups)
