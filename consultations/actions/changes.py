"""Telling those concerned that a published meeting has another time, another place or another link, or
is cancelled. Who that is, is counted at once; the letters are written by the worker."""

from datetime import UTC

from django.db import transaction
from django.utils import timezone

from consultations import emails
from consultations.actions.seats import lock
from consultations.models import Handover, Invitation, MeetingNotice, NoticeKind
from kick.lib.queue import enqueue
from organisations.actions.letters import post_letters

WRITE = "consultations.jobs.write_to_concerned"
NEW, ADDED, REMOVED = "new", "added", "removed"


def told_facts(meeting):
    """What a change of is told."""
    return {
        # In one zone: what a form reads is Swedish time, what the database gives is not.
        "time": [at.astimezone(UTC).isoformat() for at in (meeting.starts_at, meeting.ends_at)],
        "place": place_of(meeting),
        "online": meeting.online_url,
    }


def place_of(meeting):
    return ", ".join(filter(None, [meeting.venue, meeting.street, meeting.municipality.name]))


def lines_between(before, after):
    """What was and what is. The link itself stands in no letter and no list: only that it is new."""
    lines = [
        {"what": what, "was": before[what], "now": after[what]}
        for what in ("time", "place")
        if before[what] != after[what]
    ]
    was, now = before["online"], after["online"]
    if was != now:
        lines.append({"what": "online", "now": ADDED if not was else NEW if now else REMOVED})
    return lines


def tell(*, meeting, before, by, at=None):
    """Those who come, wait or were invited get one letter with all that is otherwise. Those who have
    said no get one when it starts at another time and replies are still taken, since it may suit them
    now; of less they are told nothing. A new link for an old one concerns only those who come or wait.
    Nothing is told of a draft or of a meeting that is over. Call under the meeting's lock. Returns the
    notice."""
    lines = lines_between(before, told_facts(meeting))
    if not lines or not meeting.is_published or meeting.is_past(at=at):
        return None
    return announce(meeting=meeting, kind=NoticeKind.CHANGED, lines=lines, by=by, at=at)


def announce(*, meeting, kind, lines=(), by=None, at=None):
    """Note what is told and to how many, and have the worker write the letters: the job stands in the same
    transaction. Call under the meeting's lock. Returns the notice."""
    notice = MeetingNotice(
        meeting=meeting,
        kind=kind,
        lines=list(lines),
        sequence=meeting.calendar_sequence,
        at=at or timezone.now(),
        by=by,
    )
    groups, notice.unreached = to_be_told(notice)
    notice.told, notice.is_writing = len(groups), bool(groups)
    notice.save()
    if groups:
        enqueue(WRITE, notice_id=notice.pk)
    return notice


@transaction.atomic
def write_letters(*, notice_id):
    """The letters of a notice, to those who are concerned now: all of them or, when the worker is killed,
    none. One that is written is left alone. Of a change nothing is told once the meeting is cancelled or over."""
    notice = MeetingNotice.objects.locked().being_written().filter(pk=notice_id).first()
    if notice is None:
        return
    notice.meeting = lock(notice.meeting)
    is_told = notice.meeting.is_published and not notice.meeting.is_past()
    is_late = notice.is_change and not is_told
    groups, unreached = ([], 0) if is_late else to_be_told(notice)
    letters = (
        changed_letters(notice, groups) if notice.is_change else cancelled_letters(notice, groups)
    )
    post_letters(letters)
    notice.finish(told=len(groups), unreached=unreached)


def to_be_told(notice):
    """(what there is of each address, how many have none)."""
    meeting, lines = notice.meeting, notice.lines
    if not notice.is_change:
        by_address, unreached = concerned(meeting)
        return list(by_address.values()), unreached
    only_replies = all(line["what"] == "online" and line["now"] == NEW for line in lines)
    by_address, unreached = concerned(
        meeting,
        with_invited=not only_replies,
        with_no=starts_anew(lines) and meeting.takes_replies(at=notice.at),
    )
    return [rows for rows in by_address.values() if lines_for(meeting, rows, lines)], unreached


def cancelled_letters(notice, groups):
    return [emails.meeting_cancelled(meeting=notice.meeting, rows=rows) for rows in groups]


def changed_letters(notice, groups):
    """One an address. A single association that was invited and has not answered reads what all such read
    in its language, with a link of its own: that letter is written once for all of them."""
    letters, alike = [], {}
    for rows in groups:
        is_common = len(rows) == 1 and isinstance(rows[0], Invitation)
        language = rows[0].organisation.contact_language if is_common else None
        letter = alike.get(language) or emails.meeting_changed(
            notice=notice, rows=rows, lines=lines_for(notice.meeting, rows, notice.lines)
        )
        if is_common:
            alike[language] = letter
            own = {"recipient": rows[0].organisation.email, "links": [rows[0].link_reference]}
            letter = letter | own
        letters.append(letter)
    return letters


def starts_anew(lines):
    return any(line["what"] == "time" and line["was"][0] != line["now"][0] for line in lines)


def lines_for(meeting, rows, lines):
    """The place of a closed meeting is told only to those who come."""
    if meeting.shows_place or any(comes(row) for row in rows):
        return lines
    return [line for line in lines if line["what"] != "place"]


def comes(row):
    return isinstance(row, Handover) or bool(getattr(row, "confirmed_seats", None))


def concerned(meeting, *, with_invited=True, with_no=False):
    """({address: its replies, seats taken over and invitations}, how many have no address).

    Those who said no are left out unless asked for, and then too when they want no more letters. Where
    somebody answered with an address of her own, the association's own is written to as well.
    """
    by_address, unreached, said_no, written = {}, 0, set(), set()
    replies = meeting.replies.select_related("organisation", "meeting__region")
    silenced = set(meeting.invitations.silenced().values_list("organisation", flat=True))
    for reply in replies.prefetch_related("seats"):
        address = reply.address.lower()
        if not reply.comes:
            said_no.add(reply.organisation_id)
            if with_no and address and reply.organisation_id not in silenced:
                by_address.setdefault(address, []).append(reply)
        elif address:
            by_address.setdefault(address, []).append(reply)
            written.add((address, reply.organisation_id))
        else:
            unreached += 1
            written.add(("", reply.organisation_id))
    for handover in Handover.objects.taken().at_meeting(meeting):
        by_address.setdefault(handover.email.lower(), []).append(handover)
    if not with_invited:
        return by_address, unreached
    for invitation in meeting.invitations.issued().select_related("organisation"):
        organisation = invitation.organisation
        takes_mail = organisation.takes_mail and not invitation.is_on_paper
        address = organisation.email.lower() if takes_mail else ""
        if organisation.pk in said_no or (address, organisation.pk) in written:
            continue
        if address:
            by_address.setdefault(address, []).append(invitation)
        elif not any(pk == organisation.pk for _, pk in written):
            unreached += 1
    return by_address, unreached
