"""What a region's officers do with the method tool for one of their consultations."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.models import PRINCIPLES, Consultation
from kick.lib.constraints import one_of
from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import NAMES_KEPT
from organisations.models import User

KEPT_WITH_CONSULTATION = "With the consultation; it is a public document."
MARKS = (1, 2, 3, 4)


class DecisionStep(models.TextChoices):
    """The six steps of a decision, as the Council of Europe's code for civil participation has them."""

    AGENDA = "agenda", _("Agenda")
    DRAFTING = "drafting", _("Drafting")
    DECISION = "decision", _("Decision")
    IMPLEMENTATION = "implementation", _("Implementation")
    MONITORING = "monitoring", _("Monitoring")
    REFORMULATION = "reformulation", _("Reformulation")


STEP_HINTS = {
    DecisionStep.AGENDA: _("Which questions the plan is to take up."),
    DecisionStep.DRAFTING: _("The draft is written."),
    DecisionStep.DECISION: _("The board and the assembly decide."),
    DecisionStep.IMPLEMENTATION: _("The plan becomes work and grants."),
    DecisionStep.MONITORING: _("You see what became of it."),
    DecisionStep.REFORMULATION: _("The plan is written anew."),
}


class Level(models.IntegerChoices):
    """How far somebody is let in: the code's four levels, and none."""

    NONE = 0, _("Not let in")
    INFORMATION = 1, _("Information")
    CONSULTATION = 2, _("Consultation")
    DIALOGUE = 3, _("Dialogue")
    PARTNERSHIP = 4, _("Partnership")


class MethodWorkQuerySet(models.QuerySet):
    def published(self):
        """Of consultations that everybody can see, too."""
        return self.filter(
            published_at__isnull=False, consultation__in=Consultation.objects.published()
        )

    def visible_to(self, user):
        """Published to everybody; to the region's own officers also before that."""
        return self.published() | self.filter(consultation__in=Consultation.objects.run_by(user))

    def locked(self):
        return self.select_for_update(no_key=True, of=["self"])


class MethodWork(models.Model):
    """The work on one consultation. The region decides when everybody may see the code's matrix and
    the six principles; the checklists and templates stay on the desk."""

    consultation = models.OneToOneField(
        Consultation, models.CASCADE, related_name="method_work", verbose_name=_("consultation")
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    privacy = fields(
        dataset="method",
        public="id consultation published_at",
        internal="published_by",
        kept=KEPT_WITH_CONSULTATION,
    )

    objects = MethodWorkQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("work with the method tool")
        verbose_name_plural = _("work with the method tool")

    def __str__(self):
        return str(self.consultation)

    def get_absolute_url(self):
        region, slug = self.consultation.region.slug, self.consultation.slug
        return reverse("method:consultation_method", args=[region, slug])

    @property
    def is_published(self):
        return self.published_at is not None

    def publish(self, *, by, at=None):
        """Twice is once: the day when it could first be read stays."""
        if not self.is_published:
            self.published_at, self.published_by = at or timezone.now(), by
            self.save(update_fields=["published_at", "published_by"])

    def hide(self):
        self.published_at = self.published_by = None
        self.save(update_fields=["published_at", "published_by"])


class ChecklistMark(models.Model):
    """An item of a checklist, for one consultation: who does it, when, and whether it is done."""

    consultation = models.ForeignKey(
        Consultation,
        models.CASCADE,
        related_name="checklist_marks",
        verbose_name=_("consultation"),
    )
    item = models.SlugField(_("key of the item"), max_length=60)
    who = models.CharField(_("who"), max_length=80, blank=True)
    due_on = models.DateField(_("when"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    privacy = fields(
        dataset="method",
        internal="id consultation item due_on done_at done_by",
        personal="who",
        kept="Who 24 months after the consultation's last day, the rest with the consultation.",
        purges=(Purge(after=NAMES_KEPT, since="consultation__closes_at", blank="who"),),
    )

    class Meta:
        ordering = ["consultation", "item"]
        verbose_name = _("item of a checklist")
        verbose_name_plural = _("items of checklists")
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "item"], name="checklist_mark_once_per_item"
            )
        ]

    def __str__(self):
        return self.item

    @property
    def is_done(self):
        return self.done_at is not None

    def is_late(self, *, on=None):
        """Its day is over and it is not done."""
        return not self.is_done and bool(self.due_on) and self.due_on < (on or timezone.localdate())


class Participation(models.Model):
    """How far civil society was let in at one step, and what the region builds that on."""

    consultation = models.ForeignKey(
        Consultation, models.CASCADE, related_name="participation", verbose_name=_("consultation")
    )
    step = models.CharField(_("step"), max_length=16, choices=DecisionStep)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level)
    words = models.CharField(_("in a few words"), max_length=300, blank=True)

    privacy = fields(
        dataset="method", public="id consultation step level words", kept=KEPT_WITH_CONSULTATION
    )

    class Meta:
        ordering = ["consultation", "pk"]
        verbose_name = _("participation")
        verbose_name_plural = _("participation")
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "step"], name="participation_once_per_step"
            ),
            one_of("step", DecisionStep, name="participation_step_is_known"),
            one_of("level", Level, name="participation_level_is_known"),
        ]

    def __str__(self):
        return f"{self.get_step_display()}: {self.get_level_display()}"


class PrincipleView(models.Model):
    """What the officials themselves think of one principle, on the scale that participants have."""

    consultation = models.ForeignKey(
        Consultation,
        models.CASCADE,
        related_name="principle_views",
        verbose_name=_("consultation"),
    )
    principle = models.CharField(_("principle"), max_length=16)
    mark = models.PositiveSmallIntegerField(_("mark"), help_text=_("1 to 4."))
    words = models.CharField(_("in a few words"), max_length=300, blank=True)

    privacy = fields(
        dataset="method", public="id consultation principle mark words", kept=KEPT_WITH_CONSULTATION
    )

    class Meta:
        ordering = ["consultation", "pk"]
        verbose_name = _("view of a principle")
        verbose_name_plural = _("views of the principles")
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "principle"], name="principle_view_once_per_principle"
            ),
            one_of("principle", list(PRINCIPLES), name="principle_view_principle_is_known"),
            one_of("mark", MARKS, name="principle_view_mark_is_known"),
        ]

    def __str__(self):
        return f"{self.principle}: {self.mark}"
