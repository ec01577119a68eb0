"""What proves that personal data is looked after: runs of the purge, approved documents, requests."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib import dates
from kick.lib.constraints import one_of
from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import REQUESTS_KEPT, RUNS_KEPT
from organisations.models.state import Moves
from organisations.models.user import User


class NationalQuerySet(models.QuerySet):
    def run_by(self, user):
        """For those who lead the whole country."""
        leads = user.is_authenticated and user.leads_everywhere
        return self.all() if leads else self.none()


class PurgeRunQuerySet(NationalQuerySet):
    def newest_first(self):
        return self.order_by("-started_at", "-pk")

    def finished(self):
        return self.filter(finished_at__isnull=False)


class PurgeRun(models.Model):
    """One night's run of all rules: how many rows each took, never which. Once done it is a proof."""

    started_at = models.DateTimeField(_("begun"), default=timezone.now)
    finished_at = models.DateTimeField(_("done"), null=True, blank=True)
    counts = models.JSONField(
        _("rows taken"), default=dict, help_text=_("Rule to the number of rows that it took.")
    )
    left = models.JSONField(
        _("rows left"),
        default=dict,
        help_text=_("Rule to the number of rows that were over and are still there."),
    )
    failures = models.JSONField(
        _("rules that failed"), default=dict, help_text=_("Rule to the kind of error.")
    )

    privacy = fields(
        dataset="oversight",
        internal="id started_at finished_at counts left failures",
        kept="Five years: it holds numbers only.",
        purges=(Purge(after=RUNS_KEPT, since="started_at"),),
    )

    objects = PurgeRunQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        verbose_name = _("purge")
        verbose_name_plural = _("purges")
        triggers = [
            pgtrigger.Protect(
                name="purge_run_is_a_proof",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__finished_at__isnull=False),
            )
        ]

    def __str__(self):
        return f"{timezone.localtime(self.started_at):%Y-%m-%d %H:%M}"

    def note(self, rule, *, taken, left):
        """Zeros are not written down; what is left always is."""
        if taken:
            self.counts[rule] = taken
        if left:
            self.left[rule] = left

    def note_failure(self, rule, error):
        """The kind of error only: its message may hold what was in the row."""
        self.failures[rule] = type(error).__name__

    def finish(self, *, at=None):
        self.finished_at = at or timezone.now()
        self.save()

    @property
    def total(self):
        return sum(self.counts.values())


class DocumentApprovalQuerySet(NationalQuerySet):
    def fingerprints(self):
        """Document key and fingerprint of every approval."""
        return set(self.values_list("document", "fingerprint"))


class DocumentApproval(models.Model):
    """Somebody who leads the whole country says that a document on personal data holds, as it reads."""

    document = models.CharField(_("document"), max_length=40)
    fingerprint = models.CharField(
        _("fingerprint"), max_length=64, help_text=_("SHA-256 of the text that was approved.")
    )
    approved_at = models.DateTimeField(_("approved"), default=timezone.now)
    approved_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )

    privacy = fields(
        dataset="oversight",
        internal="id document fingerprint approved_at approved_by",
        kept="As long as the documents hold: it shows who answers for them.",
    )

    objects = DocumentApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["-approved_at"]
        verbose_name = _("approved document")
        verbose_name_plural = _("approved documents")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "fingerprint"], name="document_approved_once_as_it_reads"
            )
        ]

    def __str__(self):
        return f"{self.document} {self.fingerprint[:8]}"


class RequestKind(models.TextChoices):
    EXTRACT = "extract", _("Wants to see what is held")
    ERASURE = "erasure", _("Wants to be erased")


class RequestStatus(models.TextChoices):
    NEW = "new", _("To be answered")
    DONE = "done", _("Done")
    REFUSED = "refused", _("Refused")


REQUEST_MOVES = {
    RequestStatus.NEW: {RequestStatus.DONE, RequestStatus.REFUSED},
    RequestStatus.DONE: set(),
    RequestStatus.REFUSED: set(),
}


class PersonRequestQuerySet(NationalQuerySet):
    def open(self):
        return self.filter(status=RequestStatus.NEW)

    def for_erasure_of(self, address):
        return self.filter(kind=RequestKind.ERASURE, email=address.lower())

    def by_urgency(self):
        """What waits first, by its last day; then what was answered last."""
        waits = models.Case(models.When(status=RequestStatus.NEW, then=0), default=1)
        return self.order_by(waits, "last_day", "-pk")

    def answered_before(self, moment):
        return self.exclude(status=RequestStatus.NEW).filter(answered_at__lt=moment)


class PersonRequest(Moves):
    """Somebody asks what is held of her, or to be erased: answered within a month (GDPR art. 12.3).

    When she is erased her address goes from here too; that it was done stays, with counts.
    """

    moves = REQUEST_MOVES

    uuid = models.UUIDField(_("id"), default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("request"), max_length=8, choices=RequestKind)
    email = models.EmailField(_("e-mail"), blank=True)
    status = models.CharField(
        _("status"),
        max_length=8,
        choices=RequestStatus,
        default=RequestStatus.NEW,
        editable=False,
    )
    received_on = models.DateField(_("received on"), default=timezone.localdate)
    last_day = models.DateField(_("to be answered by"), editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("by"),
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    outcome = models.JSONField(
        _("outcome"),
        default=dict,
        editable=False,
        help_text=_("Table to what was done and with how many rows, never which."),
    )

    privacy = fields(
        dataset="oversight",
        internal="id uuid kind status received_on last_day answered_at answered_by reason outcome",
        personal="email",
        kept="24 months after the answer.",
        found_by="email",
        erased="blank",
        purges=(Purge(after=REQUESTS_KEPT, rows="answered_before"),),
    )

    objects = PersonRequestQuerySet.as_manager()

    class Meta:
        ordering = ["last_day", "pk"]
        verbose_name = _("person's request")
        verbose_name_plural = _("persons' requests")
        constraints = [
            one_of("kind", RequestKind, name="person_request_kind_is_known"),
            one_of("status", RequestStatus, name="person_request_status_is_known"),
            models.UniqueConstraint(
                fields=["kind", "email"],
                condition=Q(status="new") & ~Q(email=""),
                name="person_request_waits_once",
            ),
            models.CheckConstraint(
                condition=Q(status="new", answered_at__isnull=True)
                | (~Q(status="new") & Q(answered_at__isnull=False)),
                name="person_request_answered_knows_when",
            ),
            models.CheckConstraint(
                condition=~Q(status="refused") | ~Q(reason=""),
                name="person_request_refused_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.received_on}"

    def save(self, *args, **kwargs):
        if not self.last_day:
            self.last_day = dates.a_month_after(self.received_on)
        super().save(*args, **kwargs)

    def close(self, *, by, outcome, at=None):
        self._move_to(
            RequestStatus.DONE, answered_at=at or timezone.now(), answered_by=by, outcome=outcome
        )

    def refuse(self, *, by, reason, at=None):
        self._move_to(
            RequestStatus.REFUSED, answered_at=at or timezone.now(), answered_by=by, reason=reason
        )
