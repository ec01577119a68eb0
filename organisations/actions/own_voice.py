"""An entry of the register is written on only while it speaks for itself."""

from organisations.models import Organisation


class MergedAway(Exception):
    """It was merged into another entry, which speaks for it now."""


def insist(organisation):
    """Lock the row until the transaction ends, so that no merge comes between. Raises MergedAway."""
    rows = Organisation.objects.unmerged().filter(pk=organisation.pk)
    if not rows.select_for_update(of=["self"], no_key=True).exists():
        raise MergedAway(organisation)
