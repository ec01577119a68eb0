"""Inviting: the list is chosen and frozen, then sent; only the silent are reminded."""

import hashlib
from collections import Counter
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from consultations import emails
from consultations.actions import checks
from consultations.models import (
    CheckOccasion,
    Invitation,
    InvitationStatus,
    Meeting,
    ReminderRule,
)
from consultations.wording import own_words, reminder_words
from kick.lib.tally import count_anew
from organisations.actions import approvals
from organisations.actions.letters import lately_told, post_letter, post_letters, was_just_told
from organisations.models import Letter, Organisation, Purpose

# From this many on, the number is typed before anything goes out (CATALOGUE L8).
COUNT_MUST_BE_TYPED_ABOVE = 100


class NothingToSend(Exception):
    """No invitation on the list is waiting to be sent."""


class ListHasChanged(Exception):
    """The list or the letter is not the one that was looked at: somebody else has changed it."""


class MeetingNotPublished(Exception):
    """The meeting is a draft or cancelled; people would come to a page that they cannot see."""


@transaction.atomic
def choose(*, meeting, organisations, by=None):
    """Put organisations on the meeting's list, once each; nothing is sent. Returns how many are new.

    Kept with each: who did it, and when. One that was taken off comes back as not sent.
    """
    Meeting.objects.locked().get(pk=meeting.pk)
    known = set(meeting.invitations.values_list("organisation", flat=True))
    fresh = [
        Invitation(
            meeting=meeting,
            organisation=organisation,
            is_on_paper=not organisation.takes_mail,
            put_on_by=by,
        )
        for organisation in organisations
        if organisation.pk not in known
    ]
    Invitation.objects.bulk_create(fresh, batch_size=1000)
    again = list(meeting.invitations.withdrawn().filter(organisation__in=organisations))
    for invitation in again:
        invitation.draft_again(by=by)
    count_anew(meeting.tally)
    return len(fresh) + len(again)


@transaction.atomic
def leave_out(*, invitation, by=None, at=None):
    """Take one off the list, and keep who did it. A sent invitation is withdrawn: its link and its
    code stop working. Once is enough: the same again changes nothing."""
    Meeting.objects.locked().get(pk=invitation.meeting_id)
    invitation = Invitation.objects.standing().filter(pk=invitation.pk).first()
    if invitation is None:
        return
    count_anew(invitation.meeting.tally)
    invitation.withdraw(by=by, at=at)


def mark_of(meeting, rows=None):
    """Of what the send button would send: who is on the list, by which way, in which words, to a meeting
    as it is now. Any change of it makes another mark, so that nobody sends what she has not looked at
    (CATALOGUE L8). `rows` are `ready_to_send`, where they are read already."""
    rows = ready_to_send(meeting) if rows is None else rows
    seen = [f"{row.pk}:{row.link_version}:{_way_of(row.organisation)}" for row in rows]
    seen += [f"{row.words_mark}:{row.edition}" for row in rows[:1]]
    return hashlib.sha256("\n".join(seen).encode()).hexdigest()


def _way_of(organisation):
    return organisation.email.strip().lower() if organisation.takes_mail else "paper"


def ready_to_send(meeting):
    """Drafted, with the association, and with marks of the letter's words and of the meeting's edition."""
    rows = meeting.invitations.ready_to_go().with_words_mark(meeting).order_by("pk")
    return list(rows.select_related("organisation__municipality"))


@transaction.atomic
def send(*, meeting, expected, by, mark=None, at=None):
    """Queue one letter per address with a link per association, and mark the paper letters as issued.

    `expected` is the number on the list that was looked at, and `mark` what `mark_of` said of it. Raises
    ListHasChanged, NothingToSend, MeetingNotPublished, and approvals.NotApproved, on paper too.
    Returns (letters, paper letters).
    """
    at = at or timezone.now()
    meeting = Meeting.objects.locked().select_related("region", "municipality").get(pk=meeting.pk)
    if not meeting.is_published:
        raise MeetingNotPublished(meeting)
    drafted = ready_to_send(meeting)
    if not drafted:
        raise NothingToSend(meeting)
    if len(drafted) != expected or mark not in {None, mark_of(meeting, drafted)}:
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
    own = own_words(meeting)
    invited = _invited_before(meeting, groups)
    words = [
        emails.invitation(meeting=meeting, invitations=group, sender=by, own=own)
        | {"occasion": _occasion(group) if address in invited else "invitation"}
        for address, group in groups.items()
    ]
    letters = {letter.recipient: letter for letter in post_letters(words)}
    for address, group in groups.items():
        for invitation in group:
            invitation.letter = letters[address]
    # What is the same for all in one statement; only the letter differs from row to row.
    rows = Invitation.objects.filter(pk__in=[row.pk for row in drafted])
    rows.update(status=InvitationStatus.ISSUED, issued_at=at, is_on_paper=True)
    rows.filter(pk__in=[row.pk for row in by_mail]).update(is_on_paper=False)
    Invitation.objects.bulk_update(by_mail, ["letter"], batch_size=500)
    checks.keep_if_otherwise(meeting=meeting, occasion=CheckOccasion.SENT, by=by, at=at)
    count_anew(meeting.tally)
    return len(groups), len(drafted) - len(by_mail)


def _invited_before(meeting, addresses):
    """Those that have had an invitation to the meeting: an association that has come on the list since
    has a link of its own, which the earlier letter did not hold."""
    letters = Letter.objects.filter(
        about=f"meeting:{meeting.uuid}", purpose=Purpose.INVITATION, recipient__in=list(addresses)
    )
    return set(letters.values_list("recipient", flat=True))


def _occasion(group):
    """One for these links and no others."""
    links = sorted(f"{row.uuid}:{row.link_version}" for row in group)
    return f"invitation:{hashlib.sha256(' '.join(links).encode()).hexdigest()[:24]}"


@transaction.atomic
def send_trial(*, meeting, organisation, to, at=None):
    """The letter as this association would get it, to the one who writes it. It stands among no sent
    invitations, and its links open nothing. The same words within a minute are sent once. Returns
    the letter, or None for such a second press."""
    own = own_words(meeting)
    minute = (at or timezone.now()).strftime("%Y%m%d%H%M")
    letter = emails.trial(
        meeting=meeting,
        invitations=[Invitation(meeting=meeting, organisation=organisation)],
        to=to,
        own=own,
        occasion="",
    )
    said = hashlib.sha256(f"{letter['subject']}\n{letter['body']}".encode()).hexdigest()
    return post_letter(**letter | {"occasion": f"trial:{minute}:{said[:24]}"})


def _by_address(invitations):
    groups = {}
    for invitation in invitations:
        address = invitation.organisation.email.strip().lower()
        groups.setdefault(address, []).append(invitation)
    return groups


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
        if _invited_before(meeting, [organisation.email.strip().lower()]):
            letter["occasion"] = _occasion([invitation])
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


def to_remind(meeting, *, at=None):
    """Invitations by mail whose association is silent and may be reminded now, by address.

    As often as the meeting's rule allows, and as long after the last reminder.
    """
    at = at or timezone.now()
    rule = ReminderRule.of(meeting)
    before = at - timedelta(days=rule.days_between)
    silent = (
        meeting.invitations.silent()
        .by_mail()
        .reached()
        .remindable(most=rule.most, before=before)
        .select_related("organisation__municipality")
    )
    # An address that several share is left alone until the rule allows all of them.
    about = f"meeting:{meeting.uuid}"
    lately = lately_told(about=about, since=before, purpose=Purpose.REMINDER)
    groups = _by_address([row for row in silent if row.organisation.takes_mail])
    return {address: group for address, group in groups.items() if address not in lately}


@transaction.atomic
def remind(*, meeting, expected=None, at=None):
    """Remind those who were invited by mail and have not answered. Returns the number of letters.

    Raises MeetingNotPublished, approvals.NotApproved and, when `expected` letters were looked at and
    there are others, ListHasChanged.
    """
    at = at or timezone.now()
    meeting = Meeting.objects.locked().select_related("region", "municipality").get(pk=meeting.pk)
    if not meeting.takes_replies(at=at):
        raise MeetingNotPublished(meeting)
    groups = to_remind(meeting, at=at)
    if expected not in {None, len(groups)}:
        raise ListHasChanged(len(groups))
    before, own = _reminders_to(meeting, groups), reminder_words(meeting)
    post_letters(
        [
            emails.reminder(meeting=meeting, invitations=group, number=1 + before[address], own=own)
            for address, group in groups.items()
        ]
    )
    reminded = [invitation for group in groups.values() for invitation in group]
    for invitation in reminded:
        invitation.reminders_sent += 1
        invitation.reminded_at = at
    Invitation.objects.bulk_update(reminded, ["reminders_sent", "reminded_at"], batch_size=500)
    count_anew(meeting.tally)
    return len(groups)


def _reminders_to(meeting, addresses):
    """How many have gone to each address: one of its associations may have come on the list late, or
    have answered since."""
    letters = Letter.objects.filter(
        about=f"meeting:{meeting.uuid}", purpose=Purpose.REMINDER, recipient__in=list(addresses)
    )
    return Counter(letters.values_list("recipient", flat=True))


@transaction.atomic
def set_reminder_rule(*, meeting, most, days_between):
    """How often the silent may be reminded of this meeting, from now on."""
    ReminderRule.objects.update_or_create(
        meeting=meeting, defaults={"most": most, "days_between": days_between}
    )


def silence(*, invitation, at=None):
    """No more letters about this meeting to the address, for none of its associations (RFC 8058). The
    invitation stands, and its link still answers. Once is enough."""
    rows = Invitation.objects.sharing_address(invitation).filter(silenced_at=None)
    rows.update(silenced_at=at or timezone.now())
