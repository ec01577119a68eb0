import uuid

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib.constraints import one_of
from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import BODY_KEPT, LETTER_KEPT, SEALED_MAIL_KEPT
from organisations.models.led import led_by
from organisations.models.letter_hold import LetterHold
from organisations.models.organisation import Organisation
from organisations.models.region import Region
from organisations.models.state import Moves


class Purpose(models.TextChoices):
    INVITATION = "invitation", _("Invitation")
    SAVE_THE_DATE = "save_the_date", _("Save the date")
    REMINDER = "reminder", _("Reminder")
    REPLY = "reply", _("Confirmation of a reply")
    SEAT = "seat", _("A seat has come free")
    MEETING_SOON = "meeting_soon", _("The meeting is soon")
    MEETING_CHANGED = "meeting_changed", _("The meeting has changed")
    MEETING_CANCELLED = "meeting_cancelled", _("The meeting is cancelled")
    REGISTRATION = "registration", _("Confirm a registration")
    ANNUAL = "annual", _("Are the facts still right?")
    REPRESENTATIVE = "representative", _("About representing an organisation")
    SIGNATURE = "signature", _("A statement to sign")
    RETURNED = "returned", _("A statement came back")
    RECEIPT = "receipt", _("Receipt for a statement")
    REGISTRY = "registry", _("Copy to the registry")
    VERDICTS = "verdicts", _("The region's answers")
    WEBSITE = "website", _("About the website")
    ALLIANCE = "alliance", _("From a cultural alliance")
    TRIAL = "trial", _("Test letter")
    NOTES = "notes", _("About a meeting's notes")
    EVALUATION = "evaluation", _("What did you think of the meeting?")
    CIRCLE = "circle", _("From a study circle")
    CIRCLE_VERDICTS = "circle_verdicts", _("The region's answers, to a study circle")


class LetterStatus(models.TextChoices):
    QUEUED = "queued", _("In the queue")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Refused")


LETTER_MOVES = {
    LetterStatus.QUEUED: {LetterStatus.SENT, LetterStatus.FAILED},
    LetterStatus.SENT: set(),
    LetterStatus.FAILED: {LetterStatus.QUEUED},
}


class LetterQuerySet(models.QuerySet):
    def queued(self):
        return self.filter(status=LetterStatus.QUEUED)

    def held(self, *, answers):
        """Waiting until somebody lets them go; of the purposes in `answers` none is held."""
        holds = LetterHold.objects.filter(about=OuterRef("about"))
        return self.exclude(purpose__in=answers).filter(Exists(holds))

    def free(self, *, answers):
        """Not held."""
        holds = LetterHold.objects.filter(about=OuterRef("about"))
        return self.filter(Q(purpose__in=answers) | ~Exists(holds))

    def failed(self):
        return self.filter(status=LetterStatus.FAILED)

    def sent(self):
        return self.filter(status=LetterStatus.SENT)

    def finished(self):
        """Nothing more is tried."""
        return self.exclude(status=LetterStatus.QUEUED)

    def with_old_text(self, moment):
        return self.finished().filter(queued_at__lt=moment).exclude(body="")

    def finished_before(self, moment):
        """One that carried an invitation stays as long as that, which shows what became of it."""
        return self.finished().filter(queued_at__lt=moment, invitations=None)

    def forget_recipient(self):
        """Delete them, queued ones unsent. One that an invitation points at is left without words."""
        self.filter(invitations=None).delete()
        nobody = Concat(
            Value("borttagen-"), Cast("uuid", models.CharField()), Value("@kick.invalid")
        )
        self.update(recipient=nobody, body="", calendar="", links=[], sealed=b"")

    def about_organisation(self, organisation):
        """Those about entries that were merged into it too."""
        entries = Organisation.objects.leading_to(organisation).values_list("uuid", flat=True)
        return self.filter(about__in=[f"organisation:{uuid}" for uuid in entries])

    def progress(self):
        """How many there are, and how many of them are sent, refused, gone (either) and still in the queue."""
        states = {status: Count("pk", filter=Q(status=status)) for status in LetterStatus.values}
        gone = Count("pk", filter=~Q(status=LetterStatus.QUEUED))
        return self.order_by().aggregate(total=Count("pk"), gone=gone, **states)

    def visible_to(self, user):
        """Letters of the regions where the user is project lead."""
        return led_by(user, self)


class Letter(Moves):
    """One outgoing mail, with ‹personlig länk› where the secret stands in what is sent.

    What no project lead may read, such as a statement before it is released, is sealed, and the text
    has ‹bifogad text› in its place. Purpose, address, what it is about and the occasion are unique together: it is queued once.
    """

    moves = LETTER_MOVES

    uuid = models.UUIDField(_("id"), default=uuid.uuid4, unique=True, editable=False)
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    recipient = models.EmailField(_("to"))
    about = models.CharField(
        _("about"),
        max_length=80,
        help_text=_("The kind and public id of what it is about."),
    )
    occasion = models.CharField(_("occasion"), max_length=60)
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="letters",
        verbose_name=_("region"),
    )
    language = models.CharField(_("language"), max_length=16, default="sv")
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    links = models.JSONField(
        _("links"),
        default=list,
        help_text=_("Kind, id and version of each personal link, never the link itself."),
    )
    calendar = models.TextField(_("calendar file"), blank=True)
    sealed = models.BinaryField(
        _("sealed text"),
        default=b"",
        help_text=_(
            "Encrypted, put into the text when it is sent, and gone when it has been sent."
        ),
    )
    status = models.CharField(
        _("status"), max_length=8, choices=LetterStatus, default=LetterStatus.QUEUED
    )
    queued_at = models.DateTimeField(_("queued"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    answer_code = models.PositiveSmallIntegerField(
        _("mail server's code"),
        null=True,
        blank=True,
        help_text=_("250 taken, 4xx later, 5xx no."),
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)

    privacy = fields(
        dataset="letters",
        internal="id uuid purpose about occasion region language subject links calendar status"
        " queued_at sent_at answer_code attempts",
        personal="recipient body",
        secret="sealed",
        kept="The text 90 days, that it was sent 12 months or as long as the invitation.",
        found_by="recipient",
        erased="forget_recipient",
        purges=(
            Purge(after=BODY_KEPT, rows="with_old_text", blank="body calendar links sealed"),
            Purge(after=LETTER_KEPT, rows="finished_before"),
        ),
    )

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-queued_at", "-pk"]
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [
            one_of("status", LetterStatus, name="letter_status_is_known"),
            one_of("purpose", Purpose, name="letter_purpose_is_known"),
            models.UniqueConstraint(
                fields=["purpose", "recipient", "about", "occasion"],
                name="letter_queued_once",
            ),
        ]
        indexes = [
            models.Index(fields=["about"], name="letter_about"),
            models.Index(fields=["-queued_at", "-id"], name="letter_newest"),
            models.Index(fields=["region", "-queued_at", "-id"], name="letter_newest_of_region"),
        ]

    def __str__(self):
        return f"{Purpose(self.purpose).label}: {self.subject}"

    @property
    def message_id(self):
        """The same at every attempt, so that a repeated mail is known as one."""
        return f"<{self.uuid}@{settings.SITE_HOST}>"

    def mark_sent(self, *, at=None):
        self._move_to(LetterStatus.SENT, sent_at=at or timezone.now(), answer_code=250, sealed=b"")

    def mark_failed(self, *, code):
        self._move_to(LetterStatus.FAILED, answer_code=code)

    def queue_again(self, *, at=None):
        self._move_to(
            LetterStatus.QUEUED,
            queued_at=at or timezone.now(),
            answer_code=None,
            attempts=0,
        )

    def count_attempt(self):
        self.attempts += 1
        self.save(update_fields=["attempts"])

    def put_off(self, *, code):
        """Still in the queue; `code` is what the server said, None when it said nothing."""
        self.answer_code = code
        self.save(update_fields=["answer_code"])


class SealedMailQuerySet(models.QuerySet):
    def expired(self, *, at=None):
        return self.filter(expires_at__lte=at or timezone.now())


class SealedMail(models.Model):
    """A sign-in code on its way: encrypted, gone when sent or after ten minutes."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sealed = models.BinaryField()
    expires_at = models.DateTimeField()

    privacy = fields(
        dataset="operation",
        internal="id uuid expires_at",
        secret="sealed",
        kept="Until sent, ten minutes at most.",
        purges=(Purge(after=SEALED_MAIL_KEPT, since="expires_at"),),
    )

    objects = SealedMailQuerySet.as_manager()

    def __str__(self):
        return str(self.uuid)
