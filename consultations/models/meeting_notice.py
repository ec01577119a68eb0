from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.models.meeting import Meeting
from kick.lib.constraints import one_of
from kick.lib.privacy import fields
from organisations.models import User


class NoticeKind(models.TextChoices):
    SAVE_THE_DATE = "save_the_date", _("Save the date")
    CHANGED = "changed", _("The meeting has changed")
    CANCELLED = "cancelled", _("The meeting is cancelled")


class MeetingNoticeQuerySet(models.QuerySet):
    def save_the_date(self):
        return self.filter(kind=NoticeKind.SAVE_THE_DATE)

    def moved(self):
        """Those that told of another time."""
        return self.filter(kind=NoticeKind.CHANGED, lines__contains=[{"what": "time"}])

    def latest_first(self):
        return self.select_related("by").order_by("-at", "-pk")


def with_moments(lines):
    """As they are shown: of "time", `was` and `now` are two moments each."""
    return [
        line | {key: [datetime.fromisoformat(text) for text in line[key]] for key in ("was", "now")}
        if line["what"] == "time"
        else line
        for line in lines
    ]


class MeetingNotice(models.Model):
    """Something about a meeting that everybody concerned was told at the same time: what, and how many.

    `lines` are {"what", "was", "now"}: of "time" two moments each, else words.
    """

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="notices", verbose_name=_("meeting")
    )
    kind = models.CharField(_("what"), max_length=15, choices=NoticeKind)
    lines = models.JSONField(_("was and is"), default=list, blank=True)
    told = models.PositiveIntegerField(_("told by mail"), help_text=_("Number of addresses."))
    unreached = models.PositiveIntegerField(
        _("without an address"), default=0, help_text=_("Number of associations and persons.")
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    privacy = fields(
        dataset="meetings",
        internal="id meeting kind lines told unreached at by",
        kept="With the meeting.",
    )

    objects = MeetingNoticeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("what was told of a meeting")
        verbose_name_plural = _("what was told of meetings")
        constraints = [one_of("kind", NoticeKind, name="meeting_notice_kind_is_known")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.told}"

    @property
    def shown_lines(self):
        return with_moments(self.lines)
