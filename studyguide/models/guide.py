import pghistory
from django.conf import settings
from django.contrib.postgres.aggregates import ArrayAgg
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kick.lib.constraints import not_blank, one_of
from kick.lib.privacy import fields
from studyguide.models.words import (
    Loaded,
    NativeRead,
    NativeReadQuerySet,
    TextLanguage,
    html_of,
    own_name,
)

KEPT = "For as long as somebody reads it; older wordings in history."


class Audience(models.TextChoices):
    ASSOCIATIONS = "associations", _("Associations")
    OFFICIALS = "officials", _("Officials")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Guide(Loaded):
    """A book of chapters: the study guide for associations, the method tool for officials."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    audience = models.CharField(_("written for"), max_length=16, choices=Audience)

    carried = ["audience"]
    privacy = fields(dataset="guide", public="id key audience", internal="loaded_hash", kept=KEPT)

    class Meta:
        ordering = ["key"]
        verbose_name = _("guide")
        verbose_name_plural = _("guides")
        constraints = [one_of("audience", Audience, name="guide_audience_is_known")]

    def __str__(self):
        return self.key


class GuideTextQuerySet(NativeReadQuerySet):
    def of_guide(self, key):
        return self.filter(guide__key=key)

    def with_languages(self):
        """In which languages the guide says something of itself."""
        languages = ArrayAgg("guide__texts__language", distinct=True, default=[])
        return self.annotate(told_in_languages=languages)

    def beside_the_site(self):
        """In languages that the site as a whole cannot be read in."""
        return self.exclude(language__in=[code for code, _name in settings.LANGUAGES])


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class GuideText(NativeRead):
    guide = models.ForeignKey(Guide, models.CASCADE, related_name="texts", verbose_name=_("guide"))
    title = models.CharField(_("title"), max_length=120)
    lead = models.TextField(_("lead"), blank=True, help_text=_("One or two sentences."))
    body = models.TextField(_("text"), blank=True, help_text=_("Markdown."))

    noun = "guide"
    carried = ["title", "lead", "body"]
    privacy = fields(
        dataset="guide",
        public="id guide language title lead body native_read_on",
        internal="loaded_hash",
        kept=KEPT,
    )

    objects = GuideTextQuerySet.as_manager()

    class Meta:
        ordering = ["guide", "language"]
        verbose_name = _("guide's text")
        verbose_name_plural = _("guides' texts")
        constraints = [
            models.UniqueConstraint(fields=["guide", "language"], name="guide_once_per_language"),
            one_of("language", TextLanguage, name="guide_text_language_is_known"),
            not_blank("title", name="guide_text_has_a_title"),
        ]

    def __str__(self):
        return self.title

    @property
    def html(self):
        return html_of(self.body)

    @property
    def language_url(self):
        """Its page, where the site as a whole cannot be read in its language."""
        return reverse("studyguide:guide_language", args=[self.language])

    @property
    def own_name(self):
        return own_name(self.language)

    # Of a row read with_languages.
    @property
    def languages_beside(self):
        """Its sisters in languages that the site cannot be read in: as links need them, without words."""
        site = {code for code, _name in settings.LANGUAGES}
        beside = [code for code in TextLanguage.values if code in self.told_in_languages]
        return [GuideText(language=code) for code in beside if code not in site]


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Chapter(Loaded):
    """One gathering of the study guide, one part of the method tool."""

    guide = models.ForeignKey(
        Guide, models.PROTECT, related_name="chapters", verbose_name=_("guide")
    )
    key = models.SlugField(_("key"), max_length=60)
    position = models.PositiveSmallIntegerField(_("position"))

    carried = ["position"]
    privacy = fields(
        dataset="guide", public="id guide key position", internal="loaded_hash", kept=KEPT
    )

    class Meta:
        ordering = ["guide", "position"]
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        constraints = [
            models.UniqueConstraint(fields=["guide", "key"], name="chapter_key_once_in_a_guide")
        ]

    def __str__(self):
        return f"{self.guide}/{self.key}"

    def get_absolute_url(self):
        return reverse("studyguide:chapter", args=[self.key])


class ChapterTextQuerySet(NativeReadQuerySet):
    def of_guide(self, key):
        return self.filter(chapter__guide__key=key).select_related("chapter")

    def with_readiness(self):
        """Whether there is something to read in the chapter, and in easy Swedish too."""
        languages = ArrayAgg("chapter__passages__texts__language", distinct=True, default=[])
        return self.annotate(read_in_languages=languages)

    def in_order(self):
        return self.order_by("chapter__position", "chapter__key")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class ChapterText(NativeRead):
    chapter = models.ForeignKey(
        Chapter, models.CASCADE, related_name="texts", verbose_name=_("chapter")
    )
    title = models.CharField(_("title"), max_length=120)
    lead = models.TextField(_("lead"), blank=True, help_text=_("One or two sentences."))

    noun = "chapter"
    carried = ["title", "lead"]
    privacy = fields(
        dataset="guide",
        public="id chapter language title lead native_read_on",
        internal="loaded_hash",
        kept=KEPT,
    )

    objects = ChapterTextQuerySet.as_manager()

    class Meta:
        ordering = ["chapter", "language"]
        verbose_name = _("chapter's text")
        verbose_name_plural = _("chapters' texts")
        constraints = [
            models.UniqueConstraint(
                fields=["chapter", "language"], name="chapter_once_per_language"
            ),
            one_of("language", TextLanguage, name="chapter_text_language_is_known"),
            not_blank("title", name="chapter_text_has_a_title"),
        ]

    def __str__(self):
        return self.title

    # Of a row read with_readiness.
    @property
    def has_words(self):
        return any(self.read_in_languages)

    @property
    def has_easy_words(self):
        return TextLanguage.EASY in self.read_in_languages

    @property
    def easy_url(self):
        return reverse("studyguide:chapter_easy", args=[self.chapter.key])
