"""The notes of a meeting at the desk: read, sent out, corrected, confirmed, released; the evaluation."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations.actions import evaluations
from consultations.actions import minutes as actions
from consultations.actions.statements import NotTakingStatements
from consultations.evaluated import results_of
from consultations.forms.notes import AskForm
from consultations.models import Correction, Evaluation, Handover, Note
from consultations.views.desk import find_run_meeting
from consultations.views.desk_after import page
from consultations.views.noting import decide, minutes_of
from kick.lib.personal_hints import hints_in
from kick.lib.small_counts import FEWEST
from organisations.models import WrongMove

MOST_NOTES = 400
FORM = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
def desk_notes(request, uuid):
    meeting = find_run_meeting(request, uuid)
    seen = Note.objects.visible_to(request.user).filter(meeting=meeting)
    notes = list(seen.with_places().in_order()[:MOST_NOTES])
    corrections = Correction.objects.raw_to(request.user).filter(meeting=meeting)
    return page(
        request,
        "desk_notes",
        meeting,
        minutes=minutes_of(meeting),
        notes=notes,
        # Of other meetings those who run them read everything.
        unseen=meeting.notes.count() - len(notes) if meeting.is_closed else 0,
        corrections=corrections.waiting().with_note(),
    )


@never_cache
@FORM
def desk_correction(request, uuid, pk):
    meeting = find_run_meeting(request, uuid)
    found = Correction.objects.raw_to(request.user).filter(meeting=meeting)
    correction = get_object_or_404(found.with_note(), pk=pk)
    words = {"table": None, "back": "consultations:desk_notes", "back_word": uuid}
    return decide(request, correction, words)


@never_cache
@FORM
def desk_ask(request, uuid):
    """Send the notes to those who were there. What goes out is not read here: the group reads it."""
    meeting = find_run_meeting(request, uuid)
    minutes = minutes_of(meeting)
    days = timedelta(days=settings.NOTES_CORRECTION_DAYS)
    form = AskForm(request.POST or None, initial={"until": timezone.localdate() + days})
    if form.is_valid():
        ask(request, meeting, form.cleaned_data["until"])
        return redirect("consultations:desk_after", uuid=uuid)
    return page(
        request,
        "desk_ask",
        meeting,
        form=form,
        minutes=minutes,
        reached=len(actions.reached(meeting)),
        lost=Handover.objects.at_meeting(meeting).lost().count(),
        notes=meeting.notes.count(),
    )


def ask(request, meeting, day):
    until = timezone.make_aware(datetime.combine(day, time(23, 59)))
    try:
        number = actions.ask_if_right(meeting=meeting, until=until)
        text = ngettext("One letter is on its way.", "%(n)s letters are on their way.", number)
        messages.success(request, text % {"n": number})
    except actions.NothingToAsk:
        messages.warning(request, _("There is neither a note nor a word of minutes to ask about."))
    except actions.NotHeldYet:
        messages.warning(request, _("The meeting has not begun, or it is cancelled."))


@require_POST
def desk_confirm(request, uuid):
    meeting = find_run_meeting(request, uuid)
    try:
        actions.confirm(meeting=meeting, by=request.user)
        messages.success(request, _("The notes are confirmed."))
    except actions.StillOut:
        messages.warning(
            request, _("Those who came may go on correcting until the day that was set.")
        )
    except actions.CorrectionsWait:
        messages.warning(request, _("Some corrections have no answer yet. Answer them first."))
    except WrongMove:
        messages.warning(request, _("Ask those who came first."))
    return redirect("consultations:desk_after", uuid=uuid)


@never_cache
@FORM
def desk_let_out(request, uuid):
    """What leaves, looked through once more for somebody's own; pressed, it does."""
    meeting = find_run_meeting(request, uuid)
    minutes = minutes_of(meeting)
    if request.method == "POST":
        let_out(request, meeting)
        return redirect("consultations:desk_after", uuid=uuid)
    notes = list(meeting.notes.leaving().with_places().in_order())
    return page(
        request,
        "desk_let_out",
        meeting,
        minutes=minutes,
        rows=[(note, hints_in(note.body)) for note in notes],
        staying=meeting.notes.count() - len(notes),
    )


def let_out(request, meeting):
    try:
        actions.release(meeting=meeting, by=request.user)
        messages.success(
            request, _("The closing page is open to all, and the notes have left the room.")
        )
    except NotTakingStatements:
        messages.warning(
            request, _("The consultation takes no answers now. Choose another, or none.")
        )
    except WrongMove:
        messages.warning(request, _("The notes must be confirmed first."))


@never_cache
@FORM
def desk_evaluation(request, uuid):
    meeting = find_run_meeting(request, uuid)
    if request.method == "POST":
        ask_about_the_meeting(request, meeting)
        return redirect("consultations:desk_evaluation", uuid=uuid)
    answers = Evaluation.objects.filter(meeting=meeting)
    number = answers.count()
    return page(
        request,
        "desk_evaluation",
        meeting,
        results=results_of(meeting),
        check=meeting.checks.latest_first().first(),
        number=number,
        asked=meeting.evaluation_cards.count(),
        reached=len(actions.reached(meeting)),
        is_past=meeting.is_past(),
        words=answers.with_words() if number >= FEWEST else [],
    )


def ask_about_the_meeting(request, meeting):
    try:
        number = evaluations.ask_all(meeting=meeting)
        text = ngettext("One letter is on its way.", "%(n)s letters are on their way.", number)
        messages.success(request, text % {"n": number})
    except actions.NotHeldYet:
        messages.warning(request, _("The meeting is not over, or it is cancelled."))
