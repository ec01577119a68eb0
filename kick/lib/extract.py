"""What is held about one person in words (GDPR art. 15): by dataset, table and row, for page and file."""

import json
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kick.lib import dates, pdf
from kick.lib.datasets import DATASETS, Dataset
from kick.lib.erasure import Held, Person, read, traces_of
from kick.lib.paper import page_words

# What only tells rows apart, and says nothing of anybody.
TECHNICAL = {"id", "uuid", "link_version", "pgh_id", "pgh_obj", "pgh_context", "object_id"}


@dataclass(frozen=True)
class Table:
    """The rows of one kind, each a list of (word, value); `stays` is what erasure leaves and why."""

    name: str
    rows: list[list[tuple[str, str]]]
    stays: str


@dataclass(frozen=True)
class Section:
    dataset: Dataset
    tables: list[Table]


@dataclass(frozen=True)
class Trace:
    """In so many rows the account stands as who did it."""

    what: str
    how: str
    number: int


def sections(person: Person) -> list[Section]:
    """Read with one query, in the order of the record of processing."""
    tables = {}
    for held, rows in read(person):
        tables.setdefault(held.privacy.dataset, []).append(_table(held, rows))
    return [Section(one, tables[one.key]) for one in DATASETS if one.key in tables]


def traces(person: Person) -> list[Trace]:
    return [
        Trace(str(capfirst(field.model._meta.verbose_name)), str(field.verbose_name), number)
        for field, number in traces_of(person)
    ]


def as_json(person: Person) -> str:
    """The same as a file that other programs read (GDPR art. 20), with the names of the fields."""
    found = {
        held.label: {
            "dataset": str(_dataset(held).name),
            "purpose": str(_dataset(held).purpose),
            "legal_ground": str(_dataset(held).ground),
            "controller": str(_dataset(held).controller),
            "kept": str(_dataset(held).kept),
            "rows": rows,
        }
        for held, rows in read(person)
    }
    done = [
        {"table": field.model._meta.label, "field": field.name, "rows": number}
        for field, number in traces_of(person)
    ]
    return json.dumps({"held": found, "done_by_the_account": done}, ensure_ascii=False, indent=2)


def as_pdf(person: Person) -> bytes:
    """The same as a tagged PDF to read and to print, in the language of the page. Raises NotPrintable."""
    data = {
        "heading": _("What we know about you"),
        "facts": [", ".join(person.addresses), dates.long_day_text(timezone.localdate())],
        "sections": [_printed(section) for section in sections(person)],
        "done": _("What you have done"),
        "traces": [f"{trace.what}, {trace.how}: {trace.number}" for trace in traces(person)],
        "rest-heading": _("What we cannot find by ourselves"),
        "rest": _(
            "If somebody else has written your name in a text or as a guest at a meeting, we find it only if you tell us where."
        ),
        "page": page_words(),
    }
    language = (get_language() or "sv").partition("-")[0]
    return pdf.render("extract", data, title=data["heading"], language=language)


def _printed(section):
    one = section.dataset
    return {
        "name": str(one.name),
        "about": f"{one.purpose} {one.ground}",
        "facts": [
            "{}: {}".format(_("Controller"), one.controller),
            "{}: {}".format(_("How long"), one.kept),
        ],
        "tables": [
            {
                "name": f"{table.name} ({len(table.rows)})",
                "stays": table.stays,
                "rows": [row for row in table.rows if row],
            }
            for table in section.tables
        ],
    }


def _dataset(held):
    return next(one for one in DATASETS if one.key == held.privacy.dataset)


def _table(held: Held, rows: list[dict]) -> Table:
    return Table(
        name=table_name(held.model),
        rows=[list(_words(held.model, row)) for row in rows],
        stays=_("Stays at erasure: it is a public document, or belongs to others.")
        if held.privacy.erased == "keep"
        else "",
    )


def table_name(model: type[models.Model]) -> str:
    """What people call the rows; those of history by what they tell of."""
    tracked = getattr(model, "pgh_tracked_model", None)
    if tracked:
        return _("History: %(what)s") % {"what": tracked._meta.verbose_name}
    return str(capfirst(model._meta.verbose_name))


def _words(model, row):
    for name, value in row.items():
        if name in TECHNICAL or value in (None, "", [], {}):
            continue
        field = model._meta.get_field(name)
        yield str(capfirst(field.verbose_name)), _said(field, value)


def _said(field: models.Field, value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(field, models.DateTimeField) and (moment := parse_datetime(str(value))):
        return dates.span_text(moment)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(dict(field.flatchoices).get(value, value))
