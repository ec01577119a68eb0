"""Who was sought out, what came of it, and whom somebody told us about."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kick.lib.constraints import not_blank, one_of, together
from kick.lib.merging import MOVE
from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import TIPS_KEPT
from organisations.models.organisation import Organisation
from organisations.models.region import Municipality, Region
from organisations.models.state import Moves
from organisations.models.user import User

NOTES_KEPT = timedelta(days=730)


class TipStatus(models.TextChoices):
    NEW = "new", _("Not looked at")
    TAKEN_UP = "taken_up", _("Taken up in the register")
    KNOWN = "known", _("Was in the register already")
    CLOSED = "closed", pgettext_lazy("a tip", "Closed")


# The whole life of a tip. A move that is not listed does not exist.
TIP_MOVES = {
    TipStatus.NEW: {TipStatus.TAKEN_UP, TipStatus.KNOWN, TipStatus.CLOSED},
    TipStatus.TAKEN_UP: set(),
    TipStatus.KNOWN: set(),
    TipStatus.CLOSED: set(),
}


class TipQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(status=TipStatus.NEW)

    def run_by(self, user):
        """Of the regions that the user leads: the inventory is Ideell kulturallians's own."""
        return self.filter(region__in=Region.objects.led_by(user)) if user.is_staff else self.none()

    def decided_before(self, moment):
        return self.filter(decided_at__lt=moment)

    def told_before(self, moment):
        return self.filter(created_at__lt=moment)

    def oldest_first(self):
        return self.select_related("municipality", "region").order_by("created_at", "pk")


class Tip(Moves):
    """Somebody asked whether we know an association; nothing is asked or kept of who it was."""

    moves = TIP_MOVES

    uuid = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="tips", verbose_name=_("region")
    )
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="tips", verbose_name=_("municipality")
    )
    name = models.CharField(_("name"), max_length=150)
    website = models.URLField(_("website"), blank=True)
    words = models.TextField(_("what was told"), blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=TipStatus, default=TipStatus.NEW, editable=False
    )
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="tips",
        verbose_name=_("organisation"),
        help_text=_("What the tip became, or was already."),
    )
    because = models.CharField(_("why it was closed"), max_length=200, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    created_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)

    privacy = fields(
        dataset="outreach",
        purges=(
            Purge(after=TIPS_KEPT, rows="decided_before"),
            Purge(after=2 * TIPS_KEPT, rows="told_before"),
        ),
        internal="id uuid region municipality name website words status organisation because"
        " decided_at decided_by created_at",
        kept="12 months after it was decided, 24 months when nobody has.",
    )

    merging = {"organisation": MOVE}

    objects = TipQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("tip")
        verbose_name_plural = _("tips")
        constraints = [
            not_blank("name", name="tip_has_a_name"),
            one_of("status", TipStatus, name="tip_status_is_known"),
            models.CheckConstraint(
                condition=Q(status="new", decided_at__isnull=True)
                | (~Q(status="new") & Q(decided_at__isnull=False)),
                name="tip_decided_at_and_status",
            ),
            models.CheckConstraint(
                condition=~Q(status="closed") | ~Q(because=""), name="tip_closed_for_a_reason"
            ),
        ]
        indexes = [
            models.Index(
                fields=["region", "created_at"],
                condition=Q(status="new"),
                name="tip_waiting_by_region",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def is_waiting(self):
        return self.status == TipStatus.NEW

    def take_up(self, *, organisation, by, at=None):
        self._decide(TipStatus.TAKEN_UP, by, at, organisation=organisation)

    def recognise(self, *, organisation, by, at=None):
        """It is one that we have."""
        self._decide(TipStatus.KNOWN, by, at, organisation=organisation)

    def close(self, *, because, by, at=None):
        self._decide(TipStatus.CLOSED, by, at, because=because)

    def _decide(self, status, by, at, **stamps):
        self._move_to(status, decided_by=by, decided_at=at or timezone.now(), **stamps)


class Channel(models.TextChoices):
    CALL = "call", _("Phone call")
    VISIT = "visit", _("Visit")
    MAIL = "mail", _("Mail or letter")
    MEETING = "meeting", _("Met at something")


class Result(models.TextChoices):
    REACHED = "reached", _("We spoke")
    NO_ANSWER = "no_answer", _("No answer")
    MESSAGE = "message", _("Left a message")
    WRONG = "wrong", _("Wrong number or address")
    INTERESTED = "interested", _("Wants to take part")
    DECLINED = "declined", _("Does not want to take part")


class OutreachQuerySet(models.QuerySet):
    def run_by(self, user):
        return self.filter(region__in=Region.objects.led_by(user)) if user.is_staff else self.none()

    def about(self, organisation):
        return self.filter(organisation=organisation)

    def with_open_step(self):
        """Something is to be done next, and nobody has said that it is."""
        return self.filter(next_on__isnull=False, done_at__isnull=True)

    def due(self, *, on=None):
        return self.with_open_step().filter(next_on__lte=on or timezone.localdate())

    def planned_after(self, day):
        return self.with_open_step().filter(next_on__gt=day)

    def purged_by(self, day):
        return self.filter(purge_on__lte=day)

    def by_next_step(self):
        """What has waited longest comes first."""
        return self.select_related("organisation__municipality__region", "written_by").order_by(
            "next_on", "pk"
        )

    def newest_first(self):
        return self.select_related("written_by").order_by("-happened_on", "-pk")


class Outreach(models.Model):
    """A line of the project lead's log: how an organisation was sought out, and what is next.

    Never about a person's own life: no history keeps it, and it goes after two years.
    """

    uuid = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="outreach", verbose_name=_("organisation")
    )
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="outreach", verbose_name=_("region")
    )
    channel = models.CharField(_("how"), max_length=12, choices=Channel)
    result = models.CharField(_("what came of it"), max_length=12, choices=Result)
    words = models.TextField(_("note"), blank=True)
    happened_on = models.DateField(_("when"), default=timezone.localdate)
    next_step = models.CharField(_("next step"), max_length=120, blank=True)
    next_on = models.DateField(_("next step on"), null=True, blank=True)
    done_at = models.DateTimeField(_("next step done"), null=True, blank=True, editable=False)
    written_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    written_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("written by")
    )
    purge_on = models.DateField(_("to be deleted on"))

    privacy = fields(
        dataset="outreach",
        purges=(Purge(after=timedelta(0), rows="purged_by"),),
        internal="id uuid organisation region channel result words happened_on next_step next_on"
        " done_at written_at written_by purge_on",
        kept="24 months from the day it tells of.",
    )

    merging = {"organisation": MOVE}

    objects = OutreachQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_on", "-pk"]
        verbose_name = _("outreach note")
        verbose_name_plural = _("outreach log")
        constraints = [
            one_of("channel", Channel, name="outreach_channel_is_known"),
            one_of("result", Result, name="outreach_result_is_known"),
            together("next_on", name="outreach_next_step_and_day", texts=["next_step"]),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(next_on__isnull=False),
                name="outreach_done_is_a_next_step",
            ),
            models.CheckConstraint(
                condition=Q(purge_on__gt=F("happened_on")), name="outreach_purged_afterwards"
            ),
        ]
        indexes = [
            models.Index(
                fields=["region", "next_on"],
                condition=Q(next_on__isnull=False, done_at__isnull=True),
                name="outreach_open_steps",
            ),
            models.Index(fields=["purge_on"], name="outreach_by_purge_day"),
        ]

    def __str__(self):
        return f"{self.organisation}, {self.happened_on}"

    def save(self, *args, **kwargs):
        if self.purge_on is None:
            self.purge_on = self.happened_on + NOTES_KEPT
        super().save(*args, **kwargs)

    @property
    def is_overdue(self):
        return self.next_on < timezone.localdate()
