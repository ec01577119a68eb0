import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Collate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kick.lib.constraints import not_blank, one_of, together
from kick.lib.merging import MOVE
from kick.lib.paths import path_to
from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import UNCONFIRMED_KEPT
from kick.lib.slugs import free_slug
from organisations.models.freshness import Freshness
from organisations.models.kind import (
    ORGANISATION_MOVES,
    Flag,
    Kind,
    OrganisationStatus,
)
from organisations.models.linked import Linked
from organisations.models.organisation_queryset import OrganisationQuerySet
from organisations.models.organisation_told import OrganisationTold
from organisations.models.reference import ArtForm, Minority
from organisations.models.region import Municipality
from organisations.models.search import folded_line, plain_line, sounds_line
from organisations.models.state import Moves


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["search", "folded", "sounds", "link_hash", "link_version", "merged_into"],
)
class Organisation(OrganisationTold, Freshness, Linked, Moves):
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
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="absorbed",
        verbose_name=_("merged into"),
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
    proposed_email = models.EmailField(
        _("proposed e-mail"),
        blank=True,
        editable=False,
        help_text=_("Given by the personal link; used when the project lead has said yes."),
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
    dissolved_on = models.DateField(
        _("dissolved"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("The day when we learned that the organisation is no more."),
    )
    two_must_sign = models.BooleanField(
        _("two persons for each statement"),
        default=False,
        help_text=_("One writes, another signs and hands in. The organisation's own choice."),
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

    sounds = models.GeneratedField(
        expression=sounds_line("name", "alternate_name"),
        output_field=models.TextField(),
        db_persist=True,
    )

    privacy = fields(
        dataset="register",
        public="id uuid name alternate_name slug kind org_number municipality works_in parent website"
        " art_forms flags listed_publicly dissolved_on",
        internal="status source received_on confirmed_at confirmed_how created_at search folded sounds"
        " original_words contact_language working_languages shows_email shows_phone shows_minorities"
        " email_refused_at link_version two_must_sign merged_into annual_month silent_at",
        personal="email proposed_email phone street postcode city",
        sensitive="minorities",
        secret="link_hash",
        kept="For as long as the organisation is active; at its own request the addresses at once.",
        found_by="email proposed_email",
        erased="blank",
        blanked="email proposed_email",
        stays=True,
        purges=(
            Purge(
                after=UNCONFIRMED_KEPT,
                action="organisations.actions.registration.forget_unconfirmed",
            ),
        ),
    )

    merging = {"parent": MOVE, "merged_into": MOVE}

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
            models.CheckConstraint(
                condition=Q(status="merged", merged_into__isnull=False)
                | (~Q(status="merged") & Q(merged_into__isnull=True)),
                name="organisation_merged_knows_into_what",
            ),
            models.CheckConstraint(
                condition=Q(annual_month__isnull=True) | Q(annual_month__range=(1, 12)),
                name="organisation_annual_month_is_a_month",
            ),
            models.CheckConstraint(
                condition=Q(dissolved_on__isnull=True) | ~Q(status__in=["reported", "listed"]),
                name="organisation_dissolved_is_not_listed",
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
        triggers = [
            # A copy read before the merge and saved whole after it must not set it free.
            pgtrigger.Trigger(
                name="merged_stays_merged",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("status", "merged_into_id"),
                condition=pgtrigger.Q(old__status="merged"),
                func="""
                    IF (NEW.status <> 'merged' OR NEW.merged_into_id IS NULL)
                        AND current_setting('kick.undoing', true) IS DISTINCT FROM 'on'
                    THEN
                        RAISE EXCEPTION 'a merged organisation stays merged until it is undone'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'merged_stays_merged';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]
        indexes = [
            GinIndex(fields=["search"], name="organisation_search"),
            GinIndex(OpClass(plain_line(), name="gin_trgm_ops"), name="organisation_like"),
            GinIndex(OpClass("sounds", name="gin_trgm_ops"), name="organisation_sounds"),
            GinIndex(fields=["flags"], name="organisation_by_flag"),
            models.Index(fields=["org_number"], name="organisation_by_number"),
            models.Index(
                fields=["municipality", "kind", "listed_publicly"],
                condition=Q(status="listed"),
                name="organisation_inventory",
            ),
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
            self.slug = free_slug(Organisation.objects, self.name, otherwise="organisation")
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return path_to(
            "organisations:organisation_detail", self.municipality.region.slug, self.slug
        )

    def approve(self):
        """The project lead takes a reported organisation into the register."""
        self._move_to(OrganisationStatus.LISTED, dissolved_on=None)

    def reject(self):
        self._move_to(OrganisationStatus.REJECTED)

    def rest(self):
        """No longer active, as far as anybody knows; nothing is deleted."""
        self._move_to(OrganisationStatus.DORMANT)

    def merge_into(self, survivor):
        """It is the same as another, which speaks for both from now on."""
        self._move_to(OrganisationStatus.MERGED, merged_into=survivor)

    def dissolve(self, *, on=None):
        """It is no more. The row stays, so that no list brings it back as a new one."""
        self._move_to(
            OrganisationStatus.DORMANT, dissolved_on=on or timezone.localdate(), silent_at=None
        )

    def remove(self):
        """Leaves the register at its own request. Name and number stay, so that the next list
        does not bring it back; every address goes (GDPR art. 21)."""
        self._move_to(
            OrganisationStatus.REMOVED,
            email="",
            proposed_email="",
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

    def propose_email(self, email):
        self.proposed_email = email
        self.save(update_fields=["proposed_email"])

    def keep_email(self):
        """The address is right after all: it is tried anew, and no other is proposed."""
        self.email_refused_at, self.proposed_email = None, ""
        self.save(update_fields=["email_refused_at", "proposed_email"])

    def change_email(self, email):
        self.email, self.email_refused_at, self.proposed_email = email, None, ""
        self.save(update_fields=["email", "email_refused_at", "proposed_email"])

    def mark_email_refused(self, *, at=None):
        self.email_refused_at = at or timezone.now()
        self.save(update_fields=["email_refused_at"])
