"""Whom in the register a row is about, and what it would change there. Writes nothing."""

import re

from django.utils import timezone

from kick.lib import dates, org_number, text
from organisations.models import Choice, Fate, Organisation, OrganisationStatus
from organisations.register_lists.columns import CONTACT_FIELDS, FIELDS
from organisations.register_lists.reasons import problem
from organisations.register_lists.words import WordBook

PLAIN_FIELDS = [name for name in FIELDS if name not in {"activities", *CONTACT_FIELDS}]
HOLDING_THEIR_NUMBER = set(OrganisationStatus) - {
    OrganisationStatus.MERGED,
    OrganisationStatus.REJECTED,
}
CONTACT = ["name", "task", "email", "phone"]
LEFT_OUT = {
    OrganisationStatus.REMOVED: "removed",
    OrganisationStatus.REJECTED: "rejected",
    OrganisationStatus.MERGED: "merged_away",
}


class Register:
    """The register of one region as a list meets it: by number, and by name and municipality.

    With `locked` the organisations that the rows are about are locked till the end of
    the transaction.
    """

    def __init__(self, region, rows, *, mapping, received_on, locked=False):
        self.received_on = received_on
        self.headers = {field: header for header, field in mapping.items()}
        self.by_number = {}
        self.by_name = {}
        self.by_pk = {}
        self.by_website = {}
        self.taken = {}
        entries = Organisation.objects.in_region(region).values_list(
            "pk", "name", "org_number", "municipality_id", "status", "website"
        )
        for entry in entries.order_by("pk"):
            self._enter(*entry)
        self.elsewhere = self._numbers_elsewhere(region, rows)
        self._load_met(rows, locked)
        self.words = WordBook()

    def _enter(self, pk, name, number, municipality, status, website):
        entry = self.by_pk[pk] = (pk, number, status)
        if website and status not in LEFT_OUT:
            self.by_website.setdefault((site_key(website), municipality), []).append(entry)
        if number:
            self.by_number.setdefault(number, []).append(entry)
        self.by_name.setdefault(name_key(name, municipality), []).append(entry)

    def _numbers_elsewhere(self, region, rows):
        numbers = {row.values.get("org_number") for row in rows} - {None, *self.by_number}
        return set(
            Organisation.objects.holding_numbers(numbers)
            .outside_region(region)
            .values_list("org_number", flat=True)
        )

    def _load_met(self, rows, locked):
        met = {
            pk
            for row in rows
            for pk, _, _ in self.by_number.get(row.values.get("org_number"), [])
            + self.by_name.get(_key_of(row.values), [])
            + self.by_website.get(_site_of(row.values), [])
        } | {row.same_as_id for row in rows if row.same_as_id}
        found = Organisation.objects.filter(pk__in=met).order_by("pk").defer("search")
        if locked:
            found = found.select_for_update(of=["self"])
        found = found.select_related("municipality").prefetch_related("art_forms", "contacts")
        self.organisations = {organisation.pk: organisation for organisation in found}

    def judge(self, row):
        """Sets the row's fate, organisation, changes, errors and notes from its values."""
        row.changes, row.organisation_id = {}, None
        if row.chosen == Choice.SKIP:
            row.fate = Fate.SKIP
            return
        entry, error = self._chosen(row) if row.chosen else self._find(row.values)
        error = error or self._repeats(row, entry)
        if error:
            self._add_error(row, *error)
        if row.errors:
            row.fate = Fate.ERROR
        elif entry:
            self._meet(row, self.organisations[entry[0]])
        else:
            row.fate = Fate.NEW
        if row.fate not in (Fate.ERROR, Fate.SKIP):
            self._take(row)

    def _add_error(self, row, field, code, details):
        column = self.headers.get(field, "")
        # A cell that could not be read is not missing as well.
        if not (column and any(error["column"] == column for error in row.errors)):
            row.errors.append(problem(column, code, **details))

    def _chosen(self, row):
        """What somebody has decided stands, as far as the register can hold it."""
        numbered = self.by_number.get(row.values.get("org_number"), [])
        taken = [entry for entry in numbered if entry[2] in HOLDING_THEIR_NUMBER]
        if row.chosen == Choice.SAME:
            entry = self.by_pk.get(row.same_as_id)
            if entry is None or entry[2] in LEFT_OUT:
                return None, ("name", "chosen_is_gone", {})
            taken = [other for other in taken if other != entry]
        else:
            entry = None
            for field in ("name", "municipality"):
                if field not in row.values:
                    return None, (field, f"missing_{field}", {})
        if row.values.get("org_number") in self.elsewhere:
            return None, ("org_number", "number_elsewhere", {})
        if taken:
            return None, ("org_number", "number_taken", {})
        return entry, None

    def _find(self, values):
        """The register's entry that the row is about, and why it cannot be told."""
        numbered = self.by_number.get(values.get("org_number"), [])
        if numbered:
            return min(numbered, key=lambda entry: entry[2] in LEFT_OUT), None
        if values.get("org_number") in self.elsewhere:
            return None, ("org_number", "number_elsewhere", {})
        if "name" not in values:
            return None, ("name", "missing_name", {})
        if "municipality" not in values:
            return None, ("municipality", "missing_municipality", {})
        return self._find_by_name(values)

    def _find_by_name(self, values):
        named = self.by_name.get(_key_of(values), [])
        current = [entry for entry in named if entry[2] not in LEFT_OUT]
        number = values.get("org_number")
        if len(current) > 1:
            return None, ("name", "several_in_register", {"count": len(current)})
        if current and number and current[0][1]:
            known = org_number.format_number(current[0][1])
            details = {"name": values["name"], "number": known}
            return None, ("org_number", "other_number", details)
        if current:
            return current[0], None
        gone = [
            entry
            for entry in named
            # Who asked to be left alone is not brought back by another number.
            if entry[2] == OrganisationStatus.REMOVED or not (number and entry[1])
        ]
        return (gone[0] if gone else None), None

    def _repeats(self, row, entry):
        for key, field, code in self._keys(row, entry):
            if key in self.taken:
                return field, code, {"row": self.taken[key]}
        return None

    def _take(self, row):
        entry = row.organisation_id and (row.organisation_id, "", "")
        for key, _, _ in self._keys(row, entry):
            self.taken.setdefault(key, row.number)

    def _keys(self, row, entry):
        if number := row.values.get("org_number"):
            yield ("number", number), "org_number", "same_number_in_file"
        if "name" in row.values and "municipality" in row.values:
            yield _key_of(row.values), "name", "same_name_in_file"
        if entry:
            yield ("entry", entry[0]), "name", "same_organisation_in_file"

    def _meet(self, row, organisation):
        row.organisation_id = organisation.pk
        if organisation.status in LEFT_OUT:
            row.fate = Fate.SKIP
            row.errors.append(problem("", LEFT_OUT[organisation.status], name=organisation.name))
        else:
            self._compare(row, organisation)

    def _compare(self, row, organisation):
        kept = self._kept_code(organisation)
        for field in PLAIN_FIELDS:
            self._compare_field(row, organisation, field, kept)
        self._compare_words(row, organisation, kept)
        self._compare_contact(row, organisation)
        taken = [field for field, change in row.changes.items() if not change["kept"]]
        row.fate = Fate.UPDATE if taken else Fate.UNCHANGED
        self._note(row, organisation, kept)

    def _compare_field(self, row, organisation, field, kept):
        new = row.values.get(field, "")
        old = held(organisation, field)
        if new and new != old:
            keeps = bool(kept) and (kept == "confirmed_itself" or bool(old))
            row.changes[field] = {"old": old, "new": new, "kept": keeps}

    def _compare_words(self, row, organisation, kept):
        """Words are added and none taken away; an art form follows only from a word that is new."""
        added = new_words(organisation, row.values.get("activities", []))
        if not added:
            return
        keeps = kept == "confirmed_itself"
        words = [organisation.original_words, ", ".join(added)]
        row.changes["original_words"] = {
            "old": organisation.original_words,
            "new": ", ".join(filter(None, words)),
            "kept": keeps,
        }
        own = set(organisation.art_forms.all())
        forms = [form.name for form in self.words.forms_of(added) if form not in own]
        if forms:
            old = ", ".join(form.name for form in organisation.art_forms.all())
            new = ", ".join(filter(None, [old, *forms]))
            row.changes["art_forms"] = {"old": old, "new": new, "kept": keeps}

    def _compare_contact(self, row, organisation):
        """Whom the list names is added, or changed where she has the same name."""
        told = contact_of(row.values)
        if not told:
            return
        known = contact_named(organisation, told["name"])
        old = {field: getattr(known, field) for field in told} if known else {}
        new = {field: value or old.get(field, "") for field, value in told.items()}
        new["name"] = old.get("name") or new["name"]
        if new != old:
            row.changes["contact"] = {"old": as_line(old), "new": as_line(new), "kept": False}

    def met_by_website(self, row):
        """The one organisation with the same address on the web and the same seat, if it is one."""
        met = self.by_website.get(_site_of(row.values), [])
        return self.organisations[met[0][0]] if len(met) == 1 else None

    def compare_with(self, row, organisation):
        """What the row would change there, without deciding that it is about it."""
        self._meet(row, organisation)

    def _kept_code(self, organisation):
        if organisation.confirmed_at:
            confirmed = timezone.localdate(organisation.confirmed_at)
            # A list that came the same day was made before.
            if confirmed >= self.received_on:
                return "confirmed_itself"
        if organisation.received_on and organisation.received_on > self.received_on:
            return "newer_source"
        return ""

    def _note(self, row, organisation, kept):
        if any(change["kept"] for change in row.changes.values()):
            moment = organisation.confirmed_at if kept == "confirmed_itself" else None
            day = dates.short_day_text(moment or organisation.received_on)
            row.notes.append(problem("", kept, day=day))
        if "name" in row.changes and row.values.get("org_number") == organisation.org_number != "":
            row.notes.append(
                problem(self.headers.get("name", ""), "matched_by_number", name=organisation.name)
            )
        if organisation.status == OrganisationStatus.DORMANT:
            row.notes.append(problem("", "dormant"))


def held(organisation, field):
    """What the register holds, as a list's value is written."""
    return organisation.municipality_id if field == "municipality" else getattr(organisation, field)


def new_words(organisation, words):
    """Of the words those that the register does not hold already."""
    known = {word.strip().casefold() for word in re.split("[,\n]", organisation.original_words)}
    return [word for word in words if word.casefold() not in known]


def name_key(name, municipality):
    """Names are the same whatever the case, spaces and hyphens; å, ä and ö are letters."""
    return re.sub(r"[\s\-‐-―_]+", " ", text.clean_line(name).casefold()).strip(), municipality


def site_key(url):
    """Host and path: many associations share a host with their federation."""
    return re.sub(r"^https?://(www\.)?", "", url.strip().lower()).rstrip("/")


def contact_of(values):
    """The contact person as its model's fields, or None when the row names none."""
    if not values.get("contact_name"):
        return None
    return {field: values.get(f"contact_{field}", "") for field in CONTACT}


def contact_named(organisation, name):
    wanted = name.casefold()
    return next((c for c in organisation.contacts.all() if c.name.casefold() == wanted), None)


def as_line(contact):
    return ", ".join(filter(None, contact.values()))


def _site_of(values):
    website = values.get("website")
    return (site_key(website), values.get("municipality")) if website else None


def _key_of(values):
    return name_key(values.get("name", ""), values.get("municipality", ""))
