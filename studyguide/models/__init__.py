from studyguide.models.circle import Circle, CircleKind, CircleOrganisation, CircleState
from studyguide.models.circle_member import CircleMember, CircleRole
from studyguide.models.circle_note import LONGEST_NOTE, Note
from studyguide.models.gathering import (
    GATHERING_MOVES,
    STUDY_HOUR,
    Attendance,
    Gathering,
    GatheringStatus,
    numbered,
)
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
    "GATHERING_MOVES",
    "LONGEST_NOTE",
    "STUDY_HOUR",
    "Attendance",
    "Audience",
    "Chapter",
    "ChapterText",
    "Circle",
    "CircleKind",
    "CircleMember",
    "CircleOrganisation",
    "CircleRole",
    "CircleState",
    "Gathering",
    "GatheringStatus",
    "Goal",
    "Guide",
    "GuideText",
    "Loaded",
    "NativeRead",
    "Note",
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
    "numbered",
]
