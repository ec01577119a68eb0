"""Who came to a meeting is written to afterwards: whoever answered, or the colleague who took the seat."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.models.handover import Handover
from consultations.models.meeting import Meeting
from consultations.models.reply import Reply
from kick.lib.constraints import exactly_one
from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import RAW_NOTES_KEPT
from organisations.models import Linked, LinkedQuerySet


class ForWhoCame(Linked):
    """A link for one who came; it has a `reply` or a `handover`, never both."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, verbose_name=_("meeting"))
    reply = models.ForeignKey(
        Reply, models.CASCADE, null=True, blank=True, verbose_name=_("who is asked")
    )
    handover = models.ForeignKey(
        Handover, models.CASCADE, null=True, blank=True, verbose_name=_("colleague who is asked")
    )

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.meeting_id}: {self.reply_id or self.handover_id}"

    @property
    def receiver(self):
        return self.reply or self.handover


class Asking(ForWhoCame):
    """One who was there is asked whether it is right; the link opens the notes and takes corrections."""

    link_kind = "asking"

    asked_at = models.DateTimeField(default=timezone.now, editable=False)

    privacy = fields(
        dataset="notes",
        internal="id uuid meeting reply handover asked_at link_version",
        secret="link_hash",
        kept="90 days after the meeting.",
        purges=(Purge(after=RAW_NOTES_KEPT, since="meeting__ends_at"),),
    )

    objects = LinkedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        default_related_name = "askings"
        verbose_name = _("question whether it is right")
        verbose_name_plural = _("questions whether it is right")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "reply"], name="asking_once_per_reply"),
            models.UniqueConstraint(fields=["handover"], name="asking_once_per_colleague"),
            exactly_one("reply", "handover", name="asking_goes_to_a_reply_or_a_colleague"),
        ]
