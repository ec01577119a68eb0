"""A new e-mail address: it is tried anew, and what was sent to the old one opens nothing more."""

from django.db import transaction

from kick.lib.queue import enqueue_many
from organisations.models import AnnualCheck, Linked, Organisation

ANEW = "consultations.jobs.invite_anew"


def leave_old_address(*, organisation, old):
    """Withdraw the links that went to the address `old`, which may be a stranger's: it was wrong, or
    its reader has left the board. Invitations to meetings ahead go to the new one, by a job.

    The same address in other letters is no new one, and to an empty one nothing was sent.
    """
    leave_old_addresses([(organisation, old)])


@transaction.atomic
def leave_old_addresses(moved):
    """The same for many: `moved` are pairs of an organisation and its old address."""
    left = [organisation for organisation, old in moved if is_another(old, organisation.email)]
    Organisation.objects.withdraw_links_of(left)
    withdraw_all_else(left)


def is_another(old, new):
    """Whether something went to an address that is not the association's any more."""
    return bool(old) and old.lower() != new.lower()


@transaction.atomic
def withdraw_all_else(left):
    """The links of whatever is tied to the organisations; their own are withdrawn already."""
    AnnualCheck.objects.leave_letters(left)
    for relation in Organisation._meta.related_objects:
        if issubclass(relation.related_model, Linked):
            for row in relation.related_model.objects.mailed_to(*left):
                row.withdraw_links()
    enqueue_many(ANEW, [{"organisation_id": organisation.pk} for organisation in left])
