"""A county with something of everything, so that each page can be looked at when it is full."""

from datetime import timedelta

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone

from consultations.models import Need, Outcome
from organisations.actions import importing, merging
from organisations.actions.removal import remove_organisation
from organisations.models import (
    ArtForm,
    BatchStatus,
    ConfirmedHow,
    Double,
    ImportBatch,
    Letter,
    LetterStatus,
    ListReturn,
    Minority,
    Organisation,
    Purpose,
    Representative,
    RepresentativeStatus,
    Role,
    Shown,
    Task,
)
from tests.browser.totp import SECRET
from tests.factories import (
    AssignmentFactory,
    InvitationFactory,
    MeetingFactory,
    OrganisationFactory,
    ReplyFactory,
    SeatFactory,
    UserFactory,
)
from tests.guide import our_guide
from tests.organisations.lists import csv_list, opened
from tests.plan_factories import (
    ConsultationFactory,
    ContributionFactory,
    PlanVersionFactory,
    SectionFactory,
    StatementFactory,
    VerdictFactory,
)

LONG_NAME = (
    "Föreningen Exempelbygdens hembygdsgårds- och spelmansstämmoarrangörer i Norra Påhittsås"
)


class World:
    """Rows by what a page shows of them."""

    def __init__(self):
        our_guide()
        self.lead = AssignmentFactory(user__name="Maja Lind").user
        self.national = AssignmentFactory(region=None).user
        self.officer = AssignmentFactory(user__name="Erik Dahl", role=Role.REGION_OFFICER).user
        self.volunteer = UserFactory(name="Anna Berg")
        self.newcomer = AssignmentFactory().user
        self.meeting = MeetingFactory(seats_total=4, contact_phone="036-10 00 00")
        self.draft, self.cancelled = MeetingFactory(draft=True), MeetingFactory(cancelled=True)
        self.past = self.meeting_at(-30)
        self.closed = self.meeting_at(2, closes=-1)
        self.organisations = self.register()
        self.ours = self.organisations[0]
        self.represent()
        self.inventory()
        self.answers()
        self.letters()
        self.lists()
        self.plans()
        self.doubles()
        TOTP.activate(self.lead, SECRET)
        RecoveryCodes.activate(self.lead)
        removed = self.organisations[10]
        self.gone_link = f"/anmal/bekrafta/{removed.token}/"
        remove_organisation(organisation=removed)

    def meeting_at(self, days, *, closes=None):
        starts_at = timezone.now() + timedelta(days=days)
        closes = starts_at if closes is None else timezone.now() + timedelta(days=closes)
        return MeetingFactory(starts_at=starts_at, registration_closes_at=closes)

    def register(self):
        public = [OrganisationFactory(public=True) for _ in range(30)]
        long = OrganisationFactory(
            public=True,
            name=LONG_NAME,
            alternate_name="Pohjois-Esimerkkikylän kotiseutuyhdistys",
            org_number="8020028711",
            phone="+46361000000",
            website="https://hembygd.example/en-mycket-lang-adress-som-inte-vill-brytas/",
            shows_email=True,
            shows_phone=True,
            shows_minorities=True,
            flags=["youth", "access"],
        )
        long.minorities.set(Minority.objects.all()[:2])
        for organisation in [long, *public]:
            organisation.art_forms.set(ArtForm.objects.filter(code__in=["hembygd", "folkmusik"]))
        self.on_paper = OrganisationFactory(on_paper=True)
        return [long, *public]

    def represent(self):
        Representative.objects.create(
            user=self.volunteer,
            organisation=self.ours,
            task=Task.SIGNATORY,
            status=RepresentativeStatus.APPROVED,
            decided_at=timezone.now(),
        )
        Representative.objects.create(
            user=self.volunteer, organisation=self.organisations[1], task=Task.DRAFTER
        )

    def inventory(self):
        """A disputed claim, an invited colleague, and a municipality's list with what has changed."""
        self.claimant = UserFactory(name="Cia Ek")
        self.claim = Representative.objects.create(
            user=self.claimant,
            organisation=self.ours,
            shown_by=Shown.MINUTES,
            evidence="Årsmötet den 12 mars, § 8.",
        )
        self.claim.dispute()
        self.ours.colleague_invitations.create(
            email="bo.as@exempel.se", invited_by=self.volunteer, task=Task.SIGNATORY
        )
        self.ours.propose_email("styrelsen@hembygd.example")
        self.organisations[3].mark_email_refused()
        listed = {"source": "Kommunens föreningsregister", "received_on": timezone.localdate()}
        for place, organisation in enumerate(self.organisations[12:16]):
            Organisation.objects.filter(pk=organisation.pk).update(**listed)
            organisation.refresh_from_db()
            if place == 0:
                organisation.dissolve()
            elif place < 3:
                organisation.website = "https://ny.example/forening"
                organisation.save()
            organisation.confirm(how=ConfirmedHow.LINK)
        self.organisations[16].confirm(how=ConfirmedHow.LINK)
        self.list_return = ListReturn.objects.create(
            municipality=self.ours.municipality, source=listed["source"], made_by=self.lead
        )

    def answers(self):
        """The full meeting: a yes, a no, somebody who waits, a held seat, and the silent."""
        invited = [self.invite(organisation) for organisation in self.organisations[:5]]
        self.silent, self.said_yes, self.said_no, self.waits, self.called = invited
        yes = self.reply(
            self.said_yes, wants_alliance=True, word="Vi kommer gärna och bjuder på kaffe."
        )
        for number, name in enumerate(["Anna Berg", "Bo Ås"], 1):
            SeatFactory(reply=yes, name=name, number=number)
        Need.objects.create(reply=yes, kind="hearing_loop")
        self.reply(self.said_no, comes=False)
        waiting = self.reply(self.waits)
        SeatFactory(reply=waiting, status="waiting", number=None, waiting_since=timezone.now())
        self.held = ReplyFactory(
            meeting=self.meeting,
            organisation=None,
            speaker="self",
            email="jag@privat.example",
            way="public",
            confirmed_at=None,
            held_until=timezone.now() + timedelta(hours=2),
        )
        for number in (3, 4):
            SeatFactory(reply=self.held, number=number)
        self.paper = self.invite(self.on_paper, is_on_paper=True)
        self.too_late = self.invite(self.ours, meeting=self.closed)
        self.in_vain = self.invite(self.ours, meeting=self.cancelled)
        InvitationFactory(meeting=self.meeting, organisation=self.organisations[6])
        for organisation in self.organisations[:60]:
            ReplyFactory(meeting=self.past, organisation=organisation)

    def invite(self, organisation, *, meeting=None, **about):
        invitation = InvitationFactory(
            meeting=meeting or self.meeting, organisation=organisation, **about
        )
        invitation.issue()
        return invitation

    def reply(self, invitation, **about):
        return ReplyFactory(
            meeting=self.meeting, organisation=invitation.organisation, **{"comes": True, **about}
        )

    def plans(self):
        """Two versions, and beside the newer one all kinds of what can be said, some of it answered."""
        old = PlanVersionFactory(chapters=2, out=True)
        self.consultation_before = ConsultationFactory(version=old, closed=True)
        self.say(self.consultation_before, 2)
        old.supersede()
        self.version = PlanVersionFactory(plan=old.plan, chapters=3)
        chapter = self.version.sections.first()
        SectionFactory(version=self.version, parent=chapter, position=4, number="1.1")
        self.version.send_out(by=None)
        self.consultation = ConsultationFactory(version=self.version, questions=3)
        self.say(self.consultation, 25)
        self.draft_version = PlanVersionFactory(plan=old.plan, chapters=2)

    def say(self, consultation, number):
        kinds = ["comment", "wording", "support", "objection", "nothing"]
        for place, organisation in enumerate(self.organisations[:number]):
            kind = kinds[place % 5]
            statement = StatementFactory(
                consultation=consultation, organisation=organisation, submitted=True
            )
            contribution = ContributionFactory(
                statement=statement,
                kind=kind,
                body="" if kind in {"support", "nothing"} else "Skriv in replokaler för unga.",
                wording="lokaler där man kan öva" if kind == "wording" else "",
                released=True,
            )
            VerdictFactory(
                contribution=contribution,
                outcome=Outcome.values[place % 5],
                section=contribution.section,
                published=True,
            )

    def letters(self):
        stamps = {"sent": {"sent_at": timezone.now()}, "failed": {"answer_code": 550}}
        for status in LetterStatus.values:
            self.letter = Letter.objects.create(
                purpose=Purpose.INVITATION,
                recipient=f"{status}@forening.example",
                about=f"meeting:{self.meeting.uuid}",
                occasion="invitation",
                region=self.meeting.region,
                subject="Inbjudan: Startmöte för en regional kulturallians",
                body="Hej!\n\nSvara på inbjudan: ‹personlig länk›\n",
                status=status,
                **stamps.get(status, {}),
            )

    def doubles(self):
        """A pair that is likely one, one that was told apart, and two that were merged."""
        words = {"score": 95, "reasons": ["same_words", "same_website", "other_number"]}
        one, other = by_key([self.ours, self.organisations[5]])
        self.pair = Double.objects.create(first=one, second=other, **words)
        two = by_key(self.organisations[6:8])
        self.apart = Double.objects.create(first=two[0], second=two[1], score=60, reasons=["alike"])
        self.apart.tell_apart(by=self.lead, because="Två styrelser, vi har ringt båda.")
        kept, other = OrganisationFactory(), OrganisationFactory()
        ReplyFactory(meeting=self.past, organisation=other)
        self.merge = merging.merge_organisations(
            survivor=kept, absorbed=other, choices={}, by=self.lead
        )

    def lists(self):
        wrong = ["Bandet", "802002-8712", "Lund", "x"]
        right = ["Kören", "", "Habo", "kor@kor.example"]
        changed = [LONG_NAME, "802002-8711", "Jönköping", "ny@forening.example"]
        self.mapping, self.staged = (opened(csv_list(right, wrong, changed)) for _ in range(2))
        importing.stage(batch=self.staged, mapping=self.staged.mapping)
        self.undone = self.mixed_list()
        importing.commit_batch(batch=self.undone)
        Organisation.objects.filter(name="Sagogruppen").update(phone="036123456")
        importing.take_back_batch(batch=self.undone)
        self.written = self.mixed_list()
        importing.commit_batch(batch=self.written)
        self.mixed, self.at_work = self.mixed_list(), self.mixed_list()
        ImportBatch.objects.filter(pk=self.at_work.pk).update(status=BatchStatus.WRITING)

    def mixed_list(self):
        """Looked through, in the same sitting as the first, with sport and a word that nobody knows."""
        rows = [
            ["Habo FK", "Habo", "Fotboll"],
            ["Tingen", "Habo", "Kuriosa"],
            ["Sagogruppen", "Habo", "Teater"],
            ["Sagokören", "Habo", "Körsång"],
        ]
        data = csv_list(*rows, header=["Namn", "Kommun", "Verksamhet"])
        batch = opened(data, sitting=self.staged.sitting)
        importing.stage(batch=batch, mapping=batch.mapping)
        return batch


def by_key(organisations):
    """A pair is stored in the order of its keys."""
    return sorted(organisations, key=lambda organisation: organisation.pk)
