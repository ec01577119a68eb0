"""A study circle or a free conversation group: who runs it, for which region's plan, and until when."""

from django.db import models
from django.db.models import Case, Count, Exists, F, Max, Min, OuterRef, Q, When
from django.db.models.functions import Collate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib.constraints import not_blank, one_of
from kick.lib.merging import MOVE, MOVE_UNLESS_TAKEN
from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import CIRCLES_KEPT
from organisations.models import Kind, Linked, LinkedQuerySet, Organisation, Region
from studyguide.models.guide import Guide
from studyguide.models.words import TextLanguage


class CircleKind(models.TextChoices):
    STUDY_CIRCLE = "study_circle", _("Study circle with a study federation")
    CONVERSATION_GROUP = "conversation_group", _("Free conversation group")


class CircleState(models.TextChoices):
    """What follows from the days of its gatherings; nothing of it is stored."""

    UNPLANNED = "unplanned", _("No dates yet")
    PLANNED = "planned", _("Begins soon")
    RUNNING = "running", _("Is going on")
    ENDED = "ended", _("Ended")


PLANNED = {"gatherings__status": "planned"}


class CircleQuerySet(LinkedQuerySet):
    def locked(self):
        return self.select_for_update(no_key=True, of=["self"])

    def open_to(self, user):
        """Those that an account may have to do with at all: a circle's notes may become a statement,
        and who works for the region or for Ideell kulturallians reads none of it (DESIGN §4, 1)."""
        if not user.is_authenticated or user.is_staff:
            return self.none()
        return self.exclude(region__in=[region for _role, region in user.roles if region])

    def visible_to(self, user):
        """Whose leader or member the user is, by her account or by an address that is hers."""
        return self.open_to(user).filter(Exists(self._members().reached_by(user)))

    def run_by(self, user):
        """Whose leader or substitute the user is."""
        return self.open_to(user).filter(Exists(self._members().leading().reached_by(user)))

    def of_organisation(self, organisation):
        return self.filter(organisations=organisation)

    def with_days(self):
        """`first_at` and `last_at` of the gatherings that are planned or were held."""
        takes_place = ~Q(gatherings__status="missed")
        return self.annotate(
            first_at=Min("gatherings__starts_at", filter=takes_place),
            last_at=Max("gatherings__starts_at", filter=takes_place),
        )

    def by_what_is_next(self, user, *, at=None):
        """For the person's own page: `waits` for her to tick, then those that meet next (`next_at`),
        then those without days, and last those that are over (`had_days`)."""
        now = at or timezone.now()
        leading = self._members().leading().reached_by(user)
        rows = self.annotate(
            leads=Exists(leading),
            next_at=Min(
                "gatherings__starts_at", filter=Q(gatherings__starts_at__gte=now, **PLANNED)
            ),
            unticked=Count("gatherings", filter=Q(gatherings__starts_at__lt=now, **PLANNED)),
            had_days=Count("gatherings"),
        ).annotate(waits=Case(When(leads=True, unticked__gt=0, then=0), default=1))
        nothing_left = Case(When(had_days=0, then=0), default=1)
        return rows.order_by("waits", F("next_at").asc(nulls_last=True), nothing_left, "-pk")

    def with_parts(self):
        return self.select_related("region", "guide", "federation")

    def over_since(self, moment):
        """Whose last gathering was before then; one that never had any began before then."""
        gatherings = self.model._meta.get_field("gatherings").related_model.objects
        later = gatherings.filter(circle=OuterRef("pk"), starts_at__gte=moment)
        return self.filter(created_at__lt=moment).exclude(Exists(later))

    def _members(self):
        members = self.model._meta.get_field("members").related_model.objects
        return members.filter(circle=OuterRef("pk"))


class Circle(Linked):
    """A group that reads the guide together. Its link is handed out to those who shall join."""

    link_kind = "circle"

    kind = models.CharField(_("kind"), max_length=20, choices=CircleKind)
    name = models.CharField(_("name"), max_length=120)
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        related_name="circles",
        verbose_name=_("region"),
        help_text=_("Whose culture plan you talk about."),
    )
    guide = models.ForeignKey(
        Guide, models.PROTECT, related_name="circles", verbose_name=_("guide")
    )
    language = models.CharField(
        _("language"), max_length=16, choices=TextLanguage, default=TextLanguage.SWEDISH
    )
    federation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="federated_circles",
        limit_choices_to={"kind": Kind.STUDY_FEDERATION},
        verbose_name=_("study federation in the register"),
    )
    federation_name = models.CharField(_("study federation"), max_length=120, blank=True)
    place = models.CharField(_("place"), max_length=150, blank=True)
    organisations = models.ManyToManyField(
        Organisation,
        through="studyguide.CircleOrganisation",
        related_name="circles",
        verbose_name=_("organisations"),
        blank=True,
    )
    is_open = models.BooleanField(
        _("open"),
        default=True,
        editable=False,
        help_text=_("Whether its link lets anybody in."),
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    privacy = fields(
        dataset="circles",
        internal="id uuid link_version is_open kind name region guide language federation federation_name"
        " place organisations created_at",
        secret="link_hash",
        kept="24 months after its last gathering, with everything in it.",
        purges=(Purge(after=CIRCLES_KEPT, rows="over_since"),),
    )

    # Of the organisations the row between the two says it.
    merging = {"federation": MOVE}

    objects = CircleQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("circle")
        verbose_name_plural = _("circles")
        constraints = [
            one_of("kind", CircleKind, name="circle_kind_is_known"),
            one_of("language", TextLanguage, name="circle_language_is_known"),
            not_blank("name", name="circle_has_a_name"),
            models.CheckConstraint(
                condition=Q(kind="study_circle") | Q(federation__isnull=True, federation_name=""),
                name="circle_federation_is_of_a_study_circle",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("circles:circle_detail", args=[self.uuid])

    @property
    def is_study_circle(self):
        return self.kind == CircleKind.STUDY_CIRCLE

    @property
    def federation_words(self):
        """As its own register entry has it, else as somebody typed it."""
        return self.federation.name if self.federation else self.federation_name

    def state(self, *, at=None):
        """Of a circle read `with_days`."""
        now = at or timezone.now()
        if self.first_at is None:
            return CircleState.UNPLANNED
        if now < self.first_at:
            return CircleState.PLANNED
        return CircleState.RUNNING if now.date() <= self.last_at.date() else CircleState.ENDED


class CircleOrganisationQuerySet(models.QuerySet):
    def with_organisations(self):
        return self.select_related("organisation").order_by(
            "-is_starter", Collate("organisation__name", "sv-x-icu"), "pk"
        )


class CircleOrganisation(models.Model):
    """An association that takes part in a circle; one of them may have started it."""

    circle = models.ForeignKey(
        Circle, models.CASCADE, related_name="takers_part", verbose_name=_("circle")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="circles_taken_part_in",
        verbose_name=_("organisation"),
    )
    is_starter = models.BooleanField(_("started it"), default=False)
    joined_on = models.DateField(_("since"), default=timezone.localdate)

    privacy = fields(
        dataset="circles",
        internal="id circle organisation is_starter joined_on",
        kept="With the circle.",
    )

    merging = {"organisation": MOVE_UNLESS_TAKEN}

    objects = CircleOrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("association of a circle")
        verbose_name_plural = _("associations of circles")
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "organisation"],
                name="circle_organisation_once",
                violation_error_message=_("The association takes part already."),
            ),
            models.UniqueConstraint(
                fields=["circle"],
                condition=Q(is_starter=True),
                name="circle_started_by_one_organisation",
            ),
        ]

    def __str__(self):
        return f"{self.organisation}: {self.circle_id}"
