"""When the guide's words were last changed, told by the history that every row of it has."""

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
