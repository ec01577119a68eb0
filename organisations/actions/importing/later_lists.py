"""Lists that overwrote one another, taken back in whatever order.

What a later list has overwritten is kept when the earlier one is taken back, and the later one is
named. When the later one is taken back too, what the earlier one kept because of it is undone: then
all is as before both.
"""

from collections import defaultdict

from organisations.actions.importing.restoring import give_back, restore_contacts
from organisations.models import ImportRow, Organisation

NEW = "new"


def name_later_lists(rows, *, batch):
    """Writes on each row which later lists changed what was kept: {field: [source, received on]}."""
    kept = [row for row in rows if "kept" in row.trace]
    later = defaultdict(dict)
    for row in ImportRow.objects.written_later_than(batch, among=kept):
        told = [row.batch.source, row.batch.received_on.isoformat()]
        later[row.organisation_id] |= dict.fromkeys(fields_of(row), told)
    for row in kept:
        found = later[row.organisation_id]
        by = {name: found[name] for name in row.trace["kept"] if name in found}
        if by:
            row.trace["kept_by"] = by


def fields_of(row):
    """What the row wrote, by the names that the register and `kept` use."""
    if row.trace.get(NEW):
        return set()
    fields = {field for field, change in row.changes.items() if not change["kept"]}
    return fields | {"source", "received_on"} | ({"art_forms"} if row.trace["forms"] else set())


def undo_what_waited(rows, *, batch, forget_added):
    """Takes back what earlier lists, taken back already, kept because of these rows' list. Returns
    the earlier lists' rows, to be stored. The latest of them goes first."""
    written = {row.organisation_id: fields_of(row) for row in rows if row.organisation_id}
    earlier = defaultdict(list)
    for row in ImportRow.objects.kept_because_of(batch, among=rows):
        earlier[row.batch].append(row)
    for older, waiting in earlier.items():
        undo(waiting, written, batch=older, forget_added=forget_added)
    return [row for waiting in earlier.values() for row in waiting]


def undo(rows, written, *, batch, forget_added):
    keys = [row.organisation_id for row in rows]
    organisations = Organisation.objects.to_take_back(keys)
    added, changed, still = [], [], {}
    for row in rows:
        pair = row, organisations[row.organisation_id]
        names = set(row.trace.pop("kept"))
        row.trace.pop("kept_by", None)
        if row.trace.get(NEW):
            added.append(pair)
        else:
            still[row.pk] = names - written[row.organisation_id]
            changed.append((*pair, names & written[row.organisation_id]))
    forget_added(added, batch=batch)
    pairs = [(row, organisation) for row, organisation, _fields in changed]
    give_back(pairs, batch=batch, only={row.pk: fields for row, _one, fields in changed})
    contacts = [(row, one) for row, one, fields in changed if "contact" in fields]
    restore_contacts(contacts, batch=batch)
    for row, _one, _fields in changed:
        if left := still[row.pk] | set(row.trace.get("kept", [])):
            row.trace["kept"] = sorted(left)
    name_later_lists(rows, batch=batch)
