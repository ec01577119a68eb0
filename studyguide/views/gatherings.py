"""The leader's pages of one gathering: who was there, what to prepare, and the mail afterwards."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from studyguide.actions import gatherings
from studyguide.circle_overview import Overview
from studyguide.forms.circles import GatheringForm
from studyguide.views.circles import FORM, find_run_circle, page_words
from studyguide.views.ways_in import Account

MOST_TICKS = 100


def find_gathering(overview, pk):
    """As the overview has it: numbered, and with those who were there."""
    row = next((row for row in overview.gatherings if row.pk == pk), None)
    if row is None:
        raise Http404
    return row


@FORM
def gathering_detail(request, uuid, pk):
    """What is needed before, during and after it."""
    circle = find_run_circle(request, uuid)
    overview = Overview(circle, Account(circle, None))
    gathering = find_gathering(overview, pk)
    if request.method == "POST":
        deed = DEEDS.get(request.POST.get("do", ""))
        if deed is None:
            raise Http404
        deed(request, circle, gathering)
        return redirect("circles:gathering_detail", uuid=uuid, pk=pk)
    words = page_words(circle) | {
        "overview": overview,
        "gathering": gathering,
        "has_begun": gathering.starts_at <= timezone.now(),
        "talk": overview.talk_of(gathering),
        "with_address": sum(bool(row.email) for row in overview.members),
        "warnings": [row for row in overview.warnings if row.objects == (gathering.pk,)],
    }
    return render(request, "studyguide/gathering_detail.html", words)


def tick(request, circle, gathering):
    numbers = [pk for pk in request.POST.getlist("present")[:MOST_TICKS] if is_number(pk)]
    present = circle.members.filter(pk__in=numbers)
    try:
        gatherings.tick(gathering=gathering, by=request.user, present=present)
        messages.success(request, _("The attendance is saved."))
    except gatherings.NotHeldYet:
        messages.warning(request, _("It has not begun yet."))


def is_number(written):
    return written.isdecimal() and len(written) < 19


def miss(request, circle, gathering):
    gatherings.say_it_was_missed(gathering=gathering, by=request.user)
    messages.success(request, _("It is noted that the gathering did not happen."))


def plan_again(request, circle, gathering):
    gatherings.plan_again(gathering=gathering, by=request.user)
    messages.success(request, _("The gathering is planned again."))


def tell(request, circle, gathering):
    try:
        number = gatherings.tell_after(gathering=gathering, by=request.user)
    except gatherings.NotHeld:
        messages.warning(request, _("Tick first who was there."))
        return
    if number:
        messages.success(request, _("The mail is on its way."))
    else:
        messages.info(request, _("Everybody has had that mail already."))


DEEDS = {"bocka": tick, "instalt": miss, "planera": plan_again, "mejla": tell}


@FORM
def gathering_new(request, uuid):
    circle = find_run_circle(request, uuid)
    form = form_of(request, Overview(circle))
    if form.is_valid():
        try:
            gatherings.add_gathering(circle=circle, by=request.user, **form.facts)
        except gatherings.TimeIsTaken:
            form.add_error("time", taken())
        except gatherings.TooMany:
            form.add_error(None, _("The circle cannot have more gatherings."))
        else:
            messages.success(request, _("The gathering is planned."))
            return redirect(circle)
    words = page_words(circle) | {"form": form}
    status = 422 if form.errors else 200
    return render(request, "studyguide/gathering_form.html", words, status=status)


@FORM
def gathering_edit(request, uuid, pk):
    circle = find_run_circle(request, uuid)
    gathering = get_object_or_404(circle.gatherings.select_related("circle"), pk=pk)
    if request.POST.get("do") == "ta-bort":
        gatherings.remove_gathering(gathering=gathering, by=request.user)
        messages.success(request, _("The gathering is taken away."))
        return redirect(circle)
    form = form_of(request, Overview(circle), gathering)
    if form.is_valid():
        try:
            gatherings.change_gathering(gathering=gathering, by=request.user, **form.facts)
        except gatherings.TimeIsTaken:
            form.add_error("time", taken())
        else:
            messages.success(request, _("It is saved."))
            return redirect("circles:gathering_detail", uuid=uuid, pk=pk)
    words = page_words(circle) | {"form": form, "gathering": gathering}
    status = 422 if form.errors else 200
    return render(request, "studyguide/gathering_form.html", words, status=status)


def form_of(request, overview, gathering=None):
    initial = {}
    if gathering:
        begins = timezone.localtime(gathering.starts_at)
        initial = {
            "day": begins.date(),
            "time": begins.time(),
            "minutes": gathering.minutes,
            "chapter": gathering.chapter_id or "",
            "place": gathering.place,
        }
    return GatheringForm(
        request.POST or None,
        chapters=list(overview.words_of.values()),
        length=gathering.minutes if gathering else None,
        initial=initial,
    )


def taken():
    return _("You have a gathering at that time already.")
