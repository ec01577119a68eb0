"""Row definitions: what stands in a file of organisations, and in which order."""

from django.utils.translation import gettext_lazy as _

from kick.lib.export import Column
from kick.lib.phone import format_phone

ROWS_AT_A_TIME = 500


def names_of(rows):
    return ", ".join(row.name for row in rows.all())


# Only what the public page shows too.
REGISTER = [
    Column("name", _("Name"), "name"),
    Column("alternate_name", _("Other name"), "alternate_name"),
    Column("kind", _("Kind"), lambda row: str(row.get_kind_display())),
    Column("org_number", _("Organisation number"), "shown_org_number"),
    Column("municipality", _("Seat"), "municipality.name"),
    Column("municipality_code", _("Municipality code"), "municipality_id"),
    Column("county", _("County"), "municipality.region.county_name"),
    Column("works_in", _("Also works in"), lambda row: names_of(row.works_in)),
    Column("art_forms", _("Art forms"), lambda row: names_of(row.art_forms)),
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
        .prefetch_related("art_forms", "works_in")
        .iterator(chunk_size=ROWS_AT_A_TIME)
    )
