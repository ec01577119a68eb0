"""What holds for every model of ours: states, pairs of when and who, privacy, history, names."""

import re
import uuid
from itertools import product

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import CheckConstraint

from consultations.models import (
    Consultation,
    Correction,
    Handover,
    Invitation,
    Meeting,
    Minutes,
    PlanVersion,
    Seat,
    Statement,
)
from organisations.models import (
    Alliance,
    AllianceMember,
    ImportBatch,
    Kind,
    Letter,
    Moves,
    Municipality,
    Organisation,
    PersonRequest,
    Representative,
    Tip,
    WrongMove,
)
from studyguide.models import Case, Gathering, Proposal, ProposalOffer
from tests.circle_factories import GatheringFactory
from tests.factories import (
    AllianceFactory,
    InvitationFactory,
    MeetingFactory,
    OrganisationFactory,
    SeatFactory,
    TipFactory,
    UserFactory,
)
from tests.method_factories import CaseFactory
from tests.plan_factories import ConsultationFactory, PlanVersionFactory, StatementFactory
from tests.proposal_factories import ProposalFactory, ProposalOfferFactory

MODELS = [
    model
    for app in ("organisations", "consultations", "studyguide")
    for model in apps.get_app_config(app).get_models(include_auto_created=False)
    if not hasattr(model, "pgh_tracked_model")
]
MOVING = [model for model in MODELS if issubclass(model, Moves)]
# What a taken, a waiting and a cancelled seat must hold besides its status.
STAMPS = {
    "confirmed": {"number": 1, "waiting_since": None, "cancelled_at": None, "came_at": None},
    "attended": {
        "number": 1,
        "waiting_since": None,
        "cancelled_at": None,
        "came_at": "2026-12-08T18:00Z",
    },
    "waiting": {
        "number": None,
        "waiting_since": "2026-12-08T18:00Z",
        "cancelled_at": None,
        "came_at": None,
    },
    "cancelled": {"number": None, "waiting_since": None, "cancelled_at": "2026-12-08T18:00Z"},
}
NUMBERED = {"number": 1, "submitted_at": "2026-12-08T18:00Z", "frozen": {}}
# What must stand beside a status, by model.
ASKED = {"asked_at": "2026-12-08T18:00Z", "answers_until": "2026-12-22T18:00Z"}
DECIDED = {"decided_at": "2026-12-08T18:00Z"}
STAMPS_OF = {
    Minutes: {
        "draft": {"asked_at": None, "answers_until": None},
        "out": ASKED,
        "confirmed": {**ASKED, "confirmed_at": "2026-12-08T18:00Z"},
        "released": {
            **ASKED,
            "confirmed_at": "2026-12-08T18:00Z",
            "released_at": "2026-12-08T18:00Z",
        },
    },
    Correction: {
        "waiting": {"decided_at": None},
        "accepted": {"decided_at": "2026-12-08T18:00Z"},
        "left": {"decided_at": "2026-12-08T18:00Z"},
    },
    PersonRequest: {
        "new": {"answered_at": None},
        "done": {"answered_at": "2026-12-08T18:00Z"},
        "refused": {"answered_at": "2026-12-08T18:00Z", "reason": "Vi vet inte vem det är."},
    },
    Seat: STAMPS,
    Case: {
        "draft": {"published_at": None},
        **{key: {"published_at": "2026-12-08T18:00Z"} for key in ["published", "withdrawn"]},
    },
    Tip: {
        "new": {"decided_at": None},
        "taken_up": DECIDED,
        "known": DECIDED,
        "closed": {**DECIDED, "because": "Det är ett företag."},
    },
    PlanVersion: {
        "draft": {"published_at": None},
        **{key: {"published_at": "2026-12-08T18:00Z"} for key in ["out", "superseded", "adopted"]},
    },
    Statement: {
        **{
            key: {"number": None, "submitted_at": None, "frozen": None, "recalled_at": None}
            for key in ["draft", "awaiting"]
        },
        "returned": {
            "number": None,
            "submitted_at": None,
            "frozen": None,
            "recalled_at": None,
            "returned_because": "Skriv mer om lokaler.",
        },
        "submitted": {**NUMBERED, "recalled_at": None},
        "recalled": {**NUMBERED, "recalled_at": "2026-12-08T18:00Z"},
    },
}
# Who is kept without when, or when without who, and why that is right.
UNTIED = {
    "consultations.Invitation.put_on_by": "empty when the association found the meeting itself",
    "consultations.Invitation.reminded_at": "whoever presses reminds all the silent at once",
    "consultations.Invitation.silenced_at": "whoever holds the link says it, without an account",
    "consultations.Invitation.taken_off_at": "the person's account may be erased",
    "consultations.Invitation.taken_off_by": "empty when the person's account is erased",
    "consultations.PrintRun.finished_at": "the worker does it",
    "consultations.PrintRun.ordered_by": "empty when the person's account is erased",
    "organisations.LetterHold.held_by": "empty when the person's account is erased",
    "organisations.Alliance.created_by": "empty when the person's account is erased",
    "organisations.AllianceMember.decided_by": "empty when the person's account is erased",
    "organisations.Letter.sent_at": "the worker sends",
    "organisations.Organisation.confirmed_at": "tied to confirmed_how: no account is needed",
    "organisations.Organisation.email_refused_at": "a mail server refuses",
    "organisations.Organisation.silent_at": "the worker notes that no answer came",
    "organisations.Representative.disputed_at": "follows from what others have claimed",
    "organisations.AnnualCheck.reminded_at": "the worker reminds",
    "organisations.ListReturn.made_by": "empty when the person's account is erased",
    "organisations.ImportBatch.committed_at": "created_by is whose list it is; history has the rest",
    "organisations.ImportBatch.taken_back_at": "ordered by whoever leads; the worker does it",
    "organisations.Representative.decided_at": "a code to the registered address may decide",
    "organisations.Representative.decided_by": "empty when the person's account is erased",
    "organisations.DocumentApproval.approved_by": "empty when the person's account is erased",
    "organisations.PersonRequest.answered_at": "tied to the status",
    "organisations.PersonRequest.answered_by": "empty when the person's account is erased",
    "organisations.PurgeRun.finished_at": "the worker does it",
    "organisations.ExportRecord.taken_by": "empty when the person's account is erased",
    "organisations.Outreach.done_at": "whoever writes the next line has done it",
    "organisations.Outreach.written_by": "empty when the person's account is erased",
    "organisations.Tip.decided_at": "tied to the status",
    "organisations.Tip.decided_by": "empty when the person's account is erased",
    "organisations.Double.decided_at": "tied to the verdict",
    "organisations.Double.decided_by": "empty when the person's account is erased",
    "organisations.DoubleSearch.started_by": "empty when nobody asked: the worker does it by itself",
    "organisations.Merge.merged_by": "empty when the person's account is erased",
    "organisations.Merge.undone_at": "the person's account may be erased",
    "organisations.Merge.undone_by": "empty when the person's account is erased",
    "organisations.Merge.forgotten_at": "the worker forgets",
    "organisations.ImportBatch.created_by": "empty when the person's account is erased",
    "consultations.Meeting.created_by": "empty when the person's account is erased",
    "consultations.Reply.taken_down_by": "answered_at is when; empty unless it was by phone",
    "consultations.Reply.confirmed_at": "by the link, which nobody signs in for",
    "consultations.Invitation.issued_at": "the letter knows who sent it",
    "consultations.MeetingHost.added_by": "empty when the person's account is erased",
    "consultations.Minutes.changed_by": "empty when the person's account is erased",
    "consultations.Minutes.asked_at": "tied to the status; the letters know who sent them",
    "consultations.Minutes.confirmed_at": "tied to the status",
    "consultations.Minutes.confirmed_by": "empty when the person's account is erased",
    "consultations.Minutes.released_at": "tied to the status",
    "consultations.Minutes.released_by": "empty when the person's account is erased",
    "consultations.Correction.decided_at": "by a table's link, which nobody signs in for",
    "consultations.EarlierRound.committed_at": "nobody signs a list",
    "consultations.Seat.cancelled_at": "tied to the status",
    "consultations.Seat.came_at": "tied to the status",
    "consultations.Seat.extra_by": "empty when the person's account is erased",
    "consultations.Plan.created_by": "empty when the person's account is erased",
    "consultations.PlanVersion.published_at": "tied to the status",
    "consultations.PlanVersion.published_by": "empty when the person's account is erased",
    "consultations.Consultation.created_by": "empty when the person's account is erased",
    "consultations.Statement.changed_by": "empty when nobody has signed in",
    "consultations.Statement.sent_at": "tied to nothing: it stays when it is returned",
    "consultations.Statement.sent_by": "empty when the person's account is erased",
    "consultations.Statement.returned_at": "stays when it is sent again",
    "consultations.Statement.returned_by": "empty when the person's account is erased",
    "consultations.Statement.submitted_at": "tied to the status",
    "consultations.Statement.submitted_by": "empty when nobody has signed in",
    "consultations.Statement.recalled_at": "tied to the status",
    "consultations.Statement.recalled_by": "empty when nobody has signed in",
    "consultations.Contribution.released_at": "the person's account may be erased",
    "consultations.Contribution.released_by": "empty when the person's account is erased",
    "consultations.Verdict.published_at": "decided_by is who; publishing is the consultation's",
    "consultations.Verdict.decided_by": "empty when the person's account is erased",
    "studyguide.Case.created_by": "empty when the person's account is erased",
    "studyguide.Case.published_at": "tied to the status",
    "studyguide.ChecklistMark.done_at": "the person's account may be erased",
    "studyguide.ChecklistMark.done_by": "empty when the person's account is erased",
    "studyguide.MethodWork.published_at": "the person's account may be erased",
    "studyguide.MethodWork.published_by": "empty when the person's account is erased",
    "studyguide.ToolTrial.created_by": "empty when the person's account is erased",
    "studyguide.Gathering.told_at": "whoever leads the circle presses",
    "studyguide.Note.changed_by": "empty when who wrote is no longer in the circle",
    "studyguide.NoteWording.written_by": "empty when who wrote is no longer in the circle",
    "studyguide.Proposal.lifted_by": "empty when who lifted it is no longer in the circle",
}


def stamps_of(model, status):
    """A merged organisation knows into which."""
    if model is Organisation and status == "merged":
        return {"merged_into": OrganisationFactory()}
    return STAMPS_OF.get(model, {}).get(status, {})


def label(model):
    return f"{model._meta.app_label}.{model.__name__}"


def row_of(model):
    if model is Representative:
        return Representative.objects.create(user=UserFactory(), organisation=OrganisationFactory())
    if model is ImportBatch:
        region = Municipality.objects.get(code="0680").region
        return ImportBatch.objects.create(region=region, file_name="lista.csv", source="Kommunen")
    if model is Letter:
        return Letter.objects.create(purpose="invitation", recipient="a@b.example", subject="Hej")
    if model is PersonRequest:
        return PersonRequest.objects.create(kind="erasure", email="a@b.example")
    if model is Alliance:
        own = OrganisationFactory(kind=Kind.ALLIANCE)
        return AllianceFactory(organisation=own, formed_on="2026-05-04")
    if model is AllianceMember:
        return AllianceMember.objects.create(
            alliance=AllianceFactory(), organisation=OrganisationFactory()
        )
    if model is Minutes:
        return Minutes.objects.create(meeting=MeetingFactory())
    if model is Correction:
        return Correction.objects.create(
            key=uuid.uuid4(), meeting=MeetingFactory(), comment="Det sa ingen."
        )
    factories = {
        Organisation: OrganisationFactory,
        Meeting: MeetingFactory,
        Invitation: InvitationFactory,
        Seat: SeatFactory,
        PlanVersion: PlanVersionFactory,
        Consultation: ConsultationFactory,
        Statement: StatementFactory,
        Tip: TipFactory,
        Case: CaseFactory,
        Gathering: GatheringFactory,
        Proposal: ProposalFactory,
        ProposalOffer: ProposalOfferFactory,
        Handover: lambda: Handover.objects.create(seat=SeatFactory(), email="b@exempel.se"),
    }
    return factories[model]()


def pairs():
    for model in MOVING:
        statuses = model._meta.get_field("status").choices
        yield from (
            pytest.param(model, old, new, id=f"{model.__name__} {old} to {new}")
            for (old, _), (new, _) in product(statuses, repeat=2)
        )


@pytest.mark.parametrize("model", MOVING, ids=label)
def test_every_status_is_in_the_table_of_moves(model):
    statuses = {value for value, _label in model._meta.get_field("status").choices}

    assert set(model.moves) == statuses
    assert set().union(*model.moves.values()) <= statuses


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "old", "new"), list(pairs()))
def test_a_listed_move_works_and_no_other(model, old, new):
    row = row_of(model)
    model.objects.filter(pk=row.pk).update(status=old, **stamps_of(model, old))
    row.refresh_from_db()
    stamps = stamps_of(model, new)

    if new in model.moves[old]:
        row._move_to(new, **stamps)
    else:
        with pytest.raises(WrongMove):
            row._move_to(new, **stamps)

    row.refresh_from_db()
    assert row.status == (new if new in model.moves[old] else old)


@pytest.mark.django_db
@pytest.mark.parametrize("model", MOVING, ids=label)
def test_of_two_who_move_at_once_one_is_refused(model):
    row = row_of(model)
    late = model.objects.get(pk=row.pk)
    new = next(status for status in model.moves[row.status])
    row._move_to(new, **stamps_of(model, new))

    with pytest.raises(WrongMove):
        late._move_to(new, **stamps_of(model, new))


def test_when_and_who_are_tied_or_listed_with_a_reason():
    loose = set()
    for model in MODELS:
        checks = " ".join(
            str(constraint.condition)
            for constraint in model._meta.constraints
            if isinstance(constraint, CheckConstraint)
        )
        for field in model._meta.fields:
            stem = re.fullmatch(r"(\w+)_(at|by)", field.name)
            if not stem or not field.null:
                continue
            other = f"{stem[1]}_{'by' if stem[2] == 'at' else 'at'}"
            if not (is_nullable(model, other) and field.name in checks and other in checks):
                loose.add(f"{label(model)}.{field.name}")

    assert loose == set(UNTIED)


def is_nullable(model, name):
    try:
        return model._meta.get_field(name).null
    except FieldDoesNotExist:
        return False


def test_history_keeps_no_needs_letters_replies_and_no_secrets():
    tracked = {
        model.pgh_tracked_model: {field.name for field in model._meta.fields}
        for model in apps.get_models()
        if getattr(model, "pgh_tracked_model", None)
    }

    assert {label(model) for model in tracked} == {
        "organisations.Alliance",
        "organisations.AllianceMember",
        "organisations.Assignment",
        "organisations.Organisation",
        "organisations.Region",
        "organisations.Representative",
        "organisations.User",
        "consultations.Meeting",
        "consultations.MeetingText",
        "studyguide.Chapter",
        "studyguide.ChapterText",
        "studyguide.Guide",
        "studyguide.GuideText",
        "studyguide.Passage",
        "studyguide.PassageText",
        "studyguide.Question",
        "studyguide.QuestionText",
        "studyguide.Term",
        "studyguide.TermText",
    }
    for model, kept in tracked.items():
        assert kept & (model.privacy.secret | model.privacy.sensitive) == set()


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_every_relation_names_its_way_back(model):
    relations = [
        field
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if field.is_relation and field.model is model
    ]
    inherited = {"groups", "user_permissions"}

    unnamed = {f.name for f in relations if f.remote_field.related_name is None}
    assert unnamed - inherited == set()
