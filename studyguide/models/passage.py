import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from kick.lib.constraints import not_blank, one_of
from kick.lib.privacy import fields
from studyguide import checklists
from studyguide.models.guide import KEPT, Chapter
from studyguide.models.words import Loaded, TextLanguage, Words, WordsQuerySet, search_field


class PassageKind(models.TextChoices):
    SUMMARY = "summary", _("In short")
    PURPOSE = "purpose", _("Purpose")
    PLAN = "plan", _("Time plan")
    READING = "reading", _("To read before the gathering")
    INTRODUCTION = "introduction", _("Introduction")
    DISCUSSION = "discussion", _("Questions to talk about")
    EXERCISE = "exercise", _("Exercise in the group")
    TAKE_HOME = "take_home", _("To take along to the next gathering")
    EVALUATION = "evaluation", _("Evaluation")
    SELF_CHECK = "self_check", _("Do you know this now?")
    FURTHER = "further", _("Further reading")
    SOURCES = "sources", _("Sources")
    LEADER = "leader", _("For the leader")
    CHECKLIST = "checklist", _("Checklist")
    TEMPLATE = "template", _("Template")
    ASSOCIATION = "association", _("For your association")


class Goal(models.TextChoices):
    """The five ways to the national goals of cultural policy, as the Riksdag set them in 2009."""

    PARTICIPATION = "participation", _("Everybody's chance to culture, learning and creating")
    QUALITY = "quality", _("Quality and artistic renewal")
    HERITAGE = "heritage", _("A living cultural heritage")
    EXCHANGE = "exchange", _("International and intercultural exchange")
    CHILDREN = "children", _("The right of the young to culture")


class PlanPart(models.TextChoices):
    """The five parts that a regional culture plan has."""

    PRIORITIES = "priorities", _("Prioritised areas")
    CONDITIONS = "conditions", _("Regional conditions")
    ECONOMY = "economy", _("Economy")
    METHOD = "method", _("How the plan is made")
    AREAS = "areas", _("The areas of culture")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Passage(Loaded):
    """A piece of a chapter with a heading of its own. The chapter's questions stand where a
    passage of the kind discussion stands."""

    chapter = models.ForeignKey(
        Chapter, models.PROTECT, related_name="passages", verbose_name=_("chapter")
    )
    key = models.SlugField(_("key"), max_length=60)
    kind = models.CharField(_("kind"), max_length=16, choices=PassageKind)
    position = models.PositiveSmallIntegerField(_("position"))

    carried = ["kind", "position"]
    privacy = fields(
        dataset="guide", public="id chapter key kind position", internal="loaded_hash", kept=KEPT
    )

    class Meta:
        ordering = ["chapter", "position"]
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        constraints = [
            models.UniqueConstraint(
                fields=["chapter", "key"], name="passage_key_once_in_a_chapter"
            ),
            one_of("kind", PassageKind, name="passage_kind_is_known"),
        ]

    def __str__(self):
        return f"{self.chapter}/{self.key}"

    @property
    def holds_questions(self):
        return self.kind == PassageKind.DISCUSSION


class PassageTextQuerySet(WordsQuerySet):
    def of_chapters(self, chapters):
        return self.filter(passage__chapter__in=chapters).select_related("passage")

    def for_participants(self):
        return self.exclude(passage__kind=PassageKind.LEADER)

    def in_order(self):
        return self.order_by("passage__position", "passage__key")

    def of_kind(self, kind):
        return self.filter(passage__kind=kind)

    def of_guide(self, key):
        return self.filter(passage__chapter__guide__key=key).select_related("passage__chapter")

    def as_read(self):
        """From the first chapter to the last."""
        return self.order_by("passage__chapter__position", "passage__position", "passage__key")


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["search"],
)
class PassageText(Words):
    passage = models.ForeignKey(
        Passage, models.CASCADE, related_name="texts", verbose_name=_("passage")
    )
    heading = models.CharField(_("heading"), max_length=120)
    body = models.TextField(
        _("text"),
        blank=True,
        help_text=_("Markdown. A word in [[double brackets]] is explained from the glossary."),
    )

    search = search_field("heading", "body")

    noun = "passage"
    carried = ["heading", "body"]
    privacy = fields(
        dataset="guide",
        public="id passage language heading body",
        internal="loaded_hash search",
        kept=KEPT,
    )

    objects = PassageTextQuerySet.as_manager()

    class Meta:
        ordering = ["passage", "language"]
        verbose_name = _("passage's text")
        verbose_name_plural = _("passages' texts")
        indexes = [GinIndex(fields=["search"], name="passage_text_search")]
        constraints = [
            models.UniqueConstraint(
                fields=["passage", "language"], name="passage_once_per_language"
            ),
            one_of("language", TextLanguage, name="passage_text_language_is_known"),
            not_blank("heading", name="passage_text_has_a_heading"),
        ]

    def __str__(self):
        return self.heading

    @property
    def read_body(self):
        """As it is read: a checklist without its keys, a template with its blanks named."""
        match self.passage.kind:
            case PassageKind.CHECKLIST:
                return checklists.without_keys(self.body)
            case PassageKind.TEMPLATE:
                return checklists.as_read(self.body)
        return self.body


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Question(Loaded):
    """What a group talks about. Its key is for good: what the group answers points at it."""

    chapter = models.ForeignKey(
        Chapter, models.PROTECT, related_name="questions", verbose_name=_("chapter")
    )
    key = models.SlugField(_("key"), max_length=60)
    position = models.PositiveSmallIntegerField(_("position"))
    goals = ArrayField(
        models.CharField(max_length=16, choices=Goal),
        verbose_name=_("national goals that it bears on"),
        default=list,
        blank=True,
    )
    plan_parts = ArrayField(
        models.CharField(max_length=16, choices=PlanPart),
        verbose_name=_("parts of the plan that it bears on"),
        default=list,
        blank=True,
    )

    carried = ["position", "goals", "plan_parts"]
    privacy = fields(
        dataset="guide",
        public="id chapter key position goals plan_parts",
        internal="loaded_hash",
        kept=KEPT,
    )

    class Meta:
        ordering = ["chapter", "position"]
        verbose_name = _("question of the guide")
        verbose_name_plural = _("questions of the guide")
        constraints = [
            models.UniqueConstraint(
                fields=["chapter", "key"], name="question_key_once_in_a_chapter"
            ),
            models.CheckConstraint(
                condition=models.Q(goals__contained_by=Goal.values),
                name="question_goals_are_known",
            ),
            models.CheckConstraint(
                condition=models.Q(plan_parts__contained_by=PlanPart.values),
                name="question_plan_parts_are_known",
            ),
        ]

    def __str__(self):
        return f"{self.chapter}/{self.key}"

    @property
    def bears_on(self):
        """The goals and the parts of the plan in words."""
        return [Goal(goal).label for goal in self.goals] + [
            PlanPart(part).label for part in self.plan_parts
        ]


class QuestionTextQuerySet(WordsQuerySet):
    def of_chapters(self, chapters):
        return self.filter(question__chapter__in=chapters).select_related("question")

    def in_order(self):
        return self.order_by("question__position", "question__key")


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["search"],
)
class QuestionText(Words):
    question = models.ForeignKey(
        Question, models.CASCADE, related_name="texts", verbose_name=_("question")
    )
    heading = models.CharField(_("question"), max_length=300)
    body = models.TextField(
        _("more to think about"), blank=True, help_text=_("Markdown, for when the talk stops.")
    )

    search = search_field("heading", "body")

    noun = "question"
    carried = ["heading", "body"]
    privacy = fields(
        dataset="guide",
        public="id question language heading body",
        internal="loaded_hash search",
        kept=KEPT,
    )

    objects = QuestionTextQuerySet.as_manager()

    class Meta:
        ordering = ["question", "language"]
        verbose_name = _("question's text")
        verbose_name_plural = _("questions' texts")
        indexes = [GinIndex(fields=["search"], name="question_text_search")]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "language"], name="question_once_per_language"
            ),
            one_of("language", TextLanguage, name="question_text_language_is_known"),
            not_blank("heading", name="question_text_asks_something"),
        ]

    def __str__(self):
        return self.heading
