"""How long lists stay: their rows for 30 days, the contact persons they named for a year."""

from contextlib import suppress
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from organisations.models import Contact, ImportBatch, ImportRow, WrongMove

ROWS_KEPT = timedelta(days=30)


def discard_batch(*, batch):
    """Forgets the list: its rows and sheets are deleted. Raises WrongMove."""
    with transaction.atomic():
        batch.discard()
        batch.rows.all().delete()
        batch.sheets.all().delete()


def purge_imports(*, at=None):
    """Deletes the rows of lists written more than 30 days ago, and discards lists opened before
    then that nobody has written; the batches stay, to say where data came from (DESIGN rule 11).
    Contact persons go on their own day."""
    at = at or timezone.now()
    ImportRow.objects.written_before(at - ROWS_KEPT).delete()
    for batch in ImportBatch.objects.waiting().opened_before(at - ROWS_KEPT):
        # Somebody who writes it at this very moment is right.
        with suppress(WrongMove):
            discard_batch(batch=batch)
    Contact.objects.purgeable(on=timezone.localdate(at)).delete()
