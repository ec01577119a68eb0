from functools import partial

from django.contrib import admin, messages
from django.db import models
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kick.lib.fields import LineField, TextField
from kick.lib.tally import count_anew
from organisations.admin.history import MOST, WithHistory, changes_of
from organisations.admin.people import NationalEdits
from organisations.admin.scoped import Led, ScopedAdmin
from studyguide.admin_pages import WithPreview, edited_view, feedback_view
from studyguide.forms.words import QuestionForm, WordsForm
from studyguide.models import (
    Chapter,
    ChapterText,
    Guide,
    GuideText,
    Passage,
    PassageText,
    Question,
    QuestionText,
    Term,
    TermText,
    TextLanguage,
)
from studyguide.reading import STUDY_GUIDE


class WordsInline(NationalEdits, Led, admin.StackedInline):
    """The words of a row, a language each."""

    form = WordsForm
    template = "admin/inline_words.html"
    may_add = may_change = may_delete = True
    extra = 0
    formfield_overrides = {
        models.CharField: {"form_class": LineField},
        models.TextField: {"form_class": TextField, "max_length": 20_000},
    }


class WordedAdmin(NationalEdits, WithHistory, ScopedAdmin):
    """The guide is one for the country, so those who lead it write; other project leads read.

    Nothing is deleted: a row without words is shown to nobody, and its key may be pointed at.
    """

    scope = ""
    may_change = True
    history_hides = ("loaded_hash",)
    list_display = ["key", "heading", "is_edited"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("texts")

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        count_anew(STUDY_GUIDE)

    def get_readonly_fields(self, request, obj=None):
        # What groups have answered hangs on the key.
        return [*super().get_readonly_fields(request, obj), *(["key"] if obj else [])]

    def changes_to(self, row):
        """The row's own and those of its words, the newest first."""
        changes = super().changes_to(row)
        for words in row.texts.all():
            for change in changes_of(words, hidden=self.history_hides):
                what = f"{change['what']} ({words.get_language_display()})"
                changes.append({**change, "what": what})
        return sorted(changes, key=lambda change: change["at"], reverse=True)[:MOST]

    @admin.display(description=_("in Swedish"))
    def heading(self, row):
        return next(
            (str(words) for words in row.texts.all() if words.language == TextLanguage.SWEDISH), "–"
        )

    @admin.display(description=_("edited here"), boolean=True)
    def is_edited(self, row):
        """Whether something is no longer as the file has it."""
        return any(one.is_edited for one in [row, *row.texts.all()])


class NativelyReadAdmin(WordedAdmin):
    """Words that somebody with the language as mother tongue is to read; the lead says when."""

    @admin.display(description=_("to be read by a native speaker"))
    def awaits(self, row):
        waiting = [words for words in row.texts.all() if words.awaits_native]
        return ", ".join(words.get_language_display() for words in waiting) or "–"


class GuideTextInline(WordsInline):
    model = GuideText


class ChapterTextInline(WordsInline):
    model = ChapterText


class PassageTextInline(WordsInline):
    model = PassageText


class QuestionTextInline(WordsInline):
    model = QuestionText


class TermTextInline(WordsInline):
    model = TermText


@admin.register(Guide)
class GuideAdmin(NativelyReadAdmin):
    fields = ["key", "audience"]
    list_display = ["key", "heading", "awaits", "is_edited"]
    inlines = [GuideTextInline]

    def get_urls(self):
        pages = [("helped", feedback_view), ("edited", edited_view)]
        own = [
            path(
                f"{name}/",
                self.admin_site.admin_view(partial(view, model_admin=self)),
                name=f"studyguide_guide_{name}",
            )
            for name, view in pages
        ]
        return own + super().get_urls()


@admin.register(Chapter)
class ChapterAdmin(NativelyReadAdmin):
    may_add = True
    fields = ["guide", "key", "position"]
    list_display = ["key", "heading", "guide", "position", "awaits", "is_edited"]
    list_select_related = ["guide"]
    inlines = [ChapterTextInline]


@admin.register(Passage)
class PassageAdmin(WithPreview, WordedAdmin):
    may_add = True
    fields = ["chapter", "key", "kind", "position"]
    list_display = ["key", "heading", "chapter", "kind", "position", "is_edited"]
    list_filter = ["kind"]
    list_select_related = ["chapter__guide"]
    search_fields = ["key", "texts__heading", "texts__body"]
    inlines = [PassageTextInline]


@admin.register(Question)
class QuestionAdmin(WithPreview, WordedAdmin):
    may_add = True
    form = QuestionForm
    fields = ["chapter", "key", "position", "goals", "plan_parts"]
    list_display = ["key", "heading", "chapter", "position", "is_edited"]
    list_select_related = ["chapter__guide"]
    search_fields = ["key", "texts__heading", "texts__body"]
    inlines = [QuestionTextInline]


@admin.register(Term)
class TermAdmin(WithPreview, NativelyReadAdmin):
    may_add = True
    fields = ["key"]
    list_display = ["key", "heading", "awaits", "is_edited"]
    search_fields = ["key", "texts__word", "texts__definition"]
    inlines = [TermTextInline]
    actions = ["read_fi", "read_en"]

    @admin.action(description=_("Finnish: read by a native speaker today"), permissions=["change"])
    def read_fi(self, request, terms):
        self.read_today(request, terms, TextLanguage.FINNISH)

    @admin.action(description=_("English: read by a native speaker today"), permissions=["change"])
    def read_en(self, request, terms):
        self.read_today(request, terms, TextLanguage.ENGLISH)

    def read_today(self, request, terms, language):
        """The glossary is long, so what somebody has read is ticked in the list."""
        unread = TermText.objects.awaiting_native(language).filter(term__in=terms)
        number = unread.update(native_read_on=timezone.localdate())
        count_anew(STUDY_GUIDE)
        text = ngettext("%(number)d word is read.", "%(number)d words are read.", number)
        messages.success(request, text % {"number": number})
