"""The region asks: a consultation is written, published, prolonged, cancelled."""

import hashlib
import uuid

from django.db import transaction
from django.utils import timezone

from consultations.models import (
    Consultation,
    ConsultationKind,
    ConsultationText,
    Question,
    QuestionText,
)
from kick.lib.slugs import free_slug
from kick.lib.tally import count_anew
from organisations.models import Region, WrongMove

LONGEST_SLUG = 80
WORDS = ("title", "purpose", "can_change", "cannot_change")


class ChangedMeanwhile(Exception):
    """Somebody else has saved the consultation since it was opened."""


class GoneAlready(WrongMove):
    """Somebody has deleted it meanwhile."""


class OverAlready(Exception):
    """Its last day has been."""


class VersionReplaced(Exception):
    """The draft that people were to answer is not out any more."""


class OnlyLater(Exception):
    """The last day that people have been told is never moved nearer."""


@transaction.atomic
def new_consultation(*, key, region, facts, words, questions, by):
    """A draft. `key` is its form's, so the same form sent again writes the same draft.

    Raises WrongMove when that one has been published since.
    """
    _hold(region)
    known = Consultation.objects.filter(uuid=key).first()
    if known and known.region_id == region.pk:
        return _write(_locked(known), facts, words, questions)
    row = Consultation(uuid=uuid.uuid4() if known else key, region=region, created_by=by)
    return _write(row, facts, words, questions)


@transaction.atomic
def save_consultation(*, consultation, stamp, facts, words, questions):
    """Write the draft anew. `stamp` is that of what the writer had before her.

    Raises ChangedMeanwhile when it is another now, and WrongMove when it has been published: people
    answer the words that they were asked with.
    """
    _hold(consultation.region)
    consultation = _locked(consultation)
    has_changed = stamp != stamp_of(consultation)
    before = contents_of(consultation)
    saved = _write(consultation, facts, words, questions)
    if has_changed and contents_of(saved) != before:
        raise ChangedMeanwhile
    return saved


@transaction.atomic
def change_days(*, consultation, closes_at, answer_by, case_number, at=None):
    """What can be changed once people have been asked.

    The last day moves only later, and not after it has been, since answers may be public by then.
    Raises OnlyLater, OverAlready, and WrongMove when the consultation is answered or cancelled.
    """
    consultation = _locked(consultation)
    if not consultation.is_published:
        raise WrongMove("not published")
    if closes_at < consultation.closes_at:
        raise OnlyLater
    if closes_at > consultation.closes_at and consultation.is_late(at=at):
        raise OverAlready
    consultation.closes_at, consultation.answer_by = closes_at, answer_by
    consultation.case_number = case_number
    consultation.save(update_fields=["closes_at", "answer_by", "case_number"])
    count_anew(consultation.region_id)
    return consultation


@transaction.atomic
def publish_consultation(*, consultation, stamp, at=None):
    """Announced to everybody; from here on its words stay. `stamp` is that of what was looked at.

    Raises ChangedMeanwhile, OverAlready, VersionReplaced, WrongMove.
    """
    consultation = _locked(consultation)
    if not consultation.is_draft:
        raise WrongMove("published already")
    if stamp != stamp_of(consultation):
        raise ChangedMeanwhile
    if consultation.is_late(at=at):
        raise OverAlready
    asks_about_a_draft = consultation.kind == ConsultationKind.REMISS
    if asks_about_a_draft and not consultation.version.is_out:
        raise VersionReplaced
    consultation.publish()
    count_anew(consultation.region_id)


@transaction.atomic
def cancel_consultation(*, consultation):
    """No more answers; what has come in stays a public document. Raises WrongMove."""
    _locked(consultation).cancel()
    count_anew(consultation.region_id)


@transaction.atomic
def delete_draft(*, consultation):
    """Gone, as nobody has seen it. Twice is once. Raises WrongMove when it has been published."""
    try:
        consultation = _locked(consultation)
    except GoneAlready:
        return
    if not consultation.is_draft:
        raise WrongMove("published already")
    consultation.delete()


def contents_of(consultation):
    """All that the writer sees, as plain values."""
    text = ConsultationText.objects.filter(consultation=consultation, language="sv").first()
    return {
        "kind": consultation.kind,
        "version": consultation.version_id,
        "opens_at": consultation.opens_at,
        "closes_at": consultation.closes_at,
        "answer_by": consultation.answer_by,
        "case_number": consultation.case_number,
        "publishing": consultation.publishing,
        **{word: getattr(text, word, "") for word in WORDS},
        "questions": wordings_of(consultation),
    }


def wordings_of(consultation):
    texts = QuestionText.objects.filter(question__consultation=consultation, language="sv")
    return list(texts.order_by("question__position").values_list("wording", flat=True))


def stamp_of(consultation):
    contents = {**contents_of(consultation), "status": consultation.status}
    moments = ("opens_at", "closes_at")
    contents |= {name: timezone.localtime(contents[name]).isoformat() for name in moments}
    return hashlib.sha256(repr(contents).encode()).hexdigest()


def _hold(region):
    """One at a time gives out addresses in a region; rows that point at it may be written meanwhile."""
    Region.objects.select_for_update(no_key=True).get(pk=region.pk)


def _locked(consultation):
    rows = Consultation.objects.select_related("region", "version__plan")
    row = rows.locked().filter(pk=consultation.pk).first()
    if row is None:
        raise GoneAlready
    return row


def _write(consultation, facts, words, questions):
    if not consultation.is_draft:
        raise WrongMove("published already")
    for name, value in facts.items():
        setattr(consultation, name, value)
    consultation.slug = _free_slug(consultation, words["title"])
    if consultation.pk:
        consultation.save(update_fields=[*facts, "slug"])
    else:
        consultation.save()
    ConsultationText.objects.update_or_create(
        consultation=consultation, language="sv", defaults=words
    )
    consultation.forget_text()
    if wordings_of(consultation) != questions:
        _write_questions(consultation, questions)
    return consultation


def _write_questions(consultation, questions):
    """Anew: nobody can have answered those of a draft."""
    consultation.questions.all().delete()
    rows = Question.objects.bulk_create(
        Question(consultation=consultation, position=position)
        for position in range(1, len(questions) + 1)
    )
    QuestionText.objects.bulk_create(
        QuestionText(question=row, language="sv", wording=wording)
        for row, wording in zip(rows, questions, strict=True)
    )


def _free_slug(consultation, title):
    others = Consultation.objects.in_region(consultation.region).exclude(pk=consultation.pk)
    return free_slug(others, title, otherwise="samrad", longest=LONGEST_SLUG)
