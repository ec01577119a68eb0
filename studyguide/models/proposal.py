"""A line of a circle's note that the group wants to say to the region."""

import re
import uuid

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consultations.models import Section
from consultations.models.statement_states import StatementStatus
from kick.lib.constraints import not_blank, one_of
from kick.lib.privacy import fields
from organisations.models import Moves
from studyguide.models.circle import Circle
from studyguide.models.circle_member import CircleMember
from studyguide.models.circle_note import Note
from studyguide.models.passage import Goal, Question

# How people mark the lines of a list.
BULLET = re.compile(r"^[\s\-–—•*·]+")


def lines_to_lift(note):
    """What each line of a note says, without the mark of a list; the same line is one."""
    lines = (BULLET.sub("", line).strip() for line in note.lines)
    return list(dict.fromkeys(line for line in lines if line))


class Standing(models.TextChoices):
    """Whether the group is of one mind. If it is not, what the others say is kept beside the line."""

    AGREED = "agreed", _("We agree")
    DIFFERING = "differing", _("We think differently")


class ProposalStatus(models.TextChoices):
    LIFTED = "lifted", _("Not offered yet")
    OFFERED = "offered", _("Offered")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# What each association does with it stands in its own offer.
PROPOSAL_MOVES = {
    ProposalStatus.LIFTED: {ProposalStatus.OFFERED, ProposalStatus.WITHDRAWN},
    ProposalStatus.OFFERED: {ProposalStatus.WITHDRAWN},
    ProposalStatus.WITHDRAWN: set(),
}


class ProposalQuerySet(models.QuerySet):
    def locked(self):
        return self.select_for_update(no_key=True, of=["self"])

    def visible_to(self, user):
        """To the circle's leader and members. An association sees its own offers, and no more."""
        return self.filter(circle__in=Circle.objects.visible_to(user))

    def live(self):
        return self.exclude(status=ProposalStatus.WITHDRAWN)

    def counts(self):
        """How many stand, how many of them wait to be offered, and how many the region has answered."""
        answered = Q(offers__contribution__verdict__published_at__isnull=False) & ~Q(
            offers__contribution__statement__status=StatementStatus.RECALLED
        )
        return self.live().aggregate(
            all=Count("pk", distinct=True),
            lifted=Count("pk", distinct=True, filter=Q(status=ProposalStatus.LIFTED)),
            answered=Count("pk", distinct=True, filter=answered),
        )

    def with_parts(self):
        return self.select_related(
            "question__chapter", "section__version__plan__region", "lifted_by"
        ).prefetch_related("section__texts")

    def in_order(self):
        """As the guide asks, then as they were lifted."""
        return self.order_by(
            "question__chapter__position", "question__position", "question__key", "pk"
        )


class Proposal(Moves):
    """One line as it was lifted, where in the plan it belongs, and what it is to serve."""

    moves = PROPOSAL_MOVES

    uuid = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    circle = models.ForeignKey(
        Circle, models.CASCADE, related_name="proposals", verbose_name=_("circle")
    )
    question = models.ForeignKey(
        Question, models.PROTECT, related_name="proposals", verbose_name=_("question")
    )
    note = models.ForeignKey(
        Note,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="proposals",
        verbose_name=_("note"),
    )
    note_version = models.PositiveIntegerField(
        _("version of the note"), editable=False, help_text=_("The wording it was lifted from.")
    )
    body = models.TextField(_("proposal"), help_text=_("The line as it was lifted."))
    section = models.ForeignKey(
        Section,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("section"),
        help_text=_("As it read then. Empty: about the plan as a whole."),
    )
    goal = models.CharField(_("national goal"), max_length=16, choices=Goal)
    standing = models.CharField(
        _("do you agree?"), max_length=9, choices=Standing, default=Standing.AGREED
    )
    other_view = models.TextField(_("what the others say"), blank=True)
    status = models.CharField(
        _("status"),
        max_length=9,
        choices=ProposalStatus,
        default=ProposalStatus.LIFTED,
        editable=False,
    )
    lifted_at = models.DateTimeField(_("lifted"), default=timezone.now, editable=False)
    lifted_by = models.ForeignKey(
        CircleMember,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("lifted by"),
    )

    privacy = fields(
        dataset="circles",
        internal="id uuid circle question note note_version section goal standing status lifted_at"
        " lifted_by",
        sensitive="body other_view",
        kept="With the circle. What an association has taken into its answer is the answer's.",
        goes_with="circle",
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("proposal of a circle")
        verbose_name_plural = _("proposals of circles")
        constraints = [
            one_of("status", ProposalStatus, name="proposal_status_is_known"),
            one_of("standing", Standing, name="proposal_standing_is_known"),
            one_of("goal", Goal, name="proposal_goal_is_known"),
            not_blank("body", name="proposal_says_something"),
            models.CheckConstraint(
                condition=Q(standing="agreed", other_view="")
                | (Q(standing="differing") & ~Q(other_view="")),
                name="proposal_differing_says_how",
            ),
            models.UniqueConstraint(
                fields=["note", "body"],
                condition=~Q(status="withdrawn"),
                name="proposal_line_lifted_once",
            ),
        ]

    def __str__(self):
        return f"{self.circle_id}: {self.pk}"

    @property
    def is_lifted(self):
        return self.status == ProposalStatus.LIFTED

    @property
    def is_offered(self):
        return self.status == ProposalStatus.OFFERED

    @property
    def is_agreed(self):
        return self.standing == Standing.AGREED

    @property
    def place(self):
        return self.section.title if self.section else str(_("The plan as a whole"))

    @property
    def goal_word(self):
        return Goal(self.goal).label

    def words_to_take(self):
        """As somebody begins who takes it along: the line, and where the group differs what the others say."""
        if self.is_agreed:
            return self.body
        others = gettext("In our circle we think differently about this. Others say:")
        return f"{self.body}\n\n{others} {self.other_view}"

    def offer(self):
        self._move_to(ProposalStatus.OFFERED)

    def withdraw(self):
        self._move_to(ProposalStatus.WITHDRAWN)
