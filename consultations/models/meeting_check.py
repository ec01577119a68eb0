from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from consultations.models.meeting import Meeting
from kick.lib.constraints import one_of
from kick.lib.privacy import fields
from organisations.models import User


class CheckOccasion(models.TextChoices):
    PUBLISHED = "published", _("When the meeting was published")
    SENT = "sent", _("When invitations were sent")
    CHANGED = "changed", _("When the meeting was changed")


class MeetingCheckQuerySet(models.QuerySet):
    def latest_first(self):
        return self.order_by("-at", "-pk")


class MeetingCheck(models.Model):
    """The consultation check as it came out one day, with the words of that day. Never changed after.

    `findings` are {"rule", "level", "words": {language: [finding, reason]}}.
    """

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="checks", verbose_name=_("meeting")
    )
    occasion = models.CharField(_("occasion"), max_length=10, choices=CheckOccasion)
    rules_version = models.PositiveSmallIntegerField(_("version of the rules"))
    findings = models.JSONField(_("findings"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    privacy = fields(
        dataset="meetings",
        public="id meeting occasion rules_version findings at",
        internal="by",
        kept="With the meeting.",
    )

    objects = MeetingCheckQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("consultation check")
        verbose_name_plural = _("consultation checks")
        constraints = [
            one_of("occasion", CheckOccasion, name="meeting_check_occasion_is_known"),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=models.Q(occasion=CheckOccasion.PUBLISHED),
                name="meeting_check_once_when_published",
            ),
        ]
        indexes = [models.Index(fields=["meeting", "-at"], name="meeting_check_newest")]

    def __str__(self):
        return f"{self.get_occasion_display()}: {self.at:%Y-%m-%d}"

    @cached_property
    def lines(self):
        """(level, finding, reason) in the reader's language, else in Swedish."""
        found = []
        for finding in self.findings:
            words = finding["words"]
            told, reason = words.get(get_language()) or words["sv"]
            found.append({"level": finding["level"], "told": told, "reason": reason})
        return found
