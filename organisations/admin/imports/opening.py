"""Files in, sheets and columns chosen."""

from functools import partial

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kick.lib import spreadsheet
from organisations.actions import importing
from organisations.forms.importing import ColumnsForm, SheetForm, UploadForm
from organisations.models import BatchStatus, Fate, ImportBatch

SAMPLE_ROWS = 5
CHANGE = "admin:organisations_importbatch_change"
SITTING = "admin:organisations_importbatch_sitting"


def add(request, *, desk):
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        user=request.user,
        initial=same_as_before(request),
    )
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return desk.page(request, "upload", status, form=form, title=_("Read a list in"))
    data = dict(form.cleaned_data)
    try:
        batches = importing.open_lists(files=data.pop("file"), by=request.user, **data)
    except spreadsheet.UnreadableFile as refusal:
        return refuse(request, refusal, desk=desk)
    return lead_on(batches)


def same_as_before(request):
    """What held for an earlier list, for the one that is its errors mended."""
    earlier = request.GET.get("efter", "")
    if not earlier.isdecimal():
        return {}
    batch = get_object_or_404(ImportBatch.objects.run_by(request.user), pk=int(earlier[:18]))
    return {"region": batch.region_id, "source": batch.source, "received_on": batch.received_on}


def lead_on(batches):
    """To the one list, or to where all of the sitting are seen."""
    if len(batches) == 1:
        return redirect(CHANGE, batches[0].pk)
    return redirect(SITTING, batches[0].pk)


def refuse(request, refusal, *, desk):
    choices = refusal.choices if isinstance(refusal, spreadsheet.WrongEncoding) else ()
    form = UploadForm(request.POST, request.FILES, user=request.user, choices=choices)
    form.is_valid()
    form.errors.pop("encoding", None)
    form.add_error("file", f"{refusal.file_name}: {refusal}")
    if choices:
        form.add_error("file", _("Choose below, and choose the file once more."))
    status = 413 if isinstance(refusal, spreadsheet.TooLarge) else 422
    return desk.page(request, "upload", status, form=form, title=_("Read a list in"))


def sheet(request, pk, *, desk):
    batch = desk.waiting(request, pk, BatchStatus.MAPPING)
    form = SheetForm(request.POST or None, batch=batch)
    if request.method == "POST" and form.is_valid():
        sheets = list(form.cleaned_data["sheet"])
        return lead_on(importing.choose_sheets(batch=batch, sheets=sheets))
    status = 422 if request.method == "POST" else 200
    return desk.page(
        request, "sheet", status, form=form, batch=batch, title=_("Which sheet is the list?")
    )


def columns(request, pk, *, desk):
    batch = desk.waiting(request, pk, BatchStatus.MAPPING, BatchStatus.STAGED)
    if not batch.columns:
        return redirect("admin:organisations_importbatch_sheet", batch.pk)
    read = importing.sheet_of(batch.sheets.get())
    form = ColumnsForm(request.POST or None, batch=batch, rows=len(read.rows))
    if request.method == "POST" and form.is_valid():
        return use_columns(request, batch, read, form, desk=desk)
    return desk.page(
        request,
        "columns",
        422 if request.method == "POST" else 200,
        form=form,
        batch=batch,
        columns=columns_with_samples(form, read),
        title=_("Which column is what?"),
    )


def use_columns(request, batch, read, form, *, desk):
    importing.seat_all(batch=batch, municipality=form.cleaned_data["municipality"])
    if form.changes_header:
        number = form.cleaned_data["header_row"]
        importing.set_header(batch=batch, sheet=read, header_row=number - 1 if number else None)
        messages.info(request, _("These are the columns with the headings you chose."))
        return redirect("admin:organisations_importbatch_columns", batch.pk)
    purpose = form.cleaned_data["contact_purpose"]
    desk.do(
        request,
        partial(importing.stage, batch=batch, mapping=form.mapping, contact_purpose=purpose),
    )
    return redirect(CHANGE, batch.pk)


def columns_with_samples(form, read):
    """Each column's field beside the first values that stand under its heading."""
    first = form.batch.header_row or 0
    sample = [row for row in read.rows[first:] if any(row)][:SAMPLE_ROWS]
    return [
        {
            "letter": spreadsheet.column_letter(index),
            "field": form[f"column_{index}"],
            "sample": [row[index] for row in sample if index < len(row) and row[index]],
        }
        for index in range(len(form.batch.columns))
    ]


@require_safe
def sitting(request, pk, *, desk):
    """The lists that were opened together, and the one file with the errors of all."""
    batch = desk.get_object(request, str(pk))
    batches = ImportBatch.objects.of_sitting(batch.sitting).annotate(
        **{value: Count("rows", filter=Q(rows__fate=value)) for value in Fate.values}
    )
    return desk.page(
        request,
        "sitting",
        batch=batch,
        batches=batches,
        has_errors=any(each.error for each in batches),
        title=_("Lists opened together"),
    )
