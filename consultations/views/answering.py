"""The officer's reading desk: what has come in, what is shown of it, and the region's answers."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations import exports
from consultations.actions import verdicts
from consultations.forms.verdict import (
    PARAMETERS,
    ContributionFilter,
    ReleaseForm,
    VerdictForm,
    VerdictOnOneForm,
)
from consultations.models import Consultation, Contribution, Statement
from kick.lib.export import UnknownFormat, respond
from kick.lib.paging import bounded_page_of, page_of
from kick.lib.personal_hints import hints_in
from organisations.exports import record
from organisations.models import WrongMove


def find_run(request, uuid):
    """A consultation of the officer's own region; a foreign one is missing."""
    consultations = Consultation.objects.run_by(request.user).with_parts()
    return get_object_or_404(consultations, uuid=uuid)


def find_received(request, uuid, pk):
    received = Contribution.objects.received_by(request.user).with_parts()
    return get_object_or_404(received, statement__consultation__uuid=uuid, pk=pk)


def received_in(consultation):
    return Contribution.objects.in_consultation(consultation).arrived()


@require_safe
def desk_contributions(request, uuid):
    consultation = find_run(request, uuid)
    return render_list(request, consultation, VerdictForm(auto_id="id_%s"))


def render_list(request, consultation, form, *, chosen=(), status=200):
    choice = ContributionFilter(request.GET, consultation=consultation)
    choice.is_valid()
    found = choice.select(received_in(consultation)).with_parts().in_order()
    page = bounded_page_of(request, found)
    for contribution in page.object_list:
        contribution.hints = hints_in(f"{contribution.body}\n{contribution.wording}")
    words = {
        "consultation": consultation,
        "region": consultation.region,
        "choice": choice,
        "form": form,
        "chosen": {int(pk) for pk in chosen},
        "page": page,
        "query": query_of(request),
        "counts": received_in(consultation).state_counts(),
    }
    return render(request, "consultations/desk_contributions.html", words, status=status)


def query_of(request):
    """The choice as it was made, without page, for the links of the page."""
    kept = request.GET.copy()
    for name in set(kept) - set(PARAMETERS.values()):
        del kept[name]
    return kept.urlencode() + "&" if kept else ""


def chosen_of(request):
    return [
        pk
        for pk in request.POST.getlist("punkt")
        if pk.isascii() and pk.isdecimal() and len(pk) < 18
    ][:200]


def back_to_list(request, consultation):
    answer = redirect("consultations:desk_contributions", uuid=consultation.uuid)
    query = query_of(request).rstrip("&")
    answer["Location"] += f"?{query}" if query else ""
    return answer


@require_POST
def desk_release(request, uuid):
    """Those that are ticked, as they came."""
    consultation = find_run(request, uuid)
    ticked = received_in(consultation).standing().filter(pk__in=chosen_of(request))
    number = verdicts.release(contributions=ticked, by=request.user)
    text = ngettext(
        "One contribution is released.", "%(number)d contributions are released.", number
    )
    messages.success(request, text % {"number": number})
    return back_to_list(request, consultation)


@require_POST
def desk_decide(request, uuid):
    """The same answer to all that are ticked."""
    consultation = find_run(request, uuid)
    chosen = chosen_of(request)
    form = VerdictForm(request.POST)
    if form.is_valid() and not chosen:
        form.add_error(None, _("Tick the contributions that the answer is for."))
    if not form.is_valid():
        return render_list(request, consultation, form, chosen=chosen, status=422)
    ticked = received_in(consultation).standing().filter(pk__in=chosen)
    try:
        number = verdicts.decide(contributions=ticked, by=request.user, **form.cleaned_data)
        text = ngettext("One answer is saved.", "%(number)d answers are saved.", number)
        messages.success(request, text % {"number": number})
    except verdicts.AlreadyPublished:
        messages.error(request, _("One of them has been answered in public, and stays as it is."))
    return back_to_list(request, consultation)


@require_safe
def desk_contribution(request, uuid, pk):
    return render_one(request, find_received(request, uuid, pk))


def render_one(request, contribution, *, release_form=None, verdict_form=None):
    consultation = contribution.statement.consultation
    bound = release_form or verdict_form
    words = {
        "contribution": contribution,
        "consultation": consultation,
        "region": consultation.region,
        "hints": hints_in(f"{contribution.body}\n{contribution.wording}"),
        "release_form": release_form or ReleaseForm(contribution=contribution),
        "verdict_form": verdict_form or VerdictOnOneForm(contribution=contribution),
        "form": bound,
        "next": next_after(contribution),
    }
    return render(
        request, "consultations/desk_contribution.html", words, status=422 if bound else 200
    )


def next_after(contribution):
    """The next one, in the plan's order, that lacks an answer."""
    consultation = contribution.statement.consultation
    left = list(
        verdicts.left_to_answer(consultation).in_order().values_list("pk", flat=True)[:1000]
    )
    left = [pk for pk in left if pk != contribution.pk]
    return left[0] if left else None


@require_POST
def desk_contribution_release(request, uuid, pk):
    contribution = find_received(request, uuid, pk)
    form = ReleaseForm(request.POST, contribution=contribution)
    if contribution.statement.is_recalled:
        raise Http404
    if not form.is_valid():
        return render_one(request, contribution, release_form=form)
    verdicts.release_abridged(
        contribution=contribution,
        by=request.user,
        body=form.cleaned_data.get("public_body", ""),
        wording=form.cleaned_data.get("public_wording", ""),
    )
    messages.success(request, _("It can be read by all now."))
    return redirect("consultations:desk_contribution", uuid=uuid, pk=pk)


@require_POST
def desk_contribution_hold(request, uuid, pk):
    contribution = find_received(request, uuid, pk)
    verdicts.hold_back(contribution=contribution)
    messages.success(request, _("It is no longer shown."))
    return redirect("consultations:desk_contribution", uuid=uuid, pk=pk)


@require_POST
def desk_contribution_decide(request, uuid, pk):
    contribution = find_received(request, uuid, pk)
    form = VerdictOnOneForm(request.POST, contribution=contribution)
    if not form.is_valid():
        return render_one(request, contribution, verdict_form=form)
    one = Contribution.objects.filter(pk=contribution.pk)
    try:
        verdicts.decide(contributions=one, by=request.user, **form.cleaned_data)
        messages.success(request, _("The answer is saved. Nobody else sees it until you publish."))
    except verdicts.AlreadyPublished:
        messages.error(request, _("The answer has been published, and stays as it is."))
    following = request.POST.get("sedan") == "nasta" and next_after(contribution)
    return redirect("consultations:desk_contribution", uuid=uuid, pk=following or pk)


@require_http_methods(["GET", "HEAD", "POST"])
def desk_verdicts_publish(request, uuid):
    consultation = find_run(request, uuid)
    if request.method == "POST":
        return publish(request, consultation)
    words = {
        "consultation": consultation,
        "region": consultation.region,
        "left": verdicts.left_to_answer(consultation).count(),
        "counts": received_in(consultation).state_counts(),
        "senders": consultation.statements.arrived().live().count(),
    }
    return render(request, "consultations/desk_verdicts_publish.html", words)


def publish(request, consultation):
    try:
        number = verdicts.publish_verdicts(consultation=consultation)
        text = ngettext("One answer is published.", "%(number)d answers are published.", number)
        messages.success(request, text % {"number": number})
    except WrongMove:
        messages.info(request, _("The answers were published already, or it is cancelled."))
    except (verdicts.NotAllAnswered, verdicts.NotClosed):
        # The page itself says what is left.
        return redirect("consultations:desk_verdicts_publish", uuid=consultation.uuid)
    return redirect("consultations:desk_contributions", uuid=consultation.uuid)


@require_POST
def desk_contributions_export(request, uuid, format):
    """A button and no link, since it is noted who took the list out."""
    consultations = Consultation.objects.exported_by(request.user).with_parts()
    consultation = get_object_or_404(consultations, uuid=uuid)
    is_officers = consultation.region_id in request.user.authority_region_ids
    is_whole = is_officers or consultation.region_id in request.user.registry_region_ids
    try:
        response = respond(
            format,
            exports.CONTRIBUTIONS,
            exports.contribution_rows(consultation, is_whole=is_whole, has_drafts=is_officers),
            f"synpunkter-{consultation.slug}",
        )
    except UnknownFormat as unknown:
        raise Http404 from unknown
    record(
        what="contributions",
        about=f"consultation:{consultation.uuid}",
        region=consultation.region,
        format=format,
        rows=exports.contributions_of(consultation, is_whole=is_whole).count(),
        by=request.user,
    )
    return response


@require_safe
def desk_register(request, uuid):
    """Number, time and sender of each statement, for officers and the region's registrars."""
    consultations = Consultation.objects.registered_by(request.user).with_parts()
    consultation = get_object_or_404(consultations, uuid=uuid)
    arrived = consultation.statements.arrived().with_points().order_by("number")
    words = {
        "consultation": consultation,
        "region": consultation.region,
        "page": page_of(request, arrived, size=50),
    }
    return render(request, "consultations/desk_register.html", words)


@require_safe
def desk_statement(request, uuid, number):
    """One statement whole, as it was handed in."""
    statements = Statement.objects.registered_by(request.user).with_parts()
    statement = get_object_or_404(statements, consultation__uuid=uuid, number=number)
    words = {
        "statement": statement,
        "consultation": statement.consultation,
        "region": statement.consultation.region,
        "contributions": statement.contributions.with_parts().order_by("position"),
    }
    return render(request, "consultations/desk_statement.html", words)
