"""The demo's meetings: one that is over and done with, one ahead, a draft, a series, and one that is full."""

import uuid
from datetime import datetime, time, timedelta

from django.utils import timezone

from consultations.actions import evaluations, meetings, minutes, notes, planning
from consultations.actions.seats import ask_for_seats, fill_free_seats, lock
from consultations.models import (
    Admission,
    EvaluationCard,
    Invitation,
    Meeting,
    MeetingKind,
    NoteStatus,
    NoteTable,
    Organiser,
    Reply,
    Speaker,
    Way,
)
from consultations.planning import BY_SLUG
from kick.demo import data, held
from organisations.models import Municipality, Region


def load_meetings(lead, organisations):
    here = [row for row in organisations if row.municipality.region.code == "06"]
    past = plan(lead, data.PAST, days=-40, kind=MeetingKind.CONSULTATION, seats=30)
    coming = plan(lead, data.COMING, days=14, kind=MeetingKind.ASSEMBLY, seats=12)
    full = plan(lead, data.FULL, days=24, kind=MeetingKind.CONSULTATION, seats=6)
    plan(lead, data.DRAFT, days=70, kind=MeetingKind.FEEDBACK, seats=50, is_draft=True)
    for place, organisation in enumerate(here[:18]):
        reply(past, organisation, comes=place % 3 != 2, persons=1 + place % 2, days_ago=50)
    for place, organisation in enumerate(here[2:10]):
        reply(coming, organisation, comes=place % 4 != 3, persons=1 + place % 2, days_ago=2)
    for place, organisation in enumerate(here[10:16]):
        reply(full, organisation, comes=True, persons=1 + place % 2, days_ago=9 - place)
    load_series(lead)
    hold(past, lead)


def load_series(lead):
    """The same evening at two places, a week apart."""
    first = plan(lead, data.SERIES, days=31, kind=MeetingKind.CONSULTATION, seats=25)
    week = timedelta(days=7)
    elsewhere = {
        "starts_at": first.starts_at + week,
        "ends_at": first.ends_at + week,
        "municipality": Municipality.objects.get(code="0685"),
        "venue": "Låtsasgården",
        "street": "Sagogatan 2",
    }
    drafts = planning.make_series(meeting=first, key=uuid.uuid4(), times=[elsewhere], by=lead)
    for draft in drafts:
        meetings.publish_meeting(meeting=draft, by=lead)


def hold(meeting, lead):
    """Those who had a seat came; what they said is noted, confirmed by them and released, and they have
    said what they thought. No letter is sent: the newcomer sends the first."""
    meeting = Meeting.objects.get(pk=meeting.pk)
    over = meeting.ends_at
    for invitation in meeting.invitations.all():
        invitation.issue(at=meeting.starts_at - timedelta(days=50))
    for seat in meeting.seats.taken():
        seat.come(at=meeting.starts_at)
    for name, said in held.TABLES.items():
        table = NoteTable.objects.create(meeting=meeting, name=name)
        for body in said:
            notes.write_note(table=table, key=uuid.uuid4(), body=body, may_leave=True)
    promised = timezone.localtime(over).date() + timedelta(days=60)
    minutes.promise(meeting=meeting, next_steps=held.NEXT_STEPS, feedback_on=promised)
    written = notes.locked_minutes(meeting)
    written.write(body=held.MINUTES, by=lead, at=over + timedelta(days=1))
    written.send_out(until=over + timedelta(days=16), at=over + timedelta(days=2))
    meeting.notes.move_to(NoteStatus.OUT)
    minutes.confirm(meeting=meeting, by=lead, at=over + timedelta(days=17))
    minutes.release(meeting=meeting, by=lead, at=over + timedelta(days=18))
    for row, steps in zip(minutes.reached(meeting), held.THOUGHTS, strict=False):
        card = EvaluationCard.objects.create(meeting=meeting, **minutes.receiver_of(row))
        evaluations.answer(card=card, steps=dict(zip(held.ORDER, steps, strict=True)))


def plan(lead, words, *, days, kind, seats, is_draft=False):
    """On a Tuesday at six in the evening, about as many days from now."""
    day = timezone.localdate() + timedelta(days=days)
    day += timedelta(days=(1 - day.weekday()) % 7)
    starts_at = timezone.make_aware(datetime.combine(day, time(18, 0)))
    titled = {"title": words["title"]}
    facts = {
        "region": Region.objects.get(slug="jonkoping"),
        "organiser": Organiser.BOTH,
        "kind": kind,
        "admission": Admission.OPEN,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2, minutes=30),
        "venue": "Exempelhuset",
        "street": "Påhittsgatan 1",
        "municipality": Municipality.objects.get(code="0680"),
    }
    meeting = planning.begin_meeting(key=None, facts=facts, words=titled, by=lead)
    for slug, said in data.STEPS.items():
        fill(meeting, slug, {"seats_total": seats, **said}, words, by=lead)
    if not is_draft:
        # What is over was published in good time.
        at = starts_at - timedelta(days=56) if days < 0 else None
        meetings.publish_meeting(meeting=meeting, by=lead, at=at)
    return meeting


def fill(meeting, slug, said, words, *, by):
    """One step of the plan as somebody fills it in: what is said of all meetings, and this one's words."""
    step = BY_SLUG[slug]
    days = {"feedback_on": 30, "material_on": -15}
    held_on = timezone.localtime(meeting.starts_at).date()
    said = said | {name: held_on + timedelta(days=number) for name, number in days.items()}
    said |= {"registration_closes_at": meeting.starts_at - timedelta(days=4)}
    kept = ("seats_per_organisation", "seats_online", "remind_days")
    said |= {name: getattr(meeting, name) for name in kept}
    planning.save_step(
        meeting=meeting,
        step=step,
        stamp="",
        facts={fact: said[fact] for fact in step.facts},
        words={word: words.get(word, "") for word in step.words},
        questions=words.get("questions", []) if step.asks else None,
        by=by,
    )


def reply(meeting, organisation, *, comes, persons, days_ago):
    """An answer as if it had come by the letter's link, without sending anything."""
    at = timezone.now() - timedelta(days=days_ago)
    by_post = not organisation.email
    Invitation.objects.create(meeting=meeting, organisation=organisation, is_on_paper=by_post)
    row = Reply.objects.create(
        meeting=meeting,
        organisation=organisation,
        speaker=Speaker.ORGANISATION,
        email=organisation.email,
        comes=comes,
        way=Way.LINK,
        wants_alliance=comes and persons == 2,
        answered_at=at,
        changed_at=at,
        confirmed_at=at,
    )
    if comes:
        locked = lock(meeting)
        names = [made_up_name(organisation.pk + number) for number in range(persons)]
        ask_for_seats(meeting=locked, reply=row, names=names, at=at)
        fill_free_seats(meeting=locked, quiet=row)


def made_up_name(seed):
    given, family = data.GIVEN_NAMES, data.FAMILY_NAMES
    return f"{given[seed % len(given)]} {family[seed % len(family)]}"
