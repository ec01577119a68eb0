"""Lists come in here: uploaded, columns chosen, looked through, written. Each step has its page."""

from functools import partial

from django.contrib import admin, messages
from django.db import OperationalError
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from kick.lib import export, org_number, phone, spreadsheet
from kick.lib.paging import page_of
from organisations.actions import importing
from organisations.admin.scoped import ScopedAdmin
from organisations.forms.importing import ColumnsForm, SheetForm, UploadForm
from organisations.models import BatchStatus, Fate, ImportBatch, Municipality, WrongMove
from organisations.register_lists.columns import FIELDS
from organisations.register_lists.reasons import told

PAGE = 50
SAMPLE_ROWS = 5
FOLDER = "admin/organisations/importbatch"
LATER_FIELDS = {"original_words": _("What the source said"), "art_forms": _("Art forms")}


@admin.register(ImportBatch)
class ImportBatchAdmin(ScopedAdmin):
    """Every list of the lead's regions, with where it stands."""

    may_add = True
    list_display = ["file_name", "source", "region", "status", "created_at"]
    list_filter = ["status", ("region", admin.RelatedOnlyFieldListFilter)]
    list_per_page = PAGE
    show_full_result_count = False
    search_fields = ["file_name", "source"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("region")

    def get_urls(self):
        steps = {
            "sheet": self.sheet_view,
            "columns": self.columns_view,
            "write": self.write_view,
            "discard": self.discard_view,
            "errors": self.errors_view,
        }
        own = [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(view),
                name=f"organisations_importbatch_{name}",
            )
            for name, view in steps.items()
        ]
        return own + super().get_urls()

    def add_view(self, request, form_url="", extra_context=None):
        form = UploadForm(request.POST or None, request.FILES or None, user=request.user)
        if request.method != "POST":
            return self.page(request, "upload", form=form, title=_("Read a list in"))
        if not form.is_valid():
            return self.page(request, "upload", 422, form=form, title=_("Read a list in"))
        data = dict(form.cleaned_data)
        try:
            batch = importing.open_list(
                file=data["file"], file_name=data.pop("file").name, by=request.user, **data
            )
        except spreadsheet.UnreadableFile as refusal:
            return self.refuse(request, refusal)
        return redirect(page_for(batch))

    def refuse(self, request, refusal):
        choices = refusal.choices if isinstance(refusal, spreadsheet.WrongEncoding) else ()
        form = UploadForm(request.POST, request.FILES, user=request.user, choices=choices)
        form.is_valid()
        form.errors.pop("encoding", None)
        form.add_error("file", str(refusal))
        if choices:
            form.add_error("file", _("Choose below, and choose the file once more."))
        status = 413 if isinstance(refusal, spreadsheet.TooLarge) else 422
        return self.page(request, "upload", status, form=form, title=_("Read a list in"))

    @method_decorator(require_safe)
    def change_view(self, request, object_id, form_url="", extra_context=None):
        batch = self.get_object(request, object_id)
        if batch.status == BatchStatus.MAPPING:
            name = "columns" if batch.columns else "sheet"
            return redirect(f"admin:organisations_importbatch_{name}", batch.pk)
        return self.show_rows(request, batch)

    def sheet_view(self, request, pk):
        batch = self.waiting(request, pk, BatchStatus.MAPPING)
        form = SheetForm(request.POST or None, batch=batch)
        if request.method == "POST" and form.is_valid():
            importing.choose_sheet(batch=batch, sheet=form.cleaned_data["sheet"])
            return redirect("admin:organisations_importbatch_columns", batch.pk)
        status = 422 if request.method == "POST" else 200
        return self.page(
            request, "sheet", status, form=form, batch=batch, title=_("Which sheet is the list?")
        )

    def columns_view(self, request, pk):
        batch = self.waiting(request, pk, BatchStatus.MAPPING, BatchStatus.STAGED)
        if not batch.columns:
            return redirect("admin:organisations_importbatch_sheet", batch.pk)
        sheet = importing.sheet_of(batch.sheets.get())
        form = ColumnsForm(request.POST or None, batch=batch, rows=len(sheet.rows))
        if request.method == "POST" and form.is_valid():
            return self.use_columns(request, batch, sheet, form)
        return self.page(
            request,
            "columns",
            422 if request.method == "POST" else 200,
            form=form,
            batch=batch,
            columns=columns_with_samples(form, sheet),
            title=_("Which column is what?"),
        )

    def use_columns(self, request, batch, sheet, form):
        importing.seat_all(batch=batch, municipality=form.cleaned_data["municipality"])
        if form.changes_header:
            number = form.cleaned_data["header_row"]
            importing.set_header(
                batch=batch, sheet=sheet, header_row=number - 1 if number else None
            )
            messages.info(request, _("These are the columns with the headings you chose."))
            return redirect("admin:organisations_importbatch_columns", batch.pk)
        self.do(request, partial(importing.stage, batch=batch, mapping=form.mapping))
        return redirect(page_for(batch))

    @method_decorator(require_POST)
    def write_view(self, request, pk):
        batch = self.get_object(request, str(pk))
        if self.do(request, partial(importing.commit_batch, batch=batch)):
            messages.success(request, _("The list is in the register."))
        return redirect(page_for(batch))

    @method_decorator(require_POST)
    def discard_view(self, request, pk):
        batch = self.get_object(request, str(pk))
        if self.do(request, partial(importing.discard_batch, batch=batch)):
            messages.success(request, _("The list is discarded. Nothing was written."))
        return redirect("admin:organisations_importbatch_changelist")

    @method_decorator(require_safe)
    def errors_view(self, request, pk):
        """Every error and note as a CSV file, to send back to whoever made the list."""
        batch = self.get_object(request, str(pk))
        columns = [
            export.Column("row", _("Row"), lambda entry: entry[0].number),
            export.Column("column", _("Column"), lambda entry: entry[1]["column"]),
            export.Column("reason", _("Reason"), lambda entry: told(entry[1])),
            export.Column("cells", _("The row"), lambda entry: " | ".join(entry[0].cells)),
        ]
        rows = batch.rows.exclude(errors=[]).iterator()
        entries = ((row, error) for row in rows for error in row.errors)
        return export.respond("csv", columns, entries, "fel-i-listan")

    def do(self, request, action):
        """Whether it was done; a refusal is told."""
        try:
            action()
        except (importing.NotToCommit, WrongMove):
            messages.warning(
                request, _("Somebody was before you: the list is written or discarded already.")
            )
        except (importing.RegisterBusy, OperationalError):
            messages.error(
                request,
                _("Others are changing the register. Nothing was written; try again in a minute."),
            )
        else:
            return True
        return False

    def waiting(self, request, pk, *statuses):
        batch = self.get_object(request, str(pk))
        if batch.status not in statuses:
            raise Http404
        return batch

    def show_rows(self, request, batch):
        fate = request.GET.get("fate", "")
        rows = batch.rows.select_related("organisation")
        if fate in Fate.values:
            rows = rows.filter(fate=fate)
        counts = batch.rows.aggregate(
            told=Count("pk", filter=~Q(errors=[])),
            **{value: Count("pk", filter=Q(fate=value)) for value in Fate.values},
        )
        page = page_of(request, rows, size=PAGE)
        places = dict(Municipality.objects.filter(region=batch.region).values_list("code", "name"))
        return self.page(
            request,
            "rows",
            batch=batch,
            is_staged=batch.status == BatchStatus.STAGED,
            has_errors=bool(counts["told"]),
            fates=[(value, label, counts[value]) for value, label in Fate.choices],
            fate=fate,
            query=f"fate={fate}&" if fate in Fate.values else "",
            counts=counts,
            page=page,
            rows=[shown(row, places) for row in page],
            title=batch.file_name,
        )

    def page(self, request, name, status=200, **context):
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        if "form" in context:
            context["errors"] = context["form"].errors
        return TemplateResponse(request, f"{FOLDER}/{name}.html", context, status=status)


def page_for(batch):
    return reverse("admin:organisations_importbatch_change", args=[batch.pk])


def columns_with_samples(form, sheet):
    """Each column's field beside the first values that stand under its heading."""
    first = form.batch.header_row or 0
    sample = [row for row in sheet.rows[first:] if any(row)][:SAMPLE_ROWS]
    return [
        {
            "letter": spreadsheet.column_letter(index),
            "field": form[f"column_{index}"],
            "sample": [row[index] for row in sample if index < len(row) and row[index]],
        }
        for index in range(len(form.batch.columns))
    ]


def shown(row, places):
    """What the page tells of a row."""
    values = {name: readable(name, value, places) for name, value in row.values.items()}
    return {
        "number": row.number,
        "fate": row.fate,
        "fate_label": row.get_fate_display(),
        "organisation": row.organisation,
        "name": values.get("name", ""),
        "place": values.get("municipality", ""),
        "cells": [cell for cell in row.cells if cell],
        "values": [(FIELDS[name], value) for name, value in values.items() if name != "name"],
        "errors": [(error["column"], told(error)) for error in row.errors],
        "notes": [(note["column"], told(note)) for note in row.notes],
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
