"""For those who run an alliance: its stage, members, board, papers, and letters to all."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisations.actions import alliances
from organisations.forms.alliance import (
    AllianceForm,
    BoardSeatForm,
    DecideForm,
    DocumentForm,
    StageForm,
    StepForm,
    WriteForm,
)
from organisations.models import Alliance, FoundingStep, Stage, Step, WrongMove
from organisations.reach import reach_of
from organisations.views.alliance import stages_of

FORM = require_http_methods(["GET", "HEAD", "POST"])


def find_run_alliance(request, slug):
    """One that the user runs; a foreign one is missing."""
    return get_object_or_404(Alliance.objects.run_by(request.user).with_parts(), slug=slug)


def form_page(request, alliance, form, template="alliance_form", **words):
    """A form in the alliance's workshop, with what was wrong in it and all that was typed."""
    words = {"alliance": alliance, "form": form, **words}
    status = 422 if form.errors else 200
    return render(request, f"organisations/{template}.html", words, status=status)


@never_cache
@require_safe
def alliance_lead(request, slug):
    alliance = find_run_alliance(request, slug)
    reached = reach_of(alliance)
    members = alliance.members.all()
    words = {
        "alliance": alliance,
        "steps": stages_of(alliance),
        "number": members.taking_part().count(),
        "waiting": members.waiting().count(),
        "board": alliance.board_seats.current().count(),
        "documents": alliance.documents.count(),
        "done": alliance.steps.filter(done_on__isnull=False).count(),
        "of": len(Step),
        "missing": [place.name for place in reached["places"] if place.is_missing],
    }
    return render(request, "organisations/alliance_lead.html", words)


@never_cache
@FORM
def alliance_edit(request, slug):
    alliance = find_run_alliance(request, slug)
    initial = {
        "name": alliance.name,
        "purpose": alliance.purpose,
        "fee": alliance.fee,
        "criteria": "\n".join(criterion.text for criterion in alliance.criteria.all()),
    }
    form = AllianceForm(request.POST or None, initial=initial)
    if form.is_valid():
        alliances.change_alliance(alliance=alliance, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("organisations:alliance_lead", slug=slug)
    return form_page(request, alliance, form, heading=_("Name, purpose and criteria"))


@never_cache
@FORM
def alliance_stage(request, slug):
    alliance = find_run_alliance(request, slug)
    if request.POST.get("stage") == alliance.status:
        # The same press once more.
        messages.info(request, _("Somebody has moved it already."))
        return redirect(alliance)
    form = StageForm(request.POST or None, alliance=alliance)
    if form.is_valid():
        said = form.cleaned_data
        try:
            alliances.move_alliance(
                alliance=alliance,
                stage=Stage(said["stage"]),
                place=said.get("place"),
                formed_on=said["formed_on"],
            )
            messages.success(request, _("The alliance is in its next stage."))
        except WrongMove:
            messages.info(request, _("Somebody has moved it already."))
        # A project lead no longer runs an alliance that is formed.
        return redirect(alliance)
    return form_page(request, alliance, form, heading=_("The next stage"))


@never_cache
@require_safe
def alliance_members(request, slug):
    alliance = find_run_alliance(request, slug)
    words = {"alliance": alliance, "members": alliance.members.by_name()}
    return render(request, "organisations/alliance_members.html", words)


@never_cache
@FORM
def alliance_member(request, slug, pk):
    """An application with its answers, and the board's decision."""
    alliance = find_run_alliance(request, slug)
    member = get_object_or_404(alliance.members.select_related("organisation"), pk=pk)
    form = DecideForm(request.POST or None)
    if form.is_valid():
        try:
            alliances.decide(
                member=member,
                admit=form.admits,
                reason=form.cleaned_data["reason"],
                by=request.user,
            )
            messages.success(request, _("Decided, and the association is told by mail."))
        except WrongMove:
            messages.info(request, _("It is decided already."))
        return redirect("organisations:alliance_members", slug=slug)
    answers = member.answers.select_related("criterion")
    return form_page(request, alliance, form, "alliance_member", member=member, answers=answers)


@require_POST
def alliance_member_end(request, slug, pk):
    alliance = find_run_alliance(request, slug)
    member = get_object_or_404(alliance.members.select_related("organisation"), pk=pk)
    if alliances.leave(member=member):
        text = _("%(name)s is no longer in the alliance.")
        messages.success(request, text % {"name": member.organisation.name})
    return redirect("organisations:alliance_members", slug=slug)


@never_cache
@require_safe
def alliance_reach(request, slug):
    alliance = find_run_alliance(request, slug)
    words = {"alliance": alliance, **reach_of(alliance)}
    return render(request, "organisations/alliance_reach.html", words)


@never_cache
@FORM
def alliance_board(request, slug, pk=None):
    """The board with its periods; a form below for a new seat, or for the one that is changed."""
    alliance = find_run_alliance(request, slug)
    seat = get_object_or_404(alliance.board_seats, pk=pk) if pk else None
    names = ["task", "name", "organisation", "since", "until", "shows_name"]
    initial = {name: getattr(seat, name) for name in names} if seat else None
    form = BoardSeatForm(request.POST or None, alliance=alliance, initial=initial)
    if form.is_valid():
        alliances.save_part(
            alliance=alliance, rows=alliance.board_seats, row=seat, values=form.cleaned_data
        )
        messages.success(request, _("The board is saved."))
        return redirect("organisations:alliance_board", slug=slug)
    return form_page(
        request,
        alliance,
        form,
        "alliance_board",
        seat=seat,
        board=alliance.board_seats.current().of_the_board().by_task(),
        group=alliance.board_seats.current().of_the_group().by_task(),
        earlier=alliance.board_seats.earlier().by_task(),
    )


@require_POST
def alliance_board_delete(request, slug, pk):
    """For what was written by mistake; a period that is over gets its last day instead."""
    alliance = find_run_alliance(request, slug)
    alliance.board_seats.filter(pk=pk).delete()
    messages.success(request, _("The board is saved."))
    return redirect("organisations:alliance_board", slug=slug)


@never_cache
@FORM
def alliance_documents(request, slug, pk=None):
    alliance = find_run_alliance(request, slug)
    document = get_object_or_404(alliance.documents, pk=pk) if pk else None
    names = ["kind", "title", "day", "body", "is_public"]
    initial = {name: getattr(document, name) for name in names} if document else None
    form = DocumentForm(request.POST or None, initial=initial)
    if form.is_valid():
        alliances.save_part(
            alliance=alliance, rows=alliance.documents, row=document, values=form.cleaned_data
        )
        messages.success(request, _("The document is saved."))
        return redirect("organisations:alliance_documents", slug=slug)
    return form_page(
        request,
        alliance,
        form,
        "alliance_documents",
        document=document,
        documents=alliance.documents.newest_first(),
    )


@never_cache
@require_safe
def alliance_steps(request, slug):
    alliance = find_run_alliance(request, slug)
    begun = {step.key: step for step in alliance.steps.all()}
    rows = [(step, begun.get(step.value)) for step in Step]
    words = {"alliance": alliance, "rows": rows}
    return render(request, "organisations/alliance_steps.html", words)


@never_cache
@FORM
def alliance_step(request, slug, key):
    alliance = find_run_alliance(request, slug)
    if key not in Step.values:
        raise Http404
    step = alliance.steps.filter(key=key).first()
    names = ["who", "due", "done_on"]
    initial = {name: getattr(step, name) for name in names} if step else None
    form = StepForm(request.POST or None, initial=initial)
    if form.is_valid():
        FoundingStep.objects.update_or_create(
            alliance=alliance, key=key, defaults=form.cleaned_data
        )
        messages.success(request, _("Saved."))
        return redirect("organisations:alliance_steps", slug=slug)
    return form_page(request, alliance, form, heading=Step(key).label)


@never_cache
@FORM
def alliance_write(request, slug):
    alliance = find_run_alliance(request, slug)
    form = WriteForm(request.POST or None)
    if form.is_valid():
        try:
            number = alliances.write_to_all(alliance=alliance, by=request.user, **form.cleaned_data)
            text = ngettext("One letter is on its way.", "%(n)s letters are on their way.", number)
            messages.success(request, text % {"n": number})
        except alliances.NobodyToWriteTo:
            messages.error(request, _("None of those who take part has an e-mail address."))
        return redirect("organisations:alliance_lead", slug=slug)
    number = alliance.members.taking_part().taking_mail().count()
    return form_page(request, alliance, form, "alliance_write", number=number)
