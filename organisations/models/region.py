import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Collate
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from kick.lib.constraints import together
from kick.lib.privacy import fields


class RegionQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def led_by(self, user):
        """Where the user is project lead."""
        return self if user.leads_everywhere else self.filter(pk__in=user.led_region_ids)

    def run_by(self, user):
        """Where the user is project lead or region officer."""
        if user.leads_everywhere:
            return self
        return self.filter(Q(pk__in=user.led_region_ids) | Q(pk__in=user.officer_region_ids))

    def with_seats_of(self, organisations):
        return self.filter(pk__in=organisations.order_by().values("municipality__region"))

    def by_name(self):
        return self.order_by(Collate("name", "sv-x-icu"))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Region(models.Model):
    """One of Sweden's 21 regions, by its county code."""

    code = models.CharField(
        _("county code"),
        max_length=2,
        unique=True,
        help_text=_("Two digits, as SCB has them."),
    )
    slug = models.SlugField(_("address"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80, unique=True)
    county_name = models.CharField(_("county"), max_length=80)
    registry_email = models.EmailField(_("registry's address"), blank=True)
    deciding_body = models.CharField(_("deciding body"), max_length=80, blank=True)
    contact_name = models.CharField(_("contact"), max_length=120, blank=True)
    contact_email = models.EmailField(_("contact's address"), blank=True)
    contact_phone = models.CharField(_("contact's phone"), max_length=40, blank=True)
    website = models.URLField(_("website"), blank=True)
    asks_annually = models.BooleanField(
        _("asks once a year"),
        default=False,
        help_text=_("Each association is asked by mail once a year if its facts are right."),
    )
    annual_month = models.PositiveSmallIntegerField(
        _("month of the annual meetings"),
        default=3,
        choices=MONTHS.items(),
        help_text=_("When associations are asked whose own month is not known."),
    )
    is_active = models.BooleanField(_("takes part in Kick"), default=False)

    privacy = fields(
        dataset="reference",
        public="id code slug name county_name registry_email deciding_body website is_active",
        internal="asks_annually annual_month",
        personal="contact_name contact_email contact_phone",
        kept="For as long as the region exists; the contact is changed when the person leaves.",
        found_by="contact_email",
        erased="blank",
        stays=True,
    )

    objects = RegionQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        constraints = [
            models.CheckConstraint(
                condition=Q(annual_month__range=(1, 12)), name="region_annual_month_is_a_month"
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("region", args=[self.slug])

    @property
    def hue(self):
        return f"hue-{self.code}"


class MunicipalityQuerySet(models.QuerySet):
    def in_active_regions(self):
        return self.filter(region__in=Region.objects.active())


class Municipality(models.Model):
    code = models.CharField(
        _("municipality code"),
        max_length=4,
        primary_key=True,
        help_text=_("SCB's four digits."),
    )
    name = models.CharField(_("name"), max_length=60)
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="municipalities", verbose_name=_("region")
    )

    population = models.PositiveIntegerField(
        _("inhabitants"), null=True, blank=True, help_text=_("By SCB; unknown until loaded.")
    )
    population_on = models.DateField(_("inhabitants on"), null=True, blank=True)

    privacy = fields(
        dataset="reference",
        public="code name region population population_on",
        kept="Reference data.",
    )

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        ordering = [Collate("name", "sv-x-icu")]
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        constraints = [
            models.UniqueConstraint(fields=["name", "region"], name="municipality_once_per_region"),
            together("population", "population_on", name="municipality_population_has_a_day"),
        ]

    def __str__(self):
        return self.name
