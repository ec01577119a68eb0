"""What the desk decides about a meeting's invitations: their words, how often one reminds, and the
letters to print."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.models.meeting import Meeting
from kick.lib.constraints import not_blank
from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import PRINTED_LETTERS_KEPT
from organisations.models import User

MOST_REMINDERS = 2
DAYS_BETWEEN = 3
# A worker that was killed begins no letter anew: after this long one may ask again.
PATIENCE = timedelta(minutes=10)


class InvitationText(models.Model):
    """Own words of the letter to a meeting's invited, once per language; without a row, Kick's own."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="invitation_texts", verbose_name=_("meeting")
    )
    language = models.CharField(_("language"), max_length=16)
    subject = models.CharField(_("subject"), max_length=150)
    body = models.TextField(_("text"))

    privacy = fields(
        dataset="meetings",
        internal="id meeting language subject body",
        kept="With the meeting.",
    )

    class Meta:
        ordering = ["language"]
        verbose_name = _("words of an invitation")
        verbose_name_plural = _("words of invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "language"], name="invitation_text_once_per_language"
            ),
            not_blank("subject", name="invitation_text_has_a_subject"),
            not_blank("body", name="invitation_text_has_a_body"),
        ]

    def __str__(self):
        return self.subject


class ReminderRule(models.Model):
    """How often the silent may be reminded of a meeting; without a row, as Kick proposes."""

    meeting = models.OneToOneField(
        Meeting, models.CASCADE, related_name="reminder_rule", verbose_name=_("meeting")
    )
    most = models.PositiveSmallIntegerField(
        _("reminders at most"), default=MOST_REMINDERS, help_text=_("To each association.")
    )
    days_between = models.PositiveSmallIntegerField(
        _("days between"),
        default=DAYS_BETWEEN,
        help_text=_("From one reminder to the next."),
    )

    privacy = fields(
        dataset="meetings",
        internal="id meeting most days_between",
        kept="With the meeting.",
    )

    class Meta:
        verbose_name = _("rule for reminders")
        verbose_name_plural = _("rules for reminders")
        constraints = [
            models.CheckConstraint(
                condition=Q(most__lte=5) & Q(days_between__gte=1) & Q(days_between__lte=60),
                name="reminder_rule_is_kind",
            )
        ]

    def __str__(self):
        return f"{self.most} / {self.days_between}"

    @classmethod
    def of(cls, meeting):
        return cls.objects.filter(meeting=meeting).first() or cls(meeting=meeting)


class PrintRunQuerySet(models.QuerySet):
    def newest_first(self):
        return self.order_by("-ordered_at", "-pk")

    def under_way(self, *, at=None):
        return self.filter(
            finished_at=None, failed=False, ordered_at__gte=(at or timezone.now()) - PATIENCE
        )


class PrintRun(models.Model):
    """All letters on paper of a meeting as one PDF to print, made by the worker."""

    uuid = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="print_runs", verbose_name=_("meeting")
    )
    ordered_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("ordered by")
    )
    ordered_at = models.DateTimeField(_("ordered"), default=timezone.now)
    letters = models.PositiveIntegerField(_("letters"), default=0)
    done = models.PositiveIntegerField(_("letters done"), default=0)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    failed = models.BooleanField(_("failed"), default=False)

    privacy = fields(
        dataset="meetings",
        internal="id uuid meeting ordered_by ordered_at letters done finished_at failed",
        kept="24 hours: the letters can be made again.",
        purges=(Purge(after=PRINTED_LETTERS_KEPT, since="ordered_at"),),
    )

    objects = PrintRunQuerySet.as_manager()

    class Meta:
        ordering = ["-ordered_at", "-pk"]
        verbose_name = _("letters to print")
        verbose_name_plural = _("letters to print")

    def __str__(self):
        return str(self.uuid)

    @property
    def is_under_way(self):
        return (
            self.finished_at is None
            and not self.failed
            and self.ordered_at >= timezone.now() - PATIENCE
        )

    @property
    def is_lost(self):
        return self.finished_at is None and not self.is_under_way

    def tell(self, done):
        self._note(done=done)

    def finish(self, *, at=None):
        self._note(done=self.letters, finished_at=at or timezone.now())

    def fail(self):
        self._note(failed=True)

    def _note(self, **words):
        # Somebody may have ordered anew meanwhile, and this one is gone.
        type(self).objects.filter(pk=self.pk).update(**words)
        for name, value in words.items():
            setattr(self, name, value)


class PrintedPiece(models.Model):
    """A piece of the PDF's bytes, so that no process holds all of it to send it on."""

    run = models.ForeignKey(
        PrintRun, models.CASCADE, related_name="pieces", verbose_name=_("letters to print")
    )
    number = models.PositiveIntegerField(_("number"))
    content = models.BinaryField(_("content"))

    privacy = fields(
        dataset="meetings",
        internal="id run number",
        personal="content",
        kept="With the letters to print.",
        goes_with="run",
    )

    class Meta:
        ordering = ["number"]
        verbose_name = _("piece of letters to print")
        verbose_name_plural = _("pieces of letters to print")
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="printed_piece_once"),
        ]

    def __str__(self):
        return str(self.number)
