from uuid import uuid5

from django.db import models
from django.db.models import Count, F, FloatField, Q
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib.constraints import one_of
from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import GUIDE_FEEDBACK_KEPT
from studyguide.models.passage import Passage, PassageKind, Question
from studyguide.models.words import TextLanguage

LONGEST_WORDS = 300


class FeedbackQuerySet(models.QuerySet):
    def given_before(self, moment):
        return self.filter(given_on__lt=timezone.localdate(moment))

    def open(self):
        """Of today: whoever gave it may still say why."""
        return self.filter(given_on=timezone.localdate())

    def with_words(self):
        return self.exclude(words="").order_by("-given_on", "-pk")

    def by_passage(self):
        """A row for each passage or question and language: how many it helped and how many not, what
        helped least first.

        One answer more of each kind is counted in, so that a single "no" does not stand above twenty.
        """
        told = (
            self.order_by()
            .values("passage", "question", "language")
            .annotate(
                helped=Count("pk", filter=Q(is_useful=True)),
                missed=Count("pk", filter=Q(is_useful=False)),
            )
        )
        share = Cast(F("helped") + 1, FloatField()) / (F("helped") + F("missed") + 2)
        told = told.annotate(share=share)
        return told.order_by("share", "-missed", "passage", "question", "language")


class Feedback(models.Model):
    """Whether a passage, or one of the questions in it, helped somebody; nothing is asked or kept of who
    it was."""

    uuid = models.UUIDField(_("public id"), unique=True, editable=False)
    passage = models.ForeignKey(
        Passage, models.CASCADE, related_name="feedback", verbose_name=_("passage")
    )
    question = models.ForeignKey(
        Question,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="feedback",
        verbose_name=_("question"),
        help_text=_("Empty: about the passage itself."),
    )
    language = models.CharField(_("language"), max_length=16, choices=TextLanguage)
    wording = models.CharField(
        _("hash of the wording"), max_length=64, help_text=_("Of the words that were read.")
    )
    is_useful = models.BooleanField(_("it helped"))
    words = models.CharField(_("why"), max_length=LONGEST_WORDS, blank=True)
    given_on = models.DateField(_("given on"), default=timezone.localdate)

    privacy = fields(
        dataset="guide_feedback",
        internal="id uuid passage question language wording is_useful words given_on",
        kept="24 months.",
        purges=(Purge(after=GUIDE_FEEDBACK_KEPT, rows="given_before"),),
    )

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["-given_on", "-pk"]
        verbose_name = _("answer on whether a passage helped")
        verbose_name_plural = _("answers on whether passages helped")
        constraints = [one_of("language", TextLanguage, name="feedback_language_is_known")]

    def __str__(self):
        return f"{self.question or self.passage}: {self.is_useful}"

    @staticmethod
    def uuid_of(key, about):
        """The same for the same page and passage or question, so that a second press is the same answer."""
        return uuid5(key, f"{about._meta.model_name} {about.pk}")

    @staticmethod
    def place_of(words):
        """The passage that the words are of, and the question if they are one's."""
        if words.noun == "passage":
            return {"passage": words.passage, "question": None}
        passages = words.question.chapter.passages.filter(kind=PassageKind.DISCUSSION)
        return {"passage": passages.order_by("position").first(), "question": words.question}

    @property
    def anchor(self):
        """Where it stands on its gathering's page."""
        return f"fraga-{self.question.key}" if self.question else self.passage.key
