"""A new e-mail address: it is tried anew, and what was sent to the old one opens nothing more."""

from django.db import transaction

from kick.lib.queue import enqueue
from organisations.models import Linked, Organisation


@transaction.atomic
def leave_old_address(*, organisation, old):
    """Withdraw the links that went to the address `old`, which may be a stranger's: it was wrong, or
    its reader has left the board. Invitations to meetings ahead go to the new one, by a job.

    The same address in other letters is no new one, and to an empty one nothing was sent.
    """
    if not old or old.lower() == organisation.email.lower():
        return
    organisation.withdraw_links()
    for relation in Organisation._meta.related_objects:
        if issubclass(relation.related_model, Linked):
            for row in relation.related_model.objects.mailed_to(organisation):
                row.withdraw_links()
    enqueue("consultations.jobs.invite_anew", organisation_id=organisation.pk)
