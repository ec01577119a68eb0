"""Who may come, and to what: a small country with two regions, for the tests of the whole house."""

import contextlib
from dataclasses import dataclass
from http.cookies import SimpleCookie
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.db import transaction
from django.test import Client
from django.utils import timezone

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
    Passage,
    Question,
    Term,
)
from tests.factories import (
    AllianceFactory,
    AssignmentFactory,
    InvitationFactory,
    MeetingFactory,
    OrganisationFactory,
    ReplyFactory,
    SeatFactory,
    TipFactory,
    UserFactory,
)
from tests.guide import our_guide
from tests.kick.cast_circles import in_a_circle, proposed
from tests.kick.cast_consultations import what_is_said
from tests.kick.cast_meetings import remembered
from tests.kick.cast_places import Place
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
