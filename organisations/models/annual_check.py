from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib.merging import MOVE_UNLESS_TAKEN
from kick.lib.privacy import fields
from organisations.models.annual_letter import AnnualLetter
from organisations.models.kind import OrganisationStatus
from organisations.models.organisation import Organisation


class AnnualCheckQuerySet(models.QuerySet):
    def asked_before(self, moment):
        return self.filter(asked_at__lt=moment)

    def reminded_before(self, moment):
        return self.filter(reminded_at__lt=moment)

    def not_reminded(self):
        return self.filter(reminded_at__isnull=True)

    def leave_letters(self, organisations):
        """The letters that went to their old addresses no longer speak of these organisations."""
        return self.filter(organisation__in=organisations).update(letter=None)

    def unanswered(self):
        """That the facts are right has not been said since, in whatever way."""
        silent = Q(organisation__confirmed_at__isnull=True)
        silent |= Q(organisation__confirmed_at__lt=F("asked_at"))
        return self.filter(silent)

    def reachable(self):
        """The organisation is still in the register, with an address that has not refused us."""
        return self.filter(
            organisation__status=OrganisationStatus.LISTED,
            organisation__email_refused_at__isnull=True,
        ).exclude(organisation__email="")


class AnnualCheck(models.Model):
    """An organisation was asked this year if its facts are right. Its answer is `confirmed_at`."""

    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        related_name="annual_checks",
        verbose_name=_("organisation"),
    )
    year = models.PositiveSmallIntegerField(
        _("year"), help_text=_("Of the annual meeting; a late letter belongs to it too.")
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    letter = models.ForeignKey(
        AnnualLetter,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="checks",
        verbose_name=_("the letter that it shares with others"),
    )

    merging = {"organisation": MOVE_UNLESS_TAKEN}
    privacy = fields(
        dataset="register",
        internal="id organisation year asked_at reminded_at letter",
        kept="For as long as the organisation.",
    )

    objects = AnnualCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "organisation"]
        verbose_name = _("annual check")
        verbose_name_plural = _("annual checks")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year"], name="annual_check_once_a_year"
            )
        ]

    def __str__(self):
        return f"{self.organisation}, {self.year}"
