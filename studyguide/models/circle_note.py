"""What a circle answers to the guide's questions. In no admin, in no history, in no letter."""

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib.privacy import fields
from studyguide.models.circle import Circle
from studyguide.models.circle_member import CircleMember
from studyguide.models.passage import Question

LONGEST_NOTE = 20_000


class NoteQuerySet(models.QuerySet):
    def locked(self):
        return self.select_for_update(no_key=True, of=["self"])

    def visible_to(self, user):
        """To the circle's leader and members: no region, no project lead, no other association."""
        return self.filter(circle__in=Circle.objects.visible_to(user))

    def written(self):
        """Those that say something."""
        return self.exclude(body="")

    def on_chapter(self, chapter):
        return self.filter(question__chapter=chapter)

    def with_wordings(self):
        """How many earlier `wordings_kept` there are of each."""
        return self.annotate(wordings_kept=Count("wordings"))

    def in_order(self):
        """As the guide asks."""
        return self.order_by(
            "question__chapter__position", "question__position", "question__key", "pk"
        )


class Note(models.Model):
    """What the group says to one question of the guide: one text, written by whoever holds a phone."""

    circle = models.ForeignKey(
        Circle, models.CASCADE, related_name="notes", verbose_name=_("circle")
    )
    question = models.ForeignKey(
        Question, models.PROTECT, related_name="circle_notes", verbose_name=_("question")
    )
    body = models.TextField(_("note"), blank=True)
    version = models.PositiveIntegerField(
        _("version"), default=0, editable=False, help_text=_("One more for each time it changed.")
    )
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        CircleMember,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("last written by"),
    )

    privacy = fields(
        dataset="circles",
        internal="id circle question version changed_at changed_by",
        sensitive="body",
        kept="With the circle. What is lifted into a statement is the association's from then on.",
        goes_with="circle",
    )

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("circle's note")
        verbose_name_plural = _("circles' notes")
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "question"], name="circle_note_once_per_question"
            ),
            models.CheckConstraint(
                condition=Q(version__gt=0) | Q(body=""), name="circle_note_has_a_version"
            ),
        ]

    def __str__(self):
        return f"{self.circle_id}: {self.question_id}"

    @property
    def lines(self):
        """What can be lifted: each line that says something."""
        return [line for line in self.body.split("\n") if line.strip()]

    def write(self, *, body, by=None, at=None):
        self.body, self.version = body, self.version + 1
        self.changed_by, self.changed_at = by, at or timezone.now()
        self.save(update_fields=["body", "version", "changed_by", "changed_at"])
