"""A list that was looked through is written: all of its good rows in one transaction, or none."""

from django.db import IntegrityError, OperationalError, transaction

from kick.lib import progress
from kick.lib.queue import enqueue
from kick.lib.stored import store
from kick.lib.tally import COUNTRY, count_anew
from organisations.actions.bulk_register import write_rows
from organisations.actions.importing.staging import BATCH, judge_rows, rows_of, save_rows
from organisations.models import Fate, ImportBatch, ImportRow, Listing, WrongMove
from organisations.register_lists.reasons import problem

WRITE = "organisations.jobs.write_list"
ATTEMPTS = 3
FATES_THAT_WRITE = [Fate.NEW, Fate.UPDATE]


class NotToCommit(Exception):
    """The batch is not waiting to be written: somebody has just done so, or discarded it."""


class RegisterBusy(Exception):
    """Others changed the same organisations at the same moment; nothing was written."""


@transaction.atomic
def order_writing(*, batch):
    """Leaves the writing to the worker. Raises WrongMove when the list does not wait for it."""
    batch.order_writing()
    enqueue(WRITE, batch_id=batch.pk)


def write_ordered(*, batch_id):
    """What the worker does with an order; one that was stopped or done already is no error."""
    carry_out(commit_batch, batch_id=batch_id, done_already=NotToCommit)


def carry_out(action, *, batch_id, done_already):
    batch = ImportBatch.objects.get(pk=batch_id)
    try:
        action(batch=batch, ordered=True)
    except done_already:
        return
    except RegisterBusy:
        batch.give_up(trouble="busy")


def stop_order(*, batch):
    """Back to before the order, unless the worker is at it just now. Raises NotToCommit."""
    with transaction.atomic():
        free = ImportBatch.objects.filter(pk=batch.pk).select_for_update(skip_locked=True).first()
        if free is None:
            raise NotToCommit
        try:
            free.give_up(trouble="")
        except WrongMove as wrong:
            raise NotToCommit from wrong


def commit_batch(*, batch, ordered=False):
    """Writes the rows without errors, all or none.

    Each is judged again by the register as it is now; what no longer fits becomes an
    error and is left. `ordered` is for the worker, whose order may have been stopped.
    Raises NotToCommit when it is not, or no longer, waiting, and
    RegisterBusy when the register would not hold still.
    """
    for _attempt in range(ATTEMPTS):
        try:
            return _commit_once(batch, ordered)
        except IntegrityError:
            continue
        except OperationalError as error:
            raise RegisterBusy from error
    raise RegisterBusy


@transaction.atomic
def _commit_once(batch, ordered):
    # Whoever comes second finds the row locked, and is told at once.
    waiting = ImportBatch.objects.taken_for_writing(batch, ordered=ordered)
    if waiting is None:
        raise NotToCommit
    rows = list(waiting.rows.filter(fate__in=FATES_THAT_WRITE))
    progress.tell(waiting.work, 0, len(rows))
    staged = [(row.fate, row.organisation_id, row.changes) for row in rows]
    register = judge_rows(waiting, rows, locked=True)
    left = [row for row, before in zip(rows, staged, strict=True) if is_left(row, before)]
    write_rows(rows, batch=waiting, register=register)
    written = [row for row in rows if row.trace]
    store(ImportRow, written, ["organisation", "trace"])
    ImportRow.objects.bulk_update(left, ["fate", "errors", "organisation"], batch_size=BATCH)
    list_all(waiting.rows.of_organisations().values_list("organisation", flat=True), waiting)
    waiting.sheets.all().delete()
    waiting.commit()
    count_anew(waiting.region_id, COUNTRY)
    return waiting


def list_all(keys, batch):
    """Remembers which organisations the list held, those too that it had nothing new to say of."""
    Listing.objects.bulk_create(
        [Listing(batch=batch, organisation_id=key) for key in dict.fromkeys(keys)], batch_size=BATCH
    )


def is_left(row, before):
    """Whether the row no longer fits what she saw; then it is an error, or there is nothing to do."""
    if (row.fate, row.organisation_id, row.changes) == before:
        return False
    if row.fate not in (Fate.UNCHANGED, Fate.SKIP):
        row.fate = Fate.ERROR
        row.errors = [*row.errors, problem("", "register_changed")]
    return True


def import_at_once(*, batch, sheet):
    """Looks an unsaved batch through and writes its good rows; returns all rows.

    For the command. The batch is saved only when something was written. Raises RegisterBusy.
    """
    for _attempt in range(ATTEMPTS):
        try:
            return _import_once(batch, sheet)
        except IntegrityError:
            batch.pk = None
        except OperationalError as error:
            raise RegisterBusy from error
    raise RegisterBusy


@transaction.atomic
def _import_once(batch, sheet):
    rows = rows_of(batch, sheet)
    register = judge_rows(batch, rows, locked=True)
    if any(row.fate in FATES_THAT_WRITE for row in rows):
        batch.save(force_insert=True)
        write_rows(rows, batch=batch, register=register)
        save_rows(batch, rows)
        list_all([row.organisation_id for row in rows if row.is_of_organisation], batch)
        batch.commit()
        count_anew(batch.region_id, COUNTRY)
    return rows
