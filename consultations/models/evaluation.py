"""What those who came thought of a meeting, on Överenskommelsen's six principles."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Avg, Count, Q
from django.utils.translation import gettext_lazy as _

from consultations.models.asking import ForWhoCame
from consultations.models.meeting import Meeting
from kick.lib.constraints import exactly_one
from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import EVALUATION_WORDS_KEPT, RAW_NOTES_KEPT
from kick.lib.small_counts import FEWEST
from organisations.models import LinkedQuerySet

# Överenskommelsen mellan regeringen och det civila samhället: its six principles, and what each asks.
PRINCIPLES = {
    "independence": (
        _("Independence"),
        _("We could say what we think, even what the organiser would not like to hear."),
    ),
    "dialogue": (_("Dialogue"), _("It was a conversation: we listened to each other.")),
    "quality": (
        _("Quality"),
        _("The questions and the material made it possible to say something."),
    ),
    "continuity": (
        _("Continuity"),
        _("We know what happens next, and when we hear what came of it."),
    ),
    "openness": (
        _("Openness and insight"),
        _("It was clear what could be influenced and what was decided already."),
    ),
    "diversity": (_("Diversity"), _("Those whom it concerns could come and be heard.")),
}
STEPS = {
    1: _("Not at all"),
    2: _("A little"),
    3: _("Fairly well"),
    4: _("Fully"),
}


class EvaluationCardQuerySet(LinkedQuerySet):
    def locked(self):
        return self.select_for_update(no_key=True)


class EvaluationCard(ForWhoCame):
    """A link that takes one answer. It knows that it was used, never what was answered or when."""

    link_kind = "evaluation"

    is_used = models.BooleanField(_("used"), default=False)

    privacy = fields(
        dataset="evaluations",
        internal="id uuid meeting reply handover is_used link_version",
        secret="link_hash",
        kept="90 days after the meeting.",
        purges=(Purge(after=RAW_NOTES_KEPT, since="meeting__ends_at"),),
    )

    objects = EvaluationCardQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        default_related_name = "evaluation_cards"
        verbose_name = _("evaluation card")
        verbose_name_plural = _("evaluation cards")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "reply"], name="evaluation_card_once_per_reply"
            ),
            models.UniqueConstraint(fields=["handover"], name="evaluation_card_once_per_colleague"),
            exactly_one("reply", "handover", name="evaluation_card_goes_to_a_reply_or_a_colleague"),
        ]

    def use(self):
        self.is_used = True
        self.save(update_fields=["is_used"])


class EvaluationQuerySet(models.QuerySet):
    def with_words(self):
        """In the order of their random keys, which is nobody's."""
        return self.exclude(word="").order_by("id")

    def words_before(self, moment):
        return self.with_words().filter(meeting__in=Meeting.objects.past(at=moment))

    def results(self):
        """{principle: (mean to one decimal, how many)} of those that at least five have answered.

        Means and no counts of each step: with few answers a step is a person, and the number of all
        and the mean together would give the steps away if some of them stood beside.
        """
        wanted = {f"{name}_mean": Avg(name) for name in PRINCIPLES}
        wanted |= {f"{name}_count": Count(name) for name in PRINCIPLES}
        found = self.order_by().aggregate(**wanted)
        return {
            name: (round(found[f"{name}_mean"], 1), found[f"{name}_count"])
            for name in PRINCIPLES
            if found[f"{name}_count"] >= FEWEST
        }


def step_field(label):
    return models.PositiveSmallIntegerField(
        label,
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(4)],
    )


class Evaluation(models.Model):
    """One answer, with nothing that leads back to who gave it: no key to the card, no time, no order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="evaluations", verbose_name=_("meeting")
    )
    independence = step_field(_("independence"))
    dialogue = step_field(_("dialogue"))
    quality = step_field(_("quality"))
    continuity = step_field(_("continuity"))
    openness = step_field(_("openness and insight"))
    diversity = step_field(_("diversity"))
    word = models.TextField(_("in your own words"), blank=True)

    privacy = fields(
        dataset="evaluations",
        internal="id meeting independence dialogue quality continuity openness diversity",
        sensitive="word",
        kept="The words 12 months after the meeting, the figures as long as the meeting.",
        purges=(Purge(after=EVALUATION_WORDS_KEPT, rows="words_before", blank="word"),),
    )

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__range": (1, 4)}),
                name=f"evaluation_{name}_is_a_step",
            )
            for name in PRINCIPLES
        ]

    def __str__(self):
        return str(self.meeting_id)
