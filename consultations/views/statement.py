"""Writing a statement: begin, go through the plan, say who stands behind it. Handing in is in `signing`."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations import outline
from consultations.actions import drafts
from consultations.actions.statements import NotTakingStatements
from consultations.forms.statement import BackingForm, PointForm
from consultations.models import Consultation, Statement
from kick.lib import kept_words
from organisations.models import Organisation

NEW = "ny"


def find_own(request, uuid):
    """For those who write it; it is missing for all others, superusers included."""
    return get_object_or_404(Statement.objects.written_by(request.user).with_parts(), uuid=uuid)


def find_consultation(region, slug):
    consultations = Consultation.objects.published().with_parts()
    return get_object_or_404(consultations, region__slug=region, slug=slug)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def statement_start(request, region, slug):
    """The ways to answer. A draft begins with a press; one that has begun is a link."""
    consultation = find_consultation(region, slug)
    if request.method == "POST":
        return begin(request, consultation)
    ours = Organisation.objects.speaking_to(consultation.region, request.user).by_name()
    begun = begun_by(request.user, consultation)
    if request.GET.get("som") == "forening" and len(ours) == 1 and ours[0].pk in begun:
        return redirect(begun[ours[0].pk])
    words = {
        "consultation": consultation,
        "region": consultation.region,
        "ours": [(row, begun.get(row.pk)) for row in ours],
        "own": begun.get(None),
        "registered": Organisation.objects.current().read_by(request.user).with_parts()[:5],
        "is_staff_here": not ours and works_here(request.user, consultation.region),
        "takes_statements": consultation.takes_statements(),
    }
    return render(request, "consultations/statement_start.html", words)


def begun_by(user, consultation):
    """Organisation id (None for the person herself) to the live statement in the consultation."""
    mine = Statement.objects.written_by(user).live().filter(consultation=consultation)
    return {statement.organisation_id: statement for statement in mine}


def works_here(user, region):
    return user.is_authenticated and (user.is_staff or user.works_in(region))


def begin(request, consultation):
    if not request.user.is_authenticated:
        return redirect_to_login(f"{request.path}?som=forening")
    way = request.POST.get("som", "")
    ours = {
        str(row.uuid): row
        for row in Organisation.objects.speaking_to(consultation.region, request.user)
    }
    if way != "jag" and way not in ours:
        return redirect(request.path)
    try:
        statement = drafts.begin(
            consultation=consultation,
            by=request.user,
            organisation=ours.get(way),
            language=get_language(),
        )
    except NotTakingStatements:
        return redirect(request.path)
    return redirect(statement)


@require_safe
def statement_detail(request, uuid):
    """What is written, what is left, what happens next."""
    statement = find_own(request, uuid)
    places = outline.places(statement)
    words = page_words(statement) | {
        "places": places,
        "said": sum(len(place.points) for place in places),
        "answered": sum(bool(place.points) for place in places),
        "signs": Statement.objects.signed_by(request.user).filter(pk=statement.pk).exists(),
    }
    return render(request, "consultations/statement_detail.html", words)


def page_words(statement):
    return {
        "statement": statement,
        "consultation": statement.consultation,
        "region": statement.consultation.region,
        "organisation": statement.organisation,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def statement_section(request, uuid, key):
    return write(
        request, uuid, "statement_section", lambda it: it.section and it.section.key == key
    )


@require_http_methods(["GET", "HEAD", "POST"])
def statement_question(request, uuid, position):
    return write(
        request,
        uuid,
        "statement_question",
        lambda it: it.question and it.question.position == position,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def statement_whole(request, uuid):
    return write(request, uuid, "statement_whole", lambda it: not it.section and not it.question)


def write(request, uuid, name, is_it):
    """One place of the outline: its text, and the box for one point at a time."""
    statement = find_own(request, uuid)
    places = outline.places(statement)
    at = next((number for number, place in enumerate(places) if is_it(place)), None)
    if at is None:
        raise Http404
    place, following = places[at], places[at + 1 : at + 2]
    onward = following[0].url if following else statement.get_absolute_url()
    kept = kept_words.take(request.session, request.path)
    point = chosen_point(request, place, kept.get("point"))
    form = PointForm(
        request.POST or None,
        is_about_text=place.section is not None,
        initial=as_initial(point) | kept,
    )
    theirs = None
    if request.method == "POST":
        if request.POST.get("do") == "ta-bort":
            return take_away(request, statement, place)
        if form.is_empty:
            return redirect(onward if request.POST.get("do") == "nasta" else place.url)
        if form.is_valid():
            saved, theirs = save(request, statement, place, form)
            if saved:
                messages.success(request, _("Saved."))
                return redirect(
                    onward if request.POST.get("do") == "nasta" else f"{place.url}?punkt={saved.pk}"
                )
    words = page_words(statement) | {
        "form": form,
        "place": place,
        "point": point,
        "others": [row for row in place.points if row != point],
        "onward": following[0] if following else None,
        "theirs": theirs,
        "is_kept": bool(kept),
        "step": at + 1,
        "steps": len(places),
    }
    status = 409 if theirs else 422 if form.errors else 200
    return render(request, f"consultations/{name}.html", words, status=status)


def chosen_point(request, place, kept):
    """The one to change: asked for, or the first; none for a new one. `kept` is of a session that ended."""
    asked = request.POST.get("point") if request.method == "POST" else request.GET.get("punkt")
    if kept is not None:
        asked = kept or NEW
    if asked == NEW or (request.method == "POST" and not asked):
        return None
    first = place.points[0] if place.points else None
    return next((row for row in place.points if str(row.pk) == asked), first)


def as_initial(point):
    if point is None:
        return {}
    return {
        "point": point.pk,
        "stamp": drafts.stamp_of(point),
        "kind": point.kind,
        "body": point.body,
        "wording": point.wording,
    }


def save(request, statement, place, form):
    """(what is saved, None), or (None, what a colleague has written meanwhile)."""
    said = form.cleaned_data
    try:
        point = drafts.write_point(
            statement=statement,
            by=request.user,
            section=place.section,
            question=place.question,
            kind=said["kind"],
            body=said["body"],
            wording=said.get("wording", ""),
            point=said["point"],
            stamp=said["stamp"],
        )
    except drafts.WrittenMeanwhile as meanwhile:
        # What is saved next time is saved knowing what stands there now.
        form.data = form.data.copy()
        form.data["stamp"] = drafts.stamp_of(meanwhile.point)
        return None, meanwhile.point
    except drafts.NotWritable:
        form.add_error(None, cannot_be_changed(statement))
        return None, None
    return point, None


def cannot_be_changed(statement):
    if statement.is_awaiting:
        return _(
            "A colleague is reading the answer now. Copy your text, take the answer back, and write"
            " it in."
        )
    return _("The answer is handed in, and what is handed in is not changed.")


def take_away(request, statement, place):
    form = PointForm(request.POST)
    form.full_clean()
    try:
        drafts.take_away_point(
            statement=statement,
            by=request.user,
            point=form.cleaned_data.get("point"),
            stamp=form.cleaned_data.get("stamp", ""),
        )
        messages.success(request, _("The point is taken away."))
    except drafts.WrittenMeanwhile:
        messages.warning(
            request, _("A colleague has just changed it. Read it before you take it away.")
        )
    except drafts.NotWritable:
        messages.warning(request, cannot_be_changed(statement))
    return redirect(place.url)


@require_http_methods(["GET", "HEAD", "POST"])
def statement_backing(request, uuid):
    statement = find_own(request, uuid)
    if not statement.is_an_organisations:
        raise Http404
    known = {name: getattr(statement, name) for name in BackingForm.base_fields}
    form = BackingForm(request.POST or None, initial=known)
    if form.is_valid():
        try:
            drafts.say_who_stands_behind(statement=statement, by=request.user, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect(statement)
        except drafts.NotWritable:
            form.add_error(None, cannot_be_changed(statement))
    words = page_words(statement) | {"form": form}
    status = 422 if form.errors else 200
    return render(request, "consultations/statement_backing.html", words, status=status)


@require_POST
def statement_delete(request, uuid):
    statement = find_own(request, uuid)
    try:
        drafts.delete_draft(statement=statement, by=request.user)
    except drafts.NotWritable:
        messages.warning(request, cannot_be_changed(statement))
        return redirect(statement)
    messages.success(request, _("The draft is deleted. Nothing is left of it."))
    return redirect("my_page")
