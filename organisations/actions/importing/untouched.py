"""Whether an organisation is still only what a list made of it."""

from organisations.actions.bulk_register import organisation_of
from organisations.models import Contact, Double, ImportRow, LikenessKey, Listing, Organisation
from organisations.register_lists.matching import contact_of

# Given by the database or the machine, and no edit by anybody.
NOT_EDITED = {"id", "uuid", "slug", "created_at", "search", "folded", "link_hash", "link_version"}
COMPARED = [
    field.attname
    for field in Organisation._meta.concrete_fields
    if field.name not in NOT_EDITED and not field.generated
]
# Lists and their contact persons are looked at for themselves; history and what the search for
# doubles has found are no use of the organisation.
LOOKED_AT = {ImportRow, Contact, LikenessKey, Double, Listing}


def touched(pairs, *, batch):
    """{key: what has been changed or added since} for those of the (row, organisation) pairs that
    somebody has edited, or that something else in Kick refers to."""
    kept = {}
    for row, organisation in pairs:
        if changed := edited_fields(row, organisation, batch=batch):
            kept[organisation.pk] = changed
    for name, keys in in_use([organisation.pk for _, organisation in pairs]).items():
        for key in keys:
            kept.setdefault(key, set()).add(name)
    return kept


def edited_fields(row, organisation, *, batch):
    """Names of the fields that are no longer what the row said."""
    written = organisation_of(row, batch=batch)
    changed = {
        name.removesuffix("_id")
        for name in COMPARED
        if getattr(organisation, name) != getattr(written, name)
    }
    if sorted(form.pk for form in organisation.art_forms.all()) != sorted(row.trace["forms"]):
        changed.add("art_forms")
    if contacts_changed(row, organisation, batch=batch):
        changed.add("contact")
    return changed


def contacts_changed(row, organisation, *, batch):
    told = contact_of(row.values) if "contact" in row.trace else None
    own = [
        {field: getattr(contact, field) for field in told or ["name"]}
        for contact in organisation.contacts.all()
    ]
    # A person who has been forgotten since is no edit.
    return own not in ([], [told])


def in_use(keys):
    """{name of what refers to them: keys} for everything in Kick but lists and history."""
    used = {}
    for relation in Organisation._meta.related_objects:
        model = relation.related_model
        if model in LOOKED_AT or hasattr(model, "pgh_tracked_model"):
            continue
        name = relation.field.name
        rows = model._base_manager.filter(**{f"{name}__in": keys})
        used[model._meta.model_name] = set(rows.values_list(name, flat=True).distinct())
    for field in Organisation._meta.many_to_many:
        if field.name != "art_forms":
            through = field.remote_field.through.objects.filter(organisation_id__in=keys)
            used[field.name] = set(through.values_list("organisation_id", flat=True))
    return used
