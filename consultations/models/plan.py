import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from consultations.models.worded import Worded, once_per_language
from kick.lib.constraints import not_blank, one_of
from kick.lib.paths import path_to
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


def stays_once_published(name, versions, but=""):
    """A trigger: no row is written, changed or taken away under a version that is not a draft.

    `versions` is SQL for the ids of the versions that NEW and OLD belong to. The rule is DESIGN §4,
    10; the database holds it, so that no admin, command or shell can edit what people have answered.
    `but` is a column that is no word of the plan, and may be changed.
    """
    is_free = (
        f"""
            IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - '{but}' = to_jsonb(OLD) - '{but}' THEN
                RETURN NEW;
            END IF;"""
        if but
        else ""
    )
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""{is_free}
            IF EXISTS (
                SELECT 1 FROM consultations_planversion
                WHERE status <> 'draft' AND id IN ({versions})
            ) THEN
                RAISE EXCEPTION 'a version that has been out for comment is never edited'
                USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,
    )


class PlanPart(models.TextChoices):
    """The five parts that a regional culture plan has (förordning 2010:2012, 5 §)."""

    PRIORITIES = "priorities", _("Prioritised areas")
    CONDITIONS = "conditions", _("Regional conditions")
    ECONOMY = "economy", _("Economy")
    METHOD = "method", _("How the plan is made")
    AREAS = "areas", _("The areas of culture")


class SectionQuerySet(models.QuerySet):
    def published(self):
        return self.filter(version__in=PlanVersion.objects.published())

    def visible_to(self, user):
        return self.filter(version__in=PlanVersion.objects.visible_to(user))

    def in_order(self):
        return self.order_by("position", "pk")

    def with_texts(self):
        return self.prefetch_related("texts")

    def with_address(self):
        return self.select_related("version__plan__region", "parent__parent__parent")


class Section(Worded):
    """A part of a version, known by a key that is the same in the next version."""

    version = models.ForeignKey(
        PlanVersion, models.CASCADE, related_name="sections", verbose_name=_("version")
    )
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    key = models.SlugField(
        _("key"), max_length=90, help_text=_("Stands in addresses, and stays when words change.")
    )
    position = models.PositiveSmallIntegerField(
        _("position"), help_text=_("From the first to the last in the whole version.")
    )
    level = models.PositiveSmallIntegerField(_("level"), help_text=_("1 is a chapter."))
    number = models.CharField(_("number"), max_length=16, blank=True)
    page = models.CharField(
        _("page"), max_length=8, blank=True, help_text=_("In the printed plan.")
    )
    plan_part = models.CharField(
        _("part of the plan"),
        max_length=16,
        choices=PlanPart,
        blank=True,
        help_text=_("Which of its five; questions of the study guide lead to it."),
    )

    privacy = fields(
        dataset="plans",
        public="id version parent key position level number page plan_part",
        kept="With the plan.",
    )

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ["version", "position"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="section_key_once_per_version"),
            models.UniqueConstraint(
                fields=["version", "position"],
                name="section_position_once_per_version",
                deferrable=models.Deferrable.DEFERRED,
            ),
            not_blank("key", name="section_has_a_key"),
            one_of("plan_part", ["", *PlanPart], name="section_plan_part_is_known"),
            models.CheckConstraint(
                condition=Q(level=1, parent__isnull=True)
                | Q(level__gte=2, level__lte=4, parent__isnull=False),
                name="section_level_follows_from_its_parent",
            ),
        ]
        triggers = [
            stays_once_published(
                "section_stays_once_published",
                "NEW.version_id, OLD.version_id",
                but="plan_part",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Among the version's own pages: old input shows the wording that it was given on."""
        version = self.version
        words = version.plan.region.slug, version.plan_id, version.number, self.chapter_key
        page = path_to("consultations:plan_section", *words)
        return page if self.level == 1 else f"{page}#{self.key}"

    @cached_property
    def chapter_key(self):
        section = self
        while section.parent is not None:
            section = section.parent
        return section.key

    @property
    def heading(self):
        return self.text.heading

    @property
    def title(self):
        """Number and heading: 3.1 Samlingslokaler."""
        return f"{self.number} {self.heading}".strip()


class SectionText(models.Model):
    """A section's words, once per language."""

    section = models.ForeignKey(
        Section, models.CASCADE, related_name="texts", verbose_name=_("section")
    )
    language = models.CharField(_("language"), max_length=16)
    heading = models.CharField(_("heading"), max_length=200)
    body = models.TextField(_("text"), blank=True, help_text=_("Markdown."))

    privacy = fields(
        dataset="plans", public="id section language heading body", kept="With the plan."
    )

    class Meta:
        ordering = ["language"]
        verbose_name = _("section's text")
        verbose_name_plural = _("sections' texts")
        constraints = [
            once_per_language("section"),
            not_blank("heading", name="section_text_has_a_heading"),
        ]
        triggers = [
            stays_once_published(
                "section_text_stays_once_published",
                "SELECT version_id FROM consultations_section"
                " WHERE id IN (NEW.section_id, OLD.section_id)",
            )
        ]

    def __str__(self):
        return self.heading
