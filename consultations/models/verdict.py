from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.models.contribution import Contribution
from consultations.models.section import Section
from kick.lib.constraints import one_of
from kick.lib.privacy import fields
from organisations.models import User


class Outcome(models.TextChoices):
    """What the region does with a contribution."""

    FOLLOWS = "follows", _("Changed as proposed")
    IN_PART = "in_part", _("Changed in part")
    NOT_FOLLOWED = "not_followed", _("Not changed")
    LATER = "later", _("Carried to the implementation")
    OUTSIDE = "outside", _("Outside the plan")


OUTCOME_KINDS = {
    Outcome.FOLLOWS: "good",
    Outcome.IN_PART: "half",
    Outcome.LATER: "waiting",
    Outcome.NOT_FOLLOWED: "bad",
}


class VerdictQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_at__isnull=False)

    def drafts(self):
        return self.filter(published_at__isnull=True)

    def in_consultation(self, consultation):
        return self.filter(contribution__statement__consultation=consultation)

    def written_by(self, user):
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            contribution__statement__consultation__region__in=user.authority_region_ids
        )


class Verdict(models.Model):
    """The region's answer to one contribution; a draft of the region's until it is published."""

    contribution = models.OneToOneField(
        Contribution, models.CASCADE, related_name="verdict", verbose_name=_("contribution")
    )
    outcome = models.CharField(_("what the region does"), max_length=14, choices=Outcome)
    reason = models.TextField(_("why"))
    section = models.ForeignKey(
        Section,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="verdicts",
        verbose_name=_("section that is changed"),
    )
    decided_at = models.DateTimeField(_("decided"), default=timezone.now, editable=False)
    decided_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)

    privacy = fields(
        dataset="statements",
        public="id contribution outcome reason section published_at",
        internal="decided_at decided_by",
        kept="With the contribution. A draft is the region's until it is published.",
    )

    objects = VerdictQuerySet.as_manager()

    class Meta:
        ordering = ["contribution"]
        verbose_name = _("the region's answer")
        verbose_name_plural = _("the region's answers")
        constraints = [
            one_of("outcome", Outcome, name="verdict_outcome_is_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="verdict_gives_a_reason"),
        ]

    def __str__(self):
        return self.get_outcome_display()

    @property
    def is_published(self):
        return self.published_at is not None

    @property
    def outcome_word(self):
        """As `get_outcome_display`, which translates all the outcomes to find one."""
        return Outcome(self.outcome).label

    @property
    def outcome_kind(self):
        return OUTCOME_KINDS.get(self.outcome, "off")
