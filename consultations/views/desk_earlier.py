"""The desk: lists of who was asked and who answered before Kick, so that new voices can be told."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations.actions import earlier_rounds
from consultations.earlier_lists import NoAnswerColumn, NoNameColumn
from consultations.forms.earlier import EarlierRoundForm
from consultations.models import EarlierRound
from consultations.views.desk_tasks import is_gone
from kick.lib import spreadsheet
from kick.lib.paging import page_of
from kick.lib.seal import seal


def find_run(request, uuid):
    """A list of a region where the user is project lead or officer; a foreign one is missing."""
    return get_object_or_404(EarlierRound.objects.run_by(request.user).with_numbers(), uuid=uuid)


@require_safe
def desk_earlier_list(request):
    if not request.user.runs_meetings:
        raise Http404
    rounds = EarlierRound.objects.run_by(request.user).with_numbers().newest_first()
    words = {"page": page_of(request, rounds)}
    return render(request, "consultations/desk_earlier_list.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
def desk_earlier_new(request):
    if not request.user.runs_meetings:
        raise Http404
    form = EarlierRoundForm(request.POST or None, request.FILES or None, user=request.user)
    if form.is_valid():
        try:
            found = earlier_rounds.open_round(file=form.cleaned_data["file"], **form.words)
            return redirect("consultations:desk_earlier", uuid=found.uuid)
        except (spreadsheet.UnreadableFile, NoNameColumn, NoAnswerColumn) as refusal:
            form.add_error("file", str(refusal))
    words = {"form": form}
    status = 422 if form.errors else 200
    return render(request, "consultations/desk_earlier_new.html", words, status=status)


@require_safe
def desk_earlier(request, uuid):
    """Every row as it was read: whom we know, and what is wrong with the others."""
    found = find_run(request, uuid)
    rows = found.addressees.select_related("organisation__municipality__region", "municipality")
    only_bad = request.GET.get("visa") == "fel"
    shown = rows.bad() if only_bad else rows
    count = found.rows - found.good if only_bad else found.rows
    words = {
        "round": found,
        "region": found.region,
        "bad": found.rows - found.good,
        "only_bad": only_bad,
        "page": page_of(request, shown.in_order(), size=50, count=count),
    }
    return render(request, "consultations/desk_earlier.html", words)


@require_POST
def desk_earlier_take_in(request, uuid):
    found = find_run(request, uuid)
    try:
        earlier_rounds.take_in(round_=found)
        messages.success(request, _("The list counts from now on. New voices are counted anew."))
    except earlier_rounds.NotWaiting:
        messages.info(request, _("The list was taken in already."))
    except earlier_rounds.NothingToTakeIn:
        messages.error(
            request, _("Every row has something wrong. Mend the list, and read it anew.")
        )
    return redirect("consultations:desk_earlier", uuid=uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def desk_earlier_remove(request, uuid):
    if is_gone(request, EarlierRound.objects.filter(uuid=uuid)):
        return removed(request)
    found = find_run(request, uuid)
    if request.method == "POST":
        earlier_rounds.remove(round_=found)
        return removed(request)
    words = {"round": found, "region": found.region, "seal": seal(request.path)}
    return render(request, "consultations/desk_earlier_remove.html", words)


def removed(request):
    messages.success(request, _("The list is removed."))
    return redirect("consultations:desk_earlier_list")
