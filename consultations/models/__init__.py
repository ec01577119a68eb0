from consultations.models.asking import Asking
from consultations.models.calendar_address import CalendarAddress
from consultations.models.consultation import (
    CONSULTATION_MOVES,
    Consultation,
    ConsultationKind,
    ConsultationStatus,
    ConsultationText,
    Phase,
    Publishing,
)
from consultations.models.contribution import Contribution
from consultations.models.contribution_kinds import ContributionKind, Origin
from consultations.models.doorway import Doorway
from consultations.models.earlier import Addressee, EarlierRound, RowProblem
from consultations.models.evaluation import (
    PRINCIPLES,
    STEPS,
    Evaluation,
    EvaluationCard,
)
from consultations.models.handover import HANDOVER_MOVES, Handover, HandoverStatus
from consultations.models.invitation import Invitation
from consultations.models.invitation_queryset import ORDERS
from consultations.models.invitation_states import (
    INVITATION_MOVES,
    InvitationState,
    InvitationStatus,
)
from consultations.models.inviting import (
    InvitationText,
    PrintedPiece,
    PrintRun,
    ReminderRule,
)
from consultations.models.meeting import (
    MEETING_MOVES,
    Meeting,
)
from consultations.models.meeting_check import CheckOccasion, MeetingCheck
from consultations.models.meeting_kinds import (
    ACCESS,
    MEETING_LANGUAGES,
    Admission,
    MeetingKind,
    MeetingStatus,
    Organiser,
    Place,
    Travel,
)
from consultations.models.meeting_notice import MeetingNotice, NoticeKind, with_moments
from consultations.models.meeting_question import MeetingQuestion, MeetingQuestionText
from consultations.models.meeting_text import MeetingText
from consultations.models.minutes import MeetingDocument, MeetingHost, Minutes
from consultations.models.need import Need, NeedKind
from consultations.models.note import (
    CORRECTION_MOVES,
    Correction,
    CorrectionStatus,
    Note,
    NoteTable,
)
from consultations.models.note_status import NOTE_MOVES, NoteStatus
from consultations.models.plan import (
    VERSION_MOVES,
    Plan,
    PlanVersion,
    VersionStatus,
)
from consultations.models.question import Question, QuestionText
from consultations.models.reminder import MeetingReminder
from consultations.models.reminder_text import ReminderText
from consultations.models.reply import Reply, Speaker, Way
from consultations.models.seat import SEAT_MOVES, Extra, Seat, SeatStatus
from consultations.models.section import PlanPart, Section, SectionText
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
    "CORRECTION_MOVES",
    "HANDOVER_MOVES",
    "INVITATION_MOVES",
    "MEETING_LANGUAGES",
    "MEETING_MOVES",
    "NOTE_MOVES",
    "ORDERS",
    "PRINCIPLES",
    "SEAT_MOVES",
    "STATEMENT_MOVES",
    "STEPS",
    "VERSION_MOVES",
    "Addressee",
    "Admission",
    "Asking",
    "Backing",
    "CalendarAddress",
    "CheckOccasion",
    "Consultation",
    "ConsultationKind",
    "ConsultationStatus",
    "ConsultationText",
    "Contribution",
    "ContributionKind",
    "Correction",
    "CorrectionStatus",
    "Doorway",
    "EarlierRound",
    "Evaluation",
    "EvaluationCard",
    "Extra",
    "Handover",
    "HandoverStatus",
    "Invitation",
    "InvitationState",
    "InvitationStatus",
    "InvitationText",
    "Meeting",
    "MeetingCheck",
    "MeetingDocument",
    "MeetingHost",
    "MeetingKind",
    "MeetingNotice",
    "MeetingQuestion",
    "MeetingQuestionText",
    "MeetingReminder",
    "MeetingStatus",
    "MeetingText",
    "Minutes",
    "Need",
    "NeedKind",
    "Note",
    "NoteStatus",
    "NoteTable",
    "NoticeKind",
    "Organiser",
    "Origin",
    "Outcome",
    "Phase",
    "Place",
    "Plan",
    "PlanPart",
    "PlanVersion",
    "PrintRun",
    "PrintedPiece",
    "Publishing",
    "Question",
    "QuestionText",
    "ReminderRule",
    "ReminderText",
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
