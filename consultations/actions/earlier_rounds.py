"""Earlier consultations, as lists of who was asked and who answered: read, taken in, removed."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from consultations.earlier_lists import read_rows
from consultations.models import Addressee, EarlierRound
from kick.lib.queue import enqueue
from organisations.actions.importing import read_list

WAITING_KEPT = timedelta(days=30)


class NotWaiting(Exception):
    """Somebody has just taken the list in, or removed it."""


class NothingToTakeIn(Exception):
    """No row of the list is without problems."""


@transaction.atomic
def open_round(*, key, file, region, means, **words):
    """Reads a list into an earlier round that waits to be looked through; the file is not kept.

    `key` is the round's uuid: the same again gives the same round. `words` are title, closed_on
    and source. Raises spreadsheet.UnreadableFile, NoNameColumn, NoAnswerColumn.
    """
    # Read before anything is written: it is the file that may be wrong.
    rows = read_rows(read_list(file), region=region, means=means)
    round_, is_new = EarlierRound.objects.get_or_create(
        uuid=key, defaults={"region": region, **words}
    )
    if is_new:
        for row in rows:
            row.round = round_
        Addressee.objects.bulk_create(rows)
    return round_


@transaction.atomic
def take_in(*, round_):
    """From now on the list counts, without the rows that had problems; they are forgotten.

    Raises NotWaiting, NothingToTakeIn.
    """
    waiting = EarlierRound.objects.select_for_update().waiting().filter(pk=round_.pk).first()
    if waiting is None:
        raise NotWaiting
    if not waiting.addressees.good().exists():
        raise NothingToTakeIn
    waiting.addressees.bad().delete()
    waiting.committed_at = timezone.now()
    waiting.save(update_fields=["committed_at"])
    _count_again(waiting.region_id)


@transaction.atomic
def remove(*, round_):
    """The list and its rows are gone, and the figures are as if it had never been read."""
    region, was_counting = round_.region_id, round_.is_counting
    round_.delete()
    if was_counting:
        _count_again(region)


def purge_waiting(*, at=None):
    """Lists that nobody has taken in within 30 days are deleted (DESIGN rule 11)."""
    before = (at or timezone.now()) - WAITING_KEPT
    EarlierRound.objects.waiting().opened_before(before).delete()


def _count_again(region_id):
    enqueue("organisations.jobs.count_region", region_id=region_id)
