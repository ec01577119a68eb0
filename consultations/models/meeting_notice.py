from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.models.meeting import Meeting
from kick.lib.constraints import one_of
from kick.lib.privacy import fields
from organisations.models import Letter, Purpose, User


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

    def locked(self):
        return self.select_for_update(no_key=True, of=["self"])

    def being_written(self):
        """Whose letters the worker has still to write."""
        return self.filter(is_writing=True)

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
    sequence = models.PositiveIntegerField(
        _("number of the change"), default=0, help_text=_("Of the meeting's calendar entry.")
    )
    is_writing = models.BooleanField(_("letters are being written"), default=False)
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    privacy = fields(
        dataset="meetings",
        internal="id meeting kind lines told unreached sequence is_writing at by",
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
    def is_change(self):
        return self.kind == NoticeKind.CHANGED

    @property
    def occasion(self):
        """Its letters are known by it: one an address for each change, and one for a cancelled meeting."""
        return f"changed:{self.sequence}" if self.is_change else "cancelled"

    def finish(self, *, told, unreached):
        self.told, self.unreached, self.is_writing = told, unreached, False
        self.save(update_fields=["told", "unreached", "is_writing"])

    @property
    def has_letters(self):
        """Of a change or a cancellation, that the worker writes."""
        return self.kind != NoticeKind.SAVE_THE_DATE and bool(self.told)

    def progress(self):
        """{"gone", "total"} of its letters; none is gone while they are being written."""
        if self.is_writing:
            return {"gone": 0, "total": self.told}
        purposes = [Purpose.MEETING_CHANGED, Purpose.MEETING_CANCELLED]
        about = f"meeting:{self.meeting.uuid}"
        letters = Letter.objects.filter(about=about, occasion=self.occasion, purpose__in=purposes)
        return letters.progress()

    @property
    def shown_lines(self):
        return with_moments(self.lines)
