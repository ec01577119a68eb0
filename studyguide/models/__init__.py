from studyguide.models.case import CASE_MOVES, Case, CaseStatus
from studyguide.models.circle import Circle, CircleKind, CircleOrganisation, CircleState
from studyguide.models.circle_member import CircleMember, CircleRole
from studyguide.models.circle_note import LONGEST_NOTE, Note
from studyguide.models.feedback import Feedback
from studyguide.models.gathering import (
    GATHERING_MOVES,
    STUDY_HOUR,
    Attendance,
    Gathering,
    GatheringStatus,
    numbered,
)
from studyguide.models.guide import Audience, Chapter, ChapterText, Guide, GuideText
from studyguide.models.method import (
    STEP_HINTS,
    ChecklistMark,
    DecisionStep,
    Level,
    MethodWork,
    Participation,
    PrincipleView,
)
from studyguide.models.passage import (
    Goal,
    Passage,
    PassageKind,
    PassageText,
    PlanPart,
    Question,
    QuestionText,
)
from studyguide.models.proposal import (
    PROPOSAL_MOVES,
    Proposal,
    ProposalStatus,
    Standing,
    lines_to_lift,
)
from studyguide.models.proposal_offer import (
    OFFER_MOVES,
    OfferStatus,
    ProposalOffer,
    Stage,
)
from studyguide.models.term import Term, TermText
from studyguide.models.trial import GuideVersion, Part, Rating, ToolTrial
from studyguide.models.words import Loaded, NativeRead, TextLanguage, Words, awaits_native

__all__ = [
    "CASE_MOVES",
    "GATHERING_MOVES",
    "LONGEST_NOTE",
    "OFFER_MOVES",
    "PROPOSAL_MOVES",
    "STEP_HINTS",
    "STUDY_HOUR",
    "Attendance",
    "Audience",
    "Case",
    "CaseStatus",
    "Chapter",
    "ChapterText",
    "ChecklistMark",
    "Circle",
    "CircleKind",
    "CircleMember",
    "CircleOrganisation",
    "CircleRole",
    "CircleState",
    "DecisionStep",
    "Feedback",
    "Gathering",
    "GatheringStatus",
    "Goal",
    "Guide",
    "GuideText",
    "GuideVersion",
    "Level",
    "Loaded",
    "MethodWork",
    "NativeRead",
    "Note",
    "OfferStatus",
    "Part",
    "Participation",
    "Passage",
    "PassageKind",
    "PassageText",
    "PlanPart",
    "PrincipleView",
    "Proposal",
    "ProposalOffer",
    "ProposalStatus",
    "Question",
    "QuestionText",
    "Rating",
    "Stage",
    "Standing",
    "Term",
    "TermText",
    "TextLanguage",
    "ToolTrial",
    "Words",
    "awaits_native",
    "lines_to_lift",
    "numbered",
]
