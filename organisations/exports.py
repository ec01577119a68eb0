"""Row definitions: what stands in a file of organisations, and in which order."""

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from kick.lib.export import Column
from kick.lib.phone import format_phone
from organisations.models import ArtForm, Kind, Municipality

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
