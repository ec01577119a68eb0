"""The project lead's log: my list for today, what was done about one organisation, and the tips."""

import uuid as uuids

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kick.lib.dates import day_text
from kick.lib.paging import page_of
from organisations.actions import outreach
from organisations.forms.outreach import CloseTipForm, NoteForm
from organisations.models import Organisation, Outreach, Tip, WrongMove

MOST_SHOWN = 50
MOST_DOUBLES = 5


def find_led(request, uuid):
    """An organisation of a region that the user leads; any other is missing."""
    led = Organisation.objects.run_by(request.user).current_or_removed()
    return get_object_or_404(led.select_related("municipality__region"), uuid=uuid)


def find_tip(request, uuid):
    tips = Tip.objects.run_by(request.user).select_related("region", "municipality__region")
    return get_object_or_404(tips.select_related("organisation__municipality__region"), uuid=uuid)


def require_lead(request):
    if not request.user.is_staff:
        raise Http404


@require_safe
def outreach_list(request):
    """What is due today, what has waited longest first; then what is planned, and new tips."""
    require_lead(request)
    today = timezone.localdate()
    steps = Outreach.objects.run_by(request.user).with_open_step().by_next_step()
    words = {
        "due": page_of(request, steps.due(on=today), size=MOST_SHOWN),
        "planned": steps.planned_after(today)[:MOST_SHOWN],
        "tips": Tip.objects.run_by(request.user).waiting().oldest_first()[:MOST_SHOWN],
        "today": today,
        "sought": request.GET.get("q", ""),
        "found": _found(request),
        "key": uuids.uuid4(),
    }
    return render(request, "organisations/outreach_list.html", words)


def _found(request):
    sought = request.GET.get("q", "")[:100]
    led = Organisation.objects.run_by(request.user).current()
    return led.found_by(sought).rows.select_related("municipality")[:10] if sought.strip() else []


@require_http_methods(["GET", "HEAD", "POST"])
def outreach_detail(request, uuid):
    """The log of one organisation, with the form for the next line."""
    organisation = find_led(request, uuid)
    form = NoteForm(request.POST or None)
    if form.is_valid():
        outreach.write_note(
            key=form.cleaned_data["key"],
            organisation=organisation,
            by=request.user,
            values=form.values,
        )
        messages.success(request, _("It is written down."))
        return redirect("organisations:outreach_detail", uuid=uuid)
    notes = Outreach.objects.about(organisation)
    words = {
        "organisation": organisation,
        "region": organisation.municipality.region,
        "form": form,
        "page": page_of(request, notes.newest_first()),
        "step": notes.with_open_step().by_next_step().first(),
        "key": uuids.uuid4(),
    }
    status = 422 if form.errors else 200
    return render(request, "organisations/outreach_detail.html", words, status=status)


@require_POST
def outreach_no_answer(request, uuid):
    """One press: rang, no answer, ring again in three days."""
    organisation = find_led(request, uuid)
    note = outreach.note_no_answer(key=_key(request), organisation=organisation, by=request.user)
    text = _("%(name)s: no answer. It comes back on your list %(day)s.")
    messages.success(request, text % {"name": organisation.name, "day": day_text(note.next_on)})
    return redirect("organisations:outreach_list")


@require_POST
def outreach_done(request, uuid):
    organisation = find_led(request, uuid)
    outreach.finish_steps(organisation=organisation)
    messages.success(request, _("%(name)s: done.") % {"name": organisation.name})
    return redirect("organisations:outreach_list")


def _key(request):
    """The one of the page that the button stood on; a page without one is a press of its own."""
    try:
        return uuids.uuid5(uuids.UUID(request.POST.get("key", "")), request.path)
    except ValueError:
        return uuids.uuid4()


@require_safe
def tip_detail(request, uuid):
    tip = find_tip(request, uuid)
    return render(request, "organisations/tip_detail.html", tip_words(tip, CloseTipForm()))


def tip_words(tip, form):
    alike = Organisation.objects.current_or_removed().alike(
        name=tip.name, municipality=tip.municipality, website=tip.website
    )
    return {
        "tip": tip,
        "region": tip.region,
        "alike": alike.select_related("municipality__region")[:MOST_DOUBLES],
        "form": form,
    }


@require_POST
def tip_take_up(request, uuid):
    tip = find_tip(request, uuid)
    try:
        organisation = outreach.take_up_tip(tip=tip, by=request.user)
    except WrongMove:
        return decided_already(request, tip)
    messages.success(request, _("It is in the register. Write down how you reach it."))
    return redirect("organisations:outreach_detail", uuid=organisation.uuid)


@require_POST
def tip_recognise(request, uuid, organisation):
    tip, organisation = find_tip(request, uuid), find_led(request, organisation)
    try:
        tip.recognise(organisation=organisation, by=request.user)
    except WrongMove:
        return decided_already(request, tip)
    messages.success(request, _("The tip is about one that we have."))
    return redirect("organisations:outreach_detail", uuid=organisation.uuid)


@require_POST
def tip_close(request, uuid):
    tip = find_tip(request, uuid)
    form = CloseTipForm(request.POST)
    if not form.is_valid():
        words = tip_words(tip, form)
        return render(request, "organisations/tip_detail.html", words, status=422)
    try:
        tip.close(because=form.cleaned_data["because"], by=request.user)
    except WrongMove:
        return decided_already(request, tip)
    messages.success(request, _("The tip is closed."))
    return redirect("organisations:outreach_list")


def decided_already(request, tip):
    messages.info(request, _("The tip was decided already."))
    return redirect("organisations:tip_detail", uuid=tip.uuid)
