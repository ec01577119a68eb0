"""Fills an empty database so that a newcomer can play: people, associations, meetings, a plan."""

from datetime import datetime, time, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from consultations.actions import meetings, planning
from consultations.actions.seats import ask_for_seats, fill_free_seats, lock
from consultations.models import (
    Admission,
    Invitation,
    MeetingKind,
    Organiser,
    Reply,
    Speaker,
    Way,
)
from consultations.planning import BY_SLUG
from kick.demo import data
from kick.demo.load_alliance import load_alliance
from kick.demo.load_doubles import load_doubles
from kick.demo.load_plan import load_plan
from kick.lib import org_number, text
from kick.lib.privacy_documents import DOCUMENTS
from organisations.actions.approvals import approve
from organisations.models import (
    ArtForm,
    Assignment,
    ConfirmedHow,
    Kind,
    Municipality,
    Organisation,
    OrganisationStatus,
    Region,
    Representative,
    User,
)


class NotADemo(Exception):
    """Made-up people never mix with real ones: only settings.DEMO lets them in."""


@transaction.atomic
def load_demo():
    """Add what is missing of the demo's people, associations and meetings; a second run adds nothing.

    Raises NotADemo unless settings.DEMO, which settings refuse off localhost.
    """
    if not settings.DEMO:
        raise NotADemo
    users = {person.email: load_person(person) for person in data.PERSONS}
    approve_documents(users)
    if Organisation.objects.filter(source__in=data.SOURCES).exists():
        return
    organisations = load_organisations()
    represent(users[data.VOLUNTEER.email], organisations)
    load_meetings(users[data.LEAD.email], organisations)
    load_plan(users, organisations)
    load_alliance(users, organisations)
    load_doubles(organisations)


def approve_documents(users):
    """So that a newcomer can send; in earnest whoever leads the country reads them first."""
    national = next(user for user in users.values() if user.leads_everywhere)
    for document in DOCUMENTS:
        approve(document=document.key, fingerprint=document.fingerprint, by=national)


def load_person(person):
    user = User.objects.filter(email=person.email).first()
    if user is None:
        user = User.objects.create_user(person.email, name=person.name)
    EmailAddress.objects.get_or_create(
        user=user, email=person.email, defaults={"verified": True, "primary": True}
    )
    if person.role:
        region = Region.objects.get(slug=person.region) if person.region else None
        Assignment.objects.get_or_create(user=user, role=person.role, region=region)
    if person.has_second_factor and not totp_of(user):
        # A secret of this installation's own, kept nowhere but in its database.
        TOTP.activate(user, generate_totp_secret())
    return user


def totp_of(user):
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()


def current_code(user, *, at=None):
    """The six digits that the person's app would show now, and for how many seconds more."""
    authenticator = totp_of(user)
    if authenticator is None:
        return "", 0
    secret = get_adapter().decrypt(authenticator.data["secret"])
    counter, gone = divmod(int((at or timezone.now()).timestamp()), 30)
    return format_hotp_value(hotp_value(secret, counter)), 30 - gone


def load_organisations():
    forms = {form.code: form for form in ArtForm.objects.all()}
    towns = Municipality.objects.in_bulk(list(data.NUMBERS))
    rows = [
        load_organisation(seed, towns[code], forms)
        for seed, code in enumerate(
            code for code, number in data.NUMBERS.items() for _ in range(number)
        )
    ]
    federation = Organisation.objects.create(
        name=data.FEDERATION,
        kind=Kind.FEDERATION,
        municipality=towns["0680"],
        email="kansli@hembygdsforbundet.example",
        status=OrganisationStatus.LISTED,
        listed_publicly=True,
        source=data.SOURCES[1],
        received_on=timezone.localdate(),
    )
    heritage = [row.pk for row in rows if row.name.endswith("hembygdsförening")]
    Organisation.objects.filter(pk__in=heritage, municipality__region__code="06").update(
        parent=federation
    )
    return [*rows, federation]


def load_organisation(seed, town, forms):
    """Every fifth has no e-mail but a street, every eighth neither; half of them are public."""
    ending, art_forms, kind, words = data.SORTS[seed % len(data.SORTS)]
    # Each round through the sorts is in another place, so that no name comes twice.
    place = data.PLACES[seed // len(data.SORTS) + (seed % 3)]
    name = place.removesuffix("s") + ending
    by_post, out_of_reach = seed % 5 == 3, seed % 8 == 7
    is_public = seed % 2 == 0 and not out_of_reach
    row = Organisation.objects.create(
        name=name,
        kind=kind,
        municipality=town,
        org_number="" if kind == Kind.NETWORK else org_number.made_up(seed),
        email="" if by_post or out_of_reach else f"info@{text.slugify_swedish(name)}.example",
        street=f"Exempelvägen {seed + 1}" if by_post else "",
        postcode="999 99" if by_post else "",
        city=town.name if by_post else "",
        status=OrganisationStatus.REPORTED if seed % 19 == 18 else OrganisationStatus.LISTED,
        listed_publicly=True if is_public else None,
        original_words=words,
        source=data.SOURCES[seed % len(data.SOURCES)],
        received_on=timezone.localdate() - timedelta(days=20 + seed),
    )
    row.art_forms.set([forms[code] for code in art_forms])
    if is_public:
        row.confirm(how=ConfirmedHow.LINK)
    return row


def represent(user, organisations):
    """One that she speaks for, and one that she has asked about."""
    own, asked = [row for row in organisations if row.municipality_id == "0680"][:2]
    Representative.objects.create(user=user, organisation=own).approve()
    Representative.objects.create(user=user, organisation=asked)


def load_meetings(lead, organisations):
    in_region = [row for row in organisations if row.municipality.region.code == "06"]
    past = plan(lead, data.PAST, days=-40, kind=MeetingKind.CONSULTATION, seats=30)
    coming = plan(lead, data.COMING, days=14, kind=MeetingKind.ASSEMBLY, seats=12)
    plan(lead, data.DRAFT, days=70, kind=MeetingKind.FEEDBACK, seats=50, is_draft=True)
    for place, organisation in enumerate(in_region[:9]):
        reply(past, organisation, comes=place % 3 != 2, persons=1 + place % 2, days_ago=50)
    for place, organisation in enumerate(in_region[2:10]):
        reply(coming, organisation, comes=place % 4 != 3, persons=1 + place % 2, days_ago=2)


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
        meetings.publish_meeting(meeting=meeting, by=lead)
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
