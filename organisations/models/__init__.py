from organisations.models.activity_word import ActivityWord, Culture
from organisations.models.alliance import (
    ALLIANCE_MOVES,
    MEMBER_MOVES,
    SPEAKING,
    Alliance,
    AllianceCriterion,
    AllianceMember,
    CriterionAnswer,
    MemberStatus,
    Stage,
)
from organisations.models.alliance_papers import (
    AllianceDocument,
    BoardSeat,
    BoardTask,
    DocumentKind,
    FoundingStep,
    Step,
)
from organisations.models.annual_check import AnnualCheck
from organisations.models.annual_letter import AnnualLetter
from organisations.models.call_reason import CallReason
from organisations.models.colleague import ColleagueInvitation
from organisations.models.contact import Contact
from organisations.models.coverage import CoverageSnapshot
from organisations.models.double import (
    Double,
    DoubleSearch,
    LikenessKey,
    Verdict,
)
from organisations.models.export_record import ExportRecord
from organisations.models.import_batch import (
    BATCH_MOVES,
    BatchStatus,
    ImportBatch,
    ImportSheet,
)
from organisations.models.import_row import Choice, Fate, ImportRow
from organisations.models.kind import (
    CIVIL_SOCIETY,
    ORGANISATION_MOVES,
    TRACK_OF_KIND,
    ConfirmedHow,
    Flag,
    Kind,
    OrganisationStatus,
    Track,
)
from organisations.models.letter import (
    LETTER_MOVES,
    Letter,
    LetterStatus,
    Purpose,
    SealedMail,
)
from organisations.models.letter_hold import LetterHold
from organisations.models.linked import Linked, LinkedQuerySet
from organisations.models.list_return import ListReturn
from organisations.models.listing import Listing
from organisations.models.merge import Merge
from organisations.models.organisation import Organisation
from organisations.models.outreach import (
    TIP_MOVES,
    Channel,
    Outreach,
    Result,
    Tip,
    TipStatus,
)
from organisations.models.oversight import (
    REQUEST_MOVES,
    DocumentApproval,
    PersonRequest,
    PurgeRun,
    RequestKind,
    RequestStatus,
)
from organisations.models.reference import Area, ArtForm, Minority
from organisations.models.region import Municipality, Region
from organisations.models.register_write import RegisterWrite
from organisations.models.representative import (
    REPRESENTATIVE_MOVES,
    Representative,
    RepresentativeStatus,
    Shown,
    Task,
)
from organisations.models.state import Moves, WrongMove
from organisations.models.user import Assignment, Role, User

__all__ = [
    "ALLIANCE_MOVES",
    "BATCH_MOVES",
    "CIVIL_SOCIETY",
    "LETTER_MOVES",
    "MEMBER_MOVES",
    "ORGANISATION_MOVES",
    "REPRESENTATIVE_MOVES",
    "REQUEST_MOVES",
    "SPEAKING",
    "TIP_MOVES",
    "TRACK_OF_KIND",
    "ActivityWord",
    "Alliance",
    "AllianceCriterion",
    "AllianceDocument",
    "AllianceMember",
    "AnnualCheck",
    "AnnualLetter",
    "Area",
    "ArtForm",
    "Assignment",
    "BatchStatus",
    "BoardSeat",
    "BoardTask",
    "CallReason",
    "Channel",
    "Choice",
    "ColleagueInvitation",
    "ConfirmedHow",
    "Contact",
    "CoverageSnapshot",
    "CriterionAnswer",
    "Culture",
    "DocumentApproval",
    "DocumentKind",
    "Double",
    "DoubleSearch",
    "ExportRecord",
    "Fate",
    "Flag",
    "FoundingStep",
    "ImportBatch",
    "ImportRow",
    "ImportSheet",
    "Kind",
    "Letter",
    "LetterHold",
    "LetterStatus",
    "LikenessKey",
    "Linked",
    "LinkedQuerySet",
    "ListReturn",
    "Listing",
    "MemberStatus",
    "Merge",
    "Minority",
    "Moves",
    "Municipality",
    "Organisation",
    "OrganisationStatus",
    "Outreach",
    "PersonRequest",
    "PurgeRun",
    "Purpose",
    "Region",
    "RegisterWrite",
    "Representative",
    "RepresentativeStatus",
    "RequestKind",
    "RequestStatus",
    "Result",
    "Role",
    "SealedMail",
    "Shown",
    "Stage",
    "Step",
    "Task",
    "Tip",
    "TipStatus",
    "Track",
    "User",
    "Verdict",
    "WrongMove",
]
