"""The whole story played through the actions: one letter of every kind, as it leaves the house."""

import re
import uuid
from datetime import timedelta

from django.utils import timezone

from consultations.actions import (
    drafts,
    evaluations,
    handovers,
    invitations,
    meetings,
    notes,
    planning,
    reminders,
    replies,
    save_the_date,
    seats,
    statements,
    verdicts,
)
from consultations.models import Consultation, Doorway, Handover, Speaker
from consultations.planning import BY_SLUG
from kick import feedback
from organisations import emails
from organisations.actions import alliances, annual, claims, people, registration, representation
from organisations.models import Letter, LetterStatus, Representative, Task
from studyguide.actions import circle_members, circle_verdicts, gatherings, proposals
from tests.circle_factories import CircleMemberFactory, GatheringFactory, led_circle
from tests.consultations.told import write_letters
from tests.factories import (
    AllianceFactory,
    AssignmentFactory,
    InvitationFactory,
    MeetingFactory,
    OrganisationFactory,
    ReplyFactory,
    SeatFactory,
    UserFactory,
)
from tests.note_factories import HeldMeetingFactory, NoteFactory, came_to, sent_out
from tests.plan_factories import (
    ConsultationFactory,
    ContributionFactory,
    StatementFactory,
    VerdictFactory,
)
from tests.proposal_factories import ProposalFactory, answered, circle_of

URL = re.compile(r"http://localhost:8000(/[^\s\"'<>)]*)")


def play():
    """Returns the letters' mails by letter; every purpose that there is has one."""
    lead = AssignmentFactory().user
    full = MeetingFactory(seats_total=1, seats_per_organisation=1)
    rows = [InvitationFactory(meeting=full) for _ in range(4)]
    invitations.send(meeting=full, expected=4, by=lead)
    Letter.objects.update(status=LetterStatus.SENT)
    invitations.remind(meeting=full)
    play_a_reminder()
    doors = [Doorway.opened_by(row.token) for row in rows]
    replies.answer(doorway=doors[0], comes=True)
    replies.answer(doorway=doors[1], comes=True)
    replies.answer(doorway=Doorway.opened_by(rows[0].token), comes=False)
    self_signed = replies.sign_up(
        meeting=MeetingFactory(), speaker=Speaker.SELF, email="ada@exempel.se", names=["Ada"]
    )
    late = replies.sign_up(
        meeting=MeetingFactory(), speaker=Speaker.SELF, email="bo@exempel.se", names=["Bo"]
    )
    late.held_until = timezone.now() - timedelta(minutes=1)
    late.save()
    seats.release_holds()
    replies.confirm(doorway=Doorway.opened_by(self_signed.token))
    play_a_handover()
    play_a_plan(lead)
    told = InvitationFactory()
    invitations.send_trial(meeting=told.meeting, organisation=told.organisation, to=lead.email)
    invitations.send(meeting=told.meeting, expected=1, by=lead)
    meetings.cancel_meeting(meeting=told.meeting, because="Lokalen brann.")
    write_letters()
    new = OrganisationFactory(reported=True)
    registration.post_letter(**emails.registration_to_confirm(organisation=new))
    registration.post_link(organisation_id=OrganisationFactory().pk)
    for verb in (people.approve_representative, people.decline_representative):
        asked = representation.request_representation(
            user=UserFactory(), organisation=OrganisationFactory(), task=Task.DRAFTER
        )
        verb(representative=asked, by=lead)
    play_claims(lead)
    play_a_year()
    play_a_statement()
    play_an_alliance()
    play_what_is_left(lead)
    play_a_circle()
    play_a_proposal()
    feedback.tell_of_obstacle(what="Knappen syns inte.", email="besokare@exempel.se")
    return {letter: emails.letter(letter) for letter in Letter.objects.order_by("pk")}


def play_a_handover():
    """A seat offered, taken and given back; to another, and the association takes it back; to a
    third, whose link is open."""
    row = InvitationFactory()
    row.issue()
    replies.answer(doorway=Doorway.opened_by(row.token), comes=True)
    doorway = Doorway.opened_by(row.token)
    seat = doorway.reply.live_seats[0]
    given = handovers.offer(doorway=doorway, seat_id=seat.pk, email="kollega@exempel.se")
    handovers.accept(handover=given)
    handovers.decline(handover=given)
    again = handovers.offer(doorway=doorway, seat_id=seat.pk, email="annan@exempel.se")
    handovers.accept(handover=again)
    handovers.take_back(doorway=doorway, seat_id=seat.pk)
    handovers.offer(doorway=doorway, seat_id=seat.pk, email="tredje@exempel.se")


def play_a_plan(lead):
    """The date is saved, the invitation goes, and the place is changed for who comes and who is silent."""
    meeting = MeetingFactory()
    rows = [InvitationFactory(meeting=meeting) for _ in range(2)]
    save_the_date.save_the_date(meeting=meeting, expected=2, by=lead)
    invitations.send(meeting=meeting, expected=2, by=lead)
    replies.answer(doorway=Doorway.opened_by(rows[0].token), comes=True)
    step = BY_SLUG["tid-och-plats"]
    facts = {fact: getattr(meeting, fact) for fact in step.facts} | {"venue": "Folkets hus"}
    planning.save_step(
        meeting=meeting, step=step, stamp="", facts=facts, words={}, questions=None, by=lead
    )


def play_a_reminder():
    """Of a meeting tomorrow, to somebody who has had a seat for long."""
    meeting = MeetingFactory(starts_at=timezone.now() + timedelta(days=1))
    at = timezone.now() - timedelta(days=60)
    SeatFactory(reply=ReplyFactory(meeting=meeting, confirmed_at=at, changed_at=at))
    reply = ReplyFactory(meeting=meeting, confirmed_at=at, changed_at=at)
    Handover.objects.create(
        seat=SeatFactory(reply=reply, number=2),
        email="vikarie@exempel.se",
        status="taken",
        offered_at=at,
    )
    reminders.remind_those_who_come()


def play_claims(lead):
    """Invited by a colleague, come in by the registered address, disputed and decided."""
    organisation = OrganisationFactory()
    ours, theirs, reader = UserFactory(), UserFactory(), UserFactory()
    Representative.objects.create(user=ours, organisation=organisation).approve()
    claims.invite_colleague(
        organisation=organisation, email="ny@exempel.se", task=Task.DRAFTER, by=ours
    )
    for user, has_shown in [(theirs, False), (reader, True)]:
        asked = representation.request_representation(
            user=user, organisation=organisation, task=Task.DRAFTER, has_shown_address=has_shown
        )
        if not has_shown:
            claims.decide_claim(representative=asked, approves=True, reason="Nyval.", by=lead)


def play_a_year():
    """Asked if the facts are right, and reminded."""
    row = OrganisationFactory(annual_month=timezone.localdate().month)
    type(row.municipality.region).objects.filter(pk=row.municipality.region_id).update(
        asks_annually=True
    )
    annual.ask_due()
    annual.remind_silent(at=timezone.now() + timedelta(days=60))


def play_what_is_left(lead):
    """Somebody takes notes; who came is asked if they are right, and what she thought."""
    meeting = HeldMeetingFactory()
    reply = came_to(meeting)
    table = notes.add_table(meeting=meeting, name="Bord 1", by=lead, reply=reply)
    NoteFactory(table=table)
    sent_out(meeting)
    evaluations.ask_all(meeting=meeting)


def play_a_proposal():
    """It is offered to an association, and the region answers what the association made of it."""
    circle, leader, _ours, _drafter = circle_of()
    ProposalFactory(note=circle.notes.get())
    proposals.offer(circle=circle, by=leader)
    offer, _consultation = answered()
    CircleMemberFactory(circle=offer.proposal.circle, email="kim@exempel.se")
    circle_verdicts.tell_of_verdicts()


def play_a_circle():
    """Somebody joins by the circle's link, and is thanked after a gathering."""
    circle, leader = led_circle()
    circle_members.join(circle=circle, key=uuid.uuid4(), name="Kim", email="kim@exempel.se")
    gatherings.tell_after(gathering=GatheringFactory(circle=circle, held=True), by=leader)


def play_an_alliance():
    """One of those who take part gets what the chair writes to all."""
    alliance = AllianceFactory()
    alliances.take_part(alliance=alliance, organisation=OrganisationFactory())
    words = {"subject": "Möte", "words": "Vi ses.", "key": uuid.uuid4()}
    alliances.write_to_all(alliance=alliance, by=UserFactory(), **words)


def play_a_statement():
    """Written, sent for signature, returned, sent again, handed in, and answered by the region."""
    consultation = ConsultationFactory()
    consultation.region.registry_email = "registrator@region.example"
    consultation.region.save()
    statement = ContributionFactory(statement=StatementFactory(consultation=consultation)).statement
    writer, chair = UserFactory(), UserFactory()
    for user in (writer, chair):
        Representative.objects.create(
            user=user, organisation=statement.organisation, task=Task.SIGNATORY
        ).approve()
    drafts.send_for_signature(statement=statement, by=writer, to=[chair])
    drafts.return_to_drafter(statement=statement, by=chair, because="Skriv mer om lokaler.")
    statements.hand_in(statement=statement, by=chair)
    VerdictFactory(contribution=statement.contributions.get())
    Consultation.objects.filter(pk=consultation.pk).update(closes_at=timezone.now())
    verdicts.publish_verdicts(consultation=consultation)


def kinds(mails):
    return {(letter.purpose, letter.occasion.partition(":")[0]) for letter in mails}


def urls_in(mail):
    html = next(part.content for part in mail.alternatives)
    return sorted(set(URL.findall(f"{mail.body} {html}")))
