"""A meeting that is planned for so many days ahead, and moved."""

from datetime import datetime, timedelta

from django.utils import timezone

from consultations.actions import planning
from consultations.models import Meeting
from consultations.planning import BY_SLUG
from tests.factories import MeetingFactory

# A Tuesday.
NOW = timezone.make_aware(datetime(2027, 2, 2, 12, 0))


def at(days, hour=18, minute=0):
    day = timezone.localtime(NOW).date() + timedelta(days=days)
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour, minute))


def planned(days=42, hour=18, minute=0, **facts):
    starts_at = at(days, hour, minute)
    words = {
        f"words__{key}": facts.pop(key)
        for key in list(facts)
        if key in {"influence", "material", "access_notes", "purpose"}
    }
    facts = {"draft": True} | facts
    meeting = MeetingFactory(
        starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), **facts, **words
    )
    return Meeting.objects.get(pk=meeting.pk)


def move(meeting, starts_at, moment=NOW):
    step = BY_SLUG["tid-och-plats"]
    facts = {fact: getattr(meeting, fact) for fact in step.facts}
    facts |= {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2)}
    planning.save_step(
        meeting=meeting,
        step=step,
        stamp="",
        facts=facts,
        words={},
        questions=None,
        by=None,
        at=moment,
    )
