import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.models.plan import PlanVersion
from consultations.models.worded import Worded, once_per_language
from kick.lib.constraints import not_blank, one_of
from kick.lib.privacy import fields
from organisations.models import Moves, Region, User


class ConsultationKind(models.TextChoices):
    """Before a draft is written, or on a finished one."""

    SAMRAD = "samrad", _("Consultation before a draft")
    REMISS = "remiss", _("Referral of a draft")


class Publishing(models.TextChoices):
    """When what has been looked through can be read by all."""

    AS_THEY_COME = "as_they_come", _("As they come")
    AFTER_CLOSE = "after_close", _("After the last day")


class ConsultationStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    ANSWERED = "answered", _("Answered by the region")
    CANCELLED = "cancelled", _("Cancelled")


# What an editor decides. Announced, open and closed follow from the dates, without a job at midnight.
CONSULTATION_MOVES = {
    ConsultationStatus.DRAFT: {ConsultationStatus.PUBLISHED},
    ConsultationStatus.PUBLISHED: {ConsultationStatus.ANSWERED, ConsultationStatus.CANCELLED},
    ConsultationStatus.ANSWERED: set(),
    ConsultationStatus.CANCELLED: set(),
}


class Phase(models.TextChoices):
    """Where a consultation is now, for those who read about it."""

    DRAFT = "draft", _("Draft")
    ANNOUNCED = "announced", _("Opens soon")
    OPEN = "open", _("Open for answers")
    CLOSED = "closed", _("Closed, the region reads")
    ANSWERED = "answered", _("Answered by the region")
    CANCELLED = "cancelled", _("Cancelled")


PHASE_KINDS = {Phase.OPEN: "good", Phase.ANNOUNCED: "waiting", Phase.CLOSED: "half"}


class ConsultationQuerySet(models.QuerySet):
    def published(self):
        return self.exclude(status=ConsultationStatus.DRAFT)

    def open(self, *, at=None):
        at = at or timezone.now()
        return self.filter(status=ConsultationStatus.PUBLISHED, opens_at__lte=at, closes_at__gte=at)

    def taking_statements(self, *, at=None):
        """A late answer is taken and marked, until the region has answered."""
        return self.filter(status=ConsultationStatus.PUBLISHED, opens_at__lte=at or timezone.now())

    def going_on(self):
        return self.exclude(status=ConsultationStatus.CANCELLED)

    def in_region(self, region):
        return self.filter(region=region)

    def asking(self, organisations):
        """In a region where one of them has its seat or works."""
        ids = [row.pk for row in organisations]
        seats = Region.objects.filter(municipalities__organisations__in=ids)
        works = Region.objects.filter(municipalities__working_organisations__in=ids)
        return self.filter(Q(region__in=seats.values("pk")) | Q(region__in=works.values("pk")))

    def on_version(self, version):
        return self.filter(version=version)

    def on_earlier_plans(self, consultation):
        """In its region, opened before it, and about another plan than it is."""
        earlier = self.published().filter(
            region=consultation.region_id,
            version__isnull=False,
            opens_at__lt=consultation.opens_at,
        )
        plan = consultation.version.plan_id if consultation.version else None
        return earlier.exclude(version__plan=plan) if plan else earlier

    def run_by(self, user):
        """The region's own: its officers, and no account of Ideell kulturallians."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(region__in=user.authority_region_ids)

    def registered_by(self, user):
        """The same, and for the region's registrars what is published: numbers and times."""
        if not user.is_authenticated:
            return self.none()
        registered = Q(region__in=user.registry_region_ids) & ~Q(status=ConsultationStatus.DRAFT)
        return self.filter(Q(region__in=user.authority_region_ids) | registered)

    def exported_by(self, user):
        """Those who may take out a list: the authority everything, a project lead what is released."""
        if not user.is_authenticated:
            return self.none()
        if user.leads_everywhere:
            return self.published()
        led = self.published().filter(region__in=user.led_region_ids)
        return self.registered_by(user) | led

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.published()
        return self.filter(
            ~Q(status=ConsultationStatus.DRAFT) | Q(region__in=user.authority_region_ids)
        )

    def announced(self, *, at=None):
        at = at or timezone.now()
        return self.filter(status=ConsultationStatus.PUBLISHED, opens_at__gt=at)

    def past(self, *, at=None):
        """Closed, answered or cancelled: nothing more to wait for but the region's answer."""
        at = at or timezone.now()
        return self.exclude(status=ConsultationStatus.DRAFT).exclude(
            status=ConsultationStatus.PUBLISHED, closes_at__gte=at
        )

    def with_parts(self):
        return self.select_related("region", "version__plan").prefetch_related("texts")

    def by_close(self):
        return self.order_by("closes_at", "pk")

    def newest_first(self):
        return self.order_by("-opens_at", "-pk")

    def holding(self, contributions):
        return self.filter(statements__contributions__in=contributions).distinct()

    def locked(self):
        """Held until the transaction ends: whoever gives out a number takes this lock first."""
        return self.select_for_update(no_key=True, of=["self"])


class Consultation(Worded, Moves):
    """The region asks, with a purpose and a last day, and promises to answer."""

    moves = CONSULTATION_MOVES

    uuid = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="consultations", verbose_name=_("region")
    )
    version = models.ForeignKey(
        PlanVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="consultations",
        verbose_name=_("draft of the plan"),
        help_text=_("The version that people answer."),
    )
    slug = models.SlugField(_("address"), max_length=90, editable=False)
    kind = models.CharField(_("kind"), max_length=8, choices=ConsultationKind)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    answer_by = models.DateField(
        _("answered by the region not later than"),
        help_text=_("The day when those who answer will know what became of it."),
    )
    case_number = models.CharField(_("case number"), max_length=40, blank=True)
    publishing = models.CharField(
        _("answers can be read"),
        max_length=12,
        choices=Publishing,
        default=Publishing.AS_THEY_COME,
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=ConsultationStatus,
        default=ConsultationStatus.DRAFT,
        editable=False,
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    last_number = models.PositiveIntegerField(
        _("last number given"), default=0, editable=False, help_text=_("Of the statements.")
    )

    privacy = fields(
        dataset="plans",
        public="id uuid region version slug kind opens_at closes_at answer_by case_number publishing"
        " status",
        internal="created_at created_by last_number",
        kept="With the plan; it is a public document.",
    )

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_at", "-pk"]
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        constraints = [
            one_of("status", ConsultationStatus, name="consultation_status_is_known"),
            one_of("kind", ConsultationKind, name="consultation_kind_is_known"),
            one_of("publishing", Publishing, name="consultation_publishing_is_known"),
            models.UniqueConstraint(fields=["region", "slug"], name="consultation_address_once"),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="consultation_closes_after_it_opens",
                violation_error_message=_("The last day must come after the first."),
            ),
            models.CheckConstraint(
                condition=Q(kind="samrad") | Q(version__isnull=False),
                name="consultation_on_a_draft_names_it",
                violation_error_message=_("Choose the draft that people are to answer."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("consultations:consultation_detail", args=[self.region.slug, self.slug])

    @property
    def name(self):
        """What it is called in commands and registers: jonkoping/kulturplan-2027-2030."""
        return f"{self.region.slug}/{self.slug}"

    @property
    def title(self):
        return self.text.title or self.get_kind_display()

    def phase(self, *, at=None):
        at = at or timezone.now()
        if self.status != ConsultationStatus.PUBLISHED:
            return Phase(self.status)
        if at < self.opens_at:
            return Phase.ANNOUNCED
        return Phase.OPEN if at <= self.closes_at else Phase.CLOSED

    @property
    def phase_words(self):
        return self.phase().label

    @property
    def phase_kind(self):
        return PHASE_KINDS.get(self.phase(), "off")

    @property
    def is_draft(self):
        return self.status == ConsultationStatus.DRAFT

    @property
    def is_published(self):
        return self.status == ConsultationStatus.PUBLISHED

    @property
    def is_answered(self):
        return self.status == ConsultationStatus.ANSWERED

    @property
    def is_cancelled(self):
        return self.status == ConsultationStatus.CANCELLED

    @property
    def is_open(self):
        return self.phase() == Phase.OPEN

    def takes_statements(self, *, at=None):
        return self.is_published and self.opens_at <= (at or timezone.now())

    def is_late(self, *, at=None):
        return (at or timezone.now()) > self.closes_at

    def shows_statements(self, *, at=None):
        """Whether what is released can be read by all now."""
        if self.is_draft:
            return False
        return self.publishing == Publishing.AS_THEY_COME or self.is_late(at=at)

    def publish(self):
        self._move_to(ConsultationStatus.PUBLISHED)

    def answer(self):
        self._move_to(ConsultationStatus.ANSWERED)

    def cancel(self):
        self._move_to(ConsultationStatus.CANCELLED)

    def next_number(self):
        """The number of the statement that comes in now; only under the consultation's lock."""
        self.last_number += 1
        self.save(update_fields=["last_number"])
        return self.last_number


class ConsultationText(models.Model):
    """What a consultation says of itself, once per language."""

    consultation = models.ForeignKey(
        Consultation, models.CASCADE, related_name="texts", verbose_name=_("consultation")
    )
    language = models.CharField(_("language"), max_length=16)
    title = models.CharField(_("title"), max_length=120)
    purpose = models.TextField(_("why we ask"))
    can_change = models.TextField(_("what can be changed"))
    cannot_change = models.TextField(_("what cannot be changed"), blank=True)

    privacy = fields(
        dataset="plans",
        public="id consultation language title purpose can_change cannot_change",
        kept="With the consultation.",
    )

    class Meta:
        ordering = ["language"]
        verbose_name = _("consultation's text")
        verbose_name_plural = _("consultations' texts")
        constraints = [
            once_per_language("consultation"),
            not_blank("title", name="consultation_text_has_a_title"),
        ]

    def __str__(self):
        return self.title
