"""Whom in the register a row is about, and what it would change there. Writes nothing."""

import re

from django.utils import timezone

from kick.lib import dates, org_number, text
from organisations.models import (
    ArtForm,
    Fate,
    Organisation,
    OrganisationStatus,
)
from organisations.register_lists.columns import FIELDS
from organisations.register_lists.reasons import problem

PLAIN_FIELDS = [name for name in FIELDS if name != "activities"]
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
        self.taken = {}
        entries = Organisation.objects.in_region(region).values_list(
            "pk", "name", "org_number", "municipality_id", "status"
        )
        for entry in entries.order_by("pk"):
            self._enter(*entry)
        self.elsewhere = self._numbers_elsewhere(region, rows)
        self._load_met(rows, locked)
        self.form_of_word = words_of_art_forms()

    def _enter(self, pk, name, number, municipality, status):
        entry = (pk, number, status)
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
        }
        found = Organisation.objects.filter(pk__in=met).order_by("pk").defer("search")
        if locked:
            found = found.select_for_update(of=["self"])
        found = found.select_related("municipality").prefetch_related("art_forms")
        self.organisations = {organisation.pk: organisation for organisation in found}

    def judge(self, row):
        """Sets the row's fate, organisation, changes, errors and notes from its values."""
        row.changes, row.organisation_id = {}, None
        entry, error = self._find(row.values)
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
        forms = [form.name for form in self.forms_for(added) if form not in own]
        if forms:
            old = ", ".join(form.name for form in organisation.art_forms.all())
            new = ", ".join(filter(None, [old, *forms]))
            row.changes["art_forms"] = {"old": old, "new": new, "kept": keeps}

    def forms_for(self, words):
        """Art forms that the words name, each once, in the taxonomy's order."""
        forms = {self.form_of_word.get(word.casefold()) for word in words} - {None}
        return sorted(forms, key=lambda form: form.position)

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
        if "name" in row.changes:
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


def words_of_art_forms():
    """Small word to art form: its own name, and the words that registers use."""
    forms = {}
    for form in ArtForm.objects.all():
        for word in [form.name, *form.words.splitlines()]:
            forms.setdefault(word.strip().casefold(), form)
    forms.pop("", None)
    return forms


def _key_of(values):
    return name_key(values.get("name", ""), values.get("municipality", ""))
