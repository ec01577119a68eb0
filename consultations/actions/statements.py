"""What somebody wants to say to the region: written in private, signed, handed in once."""

import hashlib
import json

from django.db import transaction
from django.utils import timezone

from consultations import emails
from consultations.models import Consultation, StatementStatus
from organisations.actions.letters import post_letters
from organisations.models import Representative, Task, WrongMove


class NotTakingStatements(Exception):
    """The consultation is not published, not open yet, cancelled or answered already."""


class NotSignatory(Exception):
    """Only one who signs for the organisation may hand in."""


class NeedsColleague(Exception):
    """The organisation wants two persons: who sent it for signature cannot also sign."""


class NothingSaid(Exception):
    """A statement without a single point is not handed in."""


@transaction.atomic
def hand_in(*, statement, by=None, signed_name="", at=None):
    """Hand in to the region: numbered, frozen, with a receipt and a copy to the registry.

    `by` is the signatory, or the person herself; None for somebody without an account. Late is taken
    and marked. Pressed twice it is handed in once, and the second gets the same statement. Raises
    NotTakingStatements, NotSignatory, NeedsColleague, NothingSaid, WrongMove. From here on it is a
    public document (tryckfrihetsförordningen 2 kap. 9 §: received by the authority).
    """
    at = at or timezone.now()
    consultation = Consultation.objects.locked().get(pk=statement.consultation_id)
    statement.refresh_from_db()
    if statement.status == StatementStatus.SUBMITTED:
        return statement
    if not consultation.takes_statements(at=at):
        raise NotTakingStatements(consultation.name)
    if statement.organisation:
        refuse_unless_signatory(statement, by)
    if not statement.contributions.exists():
        raise NothingSaid(statement.uuid)
    number = consultation.next_number()
    frozen = frozen_copy(statement, number=number, at=at, signed_name=signed_name or _name_of(by))
    statement.submit(
        by=by,
        number=number,
        frozen=frozen,
        fingerprint=fingerprint_of(frozen),
        is_late=consultation.is_late(at=at),
        at=at,
    )
    post_letters(emails.letters_of_receipt(statement=statement))
    return statement


def refuse_unless_signatory(statement, by):
    """Raises NotSignatory, or NeedsColleague where two persons are the organisation's choice."""
    signs = Representative.objects.approved().filter(
        user=by, organisation=statement.organisation, task=Task.SIGNATORY
    )
    if by is None or not signs.exists():
        raise NotSignatory(statement.uuid)
    if statement.organisation.two_must_sign and statement.sent_by_id in {None, by.pk}:
        raise NeedsColleague(statement.uuid)


@transaction.atomic
def recall(*, statement, by=None, at=None):
    """It no longer counts and is shown nowhere; that it arrived cannot be undone. Twice is once."""
    try:
        statement.recall(by=by, at=at)
    except WrongMove:
        statement.refresh_from_db()
        if statement.status != StatementStatus.RECALLED:
            raise


def frozen_copy(statement, *, number, at, signed_name):
    """Everything as it was when it was handed in, in plain values that JSON keeps."""
    consultation = statement.consultation
    return {
        "consultation": consultation.name,
        "case_number": consultation.case_number,
        "number": number,
        "submitted_at": at.isoformat(timespec="seconds"),
        "sender": statement.sender,
        "sender_name": statement.sender_name,
        "shows_name": statement.shows_name,
        "signed_by": signed_name,
        "backing": statement.backing,
        "backed_on": statement.backed_on.isoformat() if statement.backed_on else "",
        "backing_words": statement.backing_words,
        "language": statement.language,
        "contributions": [_frozen_point(point) for point in statement.contributions.with_parts()],
    }


def _frozen_point(contribution):
    return {
        "number": contribution.position,
        "about": contribution.place,
        "section": contribution.section.key if contribution.section else "",
        "version": contribution.section.version.number if contribution.section else None,
        "question": contribution.question.position if contribution.question else None,
        "kind": contribution.kind,
        "body": contribution.body,
        "wording": contribution.wording,
        "origin": contribution.origin,
    }


def fingerprint_of(frozen):
    """SHA-256 of the copy with sorted keys: whoever has the copy can make it again."""
    canonical = json.dumps(frozen, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _name_of(user):
    return user.name if user else ""
