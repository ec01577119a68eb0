"""What was noted at the tables of a meeting, and what those who were there say of it."""

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.models.contribution import Contribution
from consultations.models.meeting import Meeting
from consultations.models.meeting_question import MeetingQuestion
from consultations.models.note_status import NOTE_MOVES, NOTE_STATUS_KINDS, NoteStatus
from consultations.models.question import Question
from consultations.models.reply import Reply
from consultations.models.section import Section, SectionText
from kick.lib.constraints import not_blank, one_of
from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import LINKS_OF_A_MEETING_KEPT, NAMES_KEPT, RAW_NOTES_KEPT
from organisations.models import Linked, LinkedQuerySet, Moves


class NoteTableQuerySet(LinkedQuerySet):
    def working(self, *, at=None):
        """Whose links still open something: until some time after the meeting, as invitations do."""
        since = (at or timezone.now()) - LINKS_OF_A_MEETING_KEPT
        return self.filter(meeting__ends_at__gte=since).exclude(meeting__status="cancelled")

    def with_numbers(self):
        return self.annotate(number_of_notes=Count("notes")).order_by("pk")


class NoteTable(Linked):
    """A table, a group or a room where somebody takes notes, on a phone, by a link of its own."""

    link_kind = "table"

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="tables", verbose_name=_("meeting")
    )
    name = models.CharField(_("table or group"), max_length=60)
    reply = models.ForeignKey(
        Reply,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="tables",
        verbose_name=_("who takes the notes"),
        help_text=_("One of those who come; the link goes by mail."),
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    privacy = fields(
        dataset="notes",
        internal="id uuid meeting name reply created_at link_version",
        secret="link_hash",
        kept="With the meeting; the link works until 30 days after it.",
    )

    objects = NoteTableQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("table that notes are taken at")
        verbose_name_plural = _("tables that notes are taken at")
        constraints = [
            not_blank("name", name="note_table_has_a_name"),
            models.UniqueConstraint(
                fields=["meeting", "name"],
                name="note_table_once_per_meeting",
                violation_error_message=_("There is a table with that name already."),
            ),
        ]

    def __str__(self):
        return self.name


class NoteQuerySet(models.QuerySet):
    def locked(self):
        return self.select_for_update(no_key=True, of=["self"])

    def raw_to(self, user):
        """Whatever their state: of a closed meeting, for the staff who were there and no other."""
        return self.filter(meeting__in=Meeting.objects.raw_to(user))

    def visible_to(self, user):
        """For those who run the meeting. Of a closed one, to whoever was not there, only what the
        group has approved and lets out: its wording then is the group's own."""
        if not user.is_authenticated:
            return self.none()
        run = Q(meeting__in=Meeting.objects.run_by(user))
        return self.filter(Q(meeting__in=Meeting.objects.raw_to(user)) | (run & LEAVING))

    def drafted(self):
        return self.filter(status=NoteStatus.DRAFT)

    def out(self):
        return self.filter(status=NoteStatus.OUT)

    def sent_out(self):
        """What those who came are shown."""
        return self.exclude(status=NoteStatus.DRAFT)

    def leaving(self):
        """Approved by those who were there, and not to be kept in the room."""
        return self.filter(LEAVING)

    def confirmed(self):
        return self.filter(status=NoteStatus.CONFIRMED)

    def released(self):
        return self.filter(status=NoteStatus.RELEASED)

    def public(self, *, at=None):
        """Released; what became a contribution is public when that is."""
        shown = Contribution.objects.public(at=at).filter(pk=OuterRef("contribution"))
        return self.released().filter(Q(contribution=None) | Exists(shown))

    def left_in_the_room_before(self, moment):
        """Notes of closed meetings that were never let out."""
        return self.filter(meeting__in=Meeting.objects.closed().past(at=moment)).exclude(
            status=NoteStatus.RELEASED
        )

    def unreleased_before(self, moment):
        return self.filter(meeting__in=Meeting.objects.past(at=moment)).exclude(
            status=NoteStatus.RELEASED
        )

    def move_to(self, status):
        """Those that may go there do, together with the minutes; returns how many."""
        ready = [here for here, onward in NOTE_MOVES.items() if status in onward]
        return self.filter(status__in=ready).update(status=status)

    def with_places(self):
        """With the headings of what each is about, for a list of many."""
        headings = Prefetch("section__texts", SectionText.objects.defer("body"))
        return self.select_related("table", "section", "question", "asked").prefetch_related(
            headings, "question__texts", "asked__texts"
        )

    def in_order(self):
        """As the plan is read, then the questions, then what is about the whole; then as written."""
        return self.order_by(
            F("section__position").asc(nulls_last=True),
            F("question__position").asc(nulls_last=True),
            F("asked__position").asc(nulls_last=True),
            "created_at",
            "pk",
        )


LEAVING = Q(status__in=[NoteStatus.CONFIRMED, NoteStatus.RELEASED], may_leave=True)


class Note(models.Model):
    """One thing that was said at a table: about a section, a question, or the whole. Nobody's name."""

    uuid = models.UUIDField(_("key"), unique=True, editable=False)
    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="notes", verbose_name=_("meeting")
    )
    table = models.ForeignKey(
        NoteTable, models.CASCADE, related_name="notes", verbose_name=_("table or group")
    )
    section = models.ForeignKey(
        Section,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="notes",
        verbose_name=_("section"),
    )
    question = models.ForeignKey(
        Question,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="notes",
        verbose_name=_("question"),
    )
    asked = models.ForeignKey(
        MeetingQuestion,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="notes",
        verbose_name=_("the meeting's own question"),
    )
    body = models.TextField(_("note"))
    may_leave = models.BooleanField(
        _("may leave the room"),
        help_text=_("Otherwise it is only for those who were there, and is deleted later."),
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=NoteStatus,
        default=NoteStatus.DRAFT,
        editable=False,
    )
    is_corrected = models.BooleanField(_("corrected"), default=False, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    contribution = models.OneToOneField(
        Contribution,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="note",
        verbose_name=_("contribution"),
    )

    privacy = fields(
        dataset="notes",
        internal="id uuid meeting table section question asked may_leave status is_corrected created_at"
        " changed_at contribution",
        sensitive="body",
        kept="Released ones as long as the meeting; of a closed meeting others 90 days, else 24 months.",
        purges=(
            Purge(after=RAW_NOTES_KEPT, rows="left_in_the_room_before"),
            Purge(after=NAMES_KEPT, rows="unreleased_before"),
        ),
    )

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [
            one_of("status", NoteStatus, name="note_status_is_known"),
            not_blank("body", name="note_says_something"),
            models.CheckConstraint(
                condition=Q(section__isnull=True, question__isnull=True)
                | Q(section__isnull=True, asked__isnull=True)
                | Q(question__isnull=True, asked__isnull=True),
                name="note_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=~Q(status="released") | Q(may_leave=True),
                name="note_released_may_leave",
            ),
            models.CheckConstraint(
                condition=Q(contribution__isnull=True) | Q(status="released"),
                name="note_becomes_a_contribution_when_released",
            ),
        ]
        indexes = [models.Index(fields=["meeting", "status"], name="note_by_state")]

    def __str__(self):
        return f"{self.meeting_id}: {self.pk}"

    @property
    def status_kind(self):
        return NOTE_STATUS_KINDS[self.status]

    @property
    def place(self):
        if self.section:
            return self.section.title
        if self.question:
            return str(self.question.title)
        return str(self.asked) if self.asked else ""

    @property
    def about(self):
        """As the form's choice has it."""
        if self.section:
            return f"s:{self.section.key}"
        if self.question:
            return f"q:{self.question.position}"
        return f"m:{self.asked.position}" if self.asked else ""

    @property
    def shown_body(self):
        """As all may read it: when the region took somebody's data out, without that. The meeting's own
        question, which only the contribution has in its words, stands beside the note already."""
        abridged = self.contribution.public_body if self.contribution else ""
        return abridged.removeprefix(f"{self.asked}\n\n") if abridged else self.body

    def write(self, *, at=None, **said):
        for name, value in said.items():
            setattr(self, name, value)
        self.changed_at = at or timezone.now()
        self.save()

    def correct(self, *, body, at=None):
        """In the wording of those who were there; it says that it was corrected."""
        self.body, self.is_corrected, self.changed_at = body, True, at or timezone.now()
        self.save(update_fields=["body", "is_corrected", "changed_at"])

    def keep_in_the_room(self):
        self.may_leave = False
        self.save(update_fields=["may_leave"])


class CorrectionStatus(models.TextChoices):
    WAITING = "waiting", _("Waits for an answer")
    ACCEPTED = "accepted", _("Taken in")
    LEFT = "left", _("Left as it was")


CORRECTION_MOVES = {
    CorrectionStatus.WAITING: {CorrectionStatus.ACCEPTED, CorrectionStatus.LEFT},
    CorrectionStatus.ACCEPTED: set(),
    CorrectionStatus.LEFT: set(),
}


class CorrectionQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(status=CorrectionStatus.WAITING)

    def raw_to(self, user):
        return self.filter(meeting__in=Meeting.objects.raw_to(user))

    def with_note(self):
        return self.select_related("note", "meeting__region")

    def of_meetings_before(self, moment):
        return self.filter(meeting__in=Meeting.objects.past(at=moment))


class Correction(Moves):
    """Somebody who was there says how a note, or the minutes, should read. Nothing tells who."""

    moves = CORRECTION_MOVES

    key = models.UUIDField(_("key"), unique=True, editable=False)
    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="corrections", verbose_name=_("meeting")
    )
    note = models.ForeignKey(
        Note,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name=_("note"),
        help_text=_("Empty: it is about the minutes."),
    )
    wording = models.TextField(_("how it should read"), blank=True)
    comment = models.TextField(_("comment"), blank=True)
    keeps = models.BooleanField(_("shall not leave the room"), default=False)
    status = models.CharField(
        _("status"),
        max_length=8,
        choices=CorrectionStatus,
        default=CorrectionStatus.WAITING,
        editable=False,
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)

    privacy = fields(
        dataset="notes",
        internal="id key meeting note keeps status created_at decided_at",
        sensitive="wording comment",
        kept="90 days after the meeting; what was taken in stands in the note.",
        purges=(Purge(after=RAW_NOTES_KEPT, rows="of_meetings_before"),),
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        constraints = [
            one_of("status", CorrectionStatus, name="correction_status_is_known"),
            models.CheckConstraint(
                condition=~Q(wording="") | ~Q(comment="") | Q(keeps=True),
                name="correction_says_something",
            ),
            models.CheckConstraint(
                condition=Q(status="waiting", decided_at__isnull=True)
                | (~Q(status="waiting") & Q(decided_at__isnull=False)),
                name="correction_decided_knows_when",
            ),
        ]

    def __str__(self):
        return f"{self.meeting_id}: {self.get_status_display()}"

    @property
    def is_waiting(self):
        return self.status == CorrectionStatus.WAITING

    def accept(self, *, at=None):
        self._move_to(CorrectionStatus.ACCEPTED, decided_at=at or timezone.now())

    def leave(self, *, at=None):
        self._move_to(CorrectionStatus.LEFT, decided_at=at or timezone.now())
