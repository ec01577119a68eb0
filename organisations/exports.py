"""Row definitions: what stands in a file of organisations, and in which order."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from kick.lib.export import Column
from kick.lib.phone import format_phone
from organisations.models import ArtForm, ExportRecord, Kind, Municipality, Organisation

ROWS_AT_A_TIME = 500


def names_of(rows):
    return ", ".join(row.name for row in rows)


# Only what the public page shows too.
REGISTER = [
    Column("name", _("Name"), "name"),
    Column("alternate_name", _("Other name"), "alternate_name"),
    Column("kind", _("Kind"), lambda row: str(Kind(row.kind).label)),
    Column("org_number", _("Organisation number"), "shown_org_number"),
    Column("municipality", _("Seat"), "municipality.name"),
    Column("municipality_code", _("Municipality code"), "municipality_id"),
    Column("county", _("County"), "municipality.region.county_name"),
    Column("works_in", _("Also works in"), lambda row: names_of(row.read_works_in)),
    Column("art_forms", _("Art forms"), lambda row: names_of(row.read_art_forms)),
    Column("themes", _("Themes"), lambda row: ", ".join(map(str, row.flag_names))),
    Column("email", _("E-mail"), "shown_email"),
    Column("phone", _("Phone"), lambda row: format_phone(row.shown_phone)),
    Column("website", _("Website"), "website"),
    Column("confirmed_on", _("Confirmed"), "confirmed_on"),
]


def register_rows(organisations):
    """Read a chunk at a time, so that a hundred thousand rows need no more memory than a page."""
    return (
        organisations.select_related("municipality__region")
        # Put beside the row: through the relations each row would build two queries.
        .prefetch_related(
            Prefetch("art_forms", ArtForm.objects.only("name"), to_attr="read_art_forms"),
            Prefetch("works_in", Municipality.objects.only("name"), to_attr="read_works_in"),
        )
        .iterator(chunk_size=ROWS_AT_A_TIME)
    )


# For the project lead on the phone; never public.
CALLS = [
    Column("reason", _("Why"), lambda row: str(row.why)),
    Column("municipality", _("Municipality"), "municipality.name"),
    Column("name", _("Name"), "name"),
    Column("phone", _("Phone"), "phone_text"),
    Column("email", _("E-mail"), "email"),
    Column("proposed_email", _("Proposed e-mail"), "proposed_email"),
    Column("website", _("Website"), "website"),
    Column("confirmed_on", _("Confirmed"), "confirmed_on"),
]


def call_rows(organisations):
    rows = organisations.select_related("municipality__region")
    return rows.iterator(chunk_size=ROWS_AT_A_TIME)


def record(*, what, about, region, format, rows, by):
    """Note who took what out (CATALOGUE D11)."""
    ExportRecord.objects.create(
        what=what, about=about, region=region, format=format, rows=rows, taken_by=by
    )


@dataclass(frozen=True)
class Change:
    """What a municipality does not know yet of an association; only what everybody may see."""

    what: object
    organisation: Organisation
    day: object
    fields: tuple = ()

    @property
    def is_dissolved(self):
        return self.organisation.dissolved_on is not None

    @property
    def changed(self):
        return ", ".join(str(_name_of(field)) for field in self.fields)

    @property
    def contact(self):
        """Nothing is written to one that is no more."""
        row = self.organisation
        return (
            ("", "", "") if self.is_dissolved else (row.website, row.shown_email, row.shown_phone)
        )


CHANGES = [
    Column("what", _("What has happened"), lambda row: str(row.what)),
    Column("name", _("Name"), "organisation.name"),
    Column("org_number", _("Organisation number"), "organisation.shown_org_number"),
    Column("changed", _("Changed"), "changed"),
    Column("website", _("Website"), lambda row: row.contact[0]),
    Column("email", _("E-mail"), lambda row: row.contact[1]),
    Column("phone", _("Phone"), lambda row: row.contact[2]),
    Column("day", _("Day"), "day"),
]
# What everybody sees, and what the list said of it.
COMPARED = {
    "name": "name",
    "alternate_name": "alternate_name",
    "org_number": "org_number",
    "website": "website",
    "shown_email": "email",
    "shown_phone": "phone",
}


def _name_of(field):
    return Organisation._meta.get_field(COMPARED[field]).verbose_name


def changes_since(list_return):
    """What has changed since the municipality's list was received: dissolved, changed, and new to
    it, each by name. Only what the association has confirmed and everybody may see."""
    given = Organisation.objects.as_listed(list_return)
    day = max((event.received_on for event in given.values()), default=None)
    if day is None:
        return []
    here = Organisation.objects.in_municipalities([list_return.municipality_id]).by_name()
    confirmed = list(here.public().confirmed_since(day))
    gone = here.dissolved_since(day).filter(pk__in=given)
    changes = [Change(_("Dissolved"), row, row.dissolved_on) for row in gone]
    for row in confirmed:
        fields = _differing(row, given[row.pk]) if row.pk in given else ()
        if fields:
            changes.append(Change(_("New facts"), row, row.confirmed_on, fields))
    new = here.public().confirmed().exclude(pk__in=given)
    return changes + [Change(_("New to you"), row, row.confirmed_on) for row in new]


def _differing(row, listed):
    """Only what is shown: a field that the association keeps to itself tells nothing."""
    return tuple(
        shown
        for shown, field in COMPARED.items()
        if getattr(row, shown) and getattr(row, shown) != getattr(listed, field)
    )
