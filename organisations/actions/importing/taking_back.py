"""A list that was written is taken back: what it added goes, what it changed is as before.

What somebody has changed since is hers: it is kept, and listed on the row. The rows are the memory of
what was written, so a list can be taken back for as long as they are kept.
"""

from django.db import OperationalError, transaction

from kick.lib import progress
from kick.lib.queue import enqueue
from kick.lib.stored import store
from kick.lib.tally import COUNTRY, count_anew
from organisations.actions.importing.later_lists import name_later_lists, undo_what_waited
from organisations.actions.importing.restoring import give_back, restore_contacts
from organisations.actions.importing.untouched import touched
from organisations.actions.importing.writing import RegisterBusy, carry_out
from organisations.models import (
    BatchStatus,
    ImportBatch,
    ImportRow,
    Organisation,
    Region,
    WrongMove,
)

TAKE_BACK = "organisations.jobs.take_back_list"
BATCH = 500


class NotToTakeBack(Exception):
    """The list is not in the register, or its rows are no longer kept."""


@transaction.atomic
def order_taking_back(*, batch):
    """Leaves it to the worker. Raises WrongMove when the list is not written, and NotToTakeBack
    when its rows have been deleted."""
    if batch.status == BatchStatus.COMMITTED and not batch.rows.exists():
        raise NotToTakeBack
    batch.order_taking_back()
    enqueue(TAKE_BACK, batch_id=batch.pk)


def take_back_ordered(*, batch_id):
    """What the worker does with an order; one that was stopped or done already is no error."""
    carry_out(take_back_batch, batch_id=batch_id, done_already=NotToTakeBack)


def take_back_batch(*, batch, ordered=False):
    """Undoes what the list wrote, all or none; returns the batch.

    Links that were withdrawn because an address changed stay withdrawn. Raises NotToTakeBack, and
    RegisterBusy when the register would not hold still.
    """
    try:
        return _take_back(batch, ordered)
    except OperationalError as error:
        raise RegisterBusy from error


@transaction.atomic
def _take_back(batch, ordered):
    written = ImportBatch.objects.taken_for_taking_back(batch, ordered=ordered)
    if written is None:
        raise NotToTakeBack
    Region.objects.select_for_update(no_key=True).get(pk=written.region_id)
    # The last first, so that a number given on inside the list goes back the way it came.
    rows = list(written.rows.written().order_by("-number"))
    if not rows and not written.rows.exists():
        raise NotToTakeBack
    waited = []
    for start in range(0, len(rows), BATCH):
        progress.tell(written.work, start, len(rows))
        part = rows[start : start + BATCH]
        take_rows_back(part, batch=written)
        waited += undo_what_waited(part, batch=written, forget_added=forget_added)
    store(ImportRow, rows + waited, ["trace"])
    written.listings.all().delete()
    try:
        written.take_back()
    except WrongMove as wrong:
        raise NotToTakeBack from wrong
    count_anew(written.region_id, COUNTRY)
    return written


def take_rows_back(rows, *, batch):
    """Undoes the rows and writes on each what was kept."""
    keys = [row.organisation_id for row in rows if row.organisation_id]
    organisations = Organisation.objects.to_take_back(keys)
    added, changed = [], []
    for row in rows:
        if row.organisation_id not in organisations:
            row.trace["kept"] = ["gone"]
        elif row.trace.get("new"):
            added.append((row, organisations[row.organisation_id]))
        else:
            changed.append((row, organisations[row.organisation_id]))
    forget_added(added, batch=batch)
    give_back(changed, batch=batch)
    restore_contacts(changed, batch=batch)
    name_later_lists(rows, batch=batch)


def forget_added(pairs, *, batch):
    """Deletes organisations that nobody has touched since, and their history with them: what came in
    by mistake may be somebody's address."""
    kept = touched(pairs, batch=batch)
    for row, organisation in pairs:
        if organisation.pk in kept:
            row.trace["kept"] = sorted(kept[organisation.pk])
    going = [organisation.pk for _, organisation in pairs if organisation.pk not in kept]
    Organisation.objects.filter(pk__in=going).delete()
    history = Organisation._meta.get_field("events").related_model
    history.objects.filter(pgh_obj_id__in=going).delete()
