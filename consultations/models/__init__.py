from consultations.models.consultation import (
    CONSULTATION_MOVES,
    Consultation,
    ConsultationKind,
    ConsultationStatus,
    ConsultationText,
    Phase,
    Publishing,
    Question,
    QuestionText,
)
from consultations.models.contribution import Contribution, ContributionKind, Origin
from consultations.models.doorway import Doorway
from consultations.models.earlier import Addressee, EarlierRound, RowProblem
from consultations.models.invitation import (
    INVITATION_MOVES,
    Invitation,
    InvitationState,
    InvitationStatus,
)
from consultations.models.meeting import (
    MEETING_MOVES,
    Meeting,
    MeetingStatus,
)
from consultations.models.meeting_check import CheckOccasion, MeetingCheck
from consultations.models.meeting_kinds import (
    ACCESS,
    MEETING_LANGUAGES,
    Admission,
    MeetingKind,
    Organiser,
    Travel,
)
from consultations.models.meeting_notice import MeetingNotice, NoticeKind, with_moments
from consultations.models.meeting_question import MeetingQuestion, MeetingQuestionText
from consultations.models.meeting_text import MeetingText
from consultations.models.plan import (
    VERSION_MOVES,
    Plan,
    PlanVersion,
    Section,
    SectionText,
    VersionStatus,
)
from consultations.models.reply import (
    SEAT_MOVES,
    Need,
    NeedKind,
    Reply,
    Seat,
    SeatStatus,
    Speaker,
    Way,
)
from consultations.models.statement import (
    STATEMENT_MOVES,
    Backing,
    Sender,
    Statement,
    StatementStatus,
)
from consultations.models.verdict import Outcome, Verdict

__all__ = [
    "ACCESS",
    "CONSULTATION_MOVES",
    "INVITATION_MOVES",
    "MEETING_LANGUAGES",
    "MEETING_MOVES",
    "SEAT_MOVES",
    "STATEMENT_MOVES",
    "VERSION_MOVES",
    "Addressee",
    "Admission",
    "Backing",
    "CheckOccasion",
    "Consultation",
    "ConsultationKind",
    "ConsultationStatus",
    "ConsultationText",
    "Contribution",
    "ContributionKind",
    "Doorway",
    "EarlierRound",
    "Invitation",
    "InvitationState",
    "InvitationStatus",
    "Meeting",
    "MeetingCheck",
    "MeetingKind",
    "MeetingNotice",
    "MeetingQuestion",
    "MeetingQuestionText",
    "MeetingStatus",
    "MeetingText",
    "Need",
    "NeedKind",
    "NoticeKind",
    "Organiser",
    "Origin",
    "Outcome",
    "Phase",
    "Plan",
    "PlanVersion",
    "Publishing",
    "Question",
    "QuestionText",
    "Reply",
    "RowProblem",
    "Seat",
    "SeatStatus",
    "Section",
    "SectionText",
    "Sender",
    "Speaker",
    "Statement",
    "StatementStatus",
    "Travel",
    "Verdict",
    "VersionStatus",
    "Way",
    "with_moments",
]
