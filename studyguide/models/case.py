import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib.constraints import not_blank, one_of
from kick.lib.privacy import fields
from organisations.models import Moves, Region, User


class CaseStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


CASE_MOVES = {
    CaseStatus.DRAFT: {CaseStatus.PUBLISHED},
    CaseStatus.PUBLISHED: {CaseStatus.WITHDRAWN},
    CaseStatus.WITHDRAWN: {CaseStatus.PUBLISHED},
}
CASE_STATUS_KINDS = {CaseStatus.PUBLISHED: "good", CaseStatus.WITHDRAWN: "bad"}


class CaseQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=CaseStatus.PUBLISHED)

    def written_by(self, user):
        """Of the region's own officers; no account of Ideell kulturallians (DESIGN §4, 1)."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(region__in=user.authority_region_ids)

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.published()
        return self.filter(Q(status=CaseStatus.PUBLISHED) | Q(region__in=user.authority_region_ids))

    def in_order(self):
        """The latest published first, then what has not been out."""
        return self.order_by(models.F("published_at").desc(nulls_last=True), "-pk")

    def with_region(self):
        return self.select_related("region")


class Case(Moves):
    """What a region did in a consultation and how it went, written for the other regions."""

    moves = CASE_MOVES

    uuid = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="cases", verbose_name=_("region")
    )
    title = models.CharField(_("title"), max_length=120)
    what_we_did = models.TextField(_("what we did"))
    how_it_went = models.TextField(_("how it went"))
    advice = models.TextField(_("our advice"), blank=True)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=CaseStatus,
        default=CaseStatus.DRAFT,
        editable=False,
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    privacy = fields(
        dataset="method",
        public="id uuid region title what_we_did how_it_went advice status published_at",
        internal="created_at created_by",
        kept="For as long as somebody learns from it; the region may withdraw it.",
    )

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("case from a region")
        verbose_name_plural = _("cases from regions")
        constraints = [
            one_of("status", CaseStatus, name="case_status_is_known"),
            models.CheckConstraint(
                condition=Q(status="draft", published_at__isnull=True)
                | (~Q(status="draft") & Q(published_at__isnull=False)),
                name="case_has_been_published_or_is_a_draft",
            ),
            not_blank("title", name="case_has_a_title"),
            not_blank("what_we_did", name="case_says_what_was_done"),
            not_blank("how_it_went", name="case_says_how_it_went"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("method:case_detail", args=[self.uuid])

    @property
    def is_published(self):
        return self.status == CaseStatus.PUBLISHED

    @property
    def status_kind(self):
        return CASE_STATUS_KINDS.get(self.status, "off")

    def publish(self, *, at=None):
        self._move_to(CaseStatus.PUBLISHED, published_at=at or timezone.now())

    def withdraw(self):
        """Nobody but the region reads it any more; it can be published again."""
        self._move_to(CaseStatus.WITHDRAWN)
