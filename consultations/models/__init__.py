from consultations.models.doorway import Doorway
from consultations.models.invitation import (
    INVITATION_MOVES,
    Invitation,
    InvitationState,
    InvitationStatus,
)
from consultations.models.meeting import (
    MEETING_LANGUAGES,
    MEETING_MOVES,
    Admission,
    Meeting,
    MeetingKind,
    MeetingStatus,
    MeetingText,
    Organiser,
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

__all__ = [
    "INVITATION_MOVES",
    "MEETING_LANGUAGES",
    "MEETING_MOVES",
    "SEAT_MOVES",
    "Admission",
    "Doorway",
    "Invitation",
    "InvitationState",
    "InvitationStatus",
    "Meeting",
    "MeetingKind",
    "MeetingStatus",
    "MeetingText",
    "Need",
    "NeedKind",
    "Organiser",
    "Reply",
    "Seat",
    "SeatStatus",
    "Speaker",
    "Way",
]
