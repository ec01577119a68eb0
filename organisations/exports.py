"""Row definitions: what stands in a file of organisations, and in which order."""

import hashlib
import json
from collections import namedtuple
from dataclasses import dataclass

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Case, OuterRef, Q, Value, When
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib import export, org_number
from kick.lib.export import Column
from kick.lib.phone import format_phone
from organisations.models import (
    ArtForm,
    ExportRecord,
    Flag,
    Kind,
    Municipality,
    Organisation,
    RegisterWrite,
)

ROWS_AT_A_TIME = 2_000
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"


def joined(name):
    return lambda row: ", ".join(getattr(row, name))


# Only what the public page shows too.
REGISTER = [
    Column("name", _("Name"), "name"),
    Column("alternate_name", _("Other name"), "alternate_name"),
    Column("kind", _("Kind"), "kind_name"),
    Column("org_number", _("Organisation number"), "org_number"),
    Column("municipality", _("Seat"), "municipality"),
    Column("municipality_code", _("Municipality code"), "municipality_code"),
    Column("county", _("County"), "county"),
    Column("works_in", _("Also works in"), joined("works_in")),
    Column("art_forms", _("Art forms"), joined("art_forms")),
    Column("themes", _("Themes"), joined("theme_names")),
    Column("email", _("E-mail"), "email"),
    Column("phone", _("Phone"), lambda row: format_phone(row.phone)),
    Column("website", _("Website"), "website"),
    Column("confirmed_on", _("Confirmed"), "confirmed_on"),
]


# Without addresses: whoever lets one be seen on a page has not given it away for any use.
OPEN_DATA = [
    Column("id", _("A key of its own (UUID) that never changes"), "uuid"),
    Column("url", _("The organisation's page"), "url"),
    Column("name", _("The name as the organisation writes it"), "name"),
    Column("alternate_name", _("Another name or a name in another language"), "alternate_name"),
    Column("kind", _("What kind of organisation it is, one of a list"), "kind"),
    Column("org_number", _("Organisation number, empty when there is none"), "org_number"),
    Column("municipality_code", _("The seat: SCB's code of the municipality"), "municipality_code"),
    Column("municipality", _("The seat: the municipality's name"), "municipality"),
    Column("county_code", _("The seat: SCB's code of the county"), "county_code"),
    Column("works_in", _("Codes of other municipalities where it works"), "works_in_codes"),
    Column("art_form_codes", _("What it does: codes"), "art_form_codes"),
    Column("art_forms", _("What it does: Swedish names of the codes"), "art_forms"),
    Column("themes", _("What cuts across the art forms, from a list"), "themes"),
    Column("website", _("Website, empty when there is none"), "website"),
    Column("confirmed_on", _("The day it last confirmed its facts, or nothing"), "confirmed_on"),
]
TEXT = {"type": "string"}
CODES = {"type": "array", "items": {"type": "string", "pattern": "^[0-9]{4}$"}}
TYPES = {
    "id": {"type": "string", "format": "uuid"},
    "url": {"type": "string", "format": "uri"},
    "kind": {"type": "string", "enum": Kind.values},
    "org_number": {"type": "string", "pattern": "^([0-9]{6}-[0-9]{4})?$"},
    "municipality_code": CODES["items"],
    "county_code": {"type": "string", "pattern": "^[0-9]{2}$"},
    "works_in": CODES,
    "art_form_codes": {"type": "array", "items": TEXT},
    "art_forms": {"type": "array", "items": TEXT},
    "themes": {"type": "array", "items": {"type": "string", "enum": Flag.values}},
    "confirmed_on": {"type": ["string", "null"], "format": "date"},
}
# What a row is made of.
READ = [
    "uuid",
    "name",
    "alternate_name",
    "slug",
    "kind",
    "org_number",
    "website",
    "flags",
    "municipality_id",
    "municipality__name",
    "municipality__region__code",
    "municipality__region__slug",
    "municipality__region__county_name",
    "confirmed_on",
    "email_shown",
    "phone_shown",
    "art_form_keys",
    "works_in_keys",
]
Row = namedtuple(
    "Row",
    "uuid url name alternate_name kind kind_name org_number municipality_code municipality"
    " county_code county works_in_codes works_in art_form_codes art_forms themes theme_names"
    " email phone website confirmed_on",
)


def register_rows(organisations):
    """Rows for both files, as values and not as models: a hundred thousand in a few seconds.

    Read a chunk at a time, so that they need no more memory than a page. Of addresses only what the
    organisation has confirmed and lets everybody see.
    """
    art_forms = {form.pk: form for form in ArtForm.objects.order_by("position")}
    towns = dict(Municipality.objects.values_list("code", "name"))
    kinds, themes = _names(Kind), _names(Flag)
    for read in _values(organisations).iterator(chunk_size=ROWS_AT_A_TIME):
        yield _row(read, art_forms, towns, kinds, themes)


def _names(choices):
    return {value: str(label) for value, label in choices.choices}


def _values(organisations):
    confirmed = Q(confirmed_at__isnull=False)
    return organisations.annotate(
        confirmed_on=TruncDate("confirmed_at"),
        email_shown=_if(confirmed & Q(shows_email=True), "email"),
        phone_shown=_if(confirmed & Q(shows_phone=True), "phone"),
        art_form_keys=_linked(Organisation.art_forms.through, "artform_id"),
        works_in_keys=_linked(Organisation.works_in.through, "municipality_id"),
    ).values_list(*READ, named=True)


def _if(condition, field):
    return Case(When(condition, then=field), default=Value(""))


def _linked(through, key):
    links = through.objects.filter(organisation=OuterRef("pk")).order_by(key)
    return ArraySubquery(links.values_list(key))


def _row(read, art_forms, towns, kinds, themes):
    forms = [art_forms[key] for key in read.art_form_keys]
    return Row(
        uuid=str(read.uuid),
        url=f"{settings.SITE_URL}/{read.municipality__region__slug}/organisationer/{read.slug}/",
        name=read.name,
        alternate_name=read.alternate_name,
        kind=read.kind,
        kind_name=kinds[read.kind],
        org_number=org_number.format_number(read.org_number) if read.org_number else "",
        municipality_code=read.municipality_id,
        municipality=read.municipality__name,
        county_code=read.municipality__region__code,
        county=read.municipality__region__county_name,
        works_in_codes=read.works_in_keys,
        works_in=[towns[key] for key in read.works_in_keys],
        art_form_codes=[form.code for form in forms],
        art_forms=[form.name for form in forms],
        themes=read.flags,
        theme_names=[themes[flag] for flag in read.flags],
        email=read.email_shown,
        phone=read.phone_shown,
        website=read.website,
        confirmed_on=read.confirmed_on,
    )


def open_data(format, organisations):
    """The bytes of the open file, piece by piece: CSV, or JSON with the licence before the rows."""
    rows = register_rows(organisations)
    if format == "csv":
        columns = [Column(column.name, column.name, column.value) for column in OPEN_DATA]
        return export.to_csv(columns, rows)
    return _with_licence(export.to_json(OPEN_DATA, rows))


def _with_licence(pieces):
    head = {"licence": LICENCE, "fetched_on": timezone.localdate().isoformat()}
    yield json.dumps(head)[:-1].encode() + b', "organisations": '
    yield from pieces
    yield b"}\n"


# By region: (the register's version, the fingerprint of what is published). Counted by each process.
_known = {}


def published_fingerprint(region, organisations):
    """The fingerprint of what the region publishes, worked out only when the register was written in
    since: at 100,000 organisations it takes a second, and asking for the version a millisecond."""
    # First: what is written after this makes another version, whatever is read below.
    version = RegisterWrite.objects.version()
    if _known.get(region.pk, [None])[0] != version:
        _known[region.pk] = version, fingerprint(organisations)
    return _known[region.pk][1]


def fingerprint(organisations):
    """Another one as soon as a row, its art forms or places, or a name of an art form is another."""
    query, words = _values(organisations).order_by().query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*), sum(hashtextextended(t::text, 0)) FROM ({query}) t",
            words,
        )
        found = [*cursor.fetchone(), *ArtForm.objects.values_list("pk", "code", "name")]
    return hashlib.sha256(repr(found).encode()).hexdigest()[:32]


def schema(address):
    """A description of the JSON that machines read (JSON Schema 2020-12)."""
    described = {
        column.name: {"description": str(column.title), **TYPES.get(column.name, TEXT)}
        for column in OPEN_DATA
    }
    row = {"type": "object", "properties": described, "required": list(described)}
    row["additionalProperties"] = False
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "type": "object",
        "properties": {
            "licence": {"const": LICENCE},
            "fetched_on": {"type": "string", "format": "date"},
            "organisations": {"type": "array", "items": row},
        },
        "required": ["licence", "fetched_on", "organisations"],
    }


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
    day = max((_given_on(event) for event in given.values()), default=None)
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


def _given_on(event):
    """The day of the list, whose own it is also where the organisation came by another."""
    return getattr(event, "listed_on", None) or event.received_on


def _differing(row, listed):
    """Only what is shown: a field that the association keeps to itself tells nothing."""
    return tuple(
        shown
        for shown, field in COMPARED.items()
        if getattr(row, shown) and getattr(row, shown) != getattr(listed, field)
    )
