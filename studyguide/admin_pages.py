"""Pages of the admin beside those of the rows: how words will read, what helped, what was edited here."""

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kick.lib.personal_data import events_of
from studyguide.models import (
    Chapter,
    Feedback,
    Guide,
    Passage,
    PassageText,
    Question,
    QuestionText,
    Term,
    TermText,
    TextLanguage,
)
from studyguide.reading import Glossary, Piece, rendered

WORDS_SHOWN = 20
# Each noun with what its name is made of.
PARENTS = {
    Guide: (),
    Chapter: ("guide",),
    Passage: ("chapter__guide",),
    Question: ("chapter__guide",),
    Term: (),
}


class WithPreview:
    """A button beside "Save" that shows the words of the form as a reader sees them; nothing is saved."""

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.preview_view))
        name = f"studyguide_{self.opts.model_name}_preview"
        return [path("<path:object_id>/preview/", view, name=name), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        url = reverse(f"admin:studyguide_{self.opts.model_name}_preview", args=[object_id])
        words = {"preview_url": url, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, words)

    def preview_view(self, request, object_id):
        row = self.get_object(request, unquote(object_id))
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        form_class = self.get_form(request, row, change=True)
        form = form_class(request.POST, request.FILES, instance=row)
        formsets, _inlines = self._create_formsets(request, form.instance, change=True)
        all_valid = all([form.is_valid(), *(formset.is_valid() for formset in formsets)])
        words = {
            "row": row,
            "is_valid": all_valid,
            "pieces": [
                previewed(one.instance, one.cleaned_data)
                for formset in formsets
                for one in formset.forms
                if one.is_valid() and one.cleaned_data and not one.cleaned_data.get("DELETE")
            ],
            "errors": [
                error
                for one in [form, *(one for formset in formsets for one in formset.forms)]
                for errors in one.errors.values()
                for error in errors
            ],
        }
        return TemplateResponse(request, "admin/studyguide/preview.html", words)


def previewed(words, typed):
    """The words as a Piece, with what they explain."""
    body = typed.get("body", typed.get("definition", ""))
    found = TermText.objects.written_in(words.language, TextLanguage.SWEDISH).with_terms()
    glossary = Glossary(words.language, found.by_word())
    links = tuple(glossary.links_in(body, words.language))
    piece = Piece(words, rendered(body, 3, links), links=links)
    piece.terms = glossary.explained()
    return piece


@require_safe
def feedback_view(request, model_admin):
    """For each passage and question how many it helped, what helped least first, and what was said of it."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    told = list(Feedback.objects.by_passage())
    passages = Passage.objects.select_related("chapter__guide").in_bulk(
        [row["passage"] for row in told]
    )
    asked = Question.objects.in_bulk([row["question"] for row in told if row["question"]])
    texts = {
        (words.passage_id, None, words.language): words
        for words in PassageText.objects.filter(passage__in=passages)
    }
    for words in QuestionText.objects.filter(question__in=asked):
        texts[words.question_id, words.language] = words
    said = {}
    for row in Feedback.objects.with_words():
        said.setdefault((row.passage_id, row.question_id, row.language), []).append(row)
    for row in told:
        key = row["passage"], row["question"], row["language"]
        row["row"], row["asked"] = passages[row["passage"]], asked.get(row["question"])
        row["text"] = texts.get(key[1:] if row["question"] else key)
        row["language"] = TextLanguage(row["language"]).label
        row["said"] = said.get(key, [])[:WORDS_SHOWN]
        row["more"] = len(said.get(key, [])) - len(row["said"])
    words = {
        **model_admin.admin_site.each_context(request),
        "title": _("What helped, and what did not"),
        "opts": model_admin.opts,
        "rows": told,
    }
    return TemplateResponse(request, "admin/studyguide/feedback.html", words)


@require_safe
def edited_view(request, model_admin):
    """Every row that is no longer as its file has it: a load leaves these as they are."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    words = {
        **model_admin.admin_site.each_context(request),
        "title": _("Edited here"),
        "opts": model_admin.opts,
        "rows": sorted(edited_rows(), key=lambda row: row["name"]),
    }
    return TemplateResponse(request, "admin/studyguide/edited.html", words)


def edited_rows():
    for noun, parents in PARENTS.items():
        rows = list(noun.objects.select_related(*parents or [None]).prefetch_related("texts"))
        edited = [(row, one) for row in rows for one in [row, *row.texts.all()] if one.is_edited]
        changed = last_changes([one for _row, one in edited])
        for row, one in edited:
            yield {
                "name": f"{noun._meta.verbose_name}: {row}",
                "url": reverse(f"admin:studyguide_{noun._meta.model_name}_change", args=[row.pk]),
                "what": "" if one is row else f"{one} ({one.get_language_display()})",
                "is_own": not one.loaded_hash,
                "at": changed.get((type(one), one.pk)),
            }


def last_changes(rows):
    """{(model, key): moment} of each row's latest event, a query for each model."""
    found = {}
    for model in {type(row) for row in rows}:
        keys = [row.pk for row in rows if type(row) is model]
        events = events_of(model).objects.filter(pgh_obj_id__in=keys)
        latest = events.values_list("pgh_obj_id").annotate(at=Max("pgh_created_at")).order_by()
        found |= {(model, key): at for key, at in latest}
    return found
