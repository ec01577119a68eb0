"""What the history of the guide's rows tells: when words were last changed, and how they read before."""

from django.db.models import Max

from kick.lib.personal_data import events_of
from kick.lib.tally import figures
from studyguide.models import ChapterText, GuideText, PassageText, QuestionText, TermText
from studyguide.reading import STUDY_GUIDE

TEXTS = [GuideText, ChapterText, PassageText, QuestionText, TermText]


def changed_at():
    """The moment of the last change, None before there is one."""
    return figures("guide changed", STUDY_GUIDE, newest_change)


def newest_change():
    histories = [events_of(model).objects for model in TEXTS]
    moments = [history.aggregate(at=Max("pgh_created_at"))["at"] for history in histories]
    return max((moment for moment in moments if moment), default=None)


def as_of(model, moment, **where):
    """The rows as they stood at the moment, unsaved; `where` names fields that a row never changes."""
    events = events_of(model).objects.filter(pgh_created_at__lte=moment, **where)
    # Of one transaction all have the same moment, and their order is that of their numbers.
    newest = events.order_by("pgh_obj_id", "-pgh_created_at", "-pgh_id").distinct("pgh_obj_id")
    names = [field.attname for field in model._meta.concrete_fields if not field.generated]
    return [
        model(**{name: getattr(event, name) for name in names})
        for event in newest
        if event.pgh_label != "delete"
    ]
