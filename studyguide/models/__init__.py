from studyguide.models.feedback import Feedback
from studyguide.models.guide import Audience, Chapter, ChapterText, Guide, GuideText
from studyguide.models.passage import (
    Goal,
    Passage,
    PassageKind,
    PassageText,
    PlanPart,
    Question,
    QuestionText,
)
from studyguide.models.term import Term, TermText
from studyguide.models.words import Loaded, NativeRead, TextLanguage, Words, awaits_native

__all__ = [
    "Audience",
    "Chapter",
    "ChapterText",
    "Feedback",
    "Goal",
    "Guide",
    "GuideText",
    "Loaded",
    "NativeRead",
    "Passage",
    "PassageKind",
    "PassageText",
    "PlanPart",
    "Question",
    "QuestionText",
    "Term",
    "TermText",
    "TextLanguage",
    "Words",
    "awaits_native",
]
