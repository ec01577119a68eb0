from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.models.consultation import Consultation
from consultations.models.invitation import CodeHashField
from consultations.models.meeting import Meeting
from consultations.models.statement_queryset import StatementQuerySet
from consultations.models.statement_states import (
    ARRIVED,
    STATEMENT_MOVES,
    STATUS_KINDS,
    Backing,
    Sender,
    StatementStatus,
)
from kick.lib import links
from kick.lib.constraints import one_of
from kick.lib.merging import MOVE_UNLESS_TAKEN
from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import DRAFTS_KEPT
from organisations.models import (
    Linked,
    Moves,
    Organisation,
    User,
)


class Statement(Linked, Moves):
    """One sender's answer to a consultation: a draft of its own until it is handed in."""

    link_kind = "statement"
    moves = STATEMENT_MOVES

    consultation = models.ForeignKey(
        Consultation, models.PROTECT, related_name="statements", verbose_name=_("consultation")
    )
    sender = models.CharField(_("answers as"), max_length=12, choices=Sender)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("organisation"),
    )
    person = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("person"),
        help_text=_("Who answers as herself and has an account."),
    )
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="statements",
        verbose_name=_("meeting"),
        help_text=_("Whose notes it is made of."),
    )
    meeting_name = models.CharField(
        _("meeting's name"),
        max_length=200,
        blank=True,
        editable=False,
        help_text=_("Its title and day when the notes were released."),
    )
    person_name = models.CharField(_("name"), max_length=100, blank=True)
    shows_name = models.BooleanField(
        _("the name may be shown"),
        default=False,
        help_text=_("A private person's name is shown only by her own tick."),
    )
    email = models.EmailField(
        _("e-mail"), blank=True, help_text=_("Where the receipt and the region's answer go.")
    )
    language = models.CharField(_("language"), max_length=16, default="sv")
    backing = models.CharField(_("who stands behind it"), max_length=8, choices=Backing, blank=True)
    backed_on = models.DateField(_("decided on"), null=True, blank=True)
    backing_words = models.CharField(_("in own words"), max_length=120, blank=True)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=StatementStatus,
        default=StatementStatus.DRAFT,
        editable=False,
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    sent_at = models.DateTimeField(_("sent for signature"), null=True, blank=True, editable=False)
    sent_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    returned_at = models.DateTimeField(_("returned"), null=True, blank=True, editable=False)
    returned_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    returned_because = models.TextField(_("why it was returned"), blank=True, editable=False)
    number = models.PositiveIntegerField(
        _("number"), null=True, blank=True, editable=False, help_text=_("In the order of arrival.")
    )
    submitted_at = models.DateTimeField(_("handed in"), null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    is_late = models.BooleanField(_("came after the last day"), default=False, editable=False)
    frozen = models.JSONField(_("as it was handed in"), null=True, blank=True, editable=False)
    fingerprint = models.CharField(
        _("fingerprint"),
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("SHA-256 of the copy, so that anyone can see that it is unchanged."),
    )
    recalled_at = models.DateTimeField(_("recalled"), null=True, blank=True, editable=False)
    recalled_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    code_hash = CodeHashField(
        _("hash of the receipt code"), max_length=64, unique=True, editable=False
    )

    privacy = fields(
        dataset="statements",
        internal="id uuid consultation sender organisation meeting meeting_name shows_name language backing backed_on"
        " backing_words status created_at changed_at changed_by sent_at sent_by returned_at"
        " returned_by number submitted_at submitted_by is_late fingerprint recalled_at recalled_by"
        " link_version",
        personal="person person_name email",
        sensitive="returned_because frozen",
        secret="link_hash code_hash",
        kept="A draft until 12 months after the consultation; what was handed in is a public document"
        " and is kept as the region decides.",
        found_by="person email",
        erased="forget_sender",
        purges=(Purge(after=DRAFTS_KEPT, rows="drafts_closed_before"),),
    )

    merging = {"organisation": MOVE_UNLESS_TAKEN}
    merging_shows = "arrived"

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["consultation", "number", "pk"]
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        constraints = [
            one_of("status", StatementStatus, name="statement_status_is_known"),
            one_of("sender", Sender, name="statement_sender_is_known"),
            models.UniqueConstraint(
                fields=["consultation", "organisation"],
                condition=Q(organisation__isnull=False) & ~Q(status="recalled"),
                name="statement_one_live_per_organisation",
                violation_error_message=_("The association has a statement here already."),
            ),
            models.UniqueConstraint(
                fields=["consultation", "person"],
                condition=Q(person__isnull=False) & ~Q(status="recalled"),
                name="statement_one_live_per_person",
                violation_error_message=_("You have a statement here already."),
            ),
            models.UniqueConstraint(
                fields=["consultation", "number"], name="statement_number_once"
            ),
            models.CheckConstraint(
                condition=Q(sender="organisation", organisation__isnull=False, person__isnull=True)
                | (~Q(sender="organisation") & Q(organisation__isnull=True)),
                name="statement_of_an_organisation_names_it",
            ),
            models.CheckConstraint(
                condition=Q(
                    sender="meeting",
                    meeting__isnull=False,
                    person__isnull=True,
                    person_name="",
                    email="",
                )
                | (~Q(sender="meeting") & Q(meeting__isnull=True, meeting_name="")),
                name="statement_of_a_meeting_names_it",
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=~Q(status="recalled"),
                name="statement_one_live_per_meeting",
            ),
            models.CheckConstraint(
                condition=~Q(sender="nameless")
                | Q(person__isnull=True, person_name="", shows_name=False),
                name="statement_without_a_name_has_none",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["submitted", "recalled"],
                    number__isnull=False,
                    submitted_at__isnull=False,
                    frozen__isnull=False,
                )
                | Q(
                    status__in=["draft", "awaiting", "returned"],
                    number__isnull=True,
                    submitted_at__isnull=True,
                    frozen__isnull=True,
                ),
                name="statement_handed_in_has_a_number",
            ),
            models.CheckConstraint(
                condition=Q(status="recalled", recalled_at__isnull=False)
                | (~Q(status="recalled") & Q(recalled_at__isnull=True)),
                name="statement_recalled_knows_when",
            ),
            models.CheckConstraint(
                condition=~Q(status="returned") | ~Q(returned_because=""),
                name="statement_returned_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.consultation_id}:{self.number or self.uuid}"

    def get_absolute_url(self):
        return reverse("consultations:statement_detail", args=[self.uuid])

    @property
    def code(self):
        """The receipt code, which opens the receipt without an account."""
        return links.code_for(self.link_kind, self.uuid, self.link_version)

    @property
    def sender_name(self):
        """For the sender and the region that got it."""
        if self.organisation:
            return self.organisation.name
        if self.is_a_meetings:
            return self.meeting_name
        return self.person_name or str(self.get_sender_display())

    @property
    def public_name(self):
        """For everybody else: a private person's name only by her own tick."""
        if self.organisation:
            return self.organisation.name
        if self.is_a_meetings:
            return self.meeting_name
        if self.sender == Sender.PERSON:
            return self.person_name if self.shows_name and self.person_name else str(_("A person"))
        return str(_("Without a name"))

    @property
    def status_kind(self):
        return STATUS_KINDS.get(self.status, "off")

    @property
    def is_unsent(self):
        return self.status not in ARRIVED

    @property
    def is_writable(self):
        """While a colleague reads it, and once it is handed in, nobody writes in it."""
        return self.status in {StatementStatus.DRAFT, StatementStatus.RETURNED}

    @property
    def is_draft(self):
        return self.status == StatementStatus.DRAFT

    @property
    def is_awaiting(self):
        return self.status == StatementStatus.AWAITING

    @property
    def is_returned(self):
        return self.status == StatementStatus.RETURNED

    @property
    def is_submitted(self):
        return self.status == StatementStatus.SUBMITTED

    @property
    def is_recalled(self):
        return self.status == StatementStatus.RECALLED

    @property
    def is_an_organisations(self):
        return self.sender == Sender.ORGANISATION

    @property
    def is_a_meetings(self):
        return self.sender == Sender.MEETING

    @property
    def is_nameless(self):
        return self.sender == Sender.NAMELESS

    def withdraw_links(self):
        """The receipt's link and code stop working; new ones can be made."""
        self.link_version += 1
        self.save(update_fields=["link_version", "link_hash", "code_hash"])

    def hide_name(self):
        """The person takes back that her name may be shown: it is gone from every page at once."""
        self.shows_name = False
        self.save(update_fields=["shows_name"])

    def touch(self, *, by, at=None):
        """Somebody has written in it."""
        self.changed_at, self.changed_by = at or timezone.now(), by
        self.save(update_fields=["changed_at", "changed_by"])

    def back(self, *, backing, on, words):
        self.backing, self.backed_on, self.backing_words = backing, on, words
        self.save(update_fields=["backing", "backed_on", "backing_words"])

    def send_for_signature(self, *, by, at=None):
        self._move_to(
            StatementStatus.AWAITING, sent_at=at or timezone.now(), sent_by=by, returned_because=""
        )

    def take_back(self):
        """The drafter goes on writing before anybody has signed."""
        self._move_to(StatementStatus.DRAFT)

    def return_to_drafter(self, *, by, because, at=None):
        self._move_to(
            StatementStatus.RETURNED,
            returned_at=at or timezone.now(),
            returned_by=by,
            returned_because=because,
        )

    def submit(self, *, by, number, frozen, fingerprint, is_late, at):
        self._move_to(
            StatementStatus.SUBMITTED,
            submitted_at=at,
            submitted_by=by,
            number=number,
            frozen=frozen,
            fingerprint=fingerprint,
            is_late=is_late,
        )

    def recall(self, *, by, at=None):
        self._move_to(StatementStatus.RECALLED, recalled_at=at or timezone.now(), recalled_by=by)
