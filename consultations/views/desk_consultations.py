"""The region's desk: asking what people think, and when."""

from uuid import uuid4

from django.contrib import messages
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from consultations.actions import consultations
from consultations.forms.consultation import ChangeDaysForm, ConsultationForm, kept_in
from consultations.models import Consultation, Sender, Statement
from consultations.views.desk_tasks import deleted, is_gone
from kick.lib.seal import seal
from organisations.models import WrongMove


def find_run(request, uuid):
    """A consultation of the officer's own region; a foreign one is missing."""
    return get_object_or_404(Consultation.objects.run_by(request.user).with_parts(), uuid=uuid)


def to_consultation(consultation):
    return redirect("consultations:desk_consultation", uuid=consultation.uuid)


def show(request, name, consultation, status=200, **words):
    words |= {"consultation": consultation, "region": consultation.region}
    return render(request, f"consultations/{name}.html", words, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def desk_consultation_new(request):
    if not request.user.authority_region_ids:
        raise Http404
    if "more" in request.POST:
        return show_form(request, with_one_more(request))
    form = ConsultationForm(request.POST or None, user=request.user)
    if not form.is_valid():
        return show_form(request, form)
    try:
        consultation = consultations.new_consultation(
            key=form.cleaned_data["key"] or uuid4(),
            region=form.region or form.cleaned_data["region"],
            by=request.user,
            **written_in(form),
        )
    except WrongMove:
        messages.error(request, _("That consultation has been published, so it was not changed."))
        return redirect("consultations:desk")
    messages.success(request, _("The consultation is saved as a draft."))
    return to_consultation(consultation)


def written_in(form):
    return {"facts": form.facts, "words": form.written_words, "questions": form.questions}


def with_one_more(request, **known):
    """Everything as it was typed, right or wrong, and room for one more question."""
    typed = request.POST.dict()
    rows = typed.get("rows", "")
    rows = int(rows) + 1 if rows.isascii() and rows.isdecimal() and len(rows) < 3 else 0
    return ConsultationForm(initial=typed, user=request.user, rows=rows, **known)


def show_form(request, form, consultation=None, status=None, **words):
    words |= {"form": form, "consultation": consultation}
    words["region"] = form.region
    status = status or (422 if form.errors else 200)
    return render(request, "consultations/desk_consultation_form.html", words, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def desk_consultation_edit(request, uuid):
    """The whole of a draft; of a published one the days, since people answer its words."""
    consultation = find_run(request, uuid)
    if consultation.is_draft:
        return edit_draft(request, consultation)
    if consultation.is_published:
        return edit_days(request, consultation)
    raise Http404


def edit_draft(request, consultation):
    known = {"user": request.user, "consultation": consultation}
    if "more" in request.POST:
        return show_form(request, with_one_more(request, consultation=consultation), consultation)
    questions = consultations.wordings_of(consultation)
    kept = kept_in(consultation, questions) | {"stamp": consultations.stamp_of(consultation)}
    form = ConsultationForm(request.POST or None, initial=kept, rows=len(questions), **known)
    if not form.is_valid():
        return show_form(request, form, consultation)
    try:
        consultations.save_consultation(
            consultation=consultation, stamp=form.cleaned_data["stamp"], **written_in(form)
        )
    except consultations.ChangedMeanwhile:
        return show_both(request, form, known)
    except WrongMove:
        messages.error(request, _("That consultation has been published, so it was not changed."))
        return to_consultation(consultation)
    messages.success(request, _("The consultation is saved."))
    return to_consultation(consultation)


def show_both(request, form, known):
    """What she typed, to be saved over what another has saved, which is shown beside it."""
    consultation = known["consultation"]
    typed = request.POST.dict() | {"stamp": consultations.stamp_of(consultation)}
    again = ConsultationForm(initial=typed, rows=len(form.question_names), **known)
    theirs = {
        "text": consultation.text,
        "questions": consultations.wordings_of(consultation),
    }
    return show_form(request, again, consultation, status=409, theirs=theirs)


def edit_days(request, consultation):
    form = ChangeDaysForm(request.POST or None, consultation=consultation)
    if not form.is_valid():
        status = 422 if form.errors else 200
        return show(request, "desk_consultation_days", consultation, form=form, status=status)
    try:
        consultations.change_days(
            consultation=consultation,
            closes_at=form.closes_at,
            answer_by=form.cleaned_data["answer_by"],
            case_number=form.cleaned_data["case_number"],
        )
        messages.success(request, _("The days are saved, and everybody sees them."))
    except consultations.OnlyLater:
        messages.error(request, _("Somebody has moved the last day later meanwhile. Look again."))
    except consultations.OverAlready:
        messages.error(request, _("The last day has been, so it was not moved."))
    except WrongMove:
        messages.error(request, _("The consultation is answered or cancelled already."))
    return to_consultation(consultation)


@require_safe
def desk_consultation(request, uuid):
    consultation = find_run(request, uuid)
    arrived = Statement.objects.received_by(request.user).live().filter(consultation=consultation)
    by_sender = dict(arrived.order_by().values_list("sender").annotate(number=Count("pk")))
    words = {
        "questions": consultations.wordings_of(consultation),
        "senders": [(Sender(sender).label, by_sender.get(sender, 0)) for sender in Sender.values],
        "arrived": sum(by_sender.values()),
    }
    return show(request, "desk_consultation", consultation, **words)


@require_http_methods(["GET", "HEAD", "POST"])
def desk_consultation_publish(request, uuid):
    consultation = find_run(request, uuid)
    if request.method == "POST":
        return publish(request, consultation)
    if not consultation.is_draft:
        return to_consultation(consultation)
    words = {
        "questions": consultations.wordings_of(consultation),
        "stamp": consultations.stamp_of(consultation),
    }
    return show(request, "desk_consultation_publish", consultation, **words)


def publish(request, consultation):
    stamp = request.POST.get("stamp", "")[:64]
    try:
        consultations.publish_consultation(consultation=consultation, stamp=stamp)
        messages.success(request, _("The consultation is published."))
    except consultations.ChangedMeanwhile:
        messages.error(request, _("It has changed since you looked at it. Look at it again first."))
    except consultations.OverAlready:
        messages.error(request, _("Its last day has been. Change the days first."))
    except consultations.VersionReplaced:
        messages.error(request, _("That draft of the plan is not out now. Choose the one that is."))
    except WrongMove:
        messages.info(request, _("The consultation was published already."))
    return to_consultation(consultation)


@require_http_methods(["GET", "HEAD", "POST"])
def desk_consultation_cancel(request, uuid):
    consultation = find_run(request, uuid)
    if request.method != "POST":
        if not consultation.is_published:
            return to_consultation(consultation)
        return show(request, "desk_consultation_cancel", consultation)
    try:
        consultations.cancel_consultation(consultation=consultation)
        messages.success(request, _("The consultation is cancelled."))
    except WrongMove:
        messages.info(request, _("Only a published consultation can be cancelled, and only once."))
    return to_consultation(consultation)


@require_http_methods(["GET", "HEAD", "POST"])
def desk_consultation_delete(request, uuid):
    if is_gone(request, Consultation.objects.filter(uuid=uuid)):
        return deleted(request)
    consultation = find_run(request, uuid)
    if not consultation.is_draft:
        raise Http404
    if request.method != "POST":
        return show(request, "desk_consultation_delete", consultation, seal=seal(request.path))
    try:
        consultations.delete_draft(consultation=consultation)
        return deleted(request)
    except WrongMove:
        messages.error(request, _("The consultation was published meanwhile, so it stays."))
    return to_consultation(consultation)
