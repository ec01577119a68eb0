"""The guided flow in which a meeting is planned: a list of steps, and a small page for each."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from consultations.actions import planning as actions
from consultations.checking import findings
from consultations.forms.meeting_steps import FORMS, ProgrammeForm, TranslationForm
from consultations.forms.meeting_time import NewMeetingForm
from consultations.models import Meeting
from consultations.planning import (
    BY_SLUG,
    IN_OTHER_WORDS,
    STEPS,
    TRANSLATED,
    kept_in,
    next_after,
    stamp_of,
)
from organisations.models import WrongMove

# Languages that the whole site speaks, so that somebody can be answered in them.
OTHER_LANGUAGES = ("fi", "en", "sv-x-lattlast", "fit", "rom", "se", "smj", "sma", "yi")
# Steps that show more than a column of fields.
TEMPLATES = {"program": "consultations/desk_meeting_programme.html"}


def find_planned(request, uuid):
    """A meeting that the user runs and that can still be changed."""
    meetings = Meeting.objects.run_by(request.user).with_counts().with_parts().with_questions()
    return get_object_or_404(meetings.changeable(), uuid=uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def desk_meeting_new(request):
    if not request.user.runs_meetings:
        raise Http404
    form = NewMeetingForm(request.POST or None, user=request.user)
    if form.is_valid():
        meeting = actions.begin_meeting(
            key=form.cleaned_data["key"],
            facts=form.facts,
            words={"title": form.cleaned_data["title"]},
            by=request.user,
        )
        messages.success(request, _("The draft is saved. Fill in the rest in any order."))
        return redirect("consultations:desk_meeting_plan", uuid=meeting.uuid)
    status = 422 if form.errors else 200
    return render(request, "consultations/desk_meeting_new.html", {"form": form}, status=status)


@require_safe
def desk_meeting_plan(request, uuid):
    """The list of steps with what is done and what is missing."""
    meeting = find_planned(request, uuid)
    on_list = meeting.invitations.standing().count()
    texts = {text.language for text in meeting.texts.all()}
    found = findings(meeting)
    words = {
        "meeting": meeting,
        "region": meeting.region,
        "steps": [(step, step.state_of(meeting)) for step in STEPS],
        "on_list": on_list,
        "languages": [(code, name_of(code), code in texts) for code in OTHER_LANGUAGES],
        "to_mend": sum(not finding.is_good for finding in found),
    }
    return render(request, "consultations/desk_meeting_plan.html", words)


def name_of(code):
    return get_language_info(code)["name_local"]


@require_http_methods(["GET", "HEAD", "POST"])
def desk_meeting_step(request, uuid, step):
    if step not in BY_SLUG:
        raise Http404
    meeting = find_planned(request, uuid)
    form_class, known = FORMS[step], {"meeting": meeting, "user": request.user}
    if "fler" in request.POST and form_class is ProgrammeForm:
        return show_step(request, meeting, with_more_rows(request, known))
    return take_step(request, meeting, form_class, known)


@require_http_methods(["GET", "HEAD", "POST"])
def desk_meeting_translation(request, uuid, language):
    """Everything that the meeting says in words, in one more language."""
    if language not in OTHER_LANGUAGES:
        raise Http404
    meeting = find_planned(request, uuid)
    known = {"meeting": meeting, "user": request.user, "language": language}
    return take_step(request, meeting, TranslationForm, known)


def take_step(request, meeting, form_class, known):
    form = form_class(request.POST or None, **known)
    if not form.is_valid():
        return show_step(request, meeting, form, status=422 if form.errors else 200)
    try:
        notice = actions.save_step(
            meeting=meeting,
            step=form.step,
            stamp=form.cleaned_data["stamp"],
            facts=form.facts,
            words=form.written_words,
            questions=form.questions,
            by=request.user,
            language=form.language,
        )
    except actions.ChangedMeanwhile:
        return show_both(request, form_class, known)
    except WrongMove:
        messages.error(request, _("The meeting is cancelled, so it was not changed."))
        return redirect("consultations:desk_meeting", uuid=meeting.uuid)
    say_what_was_told(request, notice)
    return redirect_on(meeting, form.step.slug)


def say_what_was_told(request, notice):
    if notice is None or not (notice.told or notice.unreached):
        messages.success(request, _("It is saved."))
    elif notice.unreached:
        messages.success(
            request,
            _("It is saved. %(told)d are told by mail. %(unreached)d have no e-mail: call them.")
            % {"told": notice.told, "unreached": notice.unreached},
        )
    else:
        messages.success(request, _("It is saved, and %d are told by mail.") % notice.told)


def redirect_on(meeting, slug):
    """To the next step of a draft; who changes a published meeting had one thing to do."""
    following = next_after(slug) if meeting.is_draft and slug != IN_OTHER_WORDS else None
    if following:
        return redirect("consultations:desk_meeting_step", uuid=meeting.uuid, step=following.slug)
    return redirect("consultations:desk_meeting_plan", uuid=meeting.uuid)


def with_more_rows(request, known):
    """Everything as it was typed, right or wrong, and room for three more."""
    typed = request.POST.dict()
    return ProgrammeForm(initial=typed, **known)


def show_both(request, form_class, known):
    """What she typed, to be saved over what another has saved meanwhile, which is shown beside it."""
    meeting = find_planned(request, known["meeting"].uuid)
    known = known | {"meeting": meeting}
    typed = request.POST.copy()
    typed["stamp"] = stamp_of(kept_in(meeting, form_class.step, known.get("language", "sv")))
    theirs = form_class(**known)
    return show_step(request, meeting, form_class(typed, **known), status=409, theirs=theirs.told)


def show_step(request, meeting, form, status=200, theirs=None):
    step = form.step
    words = {
        "meeting": meeting,
        "region": meeting.region,
        "form": form,
        "step": step,
        "number": list(BY_SLUG).index(step.slug) + 1 if step.slug in BY_SLUG else None,
        "steps": len(STEPS),
        "following": next_after(step.slug) if step is not TRANSLATED else None,
        "theirs": theirs,
        "language": form.language,
        "language_name": name_of(form.language),
    }
    template = TEMPLATES.get(step.slug, "consultations/desk_meeting_step.html")
    return render(request, template, words, status=status)
