"""What is left of a meeting: its minutes, who of the staff was there, and its documents."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.models.consultation import Consultation
from consultations.models.meeting import Meeting
from consultations.models.note_status import NOTE_MOVES, NOTE_STATUS_KINDS, NoteStatus
from kick.lib.constraints import not_blank, one_of
from kick.lib.paths import path_to
from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import NAMES_KEPT, RAW_NOTES_KEPT
from organisations.models import Moves, User


class MeetingHost(models.Model):
    """Somebody of the staff who takes part in a meeting. For a closed one it decides who may read
    what was noted in the room, so it is settled before the meeting starts."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="hosts", verbose_name=_("meeting")
    )
    user = models.ForeignKey(
        User, models.CASCADE, related_name="hosted", verbose_name=_("who takes part")
    )
    added_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    privacy = fields(
        dataset="meetings",
        internal="id meeting added_by added_at",
        personal="user",
        kept="24 months after the meeting.",
        found_by="user",
        erased="delete",
        purges=(Purge(after=NAMES_KEPT, since="meeting__ends_at"),),
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("host of a meeting")
        verbose_name_plural = _("hosts of meetings")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "user"], name="meeting_host_once"),
        ]

    def __str__(self):
        return f"{self.meeting_id}: {self.user_id}"


class MinutesQuerySet(models.QuerySet):
    def locked(self):
        return self.select_for_update(no_key=True, of=["self"])

    def readable_by(self, user):
        """The words as they stand: by those who run the meeting, of a closed one by who was there;
        once it is released with leave to go, by all who run it."""
        raw = Q(meeting__in=Meeting.objects.raw_to(user))
        out = Q(
            status=NoteStatus.RELEASED, may_leave=True, meeting__in=Meeting.objects.run_by(user)
        )
        return self.filter(raw | out) if user.is_authenticated else self.none()

    def public(self):
        return self.filter(status=NoteStatus.RELEASED, may_leave=True).exclude(body="")

    def left_in_the_room_before(self, moment):
        """The words of closed meetings that did not leave them."""
        stayed = ~Q(status=NoteStatus.RELEASED) | Q(may_leave=False)
        closed = self.filter(meeting__in=Meeting.objects.closed().past(at=moment))
        return closed.filter(stayed).exclude(body="")


class Minutes(Moves):
    """One a meeting: what was said in Markdown, how far the notes have come, and what happens next."""

    moves = NOTE_MOVES

    meeting = models.OneToOneField(
        Meeting, models.CASCADE, related_name="minutes", verbose_name=_("meeting")
    )
    consultation = models.ForeignKey(
        Consultation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings_about_it",
        verbose_name=_("consultation"),
        help_text=_("Where the notes go when they are released."),
    )
    body = models.TextField(_("minutes"), blank=True)
    may_leave = models.BooleanField(_("may be read by all when it is released"), default=True)
    next_steps = models.TextField(_("what happens next"), blank=True)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=NoteStatus,
        default=NoteStatus.DRAFT,
        editable=False,
    )
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    asked_at = models.DateTimeField(_("sent out"), null=True, blank=True, editable=False)
    answers_until = models.DateTimeField(
        _("may be corrected until"), null=True, blank=True, editable=False
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    released_at = models.DateTimeField(_("released"), null=True, blank=True, editable=False)
    released_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    privacy = fields(
        dataset="notes",
        public="next_steps",
        internal="id meeting consultation may_leave status changed_at changed_by asked_at"
        " answers_until confirmed_at confirmed_by released_at released_by",
        sensitive="body",
        kept="As long as the meeting. What did not leave a closed meeting: 90 days after it.",
        purges=(Purge(after=RAW_NOTES_KEPT, rows="left_in_the_room_before", blank="body"),),
    )

    objects = MinutesQuerySet.as_manager()

    class Meta:
        ordering = ["meeting"]
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        constraints = [
            one_of("status", NoteStatus, name="minutes_status_is_known"),
            models.CheckConstraint(
                condition=Q(status="draft", asked_at__isnull=True, answers_until__isnull=True)
                | (~Q(status="draft") & Q(asked_at__isnull=False, answers_until__isnull=False)),
                name="minutes_out_know_until_when",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "out"], confirmed_at__isnull=True)
                | Q(status__in=["confirmed", "released"], confirmed_at__isnull=False),
                name="minutes_confirmed_know_when",
            ),
            models.CheckConstraint(
                condition=Q(status="released", released_at__isnull=False)
                | (~Q(status="released") & Q(released_at__isnull=True)),
                name="minutes_released_know_when",
            ),
        ]

    def __str__(self):
        return f"{self.meeting_id}: {self.get_status_display()}"

    @property
    def status_kind(self):
        return NOTE_STATUS_KINDS[self.status]

    @property
    def is_draft(self):
        return self.status == NoteStatus.DRAFT

    @property
    def is_out(self):
        return self.status == NoteStatus.OUT

    @property
    def is_confirmed(self):
        return self.status == NoteStatus.CONFIRMED

    @property
    def is_released(self):
        return self.status == NoteStatus.RELEASED

    @property
    def is_public(self):
        return self.is_released and self.may_leave and bool(self.body)

    def takes_corrections(self, *, at=None):
        return self.is_out and (at or timezone.now()) <= self.answers_until

    def write(self, *, body, by, may_leave=None, at=None):
        self.body, self.changed_by, self.changed_at = body, by, at or timezone.now()
        if may_leave is not None:
            self.may_leave = may_leave
        self.save(update_fields=["body", "may_leave", "changed_by", "changed_at"])

    def say_what_is_next(self, words):
        self.next_steps = words
        self.save(update_fields=["next_steps"])

    def point_at(self, consultation):
        self.consultation = consultation
        self.save(update_fields=["consultation"])

    def send_out(self, *, until, at):
        self._move_to(NoteStatus.OUT, asked_at=at, answers_until=until)

    def confirm(self, *, by, at):
        self._move_to(NoteStatus.CONFIRMED, confirmed_at=at, confirmed_by=by)

    def release(self, *, by, at):
        self._move_to(NoteStatus.RELEASED, released_at=at, released_by=by)


class MeetingDocumentQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("day", "pk")


class MeetingDocument(models.Model):
    """A page of Markdown that belongs to a meeting, or the address of one elsewhere."""

    key = models.UUIDField(_("key"), unique=True, editable=False)
    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="documents", verbose_name=_("meeting")
    )
    title = models.CharField(_("title"), max_length=150)
    day = models.DateField(_("day"), default=timezone.localdate)
    body = models.TextField(_("text"), blank=True)
    url = models.URLField(_("address"), max_length=300, blank=True)

    privacy = fields(
        dataset="meetings",
        public="id key meeting title day body url",
        kept="With the meeting.",
    )

    objects = MeetingDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["day", "pk"]
        verbose_name = _("document of a meeting")
        verbose_name_plural = _("documents of meetings")
        constraints = [
            not_blank("title", name="meeting_document_has_a_title"),
            models.CheckConstraint(
                condition=~Q(body="") | ~Q(url=""), name="meeting_document_has_text_or_address"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        meeting = self.meeting
        return self.url or path_to(
            "consultations:meeting_document", meeting.region.slug, meeting.slug, self.pk
        )
