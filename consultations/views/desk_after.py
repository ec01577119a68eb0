"""After a meeting, for those who run it: what is left to do, minutes, tables, documents, what is next."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations.actions import documents, notes
from consultations.actions import minutes as actions
from consultations.forms.notes import (
    AboutForm,
    ClosingForm,
    HostForm,
    MeetingDocumentForm,
    MinutesForm,
    TableForm,
)
from consultations.leavings import counts_of
from consultations.models import Meeting, NoteStatus, NoteTable
from consultations.papers import table_signs
from consultations.views import autosave
from consultations.views.desk import find_run_meeting
from consultations.views.inviting_print import PDF, headers
from consultations.views.noting import minutes_of
from kick.lib import kept_words
from kick.lib.links import url_for
from kick.lib.pdf import qr_code

FORM = require_http_methods(["GET", "HEAD", "POST"])


def reads_raw(request, meeting):
    return Meeting.objects.raw_to(request.user).filter(pk=meeting.pk).exists()


def page(request, name, meeting, *, form=None, status=None, **words):
    words |= {"meeting": meeting, "region": meeting.region, "form": form}
    if form is not None and status is None:
        status = 422 if form.errors else 200
    return render(request, f"consultations/{name}.html", words, status=status)


def steps_of(minutes):
    """The way from draft to released, for `components/way.html`."""
    states = list(NoteStatus)
    here = states.index(NoteStatus(minutes.status))
    return [
        {
            "title": state.label,
            "state": "done"
            if number < here or minutes.is_released
            else "here"
            if number == here
            else "",
        }
        for number, state in enumerate(states)
    ]


@never_cache
@require_safe
def desk_after(request, uuid):
    meeting = find_run_meeting(request, uuid)
    minutes = minutes_of(meeting)
    return page(
        request,
        "desk_after",
        meeting,
        minutes=minutes,
        steps=steps_of(minutes),
        reads_raw=reads_raw(request, meeting),
        has_begun=meeting.has_begun(),
        reached=len(actions.reached(meeting)) if minutes.is_draft else 0,
        **counts_of(meeting),
    )


@never_cache
@FORM
def desk_minutes(request, uuid):
    meeting = find_run_meeting(request, uuid)
    get_object_or_404(Meeting.objects.raw_to(request.user), pk=meeting.pk)
    minutes = minutes_of(meeting)
    kept = kept_words.take(request.session, request.path)
    initial = {
        "body": minutes.body,
        "stays": not minutes.may_leave,
        "stamp": actions.stamp_of_minutes(minutes),
    }
    form = MinutesForm(request.POST or None, initial=initial | kept)
    there = None
    if form.is_valid():
        answer, there = save_minutes(request, meeting, form)
        if answer:
            return answer
    elif request.htmx and request.method == "POST":
        return autosave.not_saved(request, form=form)
    status = 409 if there else 422 if form.errors else 200
    return page(
        request,
        "desk_minutes",
        meeting,
        form=form,
        status=status,
        minutes=minutes,
        there=there,
        is_kept=bool(kept),
    )


def save_minutes(request, meeting, form):
    """(an answer, None), or (None, what a colleague has written meanwhile)."""
    said = form.cleaned_data
    try:
        minutes = actions.write_minutes(
            meeting=meeting,
            body=said["body"],
            may_leave=not said["stays"],
            stamp=said["stamp"],
            by=request.user,
        )
    except notes.WrittenMeanwhile as meanwhile:
        if request.htmx:
            return autosave.not_saved(request, is_written_meanwhile=True), None
        # What is saved next time is saved knowing what stands there now.
        form.data = form.data.copy()
        form.data["stamp"] = actions.stamp_of_minutes(meanwhile.there)
        return None, meanwhile.there
    except notes.NotWritable:
        form.add_error(
            "body", _("The minutes are confirmed, or the time is over: they are not changed.")
        )
        return (autosave.not_saved(request, form=form) if request.htmx else None), None
    if request.htmx:
        return autosave.saved(request, actions.stamp_of_minutes(minutes)), None
    messages.success(request, _("The minutes are saved."))
    return redirect("consultations:desk_after", uuid=meeting.uuid), None


@never_cache
@FORM
def desk_tables(request, uuid):
    meeting = find_run_meeting(request, uuid)
    sees = reads_raw(request, meeting)
    coming = meeting.replies.coming().with_address()
    form = TableForm(request.POST or None, coming=coming, gets_link=sees)
    if form.is_valid():
        notes.add_table(meeting=meeting, by=request.user, **form.cleaned_data)
        messages.success(request, _("The table is there, with a link of its own."))
        return redirect("consultations:desk_tables", uuid=uuid)
    tables = NoteTable.objects.filter(meeting=meeting).with_numbers()
    links = [with_link(table) if sees else (table, "", "") for table in tables]
    return page(
        request,
        "desk_tables",
        meeting,
        form=form,
        links=links,
        minutes=minutes_of(meeting),
        reads_raw=sees,
    )


def with_link(table):
    """(the table, its link, the link as a code that a phone's camera reads)."""
    link = url_for(*table.link_reference)
    return table, link, mark_safe(qr_code(link))


@require_safe
def desk_tables_print(request, uuid):
    """A page for each table with its code; of a closed meeting only for those of us who take part."""
    meeting = find_run_meeting(request, uuid)
    get_object_or_404(Meeting.objects.raw_to(request.user), pk=meeting.pk)
    content = table_signs(meeting)
    if content is None:
        raise Http404
    return HttpResponse(content, headers=headers("bord.pdf", "inline"), **PDF)


@never_cache
@FORM
def desk_about(request, uuid):
    meeting = find_run_meeting(request, uuid)
    minutes = minutes_of(meeting)
    form = AboutForm(
        request.POST or None, meeting=meeting, initial={"consultation": minutes.consultation_id}
    )
    if form.is_valid():
        actions.point_at(meeting=meeting, consultation=form.cleaned_data["consultation"])
        messages.success(request, _("Saved."))
        return redirect("consultations:desk_after", uuid=uuid)
    return page(request, "desk_after_form", meeting, form=form, heading=_("What the notes are for"))


@never_cache
@FORM
def desk_closing(request, uuid):
    meeting = find_run_meeting(request, uuid)
    minutes = minutes_of(meeting)
    initial = {"next_steps": minutes.next_steps, "feedback_on": meeting.feedback_on}
    form = ClosingForm(request.POST or None, initial=initial)
    if form.is_valid():
        actions.promise(meeting=meeting, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("consultations:desk_after", uuid=uuid)
    return page(request, "desk_after_form", meeting, form=form, heading=_("What happens now"))


@never_cache
@FORM
def desk_hosts(request, uuid):
    """Who of the staff takes part: told to those who come, and for a closed meeting the key."""
    meeting = find_run_meeting(request, uuid)
    form = HostForm(request.POST or None, meeting=meeting)
    if form.is_valid():
        try:
            notes.add_host(meeting=meeting, user=form.cleaned_data["user"], by=request.user)
            messages.success(request, _("Saved."))
            return redirect("consultations:desk_hosts", uuid=uuid)
        except notes.HostsAreSettled:
            form.add_error("user", settled())
    hosts = meeting.hosts.select_related("user")
    return page(request, "desk_hosts", meeting, form=form, hosts=hosts)


def settled():
    return _(
        "The closed meeting has begun. From now on only somebody who takes part can say that a"
        " colleague does too."
    )


@require_POST
def desk_host_remove(request, uuid, pk):
    meeting = find_run_meeting(request, uuid)
    try:
        notes.remove_host(meeting=meeting, host=pk, by=request.user)
        messages.success(request, _("Saved."))
    except notes.HostsAreSettled:
        messages.warning(request, settled())
    return redirect("consultations:desk_hosts", uuid=uuid)


@never_cache
@FORM
def desk_documents(request, uuid, pk=None):
    meeting = find_run_meeting(request, uuid)
    document = get_object_or_404(meeting.documents, pk=pk) if pk else None
    names = ["title", "day", "body", "url"]
    initial = {name: getattr(document, name) for name in names} if document else None
    form = MeetingDocumentForm(request.POST or None, initial=initial)
    if form.is_valid():
        documents.save_document(meeting=meeting, document=document, **form.cleaned_data)
        messages.success(request, _("The document is saved."))
        return redirect("consultations:desk_documents", uuid=uuid)
    return page(
        request,
        "desk_documents",
        meeting,
        form=form,
        document=document,
        documents=meeting.documents.in_order(),
    )


@require_POST
def desk_document_remove(request, uuid, pk):
    meeting = find_run_meeting(request, uuid)
    documents.remove_document(meeting=meeting, pk=pk)
    messages.success(request, _("The document is taken away."))
    return redirect("consultations:desk_documents", uuid=uuid)
