import uuid
from datetime import timedelta

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from consultations.models.meeting_kinds import (
    ACCESS,
    MEETING_LANGUAGES,
    Admission,
    MeetingKind,
    MeetingStatus,
    Organiser,
    Place,
    Travel,
)
from consultations.models.meeting_queryset import MeetingQuerySet
from consultations.models.worded import Worded
from kick.lib.constraints import one_of
from kick.lib.paths import path_to
from kick.lib.privacy import fields
from kick.lib.slugs import free_slug
from kick.lib.tally import figures
from organisations.models import Letter, Moves, Municipality, Purpose, Region, User

# What an editor decides. That a meeting has been held follows from the time.
MEETING_MOVES = {
    MeetingStatus.DRAFT: {MeetingStatus.PUBLISHED},
    MeetingStatus.PUBLISHED: {MeetingStatus.CANCELLED},
    MeetingStatus.CANCELLED: set(),
}


# How long before the day the code for the door stands on the personal page.
NEAR = timedelta(days=2)


def _count(place):
    """One of the numbers that `with_counts` reads; a meeting without seats has no row of them."""
    return property(lambda meeting: meeting.seat_counts[place] if meeting.seat_counts else 0)


def days_before():
    """A week and a day, in most of the region's own calls to meetings."""
    return [7, 1]


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Meeting(Worded, Moves):
    """Where associations meet each other and the region, at a place and a time."""

    moves = MEETING_MOVES

    uuid = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="meetings", verbose_name=_("region")
    )
    co_regions = models.ManyToManyField(
        Region,
        related_name="shared_meetings",
        blank=True,
        verbose_name=_("together with"),
    )
    slug = models.SlugField(_("address"), max_length=90, editable=False)
    organiser = models.CharField(_("called by"), max_length=10, choices=Organiser)
    kind = models.CharField(_("kind"), max_length=16, choices=MeetingKind)
    admission = models.CharField(
        _("who may come"), max_length=10, choices=Admission, default=Admission.OPEN
    )
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    venue = models.CharField(_("place"), max_length=120)
    street = models.CharField(_("street address"), max_length=120, blank=True)
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        related_name="meetings",
        verbose_name=_("municipality"),
    )
    online_url = models.URLField(
        _("link for those who take part online"),
        blank=True,
        help_text=_("Shown only to those who have said that they come."),
    )
    seats_total = models.PositiveSmallIntegerField(_("seats"))
    seats_online = models.PositiveSmallIntegerField(
        _("seats online"), null=True, blank=True, help_text=_("Empty: nobody takes part online.")
    )
    seats_per_organisation = models.PositiveSmallIntegerField(_("seats per association"), default=2)
    registration_closes_at = models.DateTimeField(_("last time to reply"))
    remind_days = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name=_("days before the meeting when those who come are reminded"),
        default=days_before,
        blank=True,
    )
    languages = ArrayField(
        models.CharField(max_length=16),
        verbose_name=_("languages"),
        default=list,
        blank=True,
    )
    interpreted = ArrayField(
        models.CharField(max_length=16),
        verbose_name=_("interpreted into"),
        default=list,
        blank=True,
    )
    interpreter_on_request = models.BooleanField(_("an interpreter if asked for"), default=False)
    access = ArrayField(
        models.CharField(max_length=20),
        verbose_name=_("what the place offers"),
        default=list,
        blank=True,
    )
    travel = models.CharField(
        _("is the journey paid?"), max_length=10, choices=Travel, blank=True, default=Travel.UNSAID
    )
    material_on = models.DateField(_("what to read is out on"), null=True, blank=True)
    feedback_on = models.DateField(_("told what became of it on"), null=True, blank=True)
    series = models.UUIDField(
        _("series"),
        null=True,
        blank=True,
        editable=False,
        db_index=True,
        help_text=_("The same for meetings that are one meeting at several times or places."),
    )
    steps_done = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, editable=False
    )
    contact_name = models.CharField(_("contact"), max_length=120)
    contact_email = models.EmailField(_("contact's e-mail"))
    contact_phone = models.CharField(_("contact's phone"), max_length=30, blank=True)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=MeetingStatus,
        default=MeetingStatus.DRAFT,
        editable=False,
    )
    cancelled_because = models.CharField(
        _("why it is cancelled"), max_length=300, blank=True, editable=False
    )
    calendar_sequence = models.PositiveSmallIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    privacy = fields(
        dataset="meetings",
        public="id uuid region co_regions slug organiser kind admission starts_at ends_at venue street"
        " municipality seats_total seats_online seats_per_organisation remind_days"
        " registration_closes_at languages status"
        " cancelled_because calendar_sequence contact_name contact_email contact_phone interpreted"
        " interpreter_on_request access travel material_on feedback_on series",
        internal="online_url created_by created_at steps_done",
        kept="For as long as the plan that the meeting served is read.",
        found_by="contact_email",
        erased="blank",
        blanked="contact_name contact_email contact_phone",
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            one_of("status", MeetingStatus, name="meeting_status_is_known"),
            one_of("kind", MeetingKind, name="meeting_kind_is_known"),
            one_of("organiser", Organiser, name="meeting_organiser_is_known"),
            one_of("admission", Admission, name="meeting_admission_is_known"),
            models.UniqueConstraint(fields=["region", "slug"], name="meeting_address_once"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_it_starts",
                violation_error_message=_("The meeting must end after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(seats_total__gte=1) & Q(seats_per_organisation__gte=1),
                name="meeting_has_seats",
            ),
        ]
        indexes = [models.Index(fields=["region", "starts_at"], name="meeting_by_time")]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        # A rowless meeting has no text yet, so the address is its day and kind.
        if not self.slug:
            day = timezone.localtime(self.starts_at).date()
            with translation.override("sv"):
                name = f"{self.get_kind_display()} {day}"
            there = Meeting.objects.filter(region=self.region)
            self.slug = free_slug(there, name, otherwise=f"mote-{day}")
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return path_to("consultations:meeting_detail", self.region.slug, self.slug)

    @property
    def title(self):
        return self.text.title or self.get_kind_display()

    @property
    def tally(self):
        """The name under which kick/lib/tally.py keeps what is counted of it."""
        return f"meeting-{self.pk}"

    @property
    def region_ids(self):
        """Of the regions that it stands in the programme of."""
        return [self.region_id, *self.co_regions.values_list("pk", flat=True)]

    @property
    def is_about_an_alliance(self):
        return self.kind in {MeetingKind.START, MeetingKind.FOUNDING}

    @property
    def is_founding(self):
        return self.kind == MeetingKind.FOUNDING

    @property
    def is_published(self):
        return self.status == MeetingStatus.PUBLISHED

    @property
    def is_cancelled(self):
        return self.status == MeetingStatus.CANCELLED

    @property
    def is_draft(self):
        return self.status == MeetingStatus.DRAFT

    @property
    def is_open_to_all(self):
        return self.admission == Admission.OPEN

    @property
    def is_closed(self):
        """Its place is told only to those who come, and its notes leave it only as the group wants."""
        return self.admission == Admission.CLOSED

    @property
    def shows_place(self):
        return not self.is_closed

    # Of a meeting read with its counts.
    confirmed_count = _count(0)
    waiting_count = _count(1)
    online_count = _count(2)
    online_waiting_count = _count(3)

    @property
    def free_seats(self):
        """On site, of a meeting read with its counts; nobody jumps the queue, so a queue means none."""
        if self.waiting_count:
            return 0
        return max(0, self.seats_total - self.confirmed_count)

    @property
    def free_seats_online(self):
        """Of a meeting read with its counts."""
        if self.online_waiting_count:
            return 0
        return max(0, (self.seats_online or 0) - self.online_count)

    @property
    def has_free_seats(self):
        return bool(self.free_seats or self.free_seats_online)

    @property
    def coming_count(self):
        return self.confirmed_count + self.online_count

    def seats_at(self, place):
        """How many there are at a place."""
        return self.seats_total if place == Place.SITE else self.seats_online or 0

    @property
    def language_names(self):
        return [MEETING_LANGUAGES.get(code, code) for code in self.languages]

    @property
    def interpreted_names(self):
        return [MEETING_LANGUAGES.get(code, code) for code in self.interpreted]

    @property
    def access_names(self):
        return [name for code, name in ACCESS.items() if code in self.access]

    @cached_property
    def asked(self):
        """The questions sent ahead, with their words; whoever changes them counts the meeting anew."""
        return figures("asked", self.tally, lambda: list(self.questions.prefetch_related("texts")))

    def read_kept_texts(self):
        """For a page that many ask for: the words as they are kept beside the meeting's figures."""
        self.read_texts = figures("texts", self.tally, lambda: list(self.texts.all()))

    def is_past(self, *, at=None):
        return self.ends_at < (at or timezone.now())

    def has_begun(self, *, at=None):
        return self.starts_at <= (at or timezone.now())

    def takes_replies(self, *, at=None):
        return self.is_published and (at or timezone.now()) <= self.registration_closes_at

    @property
    def door_opens_at(self):
        """From the morning of the day, and no end: a list on paper is typed in afterwards."""
        start = timezone.localtime(self.starts_at)
        return start.replace(hour=0, minute=0, second=0, microsecond=0)

    def has_open_door(self, *, at=None):
        return self.is_published and (at or timezone.now()) >= self.door_opens_at

    def is_near(self, *, at=None):
        """Soon enough to show what one shows at the door."""
        at = at or timezone.now()
        return self.is_published and self.door_opens_at - NEAR <= at <= self.ends_at

    def shows_needs_to(self, user, *, at=None):
        """Who needs what, by association: to those of whoever calls the meeting, until the day after
        (DESIGN §6). All others who run it see counts."""
        day_after = timezone.localtime(self.ends_at).date() + timedelta(days=1)
        if timezone.localdate(at) > day_after:
            return False
        leads = self.region_id in user.led_region_ids
        is_officer = self.region_id in user.officer_region_ids
        if self.organiser == Organiser.BOTH:
            return leads or is_officer
        return is_officer if self.organiser == Organiser.REGION else leads

    def reminder_at(self, days):
        """That many days before at the same time of day, whatever summer time does in between."""
        starts = timezone.localtime(self.starts_at).replace(tzinfo=None)
        return timezone.make_aware(starts - timedelta(days=days))

    def due_reminder(self, *, at=None):
        """How many days before the reminder is meant that stands next in line to go, or None. After a
        standstill the latest goes and the older ones are let be."""
        at = at or timezone.now()
        return min(
            (days for days in self.remind_days if self.reminder_at(days) <= at), default=None
        )

    def letter_progress(self):
        """How many of the invitations' letters there are, sent and refused."""
        return Letter.objects.filter(
            about=f"meeting:{self.uuid}", purpose=Purpose.INVITATION
        ).progress()

    def promise_feedback(self, day):
        self.feedback_on = day
        self.save(update_fields=["feedback_on"])

    def publish(self):
        self._move_to(MeetingStatus.PUBLISHED)

    def cancel(self, *, because):
        self._move_to(
            MeetingStatus.CANCELLED,
            cancelled_because=because,
            calendar_sequence=self.calendar_sequence + 1,
        )
