"""Contact persons that a list names, taken with a purpose and for a year (GDPR art. 5.1 e)."""

from datetime import timedelta

from organisations.models import Contact
from organisations.register_lists.matching import CONTACT, contact_named, contact_of

KEPT = timedelta(days=365)
WRITTEN = [*CONTACT, "purpose", "source", "received_on", "purge_on", "batch"]


def write_contacts(rows, *, batch, register):
    """Adds the persons that the rows name, and changes those of the same name; each row's trace
    gets what was overwritten. Without a purpose on the batch nobody is written."""
    if not batch.contact_purpose:
        return
    added, changed = [], []
    for row in rows:
        told = contact_of(row.values)
        organisation = register.organisations.get(row.organisation_id)
        known = contact_named(organisation, told["name"]) if told and organisation else None
        if known and "contact" in row.changes:
            row.trace["contact"] = as_stored(known)
            changed.append(known)
            told = {field: value or getattr(known, field) for field, value in told.items()}
            told["name"] = known.name
        elif told and not known:
            known = Contact(organisation_id=row.organisation_id)
            row.trace["contact"] = None
            added.append(known)
        else:
            continue
        fill(known, told, batch=batch)
    Contact.objects.bulk_create(added, batch_size=500)
    Contact.objects.bulk_update(changed, WRITTEN, batch_size=500)


def fill(contact, told, *, batch):
    for field, value in told.items():
        setattr(contact, field, value)
    contact.purpose, contact.source = batch.contact_purpose, batch.source
    contact.received_on, contact.batch = batch.received_on, batch
    contact.purge_on = batch.received_on + KEPT


def as_stored(contact):
    """What taking the list back restores, as JSON holds it."""
    fields = {field: getattr(contact, field) for field in [*CONTACT, "purpose", "source"]}
    days = {day: getattr(contact, day).isoformat() for day in ("received_on", "purge_on")}
    return {"id": contact.pk, "batch_id": contact.batch_id, **fields, **days}
