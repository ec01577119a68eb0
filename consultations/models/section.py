import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from consultations.models.plan import PlanVersion
from consultations.models.worded import Worded, once_per_language
from kick.lib.constraints import not_blank, one_of
from kick.lib.paths import path_to
from kick.lib.privacy import fields


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
