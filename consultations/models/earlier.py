import uuid

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib.constraints import not_blank, one_of
from kick.lib.privacy import fields
from organisations.models import Municipality, Organisation, Region


class RowProblem(models.TextChoices):
    """Why a row of the list is left out."""

    NO_NAME = "no_name", _("There is no name in the row.")
    LONG_NAME = "long_name", _("The name is longer than 200 characters.")
    NO_PLACE = "no_place", _("Sweden has no municipality with that name or code.")
    NO_WORD = "no_word", _("Write yes or no, or leave the cell empty.")
    NO_NUMBER = "no_number", _("That is no organisation number.")
    TWICE = "twice", _("The same association stands further up in the list.")


class EarlierRoundQuerySet(models.QuerySet):
    def run_by(self, user):
        """Of the regions where the user is project lead or officer."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(region__in=Region.objects.run_by(user))

    def counting(self):
        """Looked through and taken in."""
        return self.filter(committed_at__isnull=False)

    def waiting(self):
        return self.filter(committed_at=None)

    def in_region(self, region):
        return self.filter(region=region)

    def opened_before(self, moment):
        return self.filter(created_at__lt=moment)

    def newest_first(self):
        return self.order_by("-closed_on", "-pk")

    def with_numbers(self):
        good = Q(addressees__problem="")
        return self.select_related("region").annotate(
            rows=Count("addressees"),
            good=Count("addressees", filter=good),
            found=Count("addressees", filter=good & Q(addressees__organisation__isnull=False)),
            invited=Count("addressees", filter=good & Q(addressees__is_invited=True)),
            answered=Count("addressees", filter=good & Q(addressees__has_answered=True)),
        )


class EarlierRound(models.Model):
    """A consultation that was held and closed before Kick, as a list: who was asked, who answered.

    It waits until somebody has looked it through, and counts from `committed_at` on.
    """

    uuid = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="earlier_rounds", verbose_name=_("region")
    )
    title = models.CharField(_("title"), max_length=120)
    closed_on = models.DateField(_("last day for answers"))
    source = models.CharField(_("source"), max_length=120, help_text=_("Whose list it is."))
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    committed_at = models.DateTimeField(_("taken in"), null=True, blank=True, editable=False)

    privacy = fields(
        public="title closed_on",
        internal="id uuid region source created_at committed_at",
        kept="Until somebody removes it; one that is not taken in within 30 days is deleted.",
    )

    objects = EarlierRoundQuerySet.as_manager()

    class Meta:
        ordering = ["-closed_on", "-pk"]
        verbose_name = _("earlier consultation")
        verbose_name_plural = _("earlier consultations")
        constraints = [
            not_blank("title", name="earlier_round_has_a_title"),
            not_blank("source", name="earlier_round_has_a_source"),
        ]

    def __str__(self):
        return self.title

    @property
    def is_counting(self):
        return self.committed_at is not None


class AddresseeQuerySet(models.QuerySet):
    def good(self):
        return self.filter(problem="")

    def bad(self):
        return self.exclude(problem="")

    def counting(self):
        """Asked or heard in an earlier round that has been taken in."""
        heard = Q(is_invited=True) | Q(has_answered=True)
        return self.good().filter(heard, round__committed_at__isnull=False)

    def found(self):
        return self.filter(organisation__isnull=False)

    def in_order(self):
        return self.order_by("number")


class Addressee(models.Model):
    """A row of an earlier round's list, with the name as it was written then."""

    round = models.ForeignKey(
        EarlierRound,
        models.CASCADE,
        related_name="addressees",
        verbose_name=_("earlier consultation"),
    )
    number = models.PositiveIntegerField(_("row"), help_text=_("In the list, as it came."))
    name = models.CharField(_("name as written"), max_length=200, blank=True)
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="addressees",
        verbose_name=_("municipality"),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="addressed_before",
        verbose_name=_("organisation"),
    )
    is_invited = models.BooleanField(_("asked"), default=False)
    has_answered = models.BooleanField(_("answered"), default=False)
    problem = models.CharField(_("problem"), max_length=10, choices=RowProblem, blank=True)

    privacy = fields(
        internal="id round number name municipality organisation is_invited has_answered problem",
        kept="With the earlier consultation.",
    )

    objects = AddresseeQuerySet.as_manager()

    class Meta:
        ordering = ["round", "number"]
        verbose_name = _("addressee")
        verbose_name_plural = _("addressees")
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="addressee_row_once"),
            one_of("problem", ["", *RowProblem.values], name="addressee_problem_is_known"),
            models.CheckConstraint(
                condition=~Q(problem="") | ~Q(name=""), name="addressee_without_problem_has_a_name"
            ),
        ]

    def __str__(self):
        return self.name
