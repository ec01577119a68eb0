"""Many organisations into the register at once, as if each had been saved by itself."""

from collections import defaultdict

from django.db.models import F, Func, Q, Value

from kick.lib import progress, text
from kick.lib.slugs import LONGEST
from kick.lib.stored import store
from organisations.actions.addresses import is_another, withdraw_all_else
from organisations.actions.contacts import write_contacts
from organisations.models import Fate, Organisation, OrganisationStatus
from organisations.register_lists.matching import PLAIN_FIELDS, new_words

BATCH = 500
PART_OF = Organisation.art_forms.through


def write_rows(rows, *, batch, register):
    """Adds and changes organisations as the rows' fates say; the caller holds the transaction.

    New ones are in the register but not public, with their source. Sets `organisation` on the rows
    of new ones, and on all that were written the `trace` that taking the list back needs.
    Raises IntegrityError when somebody else took a number meanwhile.
    """
    new = [row for row in rows if row.fate == Fate.NEW]
    changed = [row for row in rows if row.fate == Fate.UPDATE]
    slugs = free_slugs([row.values["name"] for row in new])
    total = len(new) + len(changed)
    for start in range(0, len(new), BATCH):
        part = slice(start, start + BATCH)
        add_organisations(new[part], slugs[part], batch=batch, register=register)
        progress.tell(batch.work, min(start + BATCH, len(new)), total)
    for start in range(0, len(changed), BATCH):
        change_organisations(changed[start : start + BATCH], batch=batch, register=register)
        progress.tell(batch.work, min(len(new) + start + BATCH, total), total)
    write_contacts(new + changed, batch=batch, register=register)


def add_organisations(rows, slugs, *, batch, register):
    """Inserts one for each row, with what ties it to its art forms."""
    organisations = [organisation_of(row, batch=batch) for row in rows]
    for organisation, slug in zip(organisations, slugs, strict=True):
        organisation.slug = slug
    Organisation.objects.bulk_create(organisations)
    forms = {}
    for row, organisation in zip(rows, organisations, strict=True):
        row.organisation_id = organisation.pk
        words = row.values.get("activities", [])
        forms[organisation.pk] = [form.pk for form in register.words.forms_of(words)]
        row.trace = {"new": True, "forms": forms[organisation.pk]}
    add_forms(forms)


def organisation_of(row, *, batch):
    """The organisation that a new row says, unsaved."""
    return Organisation(
        **plain_values(row.values),
        original_words=", ".join(row.values.get("activities", [])),
        status=OrganisationStatus.LISTED,
        source=batch.source,
        received_on=batch.received_on,
    )


def add_forms(forms):
    """`forms` maps an organisation's key to those of its new art forms."""
    PART_OF.objects.bulk_create(
        (
            PART_OF(organisation_id=organisation, artform_id=form)
            for organisation, keys in forms.items()
            for form in keys
        ),
        batch_size=BATCH * 4,
        ignore_conflicts=True,
    )


def change_organisations(rows, *, batch, register):
    """Writes what the rows change and nothing else."""
    changed, fields, forms, moved = [], {"source", "received_on"}, {}, []
    for row in rows:
        organisation = register.organisations[row.organisation_id]
        taken = {field for field, change in row.changes.items() if not change["kept"]}
        row.trace = trace_of(organisation)
        if "art_forms" in taken:
            words = new_words(organisation, row.values.get("activities", []))
            own = {form.pk for form in organisation.art_forms.all()}
            added = [form.pk for form in register.words.forms_of(words) if form.pk not in own]
            forms[organisation.pk] = row.trace["forms"] = added
        old = organisation.email
        fields |= apply(row, organisation, taken)
        if is_another(old, organisation.email):
            moved.append(organisation)
            organisation.raise_link_version()
        organisation.source, organisation.received_on = batch.source, batch.received_on
        changed.append(organisation)
    if moved:
        # In the same statement, since each is as dear as all of them.
        fields |= {"link_version", "link_hash"}
    store(Organisation, changed, sorted(fields))
    add_forms(forms)
    withdraw_all_else(moved)


def trace_of(organisation):
    """What a change overwrites besides the fields that the row shows."""
    received, refused = organisation.received_on, organisation.email_refused_at
    return {
        "source": organisation.source,
        "received_on": received and received.isoformat(),
        "email_refused_at": refused and refused.isoformat(),
        "forms": [],
    }


def apply(row, organisation, taken):
    """Sets what is taken on the organisation and returns the names of the fields."""
    fields = taken - {"art_forms", "contact"}
    for field in fields:
        name = "municipality_id" if field == "municipality" else field
        setattr(organisation, name, row.changes[field]["new"])
    if "email" in fields:
        organisation.email_refused_at = None
        return fields | {"email_refused_at"}
    return fields


def plain_values(values):
    plain = {field: values[field] for field in PLAIN_FIELDS if field in values}
    if "municipality" in plain:
        plain["municipality_id"] = plain.pop("municipality")
    return plain


def free_slugs(names):
    """An address for each name, by the same rule as for one, in a single query."""
    bases = [text.slugify_swedish(name)[:LONGEST].strip("-") or "organisation" for name in names]
    unnumbered = Func(F("slug"), Value(r"-\d+$"), Value(""), function="regexp_replace")
    like = Organisation.objects.annotate(base=unnumbered).filter(
        Q(slug__in=set(bases)) | Q(base__in=set(bases))
    )
    taken = set(like.values_list("slug", flat=True))
    numbers = defaultdict(lambda: 2)
    slugs = []
    for base in bases:
        slug = base
        while slug in taken:
            slug = f"{base}-{numbers[base]}"
            numbers[base] += 1
        taken.add(slug)
        slugs.append(slug)
    return slugs
