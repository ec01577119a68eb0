"""The regions try the method tool together: what each used and said, and the list for the report."""

from collections import Counter

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kick.lib import kept_words
from kick.lib.export import UnknownFormat, respond
from kick.lib.paging import page_of
from organisations.exports import record
from organisations.models import Region
from studyguide.actions import method as actions
from studyguide.exports import TRIALS
from studyguide.forms.method import TrialForm
from studyguide.models import Part, ToolTrial
from studyguide.reading import METHOD_TOOL
from studyguide.versions import changes
from studyguide.views.guide import chapters

FORM = require_http_methods(["GET", "HEAD", "POST"])
FACTS = ("part", "used_on", "rating", "words")


def find_all(request):
    """What all regions have said; missing for those who do not test."""
    if not request.user.runs_meetings:
        raise Http404
    return ToolTrial.objects.visible_to(request.user).with_parts()


@never_cache
@require_safe
def desk_trials(request):
    """Which parts each region has used, and what was said of them, the newest first."""
    trials = find_all(request)
    used = Counter(trials.order_by().values_list("region", "part"))
    regions = Region.objects.filter(pk__in={region for region, _part in used}).by_name()
    words = {
        "page": page_of(request, trials.latest_first()),
        "parts": Part.labels,
        "rows": [(region, [used[region.pk, part] for part in Part.values]) for region in regions],
    }
    return render(request, "studyguide/method/desk_trials.html", with_titles(words))


@never_cache
@require_safe
def desk_trials_region(request, region):
    trials = find_all(request)
    region = get_object_or_404(Region.objects.active(), slug=region)
    here = trials.in_region(region)
    used = Counter(here.order_by().values_list("part", flat=True))
    words = {
        "region": region,
        "page": page_of(request, here.latest_first()),
        "used": [(part.label, used[part.value]) for part in Part],
        "is_ours": Region.objects.run_by(request.user).filter(pk=region.pk).exists(),
    }
    return render(request, "studyguide/method/desk_trials_region.html", with_titles(words))


def titles():
    return {row.chapter_id: row.title for row in chapters(guide=METHOD_TOOL)}


def with_titles(words):
    """Each trial on the page with the chapter's title and how many texts have changed since."""
    words["page"].object_list = list(told(words["page"].object_list))
    return words


def told(trials):
    """The trials, as the page and the file tell them."""
    names, since = titles(), {}
    for trial in trials:
        trial.chapter_title = names.get(trial.chapter_id, "")
        if trial.version and trial.version_id not in since:
            since[trial.version_id] = len(changes(trial.version.guide, since=trial.version))
        trial.changed_since = since.get(trial.version_id, 0)
        yield trial


@never_cache
@FORM
def desk_trial_new(request):
    regions = Region.objects.run_by(request.user).active().by_name()
    if not request.user.runs_meetings or not regions:
        raise Http404
    kept = kept_words.take(request.session, request.path)
    form = TrialForm(request.POST or None, regions=regions, language=get_language(), initial=kept)
    if form.is_valid():
        try:
            trial = actions.note_trial(
                key=form.cleaned_data["key"],
                region=form.chosen_region,
                by=request.user,
                facts=form.written,
            )
        except actions.TakenKey:
            raise Http404 from None
        return saved(request, trial)
    return show(request, form)


@never_cache
@FORM
def desk_trial_edit(request, uuid):
    trials = ToolTrial.objects.written_by(request.user).with_parts()
    trial = get_object_or_404(trials, uuid=uuid)
    kept = kept_words.take(request.session, request.path)
    initial = {name: getattr(trial, name) for name in FACTS}
    initial |= {"chapter": trial.chapter.key if trial.chapter else ""} | kept
    form = TrialForm(
        request.POST or None,
        region=trial.region,
        language=get_language(),
        initial=initial,
    )
    if form.is_valid():
        actions.change_trial(trial=trial, facts=form.written)
        return saved(request, trial)
    return show(request, form, trial=trial)


def saved(request, trial):
    messages.success(request, _("Saved."))
    return redirect("method:desk_trials_region", region=trial.region.slug)


def show(request, form, trial=None):
    words = {"form": form, "trial": trial, "region": form.region}
    status = 422 if form.errors else 200
    return render(request, "studyguide/method/desk_trial.html", words, status=status)


@require_POST
def desk_trials_export(request, format):
    """All regions' trials. A button and no link, since it is noted for each region who took it out."""
    trials = find_all(request).latest_first()
    try:
        response = respond(format, TRIALS, told(trials.iterator(500)), "metodverktyget-provat")
    except UnknownFormat as unknown:
        raise Http404 from unknown
    numbers = Counter(trials.order_by().values_list("region", flat=True))
    for region in Region.objects.filter(pk__in=numbers):
        record(
            what="tool trials",
            about="metodverktyg",
            region=region,
            format=format,
            rows=numbers[region.pk],
            by=request.user,
        )
    return response
