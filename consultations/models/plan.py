from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib.constraints import one_of
from kick.lib.privacy import fields
from organisations.models import Moves, Region, User


class PlanQuerySet(models.QuerySet):
    def in_region(self, region):
        return self.filter(region=region)

    def published(self):
        """With a version that everybody may read."""
        return self.filter(pk__in=PlanVersion.objects.published().values("plan"))

    def written_by(self, user):
        """Written by the user as officer; unpublished versions are hers and nobody else's."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(region__in=user.authority_region_ids)

    def newest_first(self):
        return self.order_by("-first_year", "pk")


class Plan(models.Model):
    """A region's culture plan for a period of years (förordning 2010:2012, 5 and 7 §§)."""

    region = models.ForeignKey(
        Region, models.PROTECT, related_name="plans", verbose_name=_("region")
    )
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"))
    case_number = models.CharField(
        _("case number"),
        max_length=40,
        blank=True,
        help_text=_("The registry's number, for example RJL 2026/1234."),
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    privacy = fields(
        dataset="plans",
        public="id region first_year last_year case_number",
        internal="created_at created_by",
        kept="For as long as anybody asks what was said about it; it is a public document.",
    )

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-first_year", "pk"]
        verbose_name = _("culture plan")
        verbose_name_plural = _("culture plans")
        constraints = [
            models.UniqueConstraint(
                fields=["region", "first_year"],
                name="plan_once_per_region_and_period",
                violation_error_message=_("There is a plan from that year already."),
            ),
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")),
                name="plan_ends_after_it_begins",
                violation_error_message=_("The last year cannot come before the first."),
            ),
        ]

    def __str__(self):
        return str(_("Culture plan %(period)s") % {"period": self.period})

    def get_absolute_url(self):
        return reverse("consultations:plan_detail", args=[self.region.slug])

    @property
    def period(self):
        return f"{self.first_year}–{self.last_year}"


class VersionStatus(models.TextChoices):
    DRAFT = "draft", _("Draft, seen by the region only")
    OUT = "out", _("Out for comment")
    SUPERSEDED = "superseded", _("Replaced by a newer version")
    ADOPTED = "adopted", _("Adopted")


# A version that has been out is never edited again: what was said was said about these words.
VERSION_MOVES = {
    VersionStatus.DRAFT: {VersionStatus.OUT, VersionStatus.ADOPTED},
    VersionStatus.OUT: {VersionStatus.SUPERSEDED, VersionStatus.ADOPTED},
    VersionStatus.ADOPTED: {VersionStatus.SUPERSEDED},
    VersionStatus.SUPERSEDED: set(),
}


class PlanVersionQuerySet(models.QuerySet):
    def published(self):
        return self.exclude(status=VersionStatus.DRAFT)

    def drafts(self):
        return self.filter(status=VersionStatus.DRAFT)

    def out(self):
        return self.filter(status=VersionStatus.OUT)

    def out_or(self, pk):
        """Those that can be asked about, and the one that has been chosen already."""
        return self.filter(Q(status=VersionStatus.OUT) | Q(pk=pk))

    def standing(self):
        """Out for comment or adopted: not yet replaced."""
        return self.filter(status__in=[VersionStatus.OUT, VersionStatus.ADOPTED])

    def in_region(self, region):
        return self.filter(plan__region=region)

    def written_by(self, user):
        if not user.is_authenticated:
            return self.none()
        return self.filter(plan__region__in=user.authority_region_ids)

    def visible_to(self, user):
        """A draft is the region's own: no account of Ideell kulturallians sees it (DESIGN §4, 1)."""
        if not user.is_authenticated:
            return self.published()
        return self.filter(
            ~Q(status=VersionStatus.DRAFT) | Q(plan__region__in=user.authority_region_ids)
        )

    def newest_first(self):
        return self.order_by("-plan__first_year", "-number")


class PlanVersion(Moves):
    """One wording of the plan: written, out for comment, replaced or adopted."""

    moves = VERSION_MOVES

    plan = models.ForeignKey(
        Plan, models.CASCADE, related_name="versions", verbose_name=_("culture plan")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=VersionStatus,
        default=VersionStatus.DRAFT,
        editable=False,
    )
    language = models.CharField(_("language"), max_length=16, default="sv")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True, editable=False)

    privacy = fields(
        dataset="plans",
        public="id plan number status language published_at adopted_on",
        internal="created_at published_by",
        kept="With the plan. A draft is deleted when the region deletes it.",
    )

    objects = PlanVersionQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "number"]
        verbose_name = _("version of the plan")
        verbose_name_plural = _("versions of the plan")
        constraints = [
            one_of("status", VersionStatus, name="plan_version_status_is_known"),
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_number_once"),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(status="draft"),
                name="plan_version_one_draft_at_a_time",
                violation_error_message=_("There is a draft already: go on with that one."),
            ),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(status="out"), name="plan_version_one_out_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(status="adopted"), name="plan_version_one_adopted"
            ),
            models.CheckConstraint(
                condition=Q(status="draft", published_at__isnull=True)
                | (~Q(status="draft") & Q(published_at__isnull=False)),
                name="plan_version_published_knows_when",
            ),
        ]

    def __str__(self):
        return f"{self.plan}, {self.name}"

    def get_absolute_url(self):
        return reverse(
            "consultations:plan_version", args=[self.plan.region.slug, self.plan_id, self.number]
        )

    @property
    def name(self):
        """The adopted text is the plan itself; before that each wording has a number."""
        if self.status == VersionStatus.ADOPTED:
            return str(_("the adopted plan"))
        return str(_("draft %(number)d") % {"number": self.number})

    def follows(self, other):
        """A later wording of the same plan that everybody may read."""
        return self.plan_id == other.plan_id and self.number > other.number and not self.is_draft

    @property
    def is_draft(self):
        return self.status == VersionStatus.DRAFT

    @property
    def is_standing(self):
        """As of the queryset."""
        return self.is_out or self.is_adopted

    @property
    def is_out(self):
        return self.status == VersionStatus.OUT

    @property
    def is_adopted(self):
        return self.status == VersionStatus.ADOPTED

    def send_out(self, *, by, at=None):
        self._move_to(VersionStatus.OUT, published_by=by, published_at=at or timezone.now())

    def adopt(self, *, by, on, at=None):
        # One that has been out keeps the moment when it went out.
        stamps = {} if self.published_at else {"published_by": by}
        self._move_to(
            VersionStatus.ADOPTED,
            adopted_on=on,
            published_at=self.published_at or at or timezone.now(),
            **stamps,
        )

    def supersede(self):
        self._move_to(VersionStatus.SUPERSEDED)
