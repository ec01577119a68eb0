import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Collate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kick.lib import org_number, phone, text
from kick.lib.constraints import not_blank, one_of, together
from kick.lib.privacy import fields
from organisations.models.linked import Linked, LinkedQuerySet
from organisations.models.reference import ArtForm, Minority
from organisations.models.region import Municipality
from organisations.models.search import (
    ALIKE_ENOUGH,
    MOST_SLIPS,
    all_words_match,
    folded_line,
    likeness,
    number_in,
    plain_line,
    same_name,
    same_website,
    slips_match,
    words_in,
)
from organisations.models.state import Moves
from organisations.models.user import User


class Kind(models.TextChoices):
    ASSOCIATION = "association", _("Association")
    NETWORK = "network", _("Network or informal group")
    STUDY_FEDERATION = "study_federation", _("Study federation")
    FEDERATION = "federation", _("District or federation")
    FOUNDATION = "foundation", _("Foundation")
    ECONOMIC_ASSOCIATION = "economic_association", _("Economic association")
    ALLIANCE = "alliance", _("Cultural alliance")
    MUNICIPALITY = "municipality", _("Municipality")
    AUTHORITY = "authority", _("State or regional authority")
    INSTITUTION = "institution", _("Institution")
    PROFESSIONAL = "professional", _("Professional cultural organisation")


CIVIL_SOCIETY = [
    Kind.ASSOCIATION,
    Kind.NETWORK,
    Kind.STUDY_FEDERATION,
    Kind.FEDERATION,
    Kind.FOUNDATION,
    Kind.ECONOMIC_ASSOCIATION,
    Kind.ALLIANCE,
]


class Track(models.TextChoices):
    """Who speaks, in the words of förordning (2010:2012) 7 §."""

    CIVIL_SOCIETY = "civil_society", _("Civil society")
    PROFESSIONAL = "professional", _("Professional culture")
    MUNICIPALITY = "municipality", _("Municipality")
    OTHER = "other", _("Other")


TRACK_OF_KIND = {
    **dict.fromkeys(CIVIL_SOCIETY, Track.CIVIL_SOCIETY),
    Kind.MUNICIPALITY: Track.MUNICIPALITY,
    Kind.AUTHORITY: Track.OTHER,
    Kind.INSTITUTION: Track.PROFESSIONAL,
    Kind.PROFESSIONAL: Track.PROFESSIONAL,
}


class OrganisationStatus(models.TextChoices):
    REPORTED = "reported", _("Reported, not looked at")
    LISTED = "listed", _("In the register")
    DORMANT = "dormant", _("Dormant")
    REJECTED = "rejected", _("Not taken up")
    MERGED = "merged", _("Merged into another")
    REMOVED = "removed", _("Removed at its own request")


# The whole life of an organisation in the register. A move that is not listed does not exist.
ORGANISATION_MOVES = {
    OrganisationStatus.REPORTED: {
        OrganisationStatus.LISTED,
        OrganisationStatus.REJECTED,
        OrganisationStatus.MERGED,
        OrganisationStatus.REMOVED,
    },
    OrganisationStatus.LISTED: {
        OrganisationStatus.DORMANT,
        OrganisationStatus.MERGED,
        OrganisationStatus.REMOVED,
    },
    OrganisationStatus.DORMANT: {
        OrganisationStatus.LISTED,
        OrganisationStatus.MERGED,
        OrganisationStatus.REMOVED,
    },
    OrganisationStatus.REJECTED: {
        OrganisationStatus.LISTED,
        OrganisationStatus.REMOVED,
    },
    OrganisationStatus.MERGED: set(),
    OrganisationStatus.REMOVED: {OrganisationStatus.LISTED},
}


class Flag(models.TextChoices):
    """What cuts across the art forms."""

    AMATEUR = "amateur", _("Amateur culture")
    YOUTH = "youth", _("Children's and youth culture")
    ETHNIC = "ethnic", _("Ethnic or multicultural association")
    ACCESS = "access", _("Accessibility and disability rights")
    HEALTH = "health", _("Culture and health")
    INTERNATIONAL = "international", _("International")


class ConfirmedHow(models.TextChoices):
    REGISTRATION = "registration", _("Registered itself")
    LINK = "link", _("By a link to its address")
    ACCOUNT = "account", _("By its representative")
    PHONE = "phone", _("By phone")


class OrganisationQuerySet(LinkedQuerySet):
    def public(self):
        """In the register, and asked for it to be shown."""
        return self.filter(status=OrganisationStatus.LISTED, listed_publicly=True)

    def current(self):
        """Those that a project lead works with: neither refused, merged nor removed."""
        return self.filter(
            status__in=[
                OrganisationStatus.REPORTED,
                OrganisationStatus.LISTED,
                OrganisationStatus.DORMANT,
            ]
        )

    def current_or_removed(self):
        """Those that somebody may say is theirs: one that has left may come back."""
        return self.current() | self.removed()

    def listed(self):
        return self.filter(status=OrganisationStatus.LISTED)

    def reported(self):
        return self.filter(status=OrganisationStatus.REPORTED)

    def removed(self):
        return self.filter(status=OrganisationStatus.REMOVED)

    def of_civil_society(self):
        return self.filter(kind__in=CIVIL_SOCIETY)

    def with_email(self, address):
        return self.filter(email__iexact=address)

    def in_region(self, region):
        """With its seat in the region."""
        return self.filter(municipality__region=region)

    def outside_region(self, region):
        return self.exclude(municipality__region=region)

    def holding_numbers(self, numbers):
        """Those that keep others from having one of the organisation numbers."""
        return self.filter(org_number__in=numbers).exclude(
            status__in=[OrganisationStatus.MERGED, OrganisationStatus.REJECTED]
        )

    def reaching(self, region):
        """With its seat in the region, or working there: may be seen and invited by it."""
        seats = Municipality.objects.filter(region=region).values("pk")
        # Looked up once for the list, not once for each row.
        works_there = Organisation.works_in.through.objects.filter(municipality__region=region)
        return self.filter(Q(municipality__in=seats) | Q(pk__in=works_there.values("organisation")))

    def in_municipalities(self, municipalities):
        return self.filter(municipality__in=municipalities)

    def doing(self, art_forms):
        """With one of the art forms, or a part of it: a choir does music, and music is a performing art."""
        parts = Q(parent__in=art_forms) | Q(parent__parent__in=art_forms)
        chosen = ArtForm.objects.filter(Q(pk__in=art_forms) | parts)
        return self.filter(
            models.Exists(
                Organisation.art_forms.through.objects.filter(
                    organisation=models.OuterRef("pk"), artform__in=chosen
                )
            )
        )

    def represented_by(self, user):
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            pk__in=Representative.objects.approved().filter(user=user).values("organisation")
        )

    def ever_represented_by(self, user):
        return self.filter(pk__in=user.representations.values("organisation"))

    def run_by(self, user):
        """Edited by the user as project lead of the region where it has its seat."""
        if not user.is_authenticated:
            return self.none()
        if user.leads_everywhere:
            return self
        return self.filter(municipality__region__in=user.led_region_ids)

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.public()
        if user.leads_everywhere:
            return self
        return self.filter(
            Q(status=OrganisationStatus.LISTED, listed_publicly=True)
            | Q(municipality__region__in=user.led_region_ids)
            | Q(pk__in=Representative.objects.approved().filter(user=user).values("organisation"))
        )

    def matching(self, typed, *, places=()):
        """With every word typed; when nothing has them, what is alike ("hembydsforening")."""
        words = words_in(typed)
        if not words:
            return self
        if number := number_in(typed):
            return self.filter(org_number=number)
        exact = self.filter(all_words_match(words, places))
        # The trigram search costs ten times as much and would mix near misses into a good answer.
        if exact.exists():
            return exact
        # Read first: beside an order the planner would rather weigh every name than use the index.
        near = self.filter(slips_match(words)).order_by().values_list("pk", flat=True)
        return self.filter(pk__in=list(near[:MOST_SLIPS]))

    def alike(self, *, name, municipality, org_number="", website=""):
        """What is likely to be the same organisation, likeliest first: by its number anywhere, and
        in the region by its name or its website's host."""
        near = Q(municipality__region=municipality.region_id)
        same = same_name(name) & near
        if org_number:
            same |= Q(org_number=org_number)
        if website:
            same |= same_website(website) & near
        rank = likeness(
            name=name, municipality=municipality, org_number=org_number, website=website
        )
        return (
            self.filter(same)
            .annotate(likeness=rank)
            .filter(likeness__gte=ALIKE_ENOUGH)
            .order_by("-likeness", "pk")
        )

    def taking_mail(self):
        return self.exclude(email="").filter(email_refused_at__isnull=True)

    def refusing_mail(self):
        return self.filter(email_refused_at__isnull=False)

    def confirmed(self, is_confirmed=True):
        return self.filter(confirmed_at__isnull=not is_confirmed)

    def registered_before(self, moment, *, source):
        return self.filter(created_at__lt=moment, source=source)

    def of_kind(self, kind):
        return self.filter(kind=kind)

    def with_flag(self, flag):
        return self.filter(flags__contains=[flag])

    def by_place(self):
        return self.order_by(
            Collate("municipality__name", "sv-x-icu"), Collate("name", "sv-x-icu"), "pk"
        )

    def by_confirmation(self):
        """Those confirmed last come first, those never confirmed last."""
        return self.order_by(F("confirmed_at").desc(nulls_last=True), "pk")

    def by_name(self):
        return self.order_by(Collate("name", "sv-x-icu"), "pk")

    def with_parts(self):
        """Ready for a list: nothing more is read for each row."""
        return self.select_related("municipality__region").prefetch_related("art_forms")


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["search", "folded", "link_hash", "link_version"],
)
class Organisation(Linked, Moves):
    """Somebody who speaks: an association, a network, an alliance; also those who only listen."""

    link_kind = "organisation"
    moves = ORGANISATION_MOVES

    name = models.CharField(_("name"), max_length=150)
    alternate_name = models.CharField(
        _("other name"),
        max_length=150,
        blank=True,
        help_text=_("In another language, or what people call it."),
    )
    slug = models.SlugField(_("address"), max_length=90, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=24, choices=Kind, default=Kind.ASSOCIATION)
    org_number = models.CharField(
        _("organisation number"),
        max_length=10,
        blank=True,
        help_text=_("Ten digits. Many small associations have none."),
    )
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        related_name="organisations",
        verbose_name=pgettext_lazy("of an organisation", "seat"),
    )
    works_in = models.ManyToManyField(
        Municipality,
        related_name="working_organisations",
        blank=True,
        verbose_name=_("also works in"),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("belongs to"),
    )
    email = models.EmailField(
        _("e-mail"),
        blank=True,
        help_text=_("Rather info@ than a person's own address."),
    )
    email_refused_at = models.DateTimeField(
        _("mail refused"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("The address did not take our last letter."),
    )
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    website = models.URLField(_("website"), blank=True)
    street = models.CharField(_("street or box"), max_length=100, blank=True)
    postcode = models.CharField(_("postcode"), max_length=6, blank=True)
    city = models.CharField(_("post town"), max_length=60, blank=True)
    contact_language = models.CharField(_("contact language"), max_length=16, default="sv")
    working_languages = ArrayField(
        models.CharField(max_length=16),
        verbose_name=_("working languages"),
        default=list,
        blank=True,
    )
    art_forms = models.ManyToManyField(
        ArtForm, related_name="organisations", blank=True, verbose_name=_("art forms")
    )
    original_words = models.TextField(
        _("what the source said"),
        blank=True,
        help_text=_("The source's own words for what the organisation does."),
    )
    flags = ArrayField(
        models.CharField(max_length=16, choices=Flag),
        verbose_name=_("also"),
        default=list,
        blank=True,
    )
    minorities = models.ManyToManyField(
        Minority,
        related_name="organisations",
        blank=True,
        verbose_name=_("national minorities, by its own word"),
    )
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=OrganisationStatus,
        default=OrganisationStatus.REPORTED,
        editable=False,
    )
    source = models.CharField(
        _("source"),
        max_length=120,
        blank=True,
        help_text=_("Where the data came from."),
    )
    received_on = models.DateField(_("received on"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True, editable=False)
    confirmed_how = models.CharField(  # noqa: DJ001 - tied to confirmed_at, which says when
        _("how it was confirmed"),
        max_length=12,
        choices=ConfirmedHow,
        null=True,
        blank=True,
        editable=False,
    )
    listed_publicly = models.BooleanField(
        _("shown in the public register"),
        null=True,
        blank=True,
        help_text=_("Unknown until the organisation has been asked."),
    )
    shows_email = models.BooleanField(_("e-mail may be shown"), default=False)
    shows_phone = models.BooleanField(_("phone may be shown"), default=False)
    shows_minorities = models.BooleanField(_("national minorities may be shown"), default=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    search = models.GeneratedField(
        expression=SearchVector("name", "alternate_name", "original_words", config="swedish"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    folded = models.GeneratedField(
        expression=folded_line("name", "alternate_name"),
        output_field=models.TextField(),
        db_persist=True,
    )

    privacy = fields(
        public="id uuid name alternate_name slug kind org_number municipality works_in parent website"
        " art_forms flags listed_publicly",
        internal="status source received_on confirmed_at confirmed_how created_at search folded"
        " original_words contact_language working_languages shows_email shows_phone shows_minorities"
        " email_refused_at link_version",
        personal="email phone street postcode city",
        sensitive="minorities",
        secret="link_hash",
        kept="For as long as the organisation is active; at its own request the addresses at once.",
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            not_blank("name", name="organisation_has_a_name"),
            one_of("kind", Kind, name="organisation_kind_is_known"),
            one_of("status", OrganisationStatus, name="organisation_status_is_known"),
            together(
                "confirmed_at",
                "confirmed_how",
                name="organisation_confirmed_at_and_how",
            ),
            models.UniqueConstraint(
                fields=["org_number"],
                condition=~Q(org_number="") & ~Q(status__in=["merged", "rejected"]),
                name="organisation_number_once",
                violation_error_message=_("An organisation with this number is already here."),
            ),
            models.CheckConstraint(
                condition=Q(org_number="") | Q(org_number__regex=r"^\d{2}[2-9]\d{7}$"),
                name="organisation_number_is_no_personal_number",
                violation_error_message=_("An organisation number has ten digits, the third 2–9."),
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="organisation_search"),
            GinIndex(OpClass(plain_line(), name="gin_trgm_ops"), name="organisation_like"),
            models.Index(fields=["org_number"], name="organisation_by_number"),
            models.Index(Collate("name", "sv-x-icu"), "id", name="organisation_by_name"),
            models.Index(
                Collate("name", "sv-x-icu"),
                "id",
                condition=Q(status="listed", listed_publicly=True),
                name="organisation_public_by_name",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        # A new row needs an address of its own; the name may change later, the address stays.
        if not self.slug:
            self.slug = self._free_slug()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse(
            "organisations:organisation_detail", args=[self.municipality.region.slug, self.slug]
        )

    def _free_slug(self):
        base = text.slugify_swedish(self.name)[:80] or "organisation"
        taken = set(
            Organisation.objects.filter(slug__startswith=base).values_list("slug", flat=True)
        )
        numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
        return base if base not in taken else next(s for s in numbered if s not in taken)

    @property
    def track(self):
        return TRACK_OF_KIND[self.kind]

    @property
    def is_public(self):
        return self.status == OrganisationStatus.LISTED and self.listed_publicly is True

    @property
    def is_current(self):
        return self.status in {
            OrganisationStatus.REPORTED,
            OrganisationStatus.LISTED,
            OrganisationStatus.DORMANT,
        }

    @property
    def shown_org_number(self):
        return org_number.format_number(self.org_number) if self.org_number else ""

    @property
    def has_postal_address(self):
        return bool(self.street and self.postcode and self.city)

    @property
    def shown_email(self):
        """The address that everybody may see: asked for, and confirmed by the organisation."""
        return self.email if self.shows_email and self.confirmed_at else ""

    @property
    def shown_phone(self):
        return self.phone if self.shows_phone and self.confirmed_at else ""

    @property
    def phone_text(self):
        return phone.format_phone(self.phone)

    @property
    def shown_phone_text(self):
        return phone.format_phone(self.shown_phone)

    @property
    def shown_minorities(self):
        """By its own word, and only when it has let us say so."""
        return list(self.minorities.all()) if self.shows_minorities and self.confirmed_at else []

    @property
    def confirmed_on(self):
        return timezone.localdate(self.confirmed_at) if self.confirmed_at else None

    @property
    def flag_names(self):
        return [Flag(flag).label for flag in self.flags]

    @property
    def takes_mail(self):
        """Has an address that has not refused us."""
        return bool(self.email) and self.email_refused_at is None

    def approve(self):
        """The project lead takes a reported organisation into the register."""
        self._move_to(OrganisationStatus.LISTED)

    def reject(self):
        self._move_to(OrganisationStatus.REJECTED)

    def rest(self):
        """No longer active, as far as anybody knows; nothing is deleted."""
        self._move_to(OrganisationStatus.DORMANT)

    def remove(self):
        """Leaves the register at its own request. Name and number stay, so that the next list
        does not bring it back; every address goes (GDPR art. 21)."""
        self._move_to(
            OrganisationStatus.REMOVED,
            email="",
            phone="",
            website="",
            street="",
            postcode="",
            city="",
            listed_publicly=False,
            shows_email=False,
            shows_phone=False,
            shows_minorities=False,
        )
        self.minorities.clear()

    def confirm(self, *, how, at=None):
        self.confirmed_at = at or timezone.now()
        self.confirmed_how = how
        self.save(update_fields=["confirmed_at", "confirmed_how"])

    def mark_email_refused(self, *, at=None):
        self.email_refused_at = at or timezone.now()
        self.save(update_fields=["email_refused_at"])


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

    def run_by(self, user):
        return self.filter(organisation__in=Organisation.objects.run_by(user))

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
        internal="id organisation task status requested_at decided_at decided_by",
        personal="user",
        kept="Until 24 months after it ended.",
    )

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
