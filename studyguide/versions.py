"""A guide's versions, and what of its words changed between them, as pghistory's events tell."""

from dataclasses import dataclass

from django.db.models import Max

from kick.lib.personal_data import events_of
from studyguide.models import (
    ChapterText,
    GuideText,
    GuideVersion,
    PassageText,
    QuestionText,
    TextLanguage,
)

ADDED, CHANGED, TAKEN_AWAY = "added", "changed", "taken_away"
# Each with the way from its event to the guide, and to the chapter that it stands in.
TEXTS = {
    GuideText: ("guide", ""),
    ChapterText: ("chapter__guide", "chapter"),
    PassageText: ("passage__chapter__guide", "passage__chapter"),
    QuestionText: ("question__chapter__guide", "question__chapter"),
}
# What of an event is its words.
WORDS = ("title", "lead", "heading", "body")


@dataclass(frozen=True)
class Change:
    what: str
    name: str
    language: str
    chapter: object
    before: str
    after: str

    @property
    def language_name(self):
        """Empty for Swedish, which all of it is in."""
        is_swedish = self.language == TextLanguage.SWEDISH
        return "" if is_swedish else TextLanguage(self.language).label


def note(guide):
    """A new version when the guide's words are others than at its last; None otherwise."""
    latest = guide.versions.newest_first().first()
    if not changes(guide, since=latest):
        return None
    number = latest.number + 1 if latest else 1
    return GuideVersion.objects.create(guide=guide, number=number, events_until=_until(guide))


def changes_of(version):
    """What is otherwise in the version than in the one before it."""
    earlier = version.guide.versions.filter(number__lt=version.number).newest_first().first()
    return changes(version.guide, since=earlier, until=version)


def changes(guide, *, since=None, until=None):
    """What became of each text after one version and up to another, or up to now: as one change, however
    many times it was written."""
    found = []
    for model in TEXTS:
        found += _changes_in(model, guide, since, until)
    return found


def _changes_in(model, guide, since, until):
    noun, events = model.noun, _events(model, guide)
    name = model.__name__
    first = since.events_until.get(name, 0) if since else 0
    if until:
        events = events.filter(pgh_id__lte=until.events_until.get(name, 0))
    new = list(events.filter(pgh_id__gt=first).select_related(*_chapter_of(model)))
    identities = {(getattr(event, f"{noun}_id"), event.language) for event in new}
    if not identities:
        return []
    older = events.filter(
        pgh_id__lte=first, **{f"{noun}__in": {of for of, _language in identities}}
    )
    was = {(getattr(event, f"{noun}_id"), event.language): event for event in older}
    now = {(getattr(event, f"{noun}_id"), event.language): event for event in new}
    made = (_change(model, was.get(identity), now[identity]) for identity in now)
    return [change for change in made if change]


def _change(model, was, now):
    """None when the words are the same after all, or came and went."""
    before = "" if was is None or was.pgh_label == "delete" else _words(was)
    after = "" if now.pgh_label == "delete" else _words(now)
    if before == after:
        return None
    what = CHANGED if before and after else ADDED if after else TAKEN_AWAY
    title = getattr(now, "heading", "") or getattr(now, "title", "")
    chapter = now
    for step in TEXTS[model][1].split("__") if TEXTS[model][1] else ():
        chapter = getattr(chapter, step)
    return Change(what, title, now.language, chapter if chapter is not now else None, before, after)


def _words(event):
    said = (getattr(event, name, "") for name in WORDS)
    return "\n\n".join(words for words in said if words)


def _events(model, guide):
    return events_of(model).objects.filter(**{TEXTS[model][0]: guide}).order_by("pgh_id")


def _chapter_of(model):
    return [TEXTS[model][1]] if TEXTS[model][1] else []


def _until(guide):
    ends = {model.__name__: _events(model, guide) for model in TEXTS}
    return {
        name: events.order_by().aggregate(last=Max("pgh_id"))["last"] or 0
        for name, events in ends.items()
    }
