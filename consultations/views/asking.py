"""Those who were at a meeting: is this right, and was it a good meeting? Each by a link."""

import contextlib

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from consultations.actions import corrections, evaluations, handovers
from consultations.forms.notes import CorrectionForm, EvaluationForm
from consultations.models import PRINCIPLES, Asking, EvaluationCard
from consultations.views.noting import minutes_of
from kick.lib.personal_page import personal_page

FORM = require_http_methods(["GET", "HEAD", "POST"])


def find_asking(token):
    askings = Asking.objects.with_token(token).select_related("meeting__region")
    return get_object_or_404(askings)


@personal_page
@require_safe
def asking_detail(request, token):
    """Everything that was written down, as it reads now, with a way to say that it is wrong."""
    asking = find_asking(token)
    meeting, minutes = asking.meeting, minutes_of(asking.meeting)
    words = {
        "asking": asking,
        "meeting": meeting,
        "region": meeting.region,
        "minutes": minutes,
        "takes_corrections": minutes.takes_corrections(),
        "notes": meeting.notes.sent_out().with_places().in_order(),
        "hosts": meeting.hosts.select_related("user"),
    }
    return render(request, "consultations/asking_detail.html", words)


@personal_page
@FORM
def asking_note(request, token, key):
    asking = find_asking(token)
    note = get_object_or_404(asking.meeting.notes.sent_out().with_places(), uuid=key)
    return correct(request, asking, note)


@personal_page
@FORM
def asking_minutes(request, token):
    asking = find_asking(token)
    if not minutes_of(asking.meeting).body:
        raise Http404
    return correct(request, asking)


def correct(request, asking, note=None):
    minutes = minutes_of(asking.meeting)
    text = note.body if note else minutes.body
    form = CorrectionForm(request.POST or None, text=text, is_note=note is not None)
    if form.is_valid():
        try:
            corrections.correct(meeting=asking.meeting, note=note, **form.cleaned_data)
            messages.success(request, thanks(form.cleaned_data, asking.meeting))
            return redirect("consultations:asking_detail", token=asking.token)
        except corrections.TooLate:
            form.add_error(None, too_late(asking.meeting))
    words = {
        "asking": asking,
        "meeting": asking.meeting,
        "region": asking.meeting.region,
        "minutes": minutes,
        "takes_corrections": minutes.takes_corrections(),
        "note": note,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "consultations/asking_correct.html", words, status=status)


def thanks(said, meeting):
    if said["keeps"] and meeting.is_closed:
        return _("Thank you. It will not be passed on. That holds from now.")
    return _("Thank you. Whoever took the notes reads it and answers here.")


def too_late(meeting):
    return _(
        "The time for corrections is over. What you have written stands below: send it to"
        " %(name)s, %(email)s, and it can be said beside the notes."
    ) % {"name": meeting.contact_name, "email": meeting.contact_email}


@personal_page
@FORM
def evaluation_answer(request, token):
    """Six questions; the second time on the same link is told kindly, whoever it is."""
    card = get_object_or_404(
        EvaluationCard.objects.with_token(token).select_related(
            "meeting__region", "handover__seat__meeting"
        )
    )
    if "protokoll" in request.POST:
        ask_for_minutes(request, card.handover)
        return redirect("consultations:evaluation_answer", token=token)
    form = EvaluationForm(request.POST or None)
    if request.method == "POST" and (card.is_used or form.is_valid()):
        # The page that it leads to says which it was.
        with contextlib.suppress(evaluations.AnsweredAlready):
            answer(card, form)
        return redirect("consultations:evaluation_answer", token=token)
    words = {
        "card": card,
        "meeting": card.meeting,
        "region": card.meeting.region,
        "form": form,
        "may_ask_for_minutes": card.handover and handovers.may_ask_for_minutes(card.handover),
        "questions": [(PRINCIPLES[name][0], form[name]) for name in PRINCIPLES],
    }
    status = 422 if form.errors else 200
    return render(request, "consultations/evaluation_answer.html", words, status=status)


def ask_for_minutes(request, handover):
    """A colleague wants to be written to when her address would be gone; no answer to the six questions."""
    if handover is None:
        return
    handovers.ask_for_minutes(handover=handover)
    if handover.wants_minutes:
        messages.success(request, _("You get what was written down as soon as it is sent out."))


def answer(card, form):
    if card.is_used:
        raise evaluations.AnsweredAlready(card.pk)
    evaluations.answer(card=card, steps=form.steps, word=form.cleaned_data["word"])
