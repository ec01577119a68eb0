"""What somebody wants to say to the region: written in private, signed, handed in once."""

import hashlib
import json

from django.db import transaction
from django.utils import timezone, translation

from consultations import emails
from consultations.models import Consultation, Contribution, Sender, Statement, StatementStatus
from kick.lib.tally import count_anew
from organisations.actions.letters import post_letters
from organisations.models import Representative, Task, WrongMove


class NotTakingStatements(Exception):
    """The consultation is not published, not open yet, cancelled or answered already."""


class NotSignatory(Exception):
    """Only one who signs for the organisation may hand in."""


class NeedsColleague(Exception):
    """The organisation wants two persons: a signatory hands in what another has sent for signature."""


class NothingSaid(Exception):
    """A statement without a single point is not handed in."""


class AnswersAlready(Exception):
    """The association, or the person, has a statement in this consultation: `statement` is it."""

    def __init__(self, statement):
        super().__init__(statement.uuid)
        self.statement = statement


@transaction.atomic
def hand_in(*, statement, by=None, signed_name="", shows_name=False, at=None):
    """Hand in to the region: numbered, frozen, with a receipt and a copy to the registry.

    `by` is the signatory, or the person herself; None for somebody without an account. `signed_name`
    is who it is where several share a mailbox; a person's own name, which `shows_name` lets all see.
    Late is taken and marked. Pressed twice it is handed in once, and the second gets the same
    statement. Raises NotTakingStatements, NotSignatory, NeedsColleague, NothingSaid, WrongMove. From
    here on it is a public document (tryckfrihetsförordningen 2 kap. 9 §: received by the authority).
    """
    at = at or timezone.now()
    consultation = Consultation.objects.locked().get(pk=statement.consultation_id)
    # Locked too, so that nobody writes a point between the copy and the number.
    statement.refresh_from_db(from_queryset=Statement.objects.locked())
    if statement.status == StatementStatus.SUBMITTED:
        return statement
    if not consultation.takes_statements(at=at):
        raise NotTakingStatements(consultation.name)
    if statement.organisation:
        refuse_unless_signatory(statement, by)
    if not statement.contributions.exists():
        raise NothingSaid(statement.uuid)
    if statement.person and signed_name:
        statement.person_name, statement.shows_name = signed_name, shows_name
        statement.save(update_fields=["person_name", "shows_name"])
    _number_points(statement)
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
    # What was taken back or returned may have been rewritten since it was sent.
    sent_by_another = statement.is_awaiting and statement.sent_by_id not in {None, by.pk}
    if statement.organisation.two_must_sign and not sent_by_another:
        raise NeedsColleague(statement.uuid)


def signs_alone(organisation, user):
    """Whether the user may hand in what she has written herself."""
    signs = Representative.objects.approved().signatories().of_organisation(organisation)
    return not organisation.two_must_sign and signs.filter(user=user).exists()


@transaction.atomic
def say_one_thing(
    *,
    uuid,
    consultation,
    sender,
    by=None,
    organisation=None,
    name="",
    shows_name=False,
    email="",
    language="sv",
    at=None,
    **point,
):
    """One point, written and handed in at once; `point` is what a contribution is made of.

    For an association whose statement needs a colleague, or somebody else's signature, it becomes a
    draft instead. A second press with the same uuid gets the same statement. Raises AnswersAlready
    and what `hand_in` raises.
    """
    Consultation.objects.locked().get(pk=consultation.pk)
    known = Statement.objects.filter(uuid=uuid).first()
    if known:
        return known
    is_own = sender == Sender.PERSON and by is not None
    _refuse_a_second(consultation, organisation=organisation, person=by if is_own else None)
    statement = Statement.objects.create(
        uuid=uuid,
        consultation=consultation,
        sender=sender,
        organisation=organisation,
        person=by if is_own else None,
        person_name=name if sender == Sender.PERSON else "",
        shows_name=shows_name and sender == Sender.PERSON,
        email=email,
        language=language,
        changed_by=by if sender != Sender.NAMELESS else None,
    )
    Contribution.objects.create(statement=statement, position=1, **point)
    if organisation and not signs_alone(organisation, by):
        return statement
    named = sender != Sender.NAMELESS
    return hand_in(
        statement=statement,
        by=by if named else None,
        signed_name=name if named else "",
        shows_name=shows_name,
        at=at,
    )


def _refuse_a_second(consultation, *, organisation, person):
    live = Statement.objects.live().filter(consultation=consultation)
    if organisation:
        live = live.of_organisation(organisation)
    elif person:
        live = live.filter(person=person)
    else:
        return
    for statement in live:
        raise AnswersAlready(statement)


@transaction.atomic
def recall(*, statement, by=None, at=None):
    """It no longer counts and is shown nowhere; that it arrived cannot be undone. Twice is once.

    Raises NotSignatory, and WrongMove for what has not been handed in. The registry is told.
    """
    if statement.organisation and by is not None:
        signs = Representative.objects.approved().signatories()
        if not signs.of_organisation(statement.organisation).filter(user=by).exists():
            raise NotSignatory(statement.uuid)
    try:
        statement.recall(by=by, at=at)
    except WrongMove:
        statement.refresh_from_db()
        if statement.status != StatementStatus.RECALLED:
            raise
        return
    count_anew(statement.consultation.region_id)
    post_letters(emails.letters_of_recall(statement=statement))


def _number_points(statement):
    """As the plan is read, and not as they were written."""
    points = list(statement.contributions.in_order())
    for position, point in enumerate(points, 1):
        point.position = position
    Contribution.objects.bulk_update(points, ["position"])


def frozen_copy(statement, *, number, at, signed_name):
    """Everything as it was when it was handed in, in plain values that JSON keeps. Our own words in
    it are Swedish, whoever presses: it is the registry's copy, and one copy has one fingerprint."""
    with translation.override("sv"):
        return _frozen(statement, number, at, signed_name)


def _frozen(statement, number, at, signed_name):
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
