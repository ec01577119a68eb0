"""After a call to an association: the facts are right, it has a new address, or it is no more."""

from django.db import transaction

from organisations.actions import people
from organisations.actions.addresses import leave_old_address
from organisations.models import ConfirmedHow, Organisation


@transaction.atomic
def say_right(*, organisation, by, at=None):
    """The facts are right as they stand, the address too: it is tried anew, and an address that
    somebody proposed is dropped. Raises NotYours."""
    organisation = _taken(organisation, by)
    organisation.keep_email()
    organisation.confirm(how=ConfirmedHow.PHONE, at=at)
    return organisation


@transaction.atomic
def give_address(*, organisation, email, by, at=None):
    """Letters go to `email` from now on; links that went to the old one are withdrawn. Raises NotYours."""
    organisation = _taken(organisation, by)
    old = organisation.email
    organisation.change_email(email)
    leave_old_address(organisation=organisation, old=old)
    organisation.confirm(how=ConfirmedHow.PHONE, at=at)
    return organisation


@transaction.atomic
def dissolve(*, organisation, by, on=None, at=None):
    """It is no more; nothing of it is deleted. Raises NotYours, WrongMove."""
    organisation = _taken(organisation, by)
    organisation.dissolve(on=on)
    organisation.confirm(how=ConfirmedHow.PHONE, at=at)
    return organisation


def _taken(organisation, by):
    rows = Organisation.objects.select_related("municipality__region")
    locked = rows.select_for_update(of=["self"]).get(pk=organisation.pk)
    if not by.leads(locked.municipality.region):
        raise people.NotYours
    return locked
