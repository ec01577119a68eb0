"""Fields that a list overwrote get their old values back, one by one."""

from datetime import date, datetime

from kick.lib.stored import store
from organisations.actions.addresses import leave_old_addresses
from organisations.actions.bulk_register import PART_OF
from organisations.models import Contact, Organisation, OrganisationStatus
from organisations.register_lists.matching import CONTACT, contact_named, contact_of, held

RESTORED = [
    "name",
    "alternate_name",
    "org_number",
    "municipality",
    "email",
    "email_refused_at",
    "phone",
    "website",
    "street",
    "postcode",
    "city",
    "kind",
    "original_words",
    "source",
    "received_on",
]
NOT_COLUMNS = {"art_forms", "contact"}
GONE = {OrganisationStatus.MERGED, OrganisationStatus.REMOVED}


def give_back(pairs, *, batch, only=None):
    """Restores what the rows changed in their organisations; what is another value by now is kept,
    and named in the row's trace. `only` maps a row's key to the fields that are looked at."""
    holders = numbers_held(pairs)
    restored, forms, moved = [], [], []
    for row, organisation in pairs:
        if organisation.status in GONE:
            row.trace["kept"] = ["gone"]
            continue
        old_email = organisation.email
        fields = only and only[row.pk]
        kept = restore_fields(row, organisation, holders, only=fields)
        if old_email != organisation.email:
            refused = row.trace["email_refused_at"]
            organisation.email_refused_at = refused and datetime.fromisoformat(refused)
            moved.append((organisation, old_email))
        restore_source(row, organisation, batch=batch)
        if "original_words" in kept and row.trace["forms"]:
            kept.append("art_forms")
        elif only is None or "art_forms" in fields:
            forms += [(organisation.pk, form) for form in row.trace["forms"]]
        if kept:
            row.trace["kept"] = kept
        restored.append(organisation)
    store(Organisation, restored, RESTORED)
    remove_forms(forms)
    leave_old_addresses(moved)


def restore_fields(row, organisation, holders, *, only=None):
    """Sets the old values; returns the names of the fields that are something else by now."""
    kept = []
    for field, change in row.changes.items():
        if change["kept"] or field in NOT_COLUMNS or (only is not None and field not in only):
            continue
        is_taken = field == "org_number" and holders.get(change["old"], organisation.pk)
        if held(organisation, field) != change["new"] or is_taken not in (False, organisation.pk):
            kept.append(field)
            continue
        name = "municipality_id" if field == "municipality" else field
        setattr(organisation, name, change["old"])
    return kept


def numbers_held(pairs):
    """Who has the numbers now that would be given back."""
    wanted = {row.changes["org_number"]["old"] for row, _ in pairs if "org_number" in row.changes}
    holding = Organisation.objects.holding_numbers(wanted - {""})
    return dict(holding.values_list("org_number", "pk"))


def restore_source(row, organisation, *, batch):
    """A later list has a source of its own, and keeps it."""
    if (organisation.source, organisation.received_on) == (batch.source, batch.received_on):
        received = row.trace["received_on"]
        organisation.source = row.trace["source"]
        organisation.received_on = received and date.fromisoformat(received)


def remove_forms(pairs):
    """Unties the art forms that the list tied; one that somebody tied herself was never in the trace."""
    by_form = {}
    for organisation, form in pairs:
        by_form.setdefault(form, []).append(organisation)
    for form, organisations in by_form.items():
        PART_OF.objects.filter(artform_id=form, organisation_id__in=organisations).delete()


def restore_contacts(pairs, *, batch):
    """Contact persons as they were, unless somebody has changed them since."""
    for row, organisation in pairs:
        told = contact_of(row.values) if "contact" in row.trace else None
        known = contact_named(organisation, told["name"]) if told else None
        if known is None:
            continue
        before = row.trace["contact"]
        written = {field: value or (before or {}).get(field, "") for field, value in told.items()}
        if known.batch_id != batch.pk or any(
            getattr(known, field) != written[field] for field in CONTACT if field != "name"
        ):
            row.trace["kept"] = [*row.trace.get("kept", []), "contact"]
        elif before is None:
            known.delete()
        else:
            Contact.objects.filter(pk=known.pk).update(
                **{name: value for name, value in before.items() if name != "id"}
            )
