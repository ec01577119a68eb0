"""The region's desk: the method tool worked through for one of its consultations."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations.models import Consultation, Meeting
from kick.lib.document import as_text, left_in, title_of
from kick.lib.export import attachment, load
from studyguide.actions import method as actions
from studyguide.checklists import items_of
from studyguide.filling import filled_blocks
from studyguide.forms.method import ChecklistForm, MatrixForm, PrinciplesForm
from studyguide.models import Case, MethodWork, PassageKind, PassageText
from studyguide.reading import METHOD_TOOL
from studyguide.views.guide import chapters
from studyguide.views.method import pictures

FORM = require_http_methods(["GET", "HEAD", "POST"])


def find_run(request, uuid):
    """A consultation of the officer's own region; a foreign one is missing."""
    return get_object_or_404(Consultation.objects.run_by(request.user).with_parts(), uuid=uuid)


def passages_of(kind):
    """The tool's checklists or templates, in the reader's language, chapter by chapter."""
    texts = PassageText.objects.of_guide(METHOD_TOOL).read_in(get_language())
    return texts.of_kind(kind).as_read()


def page(request, name, consultation, *, form=None, **words):
    words |= {"consultation": consultation, "region": consultation.region, "form": form}
    status = 422 if form is not None and form.errors else 200
    return render(request, f"studyguide/method/{name}.html", words, status=status)


@require_safe
def desk(request):
    """The way in: the officer's consultations and cases; for project leads the trials alone."""
    if not request.user.runs_meetings:
        raise Http404
    consultations = Consultation.objects.run_by(request.user).going_on().with_parts()
    words = {
        "is_officer": bool(request.user.authority_region_ids),
        "consultations": consultations.newest_first(),
        "cases": Case.objects.written_by(request.user).with_region().in_order(),
    }
    return render(request, "studyguide/method/desk.html", words)


@never_cache
@require_safe
def desk_work(request, uuid):
    consultation = find_run(request, uuid)
    marks = {mark.item: mark for mark in consultation.checklist_marks.all()}
    titles = {row.chapter_id: row.title for row in chapters(guide=METHOD_TOOL)}
    lists = {}
    for text in passages_of(PassageKind.CHECKLIST):
        items = items_of(text.body)
        row = lists.setdefault(
            text.passage.chapter_id,
            {"chapter": text.passage.chapter, "done": 0, "late": 0, "all": 0},
        )
        kept = [marks[item.key] for item in items if item.key in marks]
        row["title"] = titles.get(text.passage.chapter_id, text.heading)
        row["done"] += sum(mark.is_done for mark in kept)
        row["late"] += sum(mark.is_late() for mark in kept)
        row["all"] += len(items)
    return page(
        request,
        "desk_work",
        consultation,
        work=MethodWork.objects.filter(consultation=consultation).first(),
        lists=list(lists.values()),
        templates=passages_of(PassageKind.TEMPLATE),
        **pictures(consultation),
    )


@never_cache
@FORM
def desk_checklist(request, uuid, chapter):
    consultation = find_run(request, uuid)
    texts = list(passages_of(PassageKind.CHECKLIST).filter(passage__chapter__key=chapter))
    if not texts:
        raise Http404
    items = [item for text in texts for item in items_of(text.body)]
    marks = {mark.item: mark for mark in consultation.checklist_marks.select_related("done_by")}
    form = ChecklistForm(request.POST or None, items=items, marks=marks)
    if form.is_valid():
        actions.tick_off(consultation=consultation, marks=form.changed_marks, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("method:desk_checklist", uuid=uuid, chapter=chapter)
    words = {"heading": texts[0].heading, "chapter": texts[0].passage.chapter}
    return page(request, "desk_checklist", consultation, form=form, **words)


@never_cache
@FORM
def desk_matrix(request, uuid):
    return rows_page(request, uuid, "desk_matrix", MatrixForm, actions.let_in)


@never_cache
@FORM
def desk_principles(request, uuid):
    return rows_page(request, uuid, "desk_principles", PrinciplesForm, actions.judge)


def rows_page(request, uuid, name, form_class, act):
    consultation = find_run(request, uuid)
    form = form_class(request.POST or None, consultation=consultation)
    if form.is_valid():
        act(consultation=consultation, rows=form.changed_rows)
        messages.success(request, _("Saved."))
        return to_work(consultation)
    return page(request, name, consultation, form=form)


def to_work(consultation):
    return redirect("method:desk_work", uuid=consultation.uuid)


@require_POST
def desk_work_publish(request, uuid):
    consultation = find_run(request, uuid)
    if consultation.is_draft:
        messages.error(request, _("Publish the consultation first."))
    else:
        actions.publish_work(consultation=consultation, by=request.user)
        messages.success(request, _("Everybody can see it now, beside the consultation."))
    return to_work(consultation)


@require_POST
def desk_work_hide(request, uuid):
    consultation = find_run(request, uuid)
    actions.hide_work(consultation=consultation)
    messages.success(request, _("Only your region sees it now."))
    return to_work(consultation)


def find_template(request, consultation, key):
    """(the template, the region's meetings, the one that is chosen or None)."""
    template = passages_of(PassageKind.TEMPLATE).filter(passage__key=key).first()
    if template is None:
        raise Http404
    meetings = Meeting.objects.run_by(request.user).in_region(consultation.region)
    meetings = list(meetings.changeable().with_parts().latest_first()[:50])
    asked = request.GET.get("mote", "")
    chosen = next((meeting for meeting in meetings if str(meeting.uuid) == asked), None)
    return template, meetings, chosen


@never_cache
@require_safe
def desk_template(request, uuid, key):
    consultation = find_run(request, uuid)
    template, meetings, chosen = find_template(request, consultation, key)
    blocks = filled_blocks(template.body, consultation, chosen)
    words = {
        "template": template,
        "meetings": meetings,
        "chosen": chosen,
        "blocks": blocks,
        "left": left_in(blocks),
        "letter": as_text(blocks),
    }
    return page(request, "desk_template", consultation, **words)


@never_cache
@require_safe
def desk_template_file(request, uuid, key, format):
    """The filled template as a Word document, or as lines of text."""
    consultation = find_run(request, uuid)
    template, _meetings, chosen = find_template(request, consultation, key)
    blocks = filled_blocks(template.body, consultation, chosen)
    content_type, write = FILES[format]
    content = write(blocks, title_of(blocks) or template.heading)
    name = attachment(f"{key}-{consultation.slug}.{format}")
    return HttpResponse(content, content_type, headers={"Content-Disposition": name})


def word_file(blocks, title):
    return load("word")(blocks, title=title)


def text_file(blocks, _title):
    """With the line ends and the mark that every program opens."""
    lines = as_text(blocks).replace("\n", "\r\n")
    return f"\ufeff{lines}\r\n"


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILES = {"docx": (WORD, word_file), "txt": ("text/plain; charset=utf-8", text_file)}
