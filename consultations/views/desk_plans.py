"""The region's desk: writing the plan, sending it out for comment, adopting it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations.actions import plans
from consultations.forms.plan import AdoptForm, DraftForm, NewPlanForm, PartsForm
from consultations.models import Plan, PlanVersion
from consultations.views.desk_tasks import deleted, is_gone
from kick.lib import personal
from kick.lib.seal import seal
from organisations.models import WrongMove


def find_version(request, plan, version):
    """A version that the user writes as officer; a foreign one is missing."""
    written = PlanVersion.objects.written_by(request.user).select_related("plan__region")
    return get_object_or_404(written, plan=plan, number=version)


def to_version(version):
    return redirect("consultations:desk_plan", plan=version.plan_id, version=version.number)


def show(request, name, version, status=200, **words):
    words |= {"version": version, "plan": version.plan, "region": version.plan.region}
    return render(request, f"consultations/{name}.html", words, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def desk_plan_new(request):
    if not request.user.authority_region_ids:
        raise Http404
    form = NewPlanForm(request.POST or None, request.FILES or None, user=request.user)
    if form.is_valid():
        try:
            version = plans.new_plan(plan=form.plan, text=form.written_text, by=request.user)
            messages.success(request, _("The draft is saved. Only the region's officers see it."))
            return to_version(version)
        except plans.PlanExists:
            form.add_error("first_year", _("There is a plan from that year already."))
    status = 422 if form.errors else 200
    words = {"form": form, "region": form.only_region}
    return render(request, "consultations/desk_plan_new.html", words, status=status)


@require_safe
def desk_plan(request, plan, version):
    version = find_version(request, plan, version)
    sections = list(version.sections.in_order().with_texts())
    others = version.plan.versions.newest_first().exclude(pk=version.pk)
    words = {
        "sections": sections,
        "empty": empty_ones(sections),
        "alone": len([one for one in sections if one.level == 1]) == 1 and len(sections) > 1,
        "lost": plans.lost_sections(version) if version.is_draft else [],
        "numbers_in": with_personal_numbers(sections) if version.is_draft else [],
        "others": others,
        "consultations": version.consultations.with_parts().newest_first(),
    }
    return show(request, "desk_plan", version, **words)


def empty_ones(sections):
    """Without text, and with nothing under their heading."""
    with_parts = {section.parent_id for section in sections}
    return [one for one in sections if not one.text.body and one.pk not in with_parts]


def with_personal_numbers(sections):
    return [
        section
        for section in sections
        if personal.contains_personal_number(f"{section.text.heading}\n{section.text.body}")
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def desk_plan_edit(request, plan, version):
    version = find_version(request, plan, version)
    if not version.is_draft:
        raise Http404
    form = DraftForm(request.POST or None, initial=what_is_kept(version))
    if not form.is_valid():
        status = 422 if form.errors else 200
        return show(request, "desk_plan_edit", version, form=form, status=status)
    try:
        plans.save_draft(version=version, **form.cleaned_data)
    except plans.ChangedMeanwhile as meanwhile:
        return show_both(request, version, form.cleaned_data, meanwhile)
    except WrongMove:
        messages.error(request, _("The version went out while you wrote, so it was not changed."))
        return to_version(version)
    messages.success(request, _("The draft is saved."))
    return to_version(version)


@require_http_methods(["GET", "HEAD", "POST"])
def desk_plan_parts(request, plan, version):
    """Of a version that is out too: which part a section is, is no word of the plan."""
    version = find_version(request, plan, version)
    sections = list(version.sections.in_order().with_texts())
    form = PartsForm(request.POST or None, sections=sections)
    if not form.is_valid():
        status = 422 if form.errors else 200
        return show(request, "desk_plan_parts", version, status=status, form=form)
    try:
        plans.set_parts(version=version, parts=form.parts)
    except plans.GoneAlready:
        raise Http404 from None
    messages.success(
        request, _("Saved. The study guide's questions lead to the sections you chose.")
    )
    return to_version(version)


def what_is_kept(version):
    return {
        "text": plans.text_of(version),
        "case_number": version.plan.case_number,
        "stamp": plans.stamp_of(version),
    }


def show_both(request, version, typed, meanwhile):
    """The other's text beside the one that was typed; what is saved next is what she then chose."""
    form = DraftForm(initial=typed | {"stamp": plans.stamp_of(version)})
    return show(request, "desk_plan_edit", version, form=form, theirs=meanwhile.text, status=409)


@require_POST
def desk_plan_version(request, plan):
    plan = get_object_or_404(Plan.objects.written_by(request.user), pk=plan)
    try:
        return to_version(plans.new_version(plan=plan, by=request.user))
    except WrongMove:
        raise Http404 from None


@require_http_methods(["GET", "HEAD", "POST"])
def desk_plan_publish(request, plan, version):
    version = find_version(request, plan, version)
    if request.method == "POST":
        return publish(request, version)
    if not version.is_draft:
        return to_version(version)
    words = {
        "older": version.plan.versions.out().first(),
        "number": version.sections.count(),
        "stamp": plans.stamp_of(version),
        "numbers_in": with_personal_numbers(version.sections.in_order().with_texts()),
    }
    return show(request, "desk_plan_publish", version, **words)


def publish(request, version):
    try:
        plans.publish_version(
            version=version, stamp=request.POST.get("stamp", "")[:64], by=request.user
        )
        messages.success(request, _("The draft is out for comment. Now open a consultation on it."))
    except plans.ChangedMeanwhile:
        messages.error(
            request, _("The draft has changed since you looked at it. Look at it again first.")
        )
    except plans.NothingWritten:
        messages.error(request, _("There is nothing in the draft yet."))
    except WrongMove:
        messages.info(request, _("The draft was published already."))
    return to_version(version)


@require_http_methods(["GET", "HEAD", "POST"])
def desk_plan_adopt(request, plan, version):
    version = find_version(request, plan, version)
    form = AdoptForm(request.POST or None)
    if not form.is_valid():
        if not (version.is_draft or version.is_out):
            return to_version(version)
        status = 422 if form.errors else 200
        return show(request, "desk_plan_adopt", version, form=form, status=status)
    try:
        plans.adopt_version(version=version, on=form.cleaned_data["adopted_on"], by=request.user)
        messages.success(request, _("The plan is marked as adopted, and everybody can read it."))
    except plans.NothingWritten:
        messages.error(request, _("There is nothing in the draft yet."))
    except WrongMove:
        messages.info(request, _("The plan was adopted or replaced already."))
    return to_version(version)


@require_http_methods(["GET", "HEAD", "POST"])
def desk_plan_delete(request, plan, version):
    if is_gone(request, PlanVersion.objects.filter(plan=plan, number=version)):
        return deleted(request)
    version = find_version(request, plan, version)
    if not version.is_draft:
        raise Http404
    if request.method != "POST":
        return show(request, "desk_plan_delete", version, seal=seal(request.path))
    try:
        plans.delete_draft(version=version)
        return deleted(request)
    except plans.StillUsed:
        messages.error(request, _("A consultation is about this draft, so it stays."))
    except WrongMove:
        messages.error(request, _("The version went out meanwhile, so it stays."))
    return to_version(version)
