from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models.meeting import Meeting
from kick.lib.constraints import not_blank
from kick.lib.privacy import fields


class ReminderText(models.Model):
    """An own paragraph of the reminders to a meeting's silent, once per language; without a row, none."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="reminder_texts", verbose_name=_("meeting")
    )
    language = models.CharField(_("language"), max_length=16)
    body = models.TextField(_("text"))

    privacy = fields(
        dataset="meetings", internal="id meeting language body", kept="With the meeting."
    )

    class Meta:
        ordering = ["language"]
        verbose_name = _("words of a reminder")
        verbose_name_plural = _("words of reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "language"], name="reminder_text_once_per_language"
            ),
            not_blank("body", name="reminder_text_has_a_body"),
        ]

    def __str__(self):
        return self.body
