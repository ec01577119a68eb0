from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models.consultation import Consultation
from consultations.models.worded import Worded, once_per_language
from kick.lib.constraints import not_blank
from kick.lib.privacy import fields


class Question(Worded):
    """Something the region wants to know, besides what people say about the sections."""

    consultation = models.ForeignKey(
        Consultation, models.CASCADE, related_name="questions", verbose_name=_("consultation")
    )
    position = models.PositiveSmallIntegerField(_("position"))

    privacy = fields(
        dataset="plans", public="id consultation position", kept="With the consultation."
    )

    class Meta:
        ordering = ["consultation", "position"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "position"],
                name="question_position_once",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self):
        return self.text.wording

    @property
    def title(self):
        return _("Question %(number)d: %(words)s") % {
            "number": self.position,
            "words": self.text.wording,
        }


class QuestionText(models.Model):
    """A question's words, once per language."""

    question = models.ForeignKey(
        Question, models.CASCADE, related_name="texts", verbose_name=_("question")
    )
    language = models.CharField(_("language"), max_length=16)
    wording = models.CharField(_("question"), max_length=300)

    privacy = fields(
        dataset="plans", public="id question language wording", kept="With the consultation."
    )

    class Meta:
        ordering = ["language"]
        verbose_name = _("question's text")
        verbose_name_plural = _("questions' texts")
        constraints = [
            once_per_language("question"),
            not_blank("wording", name="question_text_has_words"),
        ]

    def __str__(self):
        return self.wording
