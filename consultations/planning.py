"""The steps in which a meeting is planned: what each holds, and how far one has come."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

DONE, MISSING, OPEN = "done", "missing", "open"
# All that a meeting says in words, for another language to say too.
WORDS = ("title", "purpose", "influence", "programme", "material", "access_notes", "travel_words")
IN_OTHER_WORDS = "oversatt"


@dataclass(frozen=True)
class Step:
    """`facts` are fields of the meeting, `words` of its text; `asks` has the questions sent ahead."""

    slug: str
    title: object
    facts: tuple = ()
    words: tuple = ()
    asks: bool = False
    needed: str = ""

    def state_of(self, meeting):
        """Done when something stands there, or when it was looked at and left empty."""
        if self.needed and not getattr(meeting.text, self.needed):
            return MISSING
        return DONE if self.slug in meeting.steps_done or self._has_content(meeting) else OPEN

    def _has_content(self, meeting):
        written = [getattr(meeting.text, word) for word in self.words]
        told = [getattr(meeting, fact) for fact in self.facts]
        return any(written) or any(told) or (self.asks and bool(meeting.questions.all()))


STEPS = (
    Step(
        "motet",
        _("What it is"),
        ("kind", "organiser", "admission", "contact_name", "contact_email", "contact_phone"),
        ("title",),
    ),
    Step(
        "tid-och-plats",
        _("Time and place"),
        ("starts_at", "ends_at", "municipality", "venue", "street"),
    ),
    Step(
        "syfte",
        _("Purpose and influence"),
        ("feedback_on",),
        ("purpose", "influence"),
        needed="purpose",
    ),
    Step("program", _("Programme"), words=("programme",)),
    Step("fragor", _("Questions sent ahead"), ("material_on",), ("material",), asks=True),
    Step(
        "sprak",
        _("Languages and interpreters"),
        ("languages", "interpreted", "interpreter_on_request"),
    ),
    Step("tillganglighet", _("The place and how to get in"), ("access",), ("access_notes",)),
    Step("distans", _("Taking part online"), ("online_url",)),
    Step("resor", _("The journey"), ("travel",), ("travel_words",)),
    Step(
        "platser",
        _("Seats and last day to reply"),
        (
            "seats_total",
            "seats_online",
            "seats_per_organisation",
            "remind_days",
            "registration_closes_at",
        ),
    ),
)
BY_SLUG = {step.slug: step for step in STEPS}
# The words in another language are no step of their own: who needs them is asked in "sprak".
TRANSLATED = Step(IN_OTHER_WORDS, _("In another language"), words=WORDS, asks=True)


def kept_in(meeting, step, language="sv"):
    """What stands there now, of what the step holds: in plain values that can be compared and shown."""
    text = next((text for text in meeting.texts.all() if text.language == language), None)
    kept = {fact: plain(getattr(meeting, fact)) for fact in step.facts}
    kept |= {word: getattr(text, word, "") for word in step.words}
    if step.asks:
        kept["questions"] = wordings_of(meeting, language)
    return kept


def wordings_of(meeting, language="sv"):
    """In their order; empty where the question has no words in the language."""
    return [
        next((text.wording for text in question.texts.all() if text.language == language), "")
        for question in meeting.questions.all()
    ]


def plain(value):
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, datetime):
        return int(value.timestamp())
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def stamp_of(kept):
    """The same as long as nobody has changed the step."""
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:32]


def next_after(slug):
    """The step that follows, or None after the last."""
    slugs = list(BY_SLUG)
    place = slugs.index(slug) + 1
    return STEPS[place] if place < len(STEPS) else None


def lacking(meeting):
    """The steps without which a meeting cannot be published."""
    return [step for step in STEPS if step.state_of(meeting) == MISSING]
