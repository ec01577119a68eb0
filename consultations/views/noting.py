"""The note takers' pages: reached by a table's link, made for a phone, several at once."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from consultations.actions import corrections, notes
from consultations.forms.notes import DecideForm, NoteForm
from consultations.models import Correction, Minutes, NoteTable
from consultations.views import autosave
from kick.lib.personal_page import personal_page

FORM = require_http_methods(["GET", "HEAD", "POST"])


def find_table(token):
    tables = NoteTable.objects.working().with_token(token).select_related("meeting__region")
    return get_object_or_404(tables)


def minutes_of(meeting):
    """Nothing is made by being looked at."""
    found = Minutes.objects.select_related("consultation__version").filter(meeting=meeting)
    return found.first() or Minutes(meeting=meeting, may_leave=not meeting.is_closed)


@personal_page
@FORM
def table_notes(request, token):
    """All notes of the table, and a box for the next one."""
    return write(request, find_table(token))


@personal_page
@FORM
def table_note(request, token, key):
    table = find_table(token)
    return write(request, table, get_object_or_404(table.notes.with_places(), uuid=key))


def write(request, table, note=None):
    minutes = minutes_of(table.meeting)
    form = NoteForm(
        request.POST or None,
        meeting=table.meeting,
        consultation=minutes.consultation,
        initial=as_initial(note) if note else {"stays": table.meeting.is_closed},
    )
    there = None
    if form.is_valid():
        answer, there = save(request, table, form)
        if answer:
            return answer
    elif request.htmx and request.method == "POST":
        return autosave.not_saved(request, form=form)
    rows = table.notes.with_places().in_order()
    words = {
        "table": table,
        "meeting": table.meeting,
        "region": table.meeting.region,
        "minutes": minutes,
        "form": form,
        "note": note,
        "there": there,
        "notes": [row for row in rows if row != note],
        "corrections": corrections_of(table) if not minutes.is_draft else [],
    }
    status = 409 if there else 422 if form.errors else 200
    return render(request, "consultations/table_notes.html", words, status=status)


def corrections_of(table):
    return Correction.objects.waiting().filter(note__table=table).with_note()


def as_initial(note):
    return {
        "key": note.uuid,
        "stamp": notes.stamp_of_note(note),
        "about": note.about,
        "body": note.body,
        "stays": not note.may_leave,
    }


def save(request, table, form):
    """(an answer, None), or (None, what somebody else has written meanwhile)."""
    try:
        note = notes.write_note(table=table, **form.note())
    except notes.WrittenMeanwhile as meanwhile:
        if request.htmx:
            return autosave.not_saved(request, is_written_meanwhile=True), None
        # What is saved next time is saved knowing what stands there now.
        form.data = form.data.copy()
        form.data["stamp"] = notes.stamp_of_note(meanwhile.there)
        return None, meanwhile.there
    except notes.NotWritable:
        form.add_error(
            None,
            _(
                "The notes have been sent out, and nothing is added. Copy your text, and send it to whoever called the meeting."
            ),
        )
        return (autosave.not_saved(request, form=form) if request.htmx else None), None
    if request.htmx:
        return autosave.saved(request, notes.stamp_of_note(note)), None
    messages.success(request, _("The note is saved."))
    return redirect("consultations:table_notes", token=table.token), None


@personal_page
@require_POST
def table_note_remove(request, token, key):
    table = find_table(token)
    try:
        notes.take_away_note(table=table, key=key)
        messages.success(request, _("The note is taken away."))
    except notes.NotWritable:
        messages.warning(request, _("The notes have been sent out, so it stays."))
    return redirect("consultations:table_notes", token=token)


@personal_page
@FORM
def table_correction(request, token, pk):
    table = find_table(token)
    correction = get_object_or_404(Correction.objects.filter(note__table=table).with_note(), pk=pk)
    words = {"table": table, "back": "consultations:table_notes", "back_word": token}
    return decide(request, correction, words)


def decide(request, correction, words):
    """Take in what somebody who was there says, or leave the note as it was."""
    back = redirect(words["back"], words["back_word"])
    text = correction.wording or (correction.note.body if correction.note else "")
    form = DecideForm(request.POST or None, initial={"wording": text})
    if request.POST.get("do") == "lat-sta":
        corrections.leave(correction=correction)
        messages.success(request, _("It stays as it was."))
        return back
    if form.is_valid():
        try:
            corrections.accept(correction=correction, wording=form.cleaned_data["wording"])
            messages.success(request, _("It is taken in, and says that it was corrected."))
            return back
        except corrections.TooLate:
            form.add_error(
                "wording",
                _(
                    "The time is over, and nobody who was there would see new words. Take theirs as it is, or leave the note."
                ),
            )
    words |= {
        "correction": correction,
        "meeting": correction.meeting,
        "region": correction.meeting.region,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "consultations/correction.html", words, status=status)
