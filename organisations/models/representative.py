import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Collate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib.constraints import one_of
from kick.lib.merging import MOVE_UNLESS_TAKEN
from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import EVIDENCE_KEPT, REPRESENTATIVES_KEPT
from organisations.models.organisation import Organisation
from organisations.models.state import Moves
from organisations.models.user import User


class RepresentativeStatus(models.TextChoices):
    REQUESTED = "requested", _("Requested")
    DISPUTED = "disputed", _("Disputed")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")
    ENDED = "ended", _("Ended")


REPRESENTATIVE_MOVES = {
    RepresentativeStatus.REQUESTED: {
        RepresentativeStatus.APPROVED,
        RepresentativeStatus.DECLINED,
        RepresentativeStatus.DISPUTED,
        RepresentativeStatus.ENDED,
    },
    RepresentativeStatus.DISPUTED: {
        RepresentativeStatus.APPROVED,
        RepresentativeStatus.DECLINED,
        RepresentativeStatus.ENDED,
    },
    RepresentativeStatus.APPROVED: {RepresentativeStatus.ENDED},
    RepresentativeStatus.DECLINED: set(),
    RepresentativeStatus.ENDED: set(),
}


class Task(models.TextChoices):
    DRAFTER = "drafter", _("Writes for the organisation")
    SIGNATORY = "signatory", _("Signs for the organisation")


class Shown(models.TextChoices):
    """How somebody shows that she speaks for the organisation."""

    ADDRESS = "address", _("A code to the registered address")
    COLLEAGUE = "colleague", _("Let in by a colleague")
    MINUTES = "minutes", _("Minutes of a meeting")
    WEBSITE = "website", _("The association's website")
    PHONE = "phone", _("A phone call")


WAITING = [RepresentativeStatus.REQUESTED, RepresentativeStatus.DISPUTED]


class RepresentativeQuerySet(models.QuerySet):
    def approved(self):
        return self.filter(status=RepresentativeStatus.APPROVED)

    def open(self):
        return self.filter(status__in=[*WAITING, RepresentativeStatus.APPROVED])

    def waiting(self):
        """Claims that the project lead has not decided."""
        return self.filter(status__in=WAITING)

    def decided_before(self, moment):
        return self.exclude(status__in=WAITING).filter(decided_at__lt=moment)

    def oldest_first(self):
        return self.order_by("requested_at", "pk")

    def with_parts(self):
        """Ready for a list: nothing more is read for each row."""
        return self.select_related("user", "organisation__municipality__region")

    def closed_before(self, moment):
        """Ended or declined by then."""
        return self.filter(
            status__in=[RepresentativeStatus.DECLINED, RepresentativeStatus.ENDED],
            decided_at__lt=moment,
        )

    def run_by(self, user):
        return self.filter(organisation__in=Organisation.objects.run_by(user))

    def of_organisation(self, organisation):
        return self.filter(organisation=organisation)

    def signatories(self):
        return self.filter(task=Task.SIGNATORY)

    def besides(self, user):
        return self.exclude(user=user)

    def with_organisations(self):
        """Ready for the person's own page, by name."""
        return self.select_related("organisation__municipality__region").order_by(
            Collate("organisation__name", "sv-x-icu"), "pk"
        )


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["evidence"],
)
class Representative(Moves):
    """A user who acts for an organisation; until it is decided, a claim to (decision 0009)."""

    moves = REPRESENTATIVE_MOVES

    user = models.ForeignKey(
        User, models.CASCADE, related_name="representations", verbose_name=_("user")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        related_name="representatives",
        verbose_name=_("organisation"),
    )
    task = models.CharField(_("task"), max_length=12, choices=Task, default=Task.DRAFTER)
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=RepresentativeStatus,
        default=RepresentativeStatus.REQUESTED,
        editable=False,
    )
    shown_by = models.CharField(_("how it is shown"), max_length=12, choices=Shown, blank=True)
    evidence = models.TextField(
        _("what shows it"),
        blank=True,
        help_text=_("In the person's own words. Deleted 90 days after the decision."),
    )
    requested_at = models.DateTimeField(_("requested"), default=timezone.now, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("decided by"),
        help_text=_("Empty when a code to the registered address decided."),
    )
    disputed_at = models.DateTimeField(
        _("disputed"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Somebody represented the organisation already, or two claimed it."),
    )
    reason = models.TextField(
        _("reason"), blank=True, editable=False, help_text=_("Told to those whom it concerns.")
    )

    privacy = fields(
        dataset="accounts",
        internal="id organisation task status requested_at decided_at decided_by shown_by"
        " disputed_at",
        personal="user evidence reason",
        kept="Until 24 months after it ended.",
        found_by="user",
        erased="delete",
        purges=(
            Purge(after=REPRESENTATIVES_KEPT, rows="closed_before"),
            Purge(after=EVIDENCE_KEPT, rows="decided_before", blank="evidence"),
        ),
    )

    merging = {"organisation": MOVE_UNLESS_TAKEN}

    objects = RepresentativeQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at"]
        verbose_name = _("representative")
        verbose_name_plural = _("representatives")
        constraints = [
            one_of("status", RepresentativeStatus, name="representative_status_is_known"),
            one_of("task", Task, name="representative_task_is_known"),
            one_of("shown_by", ["", *Shown], name="representative_shown_by_is_known"),
            models.CheckConstraint(
                condition=Q(disputed_at__isnull=True)
                | Q(status__in=["disputed", "ended"])
                | ~Q(reason=""),
                name="representative_dispute_is_decided_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=Q(status__in=["requested", "disputed", "approved"]),
                name="representative_once_at_a_time",
                violation_error_message=_("This person already represents the organisation."),
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.organisation}"

    @property
    def is_approved(self):
        return self.status == RepresentativeStatus.APPROVED

    @property
    def is_waiting(self):
        return self.status in WAITING

    @property
    def is_disputed(self):
        return self.status == RepresentativeStatus.DISPUTED

    @property
    def days_waiting(self):
        return (timezone.now() - self.requested_at).days

    def dispute(self, *, at=None):
        """Somebody else speaks for the organisation, or says so too; nobody loses anything by it."""
        self._move_to(RepresentativeStatus.DISPUTED, disputed_at=at or timezone.now())

    def approve(self, *, by=None, reason="", at=None, **stamps):
        """`by` is empty when a code to the organisation's registered address showed who it is."""
        self._move_to(
            RepresentativeStatus.APPROVED,
            decided_by=by,
            decided_at=at or timezone.now(),
            reason=reason,
            **stamps,
        )

    def decline(self, *, by, reason="", at=None):
        self._move_to(
            RepresentativeStatus.DECLINED,
            decided_by=by,
            decided_at=at or timezone.now(),
            reason=reason,
        )

    def end(self, *, by=None, reason="", at=None):
        stamps = {"reason": reason} if reason else {}
        self._move_to(
            RepresentativeStatus.ENDED,
            decided_by=by,
            decided_at=at or timezone.now(),
            **stamps,
        )
