from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kick.lib.constraints import one_of
from kick.lib.dates import span_text
from kick.lib.privacy import fields
from organisations.models import Moves
from studyguide.models.circle import Circle
from studyguide.models.circle_member import CircleMember
from studyguide.models.guide import Chapter

# Folkbildningsrådet counts in study hours of 45 minutes.
STUDY_HOUR = 45
LONGEST = 12 * 60


class GatheringStatus(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("a gathering", "Planned")
    HELD = "held", _("Held")
    MISSED = "missed", _("Did not happen")


# Whoever has ticked the wrong one may mend it, so there is a way from each to each.
GATHERING_MOVES = {status: set(GatheringStatus) - {status} for status in GatheringStatus}


class GatheringQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(circle__in=Circle.objects.visible_to(user))

    def run_by(self, user):
        return self.filter(circle__in=Circle.objects.run_by(user))

    def held(self):
        return self.filter(status=GatheringStatus.HELD)

    def planned(self):
        return self.filter(status=GatheringStatus.PLANNED)

    def taking_place(self):
        """Planned or held."""
        return self.exclude(status=GatheringStatus.MISSED)

    def in_order(self):
        return self.order_by("starts_at", "pk")


class Gathering(Moves):
    """One time that the circle meets. Its number follows from the days: `numbered`."""

    moves = GATHERING_MOVES

    circle = models.ForeignKey(
        Circle, models.CASCADE, related_name="gatherings", verbose_name=_("circle")
    )
    chapter = models.ForeignKey(
        Chapter,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="gatherings",
        verbose_name=_("what you read and talk about"),
    )
    starts_at = models.DateTimeField(_("begins"))
    minutes = models.PositiveSmallIntegerField(
        _("length"), default=3 * STUDY_HOUR, help_text=_("Minutes, breaks not counted.")
    )
    place = models.CharField(
        _("place"), max_length=150, blank=True, help_text=_("Empty: the circle's own.")
    )
    status = models.CharField(
        _("status"),
        max_length=8,
        choices=GatheringStatus,
        default=GatheringStatus.PLANNED,
        editable=False,
    )
    told_at = models.DateTimeField(
        _("mailed after it"),
        null=True,
        blank=True,
        editable=False,
    )

    privacy = fields(
        dataset="circles",
        internal="id circle chapter starts_at minutes place status told_at",
        kept="With the circle.",
    )

    objects = GatheringQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("gathering of a circle")
        verbose_name_plural = _("gatherings of circles")
        constraints = [
            one_of("status", GatheringStatus, name="gathering_status_is_known"),
            models.UniqueConstraint(
                fields=["circle", "starts_at"],
                name="gathering_once_at_a_time",
                violation_error_message=_("There is a gathering at that time already."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(1, LONGEST)), name="gathering_takes_a_while"
            ),
        ]

    def __str__(self):
        return f"{self.circle_id}: {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def ends_at(self):
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def when_text(self):
        return span_text(self.starts_at, self.ends_at)

    @property
    def where(self):
        return self.place or self.circle.place

    @property
    def study_hours(self):
        """Whole hours of 45 minutes: a shorter one does not count."""
        return self.minutes // STUDY_HOUR

    @property
    def is_held(self):
        return self.status == GatheringStatus.HELD

    @property
    def is_missed(self):
        return self.status == GatheringStatus.MISSED

    def is_past(self, *, at=None):
        return self.ends_at < (at or timezone.now())

    def hold(self):
        self._move_to(GatheringStatus.HELD)

    def miss(self):
        self._move_to(GatheringStatus.MISSED)

    def plan_again(self):
        self._move_to(GatheringStatus.PLANNED)

    def tell(self, *, at=None):
        """The letters after it have gone."""
        self.told_at = at or timezone.now()
        self.save(update_fields=["told_at"])


def numbered(gatherings):
    """The gatherings of one circle in the order of their days, each with its `number`. One that did
    not happen has none, so the third that is held is number three."""
    rows = sorted(gatherings, key=lambda row: (row.starts_at, row.pk))
    number = 0
    for row in rows:
        number += not row.is_missed
        row.number = None if row.is_missed else number
    return rows


class AttendanceQuerySet(models.QuerySet):
    def present(self):
        return self.filter(present=True)

    def of_circle(self, circle):
        return self.filter(gathering__circle=circle)


class Attendance(models.Model):
    """Whether somebody was at a gathering, as the leader has ticked it. No row: not ticked yet."""

    gathering = models.ForeignKey(
        Gathering, models.CASCADE, related_name="attendances", verbose_name=_("gathering")
    )
    member = models.ForeignKey(
        CircleMember, models.CASCADE, related_name="attendances", verbose_name=_("member")
    )
    present = models.BooleanField(_("was there"))

    privacy = fields(
        dataset="circles",
        internal="id gathering present",
        personal="member",
        kept="With the circle. The list that is signed is the study federation's.",
        found_by="member__user member__email",
        erased="delete",
        goes_with="gathering",
    )

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("attendance at a gathering")
        verbose_name_plural = _("attendances at gatherings")
        constraints = [
            models.UniqueConstraint(fields=["gathering", "member"], name="attendance_once")
        ]

    def __str__(self):
        return f"{self.gathering_id}: {self.member_id}"
