from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models.meeting import Meeting
from consultations.models.worded import Worded
from kick.lib.constraints import not_blank
from kick.lib.privacy import fields


class MeetingQuestion(Worded):
    """What the meeting asks those who come, sent ahead so that they can talk it over at home."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="questions", verbose_name=_("meeting")
    )
    position = models.PositiveSmallIntegerField(_("position"))

    privacy = fields(dataset="meetings", public="id meeting position", kept="With the meeting.")

    class Meta:
        ordering = ["meeting", "position"]
        verbose_name = _("meeting's question")
        verbose_name_plural = _("meetings' questions")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="meeting_question_position_once",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self):
        return self.text.wording


class MeetingQuestionText(models.Model):
    """A meeting's question in words, once per language."""

    question = models.ForeignKey(
        MeetingQuestion, models.CASCADE, related_name="texts", verbose_name=_("question")
    )
    language = models.CharField(_("language"), max_length=16)
    wording = models.CharField(_("question"), max_length=300)

    privacy = fields(
        dataset="meetings", public="id question language wording", kept="With the meeting."
    )

    class Meta:
        ordering = ["language"]
        verbose_name = _("meeting's question in words")
        verbose_name_plural = _("meetings' questions in words")
        constraints = [
            models.UniqueConstraint(
                fields=["question", "language"], name="meeting_question_text_once_per_language"
            ),
            not_blank("wording", name="meeting_question_text_has_words"),
        ]

    def __str__(self):
        return self.wording
