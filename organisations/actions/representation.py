"""Somebody asks to act for an organisation, or stops; what is decided about it stands in `claims`."""

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from organisations import emails
from organisations.actions import address_code, own_voice, people
from organisations.actions.letters import post_letter
from organisations.models import Organisation, Representative, Shown, User


class OfficerOfRegion(Exception):
    """An officer's account cannot represent an organisation in that region (DESIGN §4, rule 1)."""


class AlreadyRepresents(Exception):
    """The person has asked already, or represents the organisation."""


class WrongCode(Exception):
    """It is not the code that was mailed, too old, or tried too often."""


@transaction.atomic
def request_representation(
    *, user, organisation, task, shown_by="", evidence="", has_shown_address=False, at=None
):
    """Approved at once when a code has shown that the organisation's registered address is the
    user's, or a colleague has invited her; else it waits for the project lead.

    It is disputed when somebody represents the organisation already, or claims it too: all are
    told, and nobody loses anything. Raises OfficerOfRegion, AlreadyRepresents, own_voice.MergedAway.
    """
    # The lock keeps give_role from making the same person an officer meanwhile.
    user = User.objects.select_for_update().get(pk=user.pk)
    own_voice.insist(organisation)
    # Of two who claim it at once the second sees the first.
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if user.is_officer_of(organisation.municipality.region):
        raise OfficerOfRegion
    others = list(organisation.representatives.open().select_related("user"))
    representative = _create(user, organisation, task, shown_by, evidence)
    invitations = organisation.colleague_invitations.to_user(user, at=at)
    if has_shown_address or has_address_of(user, organisation):
        _let_in(representative, others, Shown.ADDRESS, at)
    elif invitation := invitations.first():
        representative.approve(by=invitation.invited_by, at=at, shown_by=Shown.COLLEAGUE)
        people.tell(representative, occasion="approved", template="representative_approved")
    elif others:
        _dispute(representative, others, at)
    else:
        post_letter(**emails.representation_requested(representative=representative))
    if representative.is_approved:
        invitations.delete()
    return representative


def _create(user, organisation, task, shown_by, evidence):
    try:
        with transaction.atomic():
            return Representative.objects.create(
                user=user,
                organisation=organisation,
                task=task,
                shown_by=shown_by,
                evidence=evidence,
            )
    except IntegrityError:
        raise AlreadyRepresents from None


def _let_in(representative, others, shown_by, at):
    representative.approve(at=at, shown_by=shown_by)
    people.tell(representative, occasion="approved", template="representative_approved")
    for other in others:
        if other.is_approved:
            post_letter(**emails.colleague_joined(colleague=other, newcomer=representative))


def _dispute(representative, others, at):
    representative.dispute(at=at)
    post_letter(**emails.claim_disputed(representative=representative))
    for other in others:
        if other.is_approved:
            post_letter(**emails.claimed_by_another(colleague=other, claim=representative))
        elif not other.is_disputed:
            other.dispute(at=at)
            post_letter(**emails.claim_disputed(representative=other))


def has_address_of(user, organisation):
    """Whether the user has proved, by a code, to read the organisation's registered mail."""
    if not organisation.email:
        return False
    return EmailAddress.objects.filter(
        user=user, verified=True, email__iexact=organisation.email
    ).exists()


def enter_with_code(*, user, organisation, kept, typed, task):
    """Let in whoever types the code that was mailed to the registered address; pressed twice she is
    let in all the same. Raises WrongCode, OfficerOfRegion, AlreadyRepresents for a claim that waits.
    """
    # The refusal is raised outside: rolled back, the try would not be counted.
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        ours = Representative.objects.approved().filter(user=user, organisation=organisation)
        is_in = ours.exists()
        is_right = is_in or address_code.is_right(kept=kept, organisation=organisation, typed=typed)
        if is_right and not is_in:
            request_representation(
                user=user, organisation=organisation, task=task, has_shown_address=True
            )
    if not is_right:
        raise WrongCode


@transaction.atomic
def leave_representation(*, user, organisation, at=None):
    """The person's own word, also on a claim that waits; nothing happens when it has ended already.
    Returns whether it did. With the last who leaves the organisation is nobody's again."""
    ours = Representative.objects.open().filter(user=user, organisation=organisation)
    for representative in ours.select_for_update():
        representative.end(by=user, at=at)
        return True
    return False
