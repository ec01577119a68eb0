from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.models.reply import Reply
from kick.lib.privacy import fields


class MeetingReminder(models.Model):
    """One of the meeting's own reminders has gone to those who come, once for each reply."""

    reply = models.ForeignKey(
        Reply, models.CASCADE, related_name="reminders", verbose_name=_("reply")
    )
    days = models.PositiveSmallIntegerField(
        _("days before"), help_text=_("Which of the meeting's reminders it is.")
    )
    for_day = models.DateField(
        _("day of the meeting"), help_text=_("A meeting that is moved is reminded of anew.")
    )
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)

    privacy = fields(
        dataset="meetings",
        internal="id reply days for_day sent_at",
        kept="With the reply.",
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("meeting's reminder")
        verbose_name_plural = _("meetings' reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["reply", "days", "for_day"], name="meeting_reminder_goes_once"
            )
        ]

    def __str__(self):
        return f"{self.days}: {self.for_day}"
