"""Planning a meeting step by step: begin a draft, save a step, copy a meeting, make a series of it."""

import contextlib
import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone

from consultations.actions import changes, checks
from consultations.actions.seats import fill_free_seats, lock
from consultations.models import Meeting, MeetingQuestion, MeetingQuestionText, MeetingText
from consultations.planning import kept_in, plain, stamp_of
from kick.lib.tally import count_anew
from organisations.models import WrongMove

SEATS = 40
# What a copy does not take with it: when, who, and what has happened to it.
OF_ITS_OWN = {
    "id",
    "uuid",
    "slug",
    "starts_at",
    "ends_at",
    "registration_closes_at",
    "material_on",
    "feedback_on",
    "online_url",
    "status",
    "cancelled_because",
    "calendar_sequence",
    "series",
    "steps_done",
    "created_by",
    "created_at",
}


class ChangedMeanwhile(Exception):
    """Somebody else has saved the step since it was read."""


def begin_meeting(*, key, facts, words, by):
    """A draft with what the first page asks. Returns it.

    `key` is the form's own: the same again gives the same meeting. Whoever went back in the browser has
    a form with another key, and changes the draft that she has just made.
    """
    meeting = Meeting(
        uuid=key or uuid.uuid4(),
        contact_name=by.name,
        contact_email=by.email,
        languages=["sv"],
        seats_total=SEATS,
        registration_closes_at=facts["starts_at"],
        **facts,
    )
    draft = Meeting.objects.just_drafted_as(meeting, title=words["title"], by=by).first()
    if draft and draft.uuid != meeting.uuid:
        return _write_over(draft, facts, words)
    return make_once(meeting, {"sv": words}, by=by)


@transaction.atomic
def _write_over(draft, facts, words):
    draft = lock(draft)
    _set(draft, facts)
    draft.save()
    _write_words(draft, words, "sv")
    return draft


def make_once(meeting, texts, *, by, questions=()):
    """Save a new meeting with its words; the one that has its uuid already is returned as it is."""
    meeting.created_by = by
    for _attempt in range(3):
        known = Meeting.objects.filter(uuid=meeting.uuid).first()
        if known:
            return known
        # Somebody was faster: with this form, or with a meeting of the same kind and day.
        with contextlib.suppress(IntegrityError), transaction.atomic():
            meeting.save()
            for language, words in texts.items():
                _write_words(meeting, words, language)
            for wordings in questions:
                _add_question(meeting, wordings)
            count_anew(*meeting.region_ids, meeting.tally)
            return meeting
        meeting.slug = ""
    return Meeting.objects.get(uuid=meeting.uuid)


@transaction.atomic
def save_step(*, meeting, step, stamp, facts, words, questions, by, language="sv", at=None):
    """Write one step. Of a published meeting everybody concerned is told once of a new time, place or
    online link, the queue moves if there are more seats, and the check is kept anew when it comes out
    otherwise. The same again changes and tells nothing. Returns the notice of what was told, or None.

    Raises ChangedMeanwhile when the step is not what `stamp` was made of, and WrongMove when the
    meeting is cancelled.
    """
    held = lock(meeting)
    if held.is_cancelled:
        raise WrongMove("cancelled")
    kept = kept_in(held, step, language)
    new = {name: plain(value) for name, value in {**facts, **words}.items()}
    if step.asks:
        new["questions"] = questions
    if kept == new:
        _mark_done(held, step)
        return None
    if stamp and stamp != stamp_of(kept):
        raise ChangedMeanwhile
    before = changes.told_facts(held)
    _set(held, facts)
    held.calendar_sequence += 1
    _mark_done(held, step, save=False)
    held.save()
    _write_words(held, words, language)
    if step.asks:
        _write_questions(held, questions, language)
    fill_free_seats(meeting=held)
    count_anew(*held.region_ids, held.tally)
    notice = changes.tell(meeting=held, before=before, by=by, at=at)
    checks.keep_if_otherwise(meeting=held, by=by, at=at)
    return notice


def _set(meeting, facts):
    for name, value in facts.items():
        setattr(meeting, name, value)
    # Nobody answers after it has begun.
    meeting.registration_closes_at = min(meeting.registration_closes_at, meeting.starts_at)


def _mark_done(meeting, step, *, save=True):
    if step.slug in meeting.steps_done or step.slug == "oversatt":
        return
    meeting.steps_done.append(step.slug)
    if save:
        meeting.save(update_fields=["steps_done"])


def _write_words(meeting, words, language):
    if words:
        MeetingText.objects.update_or_create(meeting=meeting, language=language, defaults=words)
        meeting.forget_text()
        meeting._prefetched_objects_cache = {}


def _write_questions(meeting, wordings, language):
    """In Swedish they decide how many there are; in another language they follow those there are."""
    rows = list(meeting.questions.all())
    if language == "sv":
        for position in range(len(rows) + 1, len(wordings) + 1):
            rows.append(MeetingQuestion.objects.create(meeting=meeting, position=position))
        for row in rows[len(wordings) :]:
            row.delete()
    for row, wording in zip(rows, wordings, strict=False):
        if wording:
            MeetingQuestionText.objects.update_or_create(
                question=row, language=language, defaults={"wording": wording}
            )
        else:
            row.texts.filter(language=language).delete()
    meeting._prefetched_objects_cache = {}


def _add_question(meeting, wordings):
    position = meeting.questions.count() + 1
    row = MeetingQuestion.objects.create(meeting=meeting, position=position)
    MeetingQuestionText.objects.bulk_create(
        MeetingQuestionText(question=row, language=language, wording=wording)
        for language, wording in wordings.items()
    )


@transaction.atomic
def copy_meeting(*, meeting, key, by, series=None, **when_and_where):
    """A new draft with everything of the meeting but its days, who is invited and what they answered.

    `when_and_where` are starts_at and ends_at, and for a series the place. The same key is one copy.
    """
    facts = {
        field.attname: getattr(meeting, field.attname)
        for field in Meeting._meta.concrete_fields
        if field.name not in OF_ITS_OWN
    }
    copy = Meeting(**facts, uuid=key, series=series)
    for name, value in when_and_where.items():
        setattr(copy, name, value)
    copy.registration_closes_at = _as_long_before(meeting, copy.starts_at)
    texts = {
        text.language: {word.name: getattr(text, word.name) for word in _word_fields()}
        for text in meeting.texts.all()
    }
    questions = [
        {text.language: text.wording for text in question.texts.all()}
        for question in meeting.questions.prefetch_related("texts")
    ]
    copy = make_once(copy, texts, by=by, questions=questions)
    copy.co_regions.set(meeting.co_regions.all())
    return copy


def _word_fields():
    own = {"id", "meeting", "language"}
    return [field for field in MeetingText._meta.concrete_fields if field.name not in own]


def _as_long_before(meeting, starts_at):
    """The last time to reply, as many days before as it was."""
    closed = timezone.localtime(meeting.registration_closes_at)
    days = timezone.localtime(meeting.starts_at).date() - closed.date()
    wall = timezone.localtime(starts_at).replace(tzinfo=None) - days
    wall = wall.replace(hour=closed.hour, minute=closed.minute, second=closed.second, microsecond=0)
    return min(timezone.make_aware(wall), starts_at)


@transaction.atomic
def make_series(*, meeting, key, times, by):
    """One draft like the meeting for each of `times` (starts_at, ends_at, municipality, venue, street);
    together with it they are a series. The same key again makes no more. Returns the drafts."""
    held = lock(meeting)
    series = held.series or held.uuid
    if held.series is None:
        held.series = series
        held.save(update_fields=["series"])
    return [
        copy_meeting(
            meeting=held, key=uuid.uuid5(key, str(number)), by=by, series=series, **when_and_where
        )
        for number, when_and_where in enumerate(times)
    ]
