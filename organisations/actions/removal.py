"""Leaving the register at one's own request (DESIGN rule 12; GDPR art. 21)."""

from django.db import transaction
from django.utils import timezone

from kick.lib.tally import COUNTRY, count_anew
from organisations.models import AnnualCheck, Merge, Organisation, WrongMove

# What the history of a removed organisation may not go on showing.
ADDRESSES = ["email", "proposed_email", "phone", "website", "street", "postcode", "city"]


@transaction.atomic
def remove_organisation(*, organisation, at=None):
    """Delete its addresses and end its representations; the name stays so that no list brings it
    back. Asking twice changes nothing. Returns the organisation."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    try:
        organisation.remove()
    except WrongMove:
        return organisation
    forget_addresses(organisation)
    count_anew(organisation.municipality.region_id, COUNTRY)
    AnnualCheck.objects.leave_letters([organisation])
    for representative in organisation.representatives.approved():
        representative.end(at=at or timezone.now())
    return organisation


def forget_addresses(organisation):
    """Blank its addresses in history, in what is left of the lists that it came with, in tips and in
    the entries that were merged into it; delete its contact persons and
    what the project lead has noted of talks with it.

    Such a merge cannot be undone any more.
    """
    _forget_traces(organisation)
    for entry in organisation.absorbed.all():
        _forget_traces(entry)
        entry.minorities.clear()
    organisation.absorbed.update(
        **dict.fromkeys(ADDRESSES, ""),
        listed_publicly=False,
        shows_email=False,
        shows_phone=False,
        shows_minorities=False,
    )
    Merge.objects.touching(organisation).forget_rows()


def _forget_traces(organisation):
    organisation.events.update(**dict.fromkeys(ADDRESSES, ""))
    organisation.contacts.all().delete()
    organisation.import_rows.update(cells=[], values={}, changes={}, trace={})
    organisation.tips.update(website="", words="")
    organisation.outreach.all().delete()
