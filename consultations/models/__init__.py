from consultations.models.calendar_address import CalendarAddress
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
    Place,
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
from consultations.models.reminder import MeetingReminder
from consultations.models.reply import Need, NeedKind, Reply, Speaker, Way
from consultations.models.seat import SEAT_MOVES, Extra, Seat, SeatStatus
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
    "CalendarAddress",
    "CheckOccasion",
    "Consultation",
    "ConsultationKind",
    "ConsultationStatus",
    "ConsultationText",
    "Contribution",
    "ContributionKind",
    "Doorway",
    "EarlierRound",
    "Extra",
    "Invitation",
    "InvitationState",
    "InvitationStatus",
    "Meeting",
    "MeetingCheck",
    "MeetingKind",
    "MeetingNotice",
    "MeetingQuestion",
    "MeetingQuestionText",
    "MeetingReminder",
    "MeetingStatus",
    "MeetingText",
    "Need",
    "NeedKind",
    "NoticeKind",
    "Organiser",
    "Origin",
    "Outcome",
    "Phase",
    "Place",
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
