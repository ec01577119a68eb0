"""A cultural alliance grows: begun, joined, formed, and its members decided on and written to."""

from django.db import transaction
from django.utils import timezone

from organisations import emails
from organisations.actions.letters import post_letters
from organisations.models import (
    SPEAKING,
    Alliance,
    AllianceCriterion,
    AllianceMember,
    CriterionAnswer,
    Kind,
    MemberStatus,
    Organisation,
    OrganisationStatus,
    Stage,
    WrongMove,
)


class NotYours(Exception):
    """Somebody begins an alliance in a region that she does not lead."""


class NeedsAPlace(Exception):
    """From the working group on the alliance is an organisation, and that has a seat somewhere."""


class NotFormed(Exception):
    """Nobody can apply for membership before there is an association to be a member of."""


class NotAMember(Exception):
    """An alliance has associations and others of civil society as members, not authorities."""


class NobodyToWriteTo(Exception):
    """None of those who take part has an address that takes mail."""


@transaction.atomic
def begin_alliance(*, name, regions, purpose="", by):
    """A place to gather those who are interested. The same name in the same region begun again is
    the alliance that is there. Raises NotYours."""
    if not all(by.leads(region) for region in regions):
        raise NotYours
    begun = Alliance.objects.select_for_update().filter(name=name, created_by=by)
    for alliance in begun:
        if set(alliance.regions.all()) == set(regions):
            return alliance
    alliance = Alliance.objects.create(name=name, purpose=purpose, created_by=by)
    alliance.regions.set(regions)
    return alliance


@transaction.atomic
def change_alliance(*, alliance, name, purpose, fee, criteria):
    """Its facts and its written criteria, in order. A criterion whose words stay keeps its answers."""
    alliance.name, alliance.purpose, alliance.fee = name, purpose, fee
    alliance.save(update_fields=["name", "purpose", "fee"])
    if alliance.organisation:
        alliance.organisation.name = name
        alliance.organisation.save(update_fields=["name"])
    known = {criterion.text: criterion for criterion in alliance.criteria.select_for_update()}
    kept = [known[text] for text in criteria if text in known]
    alliance.criteria.exclude(pk__in=[criterion.pk for criterion in kept]).delete()
    # Out of the way first, since two criteria may change places.
    for criterion in kept:
        criterion.position += 1000
        criterion.save(update_fields=["position"])
    for position, text in enumerate(criteria, start=1):
        criterion = known.get(text) or AllianceCriterion(alliance=alliance, text=text)
        criterion.position = position
        criterion.save()
    return alliance


@transaction.atomic
def move_alliance(*, alliance, stage, place=None, formed_on=None):
    """To the next stage; the first that speaks makes an organisation of it, with its seat in `place`.

    Raises WrongMove, and NeedsAPlace.
    """
    organisation = None
    # Of two who press at once the second finds it moved.
    alliance.refresh_from_db(from_queryset=Alliance.objects.select_for_update())
    if stage not in alliance.next_stages:
        raise WrongMove(f"{alliance.status} -> {stage}")
    if stage in SPEAKING and not alliance.organisation:
        if place is None:
            raise NeedsAPlace
        organisation = Organisation.objects.create(
            name=alliance.name,
            kind=Kind.ALLIANCE,
            municipality=place,
            status=OrganisationStatus.LISTED,
            listed_publicly=True,
        )
    if stage == Stage.FORMED:
        formed_on = alliance.formed_on or formed_on or timezone.localdate()
    alliance.move_on(stage, organisation=organisation, formed_on=formed_on)
    return alliance


@transaction.atomic
def take_part(*, alliance, organisation):
    """The organisation is interested, or takes part in the work. Nothing happens the second time.

    Raises NotAMember for those who are not of civil society.
    """
    _insist_on_civil_society(organisation)
    member = _member(alliance, organisation)
    if not member.takes_part and member.status != MemberStatus.DECLINED:
        member.take_part()
    return member


@transaction.atomic
def apply(*, alliance, organisation, met, word=""):
    """Asks to be a member. `met` are the criteria that the organisation says it meets.

    Raises NotFormed, NotAMember; nothing happens to one that has applied or is a member.
    """
    if not alliance.is_formed:
        raise NotFormed
    _insist_on_civil_society(organisation)
    member = _member(alliance, organisation)
    if member.status in {MemberStatus.APPLIED, MemberStatus.MEMBER}:
        return member
    member.apply(word=word)
    member.answers.all().delete()
    met = set(met)
    CriterionAnswer.objects.bulk_create(
        CriterionAnswer(member=member, criterion=criterion, is_met=criterion in met)
        for criterion in alliance.criteria.all()
    )
    return member


def _member(alliance, organisation):
    AllianceMember.objects.bulk_create(
        [AllianceMember(alliance=alliance, organisation=organisation)], ignore_conflicts=True
    )
    members = AllianceMember.objects.select_for_update(of=["self"])
    return members.get(alliance=alliance, organisation=organisation)


def _insist_on_civil_society(organisation):
    if organisation.kind == Kind.ALLIANCE or organisation.track != "civil_society":
        raise NotAMember


@transaction.atomic
def save_part(*, alliance, rows, row, values):
    """A seat on the board or a document of the alliance: a new one of `rows`, or `row` changed.

    The same new one twice is one.
    """
    Alliance.objects.select_for_update().get(pk=alliance.pk)
    if row is None:
        return rows.get_or_create(**values)[0]
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    return row


@transaction.atomic
def decide(*, member, admit, reason="", by):
    """The board's word on an application, told by one letter. Raises WrongMove when it is decided."""
    if admit:
        member.admit(by=by)
    else:
        member.decline(by=by, reason=reason)
    if member.organisation.takes_mail:
        post_letters([emails.membership_decided(member=member)])


@transaction.atomic
def leave(*, member):
    """By its own word or the board's. Nothing happens when it has left; returns whether it did."""
    try:
        member.leave()
    except WrongMove:
        return False
    return True


@transaction.atomic
def write_to_all(*, alliance, subject, words, key, by):
    """One letter to each address among those who take part; `key` makes a second press the same.

    Returns the number of letters. Raises NobodyToWriteTo.
    """
    parts = alliance.members.taking_part().values("organisation")
    organisations = Organisation.objects.filter(pk__in=parts).current().taking_mail()
    letters = [
        emails.alliance_letter(
            alliance=alliance,
            organisation=organisation,
            subject=subject,
            words=words,
            key=key,
            by=by,
        )
        for organisation in organisations.select_related("municipality__region").order_by("pk")
    ]
    if not letters:
        raise NobodyToWriteTo
    post_letters(letters)
    return len({letter["recipient"].lower() for letter in letters})
