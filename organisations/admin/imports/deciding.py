"""What becomes of rows is decided: by what words mean, for many rows at once, or for one."""

from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from organisations.actions import importing
from organisations.admin.imports.rows import filtered
from organisations.forms.importing import MOST_WORDS, ChoiceForm, SameForm, WordsForm
from organisations.models import BatchStatus, Choice, Organisation

CHANGE = "admin:organisations_importbatch_change"
MOST_FOUND = 20


def words(request, pk, *, desk):
    batch = desk.waiting(request, pk, BatchStatus.STAGED)
    found = importing.words_in(batch)
    form = WordsForm(request.POST or None, words=found)
    if request.method == "POST" and form.is_valid():
        decide = partial(importing.decide_words, batch=batch, meanings=form.meanings)
        if desk.do(request, decide):
            messages.success(request, remembered(len(form.meanings)))
        return redirect(CHANGE, batch.pk)
    return desk.page(
        request,
        "words",
        422 if request.method == "POST" else 200,
        form=form,
        batch=batch,
        left=max(len(found) - MOST_WORDS, 0),
        title=_("What the words mean"),
    )


def remembered(number):
    text = ngettext(
        "%(number)s word is remembered for this list and the next.",
        "%(number)s words are remembered for this list and the next.",
        number,
    )
    return text % {"number": number}


@require_POST
def choose(request, pk, *, desk):
    """For the rows that are ticked, or for all in the selection that the page showed."""
    batch = desk.get_object(request, str(pk))
    rows, chosen = filtered(batch, request.GET)
    form = ChoiceForm(request.POST, numbers=list(rows.values_list("number", flat=True)))
    address = reverse(CHANGE, args=[batch.pk])
    back = redirect(f"{address}?{urlencode(chosen)}" if chosen else address)
    if not form.is_valid():
        for errors in form.errors.values():
            for error in errors:
                messages.error(request, error)
        return back
    if not form.cleaned_data["everything"]:
        rows = rows.filter(number__in=form.cleaned_data["row"])
    desk.do(request, partial(importing.choose_rows, batch=batch, rows=rows, choice=form.chosen))
    return back


def same(request, pk, number, *, desk):
    """A row is said to be an organisation that a search finds."""
    batch = desk.waiting(request, pk, BatchStatus.STAGED)
    row = get_object_or_404(batch.rows, number=number)
    typed = request.GET.get("q", row.values.get("name", ""))[:200]
    found = Organisation.objects.in_region(batch.region).current().matching(typed)
    keys = list(found.order_by().values_list("pk", flat=True)[:MOST_FOUND])
    shown = Organisation.objects.filter(pk__in=keys).select_related("municipality").by_name()
    everywhere = Organisation.objects.in_region(batch.region).current()
    form = SameForm(request.POST or None, found=everywhere if request.POST else shown)
    if request.method == "POST" and form.is_valid():
        about = {"choice": Choice.SAME, "same_as": form.cleaned_data["organisation"]}
        rows = batch.rows.filter(pk=row.pk)
        desk.do(request, partial(importing.choose_rows, batch=batch, rows=rows, **about))
        return redirect(CHANGE, batch.pk)
    form.fields["organisation"].queryset = shown
    return desk.page(
        request,
        "same",
        422 if request.method == "POST" else 200,
        form=form,
        batch=batch,
        cells=[cell for cell in row.cells if cell],
        typed=typed,
        found=bool(keys),
        title=_("Which organisation is row %(number)s?") % {"number": number},
    )
