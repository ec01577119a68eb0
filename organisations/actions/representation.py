"""Somebody asks to act for an organisation, or stops; the project lead's word is in `people`."""

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from organisations import emails
from organisations.actions import people
from organisations.actions.letters import post_letter
from organisations.models import Representative, User


class OfficerOfRegion(Exception):
    """An officer's account cannot represent an organisation in that region (DESIGN §4, rule 1)."""


class AlreadyRepresents(Exception):
    """The person has asked already, or represents the organisation."""


@transaction.atomic
def request_representation(*, user, organisation, task, at=None):
    """Approved at once when a code has shown that the organisation's registered address is the
    user's; else it waits for the project lead. Raises OfficerOfRegion, AlreadyRepresents."""
    # The lock keeps give_role from making the same person an officer meanwhile.
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_officer_of(organisation.municipality.region):
        raise OfficerOfRegion
    try:
        with transaction.atomic():
            representative = Representative.objects.create(
                user=user, organisation=organisation, task=task
            )
    except IntegrityError:
        raise AlreadyRepresents from None
    if has_address_of(user, organisation):
        representative.approve(at=at)
        people.tell(representative, occasion="approved", template="representative_approved")
    else:
        post_letter(**emails.representation_requested(representative=representative))
    return representative


def has_address_of(user, organisation):
    """Whether the user has proved, by a code, to read the organisation's registered mail."""
    if not organisation.email:
        return False
    return EmailAddress.objects.filter(
        user=user, verified=True, email__iexact=organisation.email
    ).exists()


@transaction.atomic
def leave_representation(*, user, organisation, at=None):
    """The person's own word; nothing happens when it has ended already. Returns whether it did."""
    ours = Representative.objects.approved().filter(user=user, organisation=organisation)
    for representative in ours.select_for_update():
        representative.end(by=user, at=at)
        return True
    return False
