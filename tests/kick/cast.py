"""Who may come, and to what: a small country with two regions, for the tests of the whole house."""

import contextlib
from dataclasses import dataclass
from http.cookies import SimpleCookie
from uuid import UUID, uuid4

from allauth.account.models import EmailAddress
from django.db import transaction
from django.test import Client
from django.utils import timezone

from consultations.actions import corrections, minutes
from consultations.models import (
    Asking,
    CalendarAddress,
    EarlierRound,
    EvaluationCard,
    Handover,
    Invitation,
    MeetingKind,
    NoteTable,
    Reply,
    Statement,
)
from organisations.actions.merging import merge_organisations
from organisations.models import (
    ActivityWord,
    AllianceMember,
    AnnualCheck,
    AnnualLetter,
    ArtForm,
    BatchStatus,
    BoardTask,
    DocumentApproval,
    DocumentKind,
    Double,
    Fate,
    ImportBatch,
    ImportRow,
    ImportSheet,
    Letter,
    ListReturn,
    Minority,
    Municipality,
    Organisation,
    PersonRequest,
    PurgeRun,
    Purpose,
    Region,
    Representative,
    RepresentativeStatus,
    Role,
    Task,
)
from studyguide.models import (
    Chapter,
    Circle,
    CircleMember,
    Feedback,
    Guide,
    Note,
    NoteWording,
    Passage,
    Question,
    Term,
)
from tests.circle_factories import (
    CircleFactory,
    CircleMemberFactory,
    CircleNoteFactory,
    GatheringFactory,
)
from tests.factories import (
    AllianceFactory,
    AssignmentFactory,
    ConsultationFactory,
    ContributionFactory,
    InvitationFactory,
    MeetingFactory,
    OrganisationFactory,
    PlanVersionFactory,
    ReplyFactory,
    SeatFactory,
    StatementFactory,
    TipFactory,
    UserFactory,
    VerdictFactory,
)
from tests.guide import our_guide
from tests.method_factories import CaseFactory, MethodWorkFactory, ToolTrialFactory
from tests.note_factories import (
    HeldMeetingFactory,
    MeetingHostFactory,
    NoteFactory,
    came_to,
    released,
    sent_out,
)
from tests.proposal_factories import ProposalFactory, ProposalOfferFactory
from tests.sign_in import sign_in

ROLES = [
    "anonymous",
    "link_holder",
    "representative",
    "signatory",
    "lead",
    "lead_elsewhere",
    "officer",
    "officer_elsewhere",
    "registrar",
    "national",
    "superuser",
]
NOWHERE = UUID("00000000-0000-4000-8000-000000000000")


@dataclass
class Place:
    """One region's objects as a url names them; where there are none, names that lead nowhere."""

    region: str = "finns-inte"
    municipality: str = "9999"
    organisation: str = "finns-inte"
    organisation_id: UUID = NOWHERE
    hidden_organisation: str = "finns-inte"
    meeting: str = "finns-inte"
    meeting_id: UUID = NOWHERE
    draft_meeting: str = "finns-inte"
    draft_meeting_id: UUID = NOWHERE
    earlier_round: UUID = NOWHERE
    invitation: str = "A" * 43
    reply: str = "B" * 43
    seat_link: str = "F" * 43
    reply_id: UUID = NOWHERE
    seat: int = 987_654_321
    calendar: str = "F" * 43
    organisation_link: str = "C" * 43
    tip: UUID = NOWHERE
    claim: int = 987_654_321
    list_return: UUID = NOWHERE
    list_link: str = "E" * 43
    annual_link: str = "F" * 43
    plan: int = 987_654_321
    version: int = 1
    draft_version: int = 2
    chapter: str = "finns-inte"
    consultation: str = "finns-inte"
    consultation_id: UUID = NOWHERE
    draft_consultation: str = "finns-inte"
    draft_consultation_id: UUID = NOWHERE
    statement: UUID = NOWHERE
    arrived_statement: UUID = NOWHERE
    receipt: str = "D" * 43
    contribution: int = 987_654_321
    released_contribution: int = 987_654_321
    gathering: str = "finns-inte"
    coming_gathering: str = "finns-inte"
    guide_answer: UUID = NOWHERE
    founding_id: UUID = NOWHERE
    held: str = "finns-inte"
    held_id: UUID = NOWHERE
    unheld: str = "finns-inte"
    table: str = "F" * 43
    note: UUID = NOWHERE
    asking: str = "G" * 43
    out_note: UUID = NOWHERE
    out_id: UUID = NOWHERE
    correction: int = 987_654_321
    table_of_correction: str = "H" * 43
    evaluation: str = "I" * 43
    host: int = 987_654_321
    meeting_document: int = 987_654_321
    desk_document: int = 987_654_321
    case: UUID = NOWHERE
    draft_case: UUID = NOWHERE
    trial: UUID = NOWHERE
    alliance: str = "finns-inte"
    alliance_member: int = 987_654_321
    alliance_document: int = 987_654_321
    inner_document: int = 987_654_321
    board_seat: int = 987_654_321
    circle: UUID = NOWHERE
    circle_member: UUID = NOWHERE
    circle_gathering: int = 987_654_321
    circle_question: str = "finns-inte"
    circle_link: str = "J" * 43
    circle_member_link: str = "K" * 43
    proposal: UUID = NOWHERE
    offer: UUID = NOWHERE
    rows: dict | None = None

    def pk(self, model):
        """The id of this place's row of an admin model."""
        return self.rows[model] if self.rows else 987_654_321


@dataclass
class Cast:
    here: Place
    there: Place
    missing: Place
    cookies: dict
    # One for all: making one reads every middleware and static file anew.
    browser: Client

    def client(self, role):
        """The role's browser as it was when it came in, whatever it did since."""
        self.browser.cookies = SimpleCookie(self.cookies[role])
        return self.browser


def assemble():
    """Region Jönköpings län is here, Region Kronoberg there."""
    our_guide()
    coming = Guide.objects.get(key="studiehandledning").chapters.create(key="kommer", position=9)
    coming.texts.create(language="sv", title="Kommer")
    here, people = place_in("jonkoping", "0680")
    there, others = place_in("kronoberg", "0780")
    people |= {"lead_elsewhere": others["lead"], "officer_elsewhere": others["officer"]}
    people["national"] = AssignmentFactory(region=None).user
    people["superuser"] = UserFactory(superuser=True)
    withdraw(there)
    return Cast(here, there, Place(), browsers(people, here), Client())


def browsers(people, here):
    cookies = {"anonymous": ""}
    for role, user in people.items():
        client = Client()
        sign_in(client, user)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        cookies[role] = client.cookies.output(header="", sep=";")
    holder = Client()
    holder.get(f"/i/{here.invitation}/")
    cookies["link_holder"] = holder.cookies.output(header="", sep=";")
    return cookies


def place_in(slug, code):
    """Everything that a region has once, and the people who work there."""
    region, municipality = Region.objects.get(slug=slug), Municipality.objects.get(code=code)
    people = {
        "lead": AssignmentFactory(region=region).user,
        "officer": AssignmentFactory(region=region, role=Role.REGION_OFFICER).user,
        "registrar": AssignmentFactory(region=region, role=Role.REGISTRAR).user,
        "representative": UserFactory(),
        "claimant": UserFactory(),
        "signatory": UserFactory(),
    }
    public = OrganisationFactory(public=True, municipality=municipality)
    hidden = OrganisationFactory(municipality=municipality, listed_publicly=False, on_paper=True)
    speakers = [
        Representative.objects.create(
            user=people[role],
            organisation=organisation,
            task=task,
            status=RepresentativeStatus.APPROVED,
            decided_at=timezone.now(),
        )
        for organisation in (public, hidden)
        for role, task in [("representative", Task.DRAFTER), ("signatory", Task.SIGNATORY)]
    ]
    claim = Representative.objects.create(user=people.pop("claimant"), organisation=public)
    returned = ListReturn.objects.create(municipality=municipality, source="Kommunen")
    asked = AnnualLetter.objects.create()
    AnnualCheck.objects.create(organisation=public, year=2026, letter=asked)
    where = {"region": region, "municipality": municipality}
    meeting, draft = MeetingFactory(**where), MeetingFactory(**where, draft=True)
    invitation = InvitationFactory(meeting=meeting, organisation=public)
    invitation.issue()
    InvitationFactory(meeting=meeting, organisation=hidden, is_on_paper=True).issue()
    answered = ReplyFactory(meeting=meeting, organisation=public)
    seat = SeatFactory(reply=answered)
    given = Handover.objects.create(seat=seat, email=f"kollega@{slug}.example")
    myself = ReplyFactory(
        meeting=meeting, organisation=None, speaker="self", email=f"jag@{slug}.example"
    )
    letter = Letter.objects.create(
        purpose=Purpose.INVITATION,
        recipient=public.email,
        about=f"meeting:{meeting.uuid}",
        occasion="invitation",
        region=region,
        subject="Inbjudan",
        body="Kom.\n",
    )
    batch = ImportBatch.objects.create(region=region, file_name="lista.csv", source="Kommunen")
    ImportSheet.objects.create(batch=batch, position=1, rows=[["Namn"], ["Hembygdsföreningen"]])
    earlier = EarlierRound.objects.create(
        region=region, title="Förra planen", closed_on="2017-09-10", source="Diariet"
    )
    earlier.addressees.create(number=2, name=public.name, organisation=public, is_invited=True)
    pair = Double.objects.create(first=public, second=hidden, score=90, reasons=["same_words"])
    gone = OrganisationFactory(municipality=municipality)
    merge = merge_organisations(
        survivor=OrganisationFactory(municipality=municipality),
        absorbed=gone,
        choices={},
        by=people["lead"],
    )
    staged = ImportBatch.objects.create(
        region=region, file_name="lista.csv", source="Kommunen", status=BatchStatus.STAGED
    )
    ImportRow.objects.create(batch=staged, number=2, values={"name": "Kören"}, fate=Fate.NEW)
    rows = {
        "double": pair.pk,
        "merge": merge.pk,
        "organisation": public.pk,
        "representative": speakers[0].pk,
        "user": people["representative"].pk,
        "assignment": people["officer"].assignments.get().pk,
        "region": region.pk,
        "letter": letter.pk,
        "importbatch": batch.pk,
        "importstaged": staged.pk,
        "activityword": ActivityWord.objects.first().pk,
        "municipality": municipality.pk,
        "purgerun": PurgeRun.objects.create().pk,
        "documentapproval": DocumentApproval.objects.first().pk,
        "personrequest": PersonRequest.objects.create(
            kind="extract", email=f"jag@{slug}.example"
        ).pk,
        "artform": ArtForm.objects.first().pk,
        "minority": Minority.objects.first().pk,
        "guide": Guide.objects.first().pk,
        "chapter": Chapter.objects.first().pk,
        "passage": Passage.objects.first().pk,
        "question": Question.objects.first().pk,
        "term": Term.objects.first().pk,
    }
    place = Place(
        region=region.slug,
        municipality=code,
        organisation=public.slug,
        organisation_id=public.uuid,
        hidden_organisation=hidden.slug,
        meeting=meeting.slug,
        meeting_id=meeting.uuid,
        draft_meeting=draft.slug,
        draft_meeting_id=draft.uuid,
        earlier_round=earlier.uuid,
        invitation=invitation.token,
        reply=myself.token,
        seat_link=given.token,
        reply_id=answered.uuid,
        seat=seat.pk,
        calendar=CalendarAddress.objects.create(user=people["representative"]).token,
        organisation_link=public.token,
        tip=TipFactory(municipality=municipality).uuid,
        claim=claim.pk,
        list_return=returned.uuid,
        list_link=returned.token,
        annual_link=asked.token,
        gathering="traff-1",
        guide_answer=Feedback.objects.create(
            uuid=uuid4(), passage=Passage.objects.first(), language="sv", is_useful=True
        ).uuid,
        coming_gathering="kommer",
        rows=rows,
        founding_id=MeetingFactory(**where, kind=MeetingKind.FOUNDING).uuid,
        **allied(region, public),
        **remembered(where, public),
        **what_is_said(region, public, hidden),
        **in_a_circle(region, people),
        **proposed(region, public),
    )
    return place, people


def proposed(region, organisation):
    """A line of the circle's note that is not offered yet, and one that is, to the association."""
    note = Note.objects.get(circle__region=region)
    offered = ProposalFactory(note=note, offered=True, body="Sista bussen går 21.10.")
    return {
        "proposal": ProposalFactory(note=note).uuid,
        "offer": ProposalOfferFactory(proposal=offered, organisation=organisation).uuid,
    }


def in_a_circle(region, people):
    """A study circle that the representative leads; the signatory and somebody without an account are
    in it, and it has a gathering and a note."""
    circle = CircleFactory(study=True, region=region, led_by=people["representative"])
    CircleMemberFactory(circle=circle, user=people["signatory"])
    member = CircleMemberFactory(circle=circle)
    gathering = GatheringFactory(circle=circle)
    question = Question.objects.filter(chapter__key="traff-1").order_by("position").first()
    note = CircleNoteFactory(circle=circle, question=question)
    NoteWording.objects.create(note=note, version=1, body="Det saknas lokaler.")
    return {
        "circle": circle.uuid,
        "circle_member": member.uuid,
        "circle_gathering": gathering.pk,
        "circle_question": question.key,
        "circle_link": circle.token,
        "circle_member_link": member.token,
    }


def remembered(where, organisation):
    """Meetings that are over: one with notes being written, one with notes out, one released."""
    writing = HeldMeetingFactory(**where)
    note = NoteFactory(table__meeting=writing)
    host = MeetingHostFactory(meeting=writing, user=AssignmentFactory(region=where["region"]).user)
    out = HeldMeetingFactory(**where)
    out_note = NoteFactory(table__meeting=out)
    minutes.write_minutes(
        meeting=out,
        body="Vi möttes.",
        may_leave=True,
        by=host.user,
        stamp=minutes.stamp_of("", True),
    )
    came = came_to(out, organisation=organisation)
    (asking,) = sent_out(out)
    correction = corrections.correct(meeting=out, key=uuid4(), note=out_note, comment="Nej.")
    over = HeldMeetingFactory(**where)
    released(NoteFactory(table__meeting=over).meeting, by=None)
    return {
        "held": over.slug,
        "unheld": writing.slug,
        "held_id": writing.uuid,
        "out_id": out.uuid,
        "table": note.table.token,
        "note": note.uuid,
        "asking": asking.token,
        "out_note": out_note.uuid,
        "correction": correction.pk,
        "table_of_correction": out_note.table.token,
        "evaluation": out.evaluation_cards.create(reply=came).token,
        "host": host.pk,
        "desk_document": writing.documents.create(key=uuid4(), title="Karta", body="Läs.").pk,
        "meeting_document": over.documents.create(key=uuid4(), title="Underlag", body="Läs.").pk,
    }


def allied(region, organisation):
    """A young alliance with one that takes part, a chair, and a document for all and one for some."""
    alliance = AllianceFactory(slugs=[region.slug])
    member = AllianceMember.objects.create(alliance=alliance, organisation=organisation)
    words = {"kind": DocumentKind.MINUTES, "title": "Protokoll", "body": "Vi möttes."}
    return {
        "alliance": alliance.slug,
        "alliance_member": member.pk,
        "alliance_document": alliance.documents.create(**words, is_public=True).pk,
        "inner_document": alliance.documents.create(**words).pk,
        "board_seat": alliance.board_seats.create(
            task=BoardTask.CHAIR, name="Ada Ek", since=timezone.localdate()
        ).pk,
    }


def what_is_said(region, writing, answered):
    """A plan out for comment with a draft of the next version, a draft statement, one that arrived."""
    version = PlanVersionFactory(plan__region=region, chapters=2, out=True)
    draft = PlanVersionFactory(plan=version.plan, chapters=2)
    where = {"region": region, "version": version}
    consultation = ConsultationFactory(**where, questions=1)
    coming = ConsultationFactory(**where, draft=True)
    unsent = StatementFactory(consultation=consultation, organisation=writing)
    ContributionFactory(statement=unsent)
    arrived = StatementFactory(consultation=consultation, organisation=answered, submitted=True)
    kept = ContributionFactory(statement=arrived)
    released = ContributionFactory(statement=arrived, released=True)
    VerdictFactory(contribution=released)
    MethodWorkFactory(consultation=consultation, published=True)
    MethodWorkFactory(consultation=coming)
    return {
        "case": CaseFactory(region=region, published=True).uuid,
        "draft_case": CaseFactory(region=region).uuid,
        "trial": ToolTrialFactory(region=region).uuid,
        "plan": version.plan.pk,
        "version": version.number,
        "draft_version": draft.number,
        "chapter": version.sections.first().key,
        "consultation": consultation.slug,
        "consultation_id": consultation.uuid,
        "draft_consultation": coming.slug,
        "draft_consultation_id": coming.uuid,
        "statement": unsent.uuid,
        "arrived_statement": arrived.uuid,
        "receipt": arrived.token,
        "contribution": kept.pk,
        "released_contribution": released.pk,
    }


def withdraw(place):
    """The secrets of the place are from letters whose links have been withdrawn since."""
    Invitation.objects.with_token(place.invitation).get().withdraw_links()
    Reply.objects.with_token(place.reply).get().withdraw_links()
    Handover.objects.with_token(place.seat_link).get().withdraw_links()
    Organisation.objects.with_token(place.organisation_link).get().withdraw_links()
    Statement.objects.with_token(place.receipt).get().withdraw_links()
    CalendarAddress.objects.with_token(place.calendar).get().withdraw_links()
    ListReturn.objects.with_token(place.list_link).get().withdraw_links()
    AnnualLetter.objects.with_token(place.annual_link).get().withdraw_links()
    NoteTable.objects.with_token(place.table).get().withdraw_links()
    NoteTable.objects.with_token(place.table_of_correction).get().withdraw_links()
    Asking.objects.with_token(place.asking).get().withdraw_links()
    EvaluationCard.objects.with_token(place.evaluation).get().withdraw_links()
    Circle.objects.with_token(place.circle_link).get().withdraw_links()
    CircleMember.objects.with_token(place.circle_member_link).get().withdraw_links()


@contextlib.contextmanager
def undone(is_undone=True):
    """What is done inside is not kept."""
    with transaction.atomic():
        yield
        transaction.set_rollback(is_undone)
