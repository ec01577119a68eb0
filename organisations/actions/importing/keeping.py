"""How long lists stay: their rows for 30 days, the contact persons they named for a year."""

from contextlib import suppress

from django.db import transaction
from django.utils import timezone

from kick.lib.retention_limits import ROWS_KEPT
from organisations.models import ImportBatch, WrongMove


def discard_batch(*, batch):
    """Forgets the list: its rows and sheets are deleted. Raises WrongMove."""
    with transaction.atomic():
        batch.discard()
        batch.rows.all().delete()
        batch.sheets.all().delete()


def discard_old(*, at=None):
    """Discards lists opened more than 30 days ago that nobody has written; returns how many. The
    batches stay, to say where data came from (DESIGN rule 11)."""
    before, number = (at or timezone.now()) - ROWS_KEPT, 0
    for batch in ImportBatch.objects.waiting().opened_before(before):
        # Somebody who writes it at this very moment is right.
        with suppress(WrongMove):
            discard_batch(batch=batch)
            number += 1
    return number
