"""A new e-mail address: it is tried anew, and what was sent to the old one opens nothing more."""

from django.db import transaction

from kick.lib.queue import enqueue_many
from organisations.models import Linked, Organisation

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
    left = [
        organisation
        for organisation, old in moved
        if old and old.lower() != organisation.email.lower()
    ]
    Organisation.objects.withdraw_links_of(left)
    for relation in Organisation._meta.related_objects:
        if issubclass(relation.related_model, Linked):
            for row in relation.related_model.objects.mailed_to(*left):
                row.withdraw_links()
    enqueue_many(ANEW, [{"organisation_id": organisation.pk} for organisation in left])
