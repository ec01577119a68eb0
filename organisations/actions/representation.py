"""Who may act for an organisation: asked for, decided, ended."""

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from organisations import emails
from organisations.actions.letters import post_letter
from organisations.models import Representative


class OfficerOfRegion(Exception):
    """An officer's account cannot represent an organisation in that region (DESIGN §4, rule 1)."""


class AlreadyRepresents(Exception):
    """The person has asked already, or represents the organisation."""


@transaction.atomic
def request_representation(*, user, organisation, task, at=None):
    """Approved at once when a code has shown that the organisation's registered address is the
    user's; else it waits for the project lead. Raises OfficerOfRegion, AlreadyRepresents."""
    if user.is_officer_of(organisation.municipality.region):
        raise OfficerOfRegion
    try:
        with transaction.atomic():
            representative = Representative.objects.create(
                user=user, organisation=organisation, task=task
            )
    except IntegrityError:
        raise AlreadyRepresents from None
    if _has_address_of(user, organisation):
        representative.approve(at=at)
        post_letter(**emails.representation_decided(representative=representative))
    else:
        post_letter(**emails.representation_requested(representative=representative))
    return representative


@transaction.atomic
def decide_representation(*, representative, approved, by, at=None):
    """The project lead's word; the person is told, and on yes the organisation too. Raises WrongMove,
    OfficerOfRegion when the person has become the region's officer since."""
    organisation = representative.organisation
    if not approved:
        representative.decline(by=by, at=at)
    elif representative.user.is_officer_of(organisation.municipality.region):
        raise OfficerOfRegion
    else:
        representative.approve(by=by, at=at)
        if organisation.takes_mail:
            post_letter(**emails.representation_begun(representative=representative))
    post_letter(**emails.representation_decided(representative=representative))
    return representative


@transaction.atomic
def end_representation(*, representative, by, at=None):
    """By the person or the project lead. Raises WrongMove unless it is approved."""
    representative.end(by=by, at=at)
    return representative


def _has_address_of(user, organisation):
    if not organisation.email:
        return False
    return EmailAddress.objects.filter(
        user=user, verified=True, email__iexact=organisation.email
    ).exists()
