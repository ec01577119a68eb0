"""A list that was looked through: every row with what becomes of it."""

from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from kick.lib import dates, org_number, phone, progress
from kick.lib.paging import page_of
from organisations.forms.importing import ChoiceForm
from organisations.models import BatchStatus, Culture, Fate, ImportBatch, Municipality
from organisations.register_lists.columns import CONTACT_FIELDS, FIELDS
from organisations.register_lists.look import is_no_row
from organisations.register_lists.reasons import told

PAGE = 50
LATER_FIELDS = {
    "original_words": _("What the source said"),
    "art_forms": _("Art forms"),
    "contact": _("Contact person"),
}
KEPT = "kept"
TROUBLES = {
    "busy": _("Others are changing the register. Nothing was written; try again in a minute.")
}
GONE = {
    "gone": _("it is no longer in the register"),
    "confirmed_at": _("confirmed"),
    "confirmed_how": _("how it was confirmed"),
}


def filtered(batch, asked):
    """The batch's rows that are asked for, and by what, as a query string's pairs."""
    rows, chosen = batch.rows.all(), {}
    if asked.get("fate") in Fate.values:
        chosen["fate"] = asked["fate"]
        rows = rows.filter(fate=chosen["fate"])
    elif asked.get("fate") == KEPT:
        chosen["fate"] = KEPT
        rows = rows.kept_when_taken_back()
    if asked.get("culture") in Culture.values:
        chosen["culture"] = asked["culture"]
        rows = rows.filter(culture=chosen["culture"])
    return rows, chosen


def show_rows(request, batch, *, desk):
    rows, chosen = filtered(batch, request.GET)
    counts = batch.rows.aggregate(
        told=Count("pk", filter=~Q(errors=[])),
        kept=Count("pk", filter=Q(trace__has_key="kept")),
        **{value: Count("pk", filter=Q(fate=value)) for value in Fate.values},
        **{f"is_{value}": Count("pk", filter=Q(culture=value)) for value in Culture.values},
    )
    page = page_of(request, rows.select_related("organisation"), size=PAGE)
    places = dict(Municipality.objects.filter(region=batch.region).values_list("code", "name"))
    done = progress.heard(batch.work) if batch.is_at_work else None
    return desk.page(
        request,
        "rows",
        batch=batch,
        is_staged=batch.status == BatchStatus.STAGED,
        is_written=batch.status == BatchStatus.COMMITTED,
        done=done,
        trouble=TROUBLES.get(batch.trouble, ""),
        has_errors=bool(counts["told"]),
        is_one_of_several=ImportBatch.objects.of_sitting(batch.sitting)[1:].exists(),
        fates=fates_with_counts(counts),
        cultures=cultures_with_counts(counts),
        fate=chosen.get("fate", ""),
        culture=chosen.get("culture", ""),
        query=f"{urlencode(chosen)}&" if chosen else "",
        counts=counts,
        page=page,
        choice=ChoiceForm(numbers=[]),
        rows=[shown(row, places) for row in page],
        title=batch.file_name,
    )


def fates_with_counts(counts):
    """Every fate but those that concern few lists and not this one."""
    fates = [(value, label, counts[value]) for value, label in Fate.choices]
    fates = [fate for fate in fates if fate[2] or fate[0] != Fate.ASK]
    if counts["kept"]:
        fates.append((KEPT, _("Changed since, and kept"), counts["kept"]))
    return fates


def cultures_with_counts(counts):
    """Only where the list holds more than culture, so that there is something to sort."""
    if not counts[f"is_{Culture.NO}"]:
        return []
    return [(value, label, counts[f"is_{value}"]) for value, label in Culture.choices]


def shown(row, places):
    """What the page tells of a row."""
    values = {name: readable(name, value, places) for name, value in row.values.items()}
    return {
        "number": row.number,
        "fate": row.fate,
        "fate_label": row.get_fate_display(),
        "choice_label": row.get_chosen_display(),
        "culture_label": row.get_culture_display(),
        "may_be_decided": not is_no_row(row),
        "organisation": row.organisation,
        "name": values.get("name", ""),
        "place": values.get("municipality", ""),
        "cells": [cell for cell in row.cells if cell],
        "values": [(FIELDS[name], value) for name, value in values.items() if is_told(name)],
        "errors": [(error["column"], told(error)) for error in row.errors],
        "notes": [(note["column"], told(note)) for note in row.notes],
        "kept": [kept_words(row.trace, name) for name in row.trace.get("kept", [])],
        "changes": [
            {
                "label": FIELDS.get(name) or LATER_FIELDS[name],
                "old": readable(name, change["old"], places),
                "new": readable(name, change["new"], places),
                "kept": change["kept"],
            }
            for name, change in row.changes.items()
        ],
    }


def kept_words(trace, name):
    """The field, and the later list that has changed it, when one has."""
    if name not in trace.get("kept_by", {}):
        return word_for(name)
    source, received_on = trace["kept_by"][name]
    return _("%(field)s (by the later list %(source)s, %(day)s)") % {
        "field": word_for(name),
        "source": source,
        "day": dates.long_day_text(date.fromisoformat(received_on)),
    }


def is_told(name):
    return name != "name" and name not in CONTACT_FIELDS - {"contact_name"}


def word_for(name):
    """What was changed since, in words; the name of a model is what refers to the organisation."""
    return FIELDS.get(name) or LATER_FIELDS.get(name) or GONE.get(name) or _("it is in use")


def readable(name, value, places):
    match name:
        case "municipality":
            return places.get(value, value)
        case "org_number":
            return org_number.format_number(value)
        case "phone":
            return phone.format_phone(value)
        case "activities":
            return ", ".join(value)
    return value
