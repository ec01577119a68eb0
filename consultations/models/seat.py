from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Func, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.models.meeting import Meeting
from consultations.models.meeting_kinds import Place
from kick.lib.constraints import one_of
from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import NAMES_KEPT
from organisations.models import Moves, User, WrongMove


class SeatStatus(models.TextChoices):
    CONFIRMED = "confirmed", _("Has a seat")
    WAITING = "waiting", _("Waiting")
    CANCELLED = "cancelled", pgettext_lazy("seat", "Cancelled")
    ATTENDED = "attended", _("Was there")


SEAT_MOVES = {
    SeatStatus.CONFIRMED: {SeatStatus.CANCELLED, SeatStatus.ATTENDED},
    SeatStatus.WAITING: {SeatStatus.CONFIRMED, SeatStatus.CANCELLED},
    SeatStatus.CANCELLED: set(),
    SeatStatus.ATTENDED: {SeatStatus.CONFIRMED, SeatStatus.WAITING},
}


class Extra(models.TextChoices):
    """Why a seat stands beside the meeting's own number. It is nobody else's when it is given back,
    so the queue loses nothing by it."""

    HAND = "hand", _("Added by hand over the limit")
    DOOR = "door", _("Came without a seat")


class SeatQuerySet(models.QuerySet):
    def taken(self):
        return self.filter(status__in=[SeatStatus.CONFIRMED, SeatStatus.ATTENDED])

    def numbered(self):
        """The same as `taken`, as the index of numbers has it."""
        return self.filter(number__isnull=False)

    def attended(self):
        return self.filter(status=SeatStatus.ATTENDED)

    def waiting(self):
        """First come first: since when, then the order in which they were written."""
        return self.queueing().order_by("waiting_since", "pk")

    def queueing(self):
        return self.filter(waiting_since__isnull=False)

    def live(self):
        return self.exclude(status=SeatStatus.CANCELLED)

    def on_site(self):
        return self.filter(place=Place.SITE)

    def by_association(self):
        return self.order_by("reply__organisation__name", "reply__said_name", "reply", "pk")

    def with_words(self, words):
        """Whose name, or whose association's, has each of the words in it."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(name__icontains=word)
                | Q(reply__organisation__name__icontains=word)
                | Q(reply__said_name__icontains=word)
            )
        return found

    def online(self):
        return self.filter(place=Place.ONLINE)

    def at_place(self, place):
        return self.filter(place=place)

    def within_capacity(self):
        """Of the meeting's own number; whoever was let in beside it takes nothing from the queue."""
        return self.filter(extra="")

    def counted(self):
        """For each meeting how many have a seat and wait on site, then online: four numbers in one
        array, as one question costs a page less than four."""
        seated, waits = Q(number__isnull=False, extra=""), Q(waiting_since__isnull=False)
        counts = [
            Count("pk", filter=Q(place=place) & state)
            for place in (Place.SITE, Place.ONLINE)
            for state in (seated, waits)
        ]
        numbers = Func(
            *counts,
            template="ARRAY[%(expressions)s]",
            output_field=ArrayField(models.IntegerField()),
        )
        held = self.filter(seated | waits).order_by().values("meeting")
        return held.annotate(counts=numbers).values("counts")

    def of_meetings_before(self, moment):
        """Of meetings over by then, and not blanked yet."""
        worded = self.exclude(name="", extra_because="")
        return worded.filter(meeting__in=Meeting.objects.past(at=moment))


class Seat(Moves):
    """One person's place. A taken seat has a number, and no number is taken twice."""

    moves = SEAT_MOVES

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="seats", verbose_name=_("meeting")
    )
    reply = models.ForeignKey(
        "consultations.Reply", models.CASCADE, related_name="seats", verbose_name=_("reply")
    )
    name = models.CharField(_("name"), max_length=100, blank=True)
    place = models.CharField(_("place"), max_length=6, choices=Place, default=Place.SITE)
    status = models.CharField(_("status"), max_length=10, choices=SeatStatus)
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    waiting_since = models.DateTimeField(_("waiting since"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    came_at = models.DateTimeField(_("came"), null=True, blank=True)
    extra = models.CharField(_("over the limit"), max_length=4, choices=Extra, blank=True)
    extra_because = models.CharField(
        _("why over the limit"),
        max_length=300,
        blank=True,
        help_text=_("Seen by those who run the meeting."),
    )
    extra_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("let in by"),
    )

    form_key = models.UUIDField(
        _("key of the form"),
        null=True,
        unique=True,
        editable=False,
        help_text=_("The same form sent twice is one person."),
    )

    privacy = fields(
        dataset="meetings",
        internal="id meeting reply place status number waiting_since cancelled_at came_at extra extra_by"
        " form_key",
        personal="name extra_because",
        kept="The name 24 months after the meeting, then counts only.",
        found_by="reply__email",
        erased="blank",
        purges=(Purge(after=NAMES_KEPT, rows="of_meetings_before", blank="name extra_because"),),
    )

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints = [
            one_of("status", SeatStatus, name="seat_status_is_known"),
            one_of("place", Place, name="seat_place_is_known"),
            models.CheckConstraint(
                condition=Q(extra__in=["", *Extra.values]), name="seat_extra_is_known"
            ),
            models.UniqueConstraint(
                fields=["meeting", "place", "number"],
                # So that the number of seats taken is read in the index alone.
                include=["extra"],
                name="seat_number_once_at_each_place",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["confirmed", "attended"], number__isnull=False)
                | Q(status__in=["waiting", "cancelled"], number__isnull=True),
                name="seat_taken_has_a_number",
            ),
            models.CheckConstraint(
                condition=Q(status="waiting", waiting_since__isnull=False)
                | (~Q(status="waiting") & Q(waiting_since__isnull=True)),
                name="seat_waiting_knows_since_when",
            ),
            models.CheckConstraint(
                condition=Q(status="cancelled", cancelled_at__isnull=False)
                | (~Q(status="cancelled") & Q(cancelled_at__isnull=True)),
                name="seat_cancelled_knows_when",
            ),
            models.CheckConstraint(
                condition=Q(status="attended", came_at__isnull=False)
                | (~Q(status="attended") & Q(came_at__isnull=True)),
                name="seat_of_who_came_knows_when",
            ),
            models.CheckConstraint(
                condition=Q(extra="hand") | Q(extra_because=""),
                name="seat_within_the_limit_has_no_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["meeting", "place", "waiting_since", "id"],
                condition=Q(waiting_since__isnull=False),
                name="seat_queues",
            )
        ]

    def __str__(self):
        return f"{self.get_status_display()} {self.number or ''}".strip()

    def take(self, number, *, extra="", because="", by=None):
        """From the queue to a numbered seat; only under the meeting's lock."""
        self._move_to(
            SeatStatus.CONFIRMED,
            number=number,
            waiting_since=None,
            extra=extra,
            extra_because=because,
            extra_by=by,
        )

    def sit_elsewhere(self, *, place, number):
        """From a seat or a queue at one place to a numbered seat at the other; under the lock.
        Raises WrongMove for a seat that is given back, or whose person has come."""
        words = {"status": SeatStatus.CONFIRMED, "place": place, "number": number}
        words |= {"waiting_since": None, "extra": "", "extra_because": "", "extra_by": None}
        movable = {SeatStatus.CONFIRMED, SeatStatus.WAITING}
        unmoved = type(self).objects.filter(pk=self.pk, status__in=movable)
        if not unmoved.update(**words):
            raise WrongMove(f"{self.status} -> {place}")
        for name, value in words.items():
            setattr(self, name, value)

    def queue_elsewhere(self, *, place, at):
        """From the queue of one place to the end of the other's."""
        self.place, self.waiting_since = place, at
        self.save(update_fields=["place", "waiting_since"])

    def give_back(self, *, at=None):
        self._move_to(
            SeatStatus.CANCELLED,
            number=None,
            waiting_since=None,
            cancelled_at=at or timezone.now(),
        )

    def come(self, *, at=None):
        """The person is here. Raises WrongMove when somebody else has noted it already."""
        self._move_to(SeatStatus.ATTENDED, came_at=at or timezone.now())

    def did_not_come(self):
        """Noted by mistake: the seat is as it was before."""
        self._move_to(SeatStatus.CONFIRMED, came_at=None)

    def wait_again(self, *, since):
        """Let in from the queue by mistake."""
        words = {"number": None, "waiting_since": since, "came_at": None}
        self._move_to(SeatStatus.WAITING, extra="", extra_by=None, **words)

    def rename(self, name):
        self.name = name
        self.save(update_fields=["name"])

    @property
    def is_confirmed(self):
        return self.status in {SeatStatus.CONFIRMED, SeatStatus.ATTENDED}

    @property
    def is_waiting(self):
        return self.status == SeatStatus.WAITING

    @property
    def is_cancelled(self):
        return self.status == SeatStatus.CANCELLED

    @property
    def is_online(self):
        return self.place == Place.ONLINE

    @property
    def is_extra(self):
        return bool(self.extra)

    @property
    def is_walk_in(self):
        """Made at the door; nobody had asked for it before."""
        return self.extra == Extra.DOOR and self.form_key is not None

    @property
    def has_come(self):
        return self.status == SeatStatus.ATTENDED
