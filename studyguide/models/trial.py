"""The regions try the method tool together: which parts, what they said, and what changed since."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib.constraints import not_blank, one_of
from kick.lib.privacy import fields
from organisations.models import Region, User
from studyguide.models.guide import KEPT, Chapter, Guide


class GuideVersionQuerySet(models.QuerySet):
    def of_guide(self, key):
        return self.filter(guide__key=key).select_related("guide")

    def newest_first(self):
        return self.order_by("-number")


class GuideVersion(models.Model):
    """A load that changed a guide's texts. What changed is read from the texts' history."""

    guide = models.ForeignKey(
        Guide, models.PROTECT, related_name="versions", verbose_name=_("guide")
    )
    number = models.PositiveIntegerField(_("number"))
    loaded_at = models.DateTimeField(_("loaded"), default=timezone.now)
    events_until = models.JSONField(
        _("where the history stood"),
        default=dict,
        editable=False,
        help_text=_("The last event by table: the version holds those up to it."),
    )

    privacy = fields(
        dataset="guide", public="id guide number loaded_at", internal="events_until", kept=KEPT
    )

    objects = GuideVersionQuerySet.as_manager()

    class Meta:
        ordering = ["guide", "-number"]
        verbose_name = _("version of a guide")
        verbose_name_plural = _("versions of guides")
        constraints = [
            models.UniqueConstraint(fields=["guide", "number"], name="guide_version_number_once")
        ]

    def __str__(self):
        return _("Version %(number)d") % {"number": self.number}


class Part(models.TextChoices):
    """What of the tool was tried."""

    TEXT = "text", _("The text")
    CHECKLIST = "checklist", _("The checklist")
    TEMPLATES = "templates", _("The templates")
    MATRIX = "matrix", _("The code's matrix")
    PRINCIPLES = "principles", _("The six principles")
    CASES = "cases", _("The cases")


class Rating(models.IntegerChoices):
    NO_USE = 1, _("Of no use")
    LITTLE = 2, _("Of little use")
    GOOD = 3, _("Of good use")
    GREAT = 4, _("Of great use")


class ToolTrialQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The regions try it together: officers and project leads of each read what all have said."""
        return self if user.is_authenticated and user.runs_meetings else self.none()

    def written_by(self, user):
        if not user.is_authenticated:
            return self.none()
        return self.filter(region__in=Region.objects.run_by(user))

    def in_region(self, region):
        return self.filter(region=region)

    def with_parts(self):
        return self.select_related("region", "chapter__guide", "version", "created_by")

    def latest_first(self):
        return self.order_by("-used_on", "-pk")


class ToolTrial(models.Model):
    """One region used one part of the tool, and what it said of it."""

    uuid = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="tool_trials", verbose_name=_("region")
    )
    chapter = models.ForeignKey(
        Chapter,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="trials",
        verbose_name=_("chapter"),
        help_text=_("None: the tool as a whole."),
    )
    part = models.CharField(_("part"), max_length=10, choices=Part)
    used_on = models.DateField(_("used on"))
    rating = models.PositiveSmallIntegerField(_("of what use it was"), choices=Rating)
    words = models.TextField(_("what was said"))
    version = models.ForeignKey(
        GuideVersion,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="trials",
        verbose_name=_("version that was tried"),
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    privacy = fields(
        dataset="method",
        internal="id uuid region chapter part used_on rating words version created_at created_by",
        kept="Until the project has been reported to its funder, and with the report.",
    )

    objects = ToolTrialQuerySet.as_manager()

    class Meta:
        ordering = ["-used_on", "-pk"]
        verbose_name = _("trial of the method tool")
        verbose_name_plural = _("trials of the method tool")
        constraints = [
            one_of("part", Part, name="tool_trial_part_is_known"),
            one_of("rating", Rating, name="tool_trial_rating_is_known"),
            not_blank("words", name="tool_trial_has_words"),
        ]

    def __str__(self):
        return f"{self.region}: {self.get_part_display()}"
