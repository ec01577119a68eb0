"""A statement before it is handed in: written by several, sent to a colleague, returned, signed."""

import hashlib

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from consultations import emails
from consultations.actions.statements import (
    NothingSaid,
    NotSignatory,
    NotTakingStatements,
)
from consultations.models import Consultation, Contribution, Origin, Sender, Statement
from organisations.actions.letters import post_letters
from organisations.models import Organisation, Representative


class NotRepresentative(Exception):
    """The person does not represent the association, or works for the region that asks."""


class NotWritable(Exception):
    """A colleague is reading it, it has been handed in, or it is no longer the writer's."""


class WrittenMeanwhile(Exception):
    """A colleague has changed the point since it was shown: `point` is what stands there now."""

    def __init__(self, point):
        super().__init__(point.pk)
        self.point = point


class NoColleague(Exception):
    """There is nobody else who signs for the association."""


@transaction.atomic
def begin(*, consultation, by, organisation=None, language="sv", at=None):
    """The live statement of the association, or of the person herself; a draft if there is none.

    Two who begin at once get the same. Raises NotTakingStatements and NotRepresentative.
    """
    if organisation:
        ours = Organisation.objects.speaking_to(consultation.region, by)
        if not ours.filter(pk=organisation.pk).exists():
            raise NotRepresentative(organisation.uuid)
        who = {"organisation": organisation}
    else:
        who = {"person": by}
    # Whoever gives out numbers holds the same lock, so that two who begin at once get one draft.
    Consultation.objects.locked().get(pk=consultation.pk)
    known = Statement.objects.live().filter(consultation=consultation, **who).first()
    if known:
        return known
    if not consultation.takes_statements(at=at):
        raise NotTakingStatements(consultation.name)
    return Statement.objects.create(
        consultation=consultation,
        sender=Sender.ORGANISATION if organisation else Sender.PERSON,
        language=language,
        changed_by=by,
        person_name="" if organisation else by.name,
        **who,
    )


def stamp_of(point):
    """What a point says, in one word: it tells whether somebody has changed it since it was shown."""
    said = f"{point.kind}\0{point.body}\0{point.wording}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]


@transaction.atomic
def write_point(
    *,
    statement,
    by,
    section=None,
    question=None,
    kind,
    body="",
    wording="",
    point=None,
    stamp="",
    origin=Origin.WRITTEN,
):
    """Write one point, or change `point` (its id). About the whole when about no section or question.

    `origin` is where a new point was first said; a changed one keeps its own. The same words again
    change nothing. A point that a colleague has taken away is written anew. Raises NotWritable, and
    WrittenMeanwhile when it no longer says what `stamp` stands for.
    """
    _lock(statement, by)
    about = {"section": section, "question": question}
    there = statement.contributions.filter(**about)
    said = {"kind": kind, "body": body, "wording": wording}
    known = there.filter(pk=point).first() if point else there.filter(**said).first()
    if known is None:
        known = Contribution(
            statement=statement, position=_next_position(statement), origin=origin, **about
        )
    elif (known.kind, known.body, known.wording) == (kind, body, wording):
        return known
    elif stamp != stamp_of(known):
        raise WrittenMeanwhile(known)
    for name, value in said.items():
        setattr(known, name, value)
    known.save()
    statement.touch(by=by)
    return known


def _next_position(statement):
    last = statement.contributions.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


@transaction.atomic
def take_away_point(*, statement, by, point, stamp):
    """One point less; nothing happens when it is gone already. Raises NotWritable, WrittenMeanwhile."""
    _lock(statement, by)
    known = statement.contributions.filter(pk=point).first()
    if known is None:
        return
    if stamp != stamp_of(known):
        raise WrittenMeanwhile(known)
    known.delete()
    statement.touch(by=by)


@transaction.atomic
def say_who_stands_behind(*, statement, by, backing, backed_on=None, backing_words=""):
    """Raises NotWritable."""
    _lock(statement, by)
    statement.back(backing=backing, on=backed_on, words=backing_words)
    statement.touch(by=by)


@transaction.atomic
def send_for_signature(*, statement, by, to, at=None):
    """To signatories, who get a letter each without a word of what it says; nobody writes meanwhile.

    `to` are users. Sent twice by the same person it is sent once. Raises NoColleague, NothingSaid,
    NotTakingStatements and NotWritable.
    """
    at = at or timezone.now()
    _lock(statement, by, is_writable=False)
    if statement.is_awaiting and statement.sent_by == by:
        return
    if not statement.is_writable or not statement.organisation:
        raise NotWritable(statement.uuid)
    if not statement.consultation.takes_statements(at=at):
        raise NotTakingStatements(statement.consultation.name)
    if not statement.contributions.exists():
        raise NothingSaid(statement.uuid)
    chosen = colleagues_who_sign(statement.organisation, by).filter(user__in=to)
    if not chosen:
        raise NoColleague(statement.uuid)
    statement.send_for_signature(by=by, at=at)
    post_letters(emails.statement_to_sign(statement=statement, user=row.user) for row in chosen)


def colleagues_who_sign(organisation, user):
    signs = Representative.objects.approved().signatories().of_organisation(organisation)
    return signs.besides(user).select_related("user").order_by("user__name", "user__email")


@transaction.atomic
def take_back(*, statement, by):
    """From the colleague, to go on writing. Raises NotWritable when it has been handed in."""
    _lock(statement, by, is_writable=False)
    if statement.is_awaiting:
        statement.take_back()
    elif not statement.is_writable:
        raise NotWritable(statement.uuid)


@transaction.atomic
def return_to_drafter(*, statement, by, because, at=None):
    """A signatory sends it back with a reason; who sent it is told that it came back, and reads the
    reason here. Raises NotSignatory and NotWritable."""
    _lock(statement, by, is_writable=False)
    if not Statement.objects.signed_by(by).filter(pk=statement.pk).exists():
        raise NotSignatory(statement.uuid)
    if statement.is_returned:
        return
    if not statement.is_awaiting:
        raise NotWritable(statement.uuid)
    statement.return_to_drafter(by=by, because=because, at=at)
    if statement.sent_by and statement.sent_by != by:
        post_letters([emails.statement_returned(statement=statement)])


@transaction.atomic
def delete_draft(*, statement, by):
    """What nobody but the writers has seen; nothing is left of it. Raises NotWritable."""
    _lock(statement, by)
    statement.delete()


def _lock(statement, by, *, is_writable=True):
    """The row as it is now, held until the transaction ends, for one who may write in it."""
    mine = Statement.objects.written_by(by).filter(pk=statement.pk)
    if not mine.exists():
        raise NotWritable(statement.uuid)
    statement.refresh_from_db(from_queryset=Statement.objects.locked())
    if is_writable and not statement.is_writable:
        raise NotWritable(statement.uuid)
