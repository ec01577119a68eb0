import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Collate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib.constraints import one_of
from kick.lib.merging import MOVE_UNLESS_TAKEN
from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import REPRESENTATIVES_KEPT
from organisations.models.organisation import Organisation
from organisations.models.state import Moves
from organisations.models.user import User


class RepresentativeStatus(models.TextChoices):
    REQUESTED = "requested", _("Requested")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")
    ENDED = "ended", _("Ended")


REPRESENTATIVE_MOVES = {
    RepresentativeStatus.REQUESTED: {
        RepresentativeStatus.APPROVED,
        RepresentativeStatus.DECLINED,
    },
    RepresentativeStatus.APPROVED: {RepresentativeStatus.ENDED},
    RepresentativeStatus.DECLINED: set(),
    RepresentativeStatus.ENDED: set(),
}


class Task(models.TextChoices):
    DRAFTER = "drafter", _("Writes for the organisation")
    SIGNATORY = "signatory", _("Signs for the organisation")


class RepresentativeQuerySet(models.QuerySet):
    def approved(self):
        return self.filter(status=RepresentativeStatus.APPROVED)

    def requested(self):
        return self.filter(status=RepresentativeStatus.REQUESTED)

    def open(self):
        return self.filter(
            status__in=[RepresentativeStatus.REQUESTED, RepresentativeStatus.APPROVED]
        )

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


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Representative(Moves):
    """A user who acts for an organisation."""

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

    privacy = fields(
        dataset="accounts",
        internal="id organisation task status requested_at decided_at decided_by",
        personal="user",
        kept="Until 24 months after it ended.",
        found_by="user",
        erased="delete",
        purges=(Purge(after=REPRESENTATIVES_KEPT, rows="closed_before"),),
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
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=Q(status__in=["requested", "approved"]),
                name="representative_once_at_a_time",
                violation_error_message=_("This person already represents the organisation."),
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.organisation}"

    @property
    def is_approved(self):
        return self.status == RepresentativeStatus.APPROVED

    def approve(self, *, by=None, at=None):
        """`by` is empty when a code to the organisation's registered address showed who it is."""
        self._move_to(
            RepresentativeStatus.APPROVED,
            decided_by=by,
            decided_at=at or timezone.now(),
        )

    def decline(self, *, by, at=None):
        self._move_to(
            RepresentativeStatus.DECLINED,
            decided_by=by,
            decided_at=at or timezone.now(),
        )

    def end(self, *, by=None, at=None):
        self._move_to(RepresentativeStatus.ENDED, decided_by=by, decided_at=at or timezone.now())
