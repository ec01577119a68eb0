"""What is decided about a claim: by the project lead, or by a colleague who knows the person."""

from django.db import transaction

from kick.lib import limits
from organisations import emails
from organisations.actions import own_voice, people
from organisations.actions.letters import post_letter
from organisations.models import (
    ColleagueInvitation,
    Organisation,
    Representative,
    Shown,
    User,
)

# Kept as data, so in the language of the register.
VOUCHED = "En kollega i föreningen har släppt in personen."
INVITATIONS_A_DAY = 10
DAY = 24 * 3600


class TooMany(Exception):
    """More colleagues are invited than an association has in a day."""


class RepresentsAlready(Exception):
    """Whoever has the address represents the organisation."""


@transaction.atomic
def decide_claim(*, representative, approves, reason, released=(), by):
    """The project lead's word on a claim, with its reason, told to both sides.

    `released` are those who no longer represent the organisation by the same decision. Raises
    NotYours, SpeaksBothWays, NeedsReason, and WrongMove when somebody else has decided.
    """
    organisation = Organisation.objects.select_for_update().get(pk=representative.organisation_id)
    was_disputed = representative.is_disputed
    decide = people.approve_representative if approves else people.decline_representative
    decide(representative=representative, by=by, reason=reason)
    ours = organisation.representatives.approved().exclude(pk=representative.pk)
    for other in ours.select_related("user", "organisation__municipality__region"):
        if approves and other.pk in released:
            people.end_representative(representative=other, by=by, reason=reason)
        elif was_disputed:
            post_letter(**emails.claim_decided(colleague=other, claim=representative))


@transaction.atomic
def vouch(*, representative, by):
    """One who represents the organisation knows the person, who may act for it from now on.

    Raises NotYours, SpeaksBothWays, and WrongMove when it is decided already.
    """
    Organisation.objects.select_for_update().get(pk=representative.organisation_id)
    if not representative.organisation.representatives.approved().filter(user=by).exists():
        raise people.NotYours
    people.insist_on_one_side(representative)
    representative.approve(by=by, reason=VOUCHED, shown_by=Shown.COLLEAGUE)
    people.tell(representative, occasion="approved", template="representative_approved")


@transaction.atomic
def invite_colleague(*, organisation, email, task, by):
    """A letter to the address: whoever signs in with it may act for the organisation at once.

    The same again sends no second letter. Raises NotYours, RepresentsAlready, TooMany,
    own_voice.MergedAway.
    """
    own_voice.insist(organisation)
    ours = Representative.objects.approved().filter(organisation=organisation)
    if not ours.filter(user=by).exists():
        raise people.NotYours
    address = email.strip().lower()
    if ours.filter(user__in=User.objects.filter(email=address)).exists():
        raise RepresentsAlready
    invited = organisation.colleague_invitations.to_address(address).first()
    if invited:
        return invited
    if not limits.allow(f"colleague:{organisation.pk}", limit=INVITATIONS_A_DAY, seconds=DAY):
        raise TooMany
    invited = ColleagueInvitation.objects.create(
        organisation=organisation, email=address, task=task, invited_by=by
    )
    post_letter(**emails.colleague_invited(invitation=invited))
    return invited


def take_back_invitation(*, organisation, pk):
    """Who has not come yet is no longer invited; nothing happens when it is gone."""
    organisation.colleague_invitations.filter(pk=pk).delete()
