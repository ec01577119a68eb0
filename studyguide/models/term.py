import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Collate
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kick.lib.constraints import not_blank, one_of
from kick.lib.privacy import fields
from studyguide.models.guide import KEPT
from studyguide.models.words import (
    Loaded,
    NativeRead,
    NativeReadQuerySet,
    TextLanguage,
    html_of,
    search_field,
)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Term(Loaded):
    """A word of the glossary, which is one for all guides."""

    key = models.SlugField(_("key"), max_length=60, unique=True)

    privacy = fields(dataset="guide", public="id key", internal="loaded_hash", kept=KEPT)

    class Meta:
        ordering = ["key"]
        verbose_name = _("term")
        verbose_name_plural = _("terms")

    def __str__(self):
        return self.key

    def get_absolute_url(self):
        return f"{reverse('studyguide:glossary')}#ord-{self.key}"


class TermTextQuerySet(NativeReadQuerySet):
    def with_terms(self):
        return self.select_related("term")

    def matching(self, words):
        """Those with the words in them, wherever; all for none."""
        return self.filter(Q(word__icontains=words) | Q(definition__icontains=words))

    def by_word(self):
        return self.order_by(Collate("word", "sv-x-icu"))


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["search"],
)
class TermText(NativeRead):
    term = models.ForeignKey(Term, models.CASCADE, related_name="texts", verbose_name=_("term"))
    word = models.CharField(_("word"), max_length=80)
    forms = ArrayField(
        models.CharField(max_length=80),
        verbose_name=_("other forms"),
        default=list,
        blank=True,
        help_text=_("As the word is bent in a text, with commas between: samrådet, samråden."),
    )
    definition = models.TextField(_("what it means"), help_text=_("Markdown, a few sentences."))

    search = search_field("word", "definition")

    noun = "term"
    carried = ["word", "forms", "definition"]
    privacy = fields(
        dataset="guide",
        public="id term language word forms definition native_read_on",
        internal="loaded_hash search",
        kept=KEPT,
    )

    objects = TermTextQuerySet.as_manager()

    class Meta:
        ordering = ["term", "language"]
        verbose_name = _("term's text")
        verbose_name_plural = _("terms' texts")
        indexes = [GinIndex(fields=["search"], name="term_text_search")]
        constraints = [
            models.UniqueConstraint(fields=["term", "language"], name="term_once_per_language"),
            one_of("language", TextLanguage, name="term_text_language_is_known"),
            not_blank("word", name="term_text_has_a_word"),
            not_blank("definition", name="term_text_has_a_definition"),
        ]

    def __str__(self):
        return self.word

    @property
    def spellings(self):
        """Every way the word may stand in a text, in small letters."""
        return {form.lower() for form in [self.word, *self.forms]}

    @property
    def html(self):
        return html_of(self.definition)
