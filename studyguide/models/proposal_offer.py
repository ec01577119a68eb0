"""What became of a circle's proposal: offered to an association, or handed in by a member herself."""

import uuid

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.models import Contribution
from consultations.models.statement_states import StatementStatus
from kick.lib.constraints import one_of
from kick.lib.merging import MOVE_UNLESS_TAKEN
from kick.lib.privacy import fields
from organisations.models import Moves, Organisation
from studyguide.models.circle import Circle
from studyguide.models.circle_member import CircleMember
from studyguide.models.proposal import Proposal


class OfferStatus(models.TextChoices):
    OFFERED = "offered", _("Waits for an answer")
    DECLINED = "declined", _("Not taken along")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# That it is taken, handed in, recalled or answered follows from its contribution (`stage`).
OFFER_MOVES = {
    OfferStatus.OFFERED: {OfferStatus.DECLINED, OfferStatus.WITHDRAWN},
    OfferStatus.DECLINED: {OfferStatus.OFFERED, OfferStatus.WITHDRAWN},
    OfferStatus.WITHDRAWN: set(),
}


class Stage(models.TextChoices):
    """Where it is now; from TAKEN on the contribution says it."""

    WAITING = "waiting", _("Waits for an answer")
    DECLINED = "declined", _("Not taken along")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    TAKEN = "taken", _("In the draft of the answer")
    HANDED_IN = "handed_in", _("Handed in")
    ANSWERED = "answered", _("The region has answered")
    RECALLED = "recalled", _("The answer was recalled")


STAGE_KINDS = {
    Stage.WAITING: "waiting",
    Stage.DECLINED: "bad",
    Stage.TAKEN: "half",
    Stage.HANDED_IN: "half",
    Stage.ANSWERED: "good",
}

RECALLED = Q(contribution__statement__status=StatementStatus.RECALLED)


class ProposalOfferQuerySet(models.QuerySet):
    def locked(self):
        return self.select_for_update(no_key=True, of=["self"])

    def offered_to(self, user):
        """To who represents the association. Who works for the circle's region, or for Ideell
        kulturallians, sees none: it would see what an association has not said (DESIGN §4, 1)."""
        if not user.is_authenticated or user.is_staff:
            return self.none()
        ours = Organisation.objects.represented_by(user).values("pk")
        theirs = [region for _role, region in user.roles if region]
        rows = self.filter(organisation__in=ours).exclude(proposal__circle__region__in=theirs)
        return rows.exclude(status=OfferStatus.WITHDRAWN)

    def visible_to(self, user):
        """To the circle, and to whom it is offered."""
        circles = Circle.objects.visible_to(user).values("pk")
        offered = self.offered_to(user).values("pk")
        return self.filter(Q(proposal__circle__in=circles) | Q(pk__in=offered))

    def to_organisation(self, organisation):
        return self.filter(organisation=organisation)

    def waiting(self):
        """Neither declined nor in an answer that stands."""
        return self.filter(Q(contribution=None) | RECALLED, status=OfferStatus.OFFERED)

    def not_taken(self):
        """In no answer that stands, and not withdrawn."""
        rows = self.filter(Q(contribution=None) | RECALLED)
        return rows.exclude(status=OfferStatus.WITHDRAWN)

    def by_organisation(self):
        """(organisation, how many) by name."""
        rows = self.order_by().values("organisation").annotate(number=Count("pk"))
        number = dict(rows.values_list("organisation", "number"))
        found = Organisation.objects.filter(pk__in=number).by_name()
        return [(row, number[row.pk]) for row in found]

    def waiting_first(self):
        """`waits` for an answer; then as the guide asks."""
        waiting = self.model.objects.waiting().filter(pk=OuterRef("pk"))
        return self.annotate(waits=Exists(waiting)).order_by(
            "-waits",
            "proposal__circle",
            "proposal__question__chapter__position",
            "proposal__question__position",
            "pk",
        )

    def answered_since(self, moment):
        """The region's answer was published since then."""
        return self.filter(contribution__verdict__published_at__gte=moment).exclude(RECALLED)

    def circles_answered(self):
        """(circle, consultation), each once, by their ids."""
        pairs = self.values_list("proposal__circle", "contribution__statement__consultation")
        return sorted(set(pairs))

    def questions_answered(self, *, circle, consultation):
        """The questions where it began, by their ids, as the guide asks."""
        rows = self.filter(
            proposal__circle=circle, contribution__statement__consultation=consultation
        )
        return list(
            dict.fromkeys(
                rows.order_by(
                    "proposal__question__chapter__position",
                    "proposal__question__position",
                    "proposal__question__key",
                ).values_list("proposal__question", flat=True)
            )
        )

    def with_parts(self):
        return self.select_related(
            "organisation",
            "member",
            "proposal__circle__region",
            "proposal__question__chapter",
            "proposal__section__version__plan__region",
            "contribution__statement__consultation__region",
            "contribution__verdict",
        ).prefetch_related(
            "proposal__section__texts", "contribution__statement__consultation__texts"
        )


class ProposalOffer(Moves):
    """A proposal in the hands of one association, or of a member who hands it in as herself."""

    moves = OFFER_MOVES

    uuid = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    proposal = models.ForeignKey(
        Proposal, models.CASCADE, related_name="offers", verbose_name=_("proposal")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="offers_of_circles",
        verbose_name=_("organisation"),
    )
    member = models.ForeignKey(
        CircleMember,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="own_offers",
        verbose_name=_("member"),
        help_text=_("Who hands it in as herself."),
    )
    status = models.CharField(
        _("status"),
        max_length=9,
        choices=OfferStatus,
        default=OfferStatus.OFFERED,
        editable=False,
    )
    contribution = models.ForeignKey(
        Contribution,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="offers",
        verbose_name=_("contribution"),
        help_text=_("What it became. Empty again when that is taken out of the draft."),
    )
    created_at = models.DateTimeField(_("offered"), default=timezone.now, editable=False)

    privacy = fields(
        dataset="circles",
        internal="id uuid proposal organisation member status contribution created_at",
        kept="With the circle.",
        goes_with="proposal",
    )

    merging = {"organisation": MOVE_UNLESS_TAKEN}

    objects = ProposalOfferQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("offer of a proposal")
        verbose_name_plural = _("offers of proposals")
        constraints = [
            one_of("status", OfferStatus, name="offer_status_is_known"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, member__isnull=True)
                | Q(organisation__isnull=True, member__isnull=False),
                name="offer_is_to_an_organisation_or_a_member",
            ),
            models.CheckConstraint(
                condition=Q(contribution__isnull=True) | Q(status="offered"),
                name="offer_taken_is_not_declined",
            ),
            models.UniqueConstraint(
                fields=["proposal", "organisation"], name="offer_once_per_organisation"
            ),
            models.UniqueConstraint(fields=["proposal", "member"], name="offer_once_per_member"),
        ]

    def __str__(self):
        return f"{self.proposal_id}: {self.organisation_id or self.member_id}"

    @property
    def statement(self):
        return self.contribution.statement if self.contribution else None

    @property
    def verdict(self):
        """The region's answer, once it is published."""
        answer = self.contribution.answer if self.contribution else None
        return answer if answer and answer.is_published else None

    @property
    def stage(self):
        if self.contribution is None:
            return Stage.WAITING if self.status == OfferStatus.OFFERED else Stage(self.status)
        if self.statement.is_recalled:
            return Stage.RECALLED
        if self.verdict:
            return Stage.ANSWERED
        return Stage.HANDED_IN if self.statement.is_submitted else Stage.TAKEN

    @property
    def stage_kind(self):
        return STAGE_KINDS.get(self.stage, "off")

    @property
    def is_waiting(self):
        """It can be taken: nobody has, or the answer that it was in is recalled."""
        return self.stage in {Stage.WAITING, Stage.RECALLED}

    @property
    def is_declined(self):
        return self.status == OfferStatus.DECLINED

    @property
    def can_be_taken(self):
        return self.is_waiting or self.is_declined

    def leave(self):
        """The answer that it may have stood in was recalled, and it goes along no more."""
        self._move_to(OfferStatus.DECLINED, contribution=None)

    def offer_again(self):
        self._move_to(OfferStatus.OFFERED)

    def withdraw(self):
        self._move_to(OfferStatus.WITHDRAWN, contribution=None)

    def take(self, contribution):
        self.contribution = contribution
        self.save(update_fields=["contribution"])
