"""Fills an empty database so that a newcomer can play: people, associations, meetings, a plan."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from kick.demo import data
from kick.demo.load_alliance import load_alliance
from kick.demo.load_doubles import load_doubles
from kick.demo.load_meetings import load_meetings
from kick.demo.load_method import load_method
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
    load_method(users)
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
