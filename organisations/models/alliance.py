"""A regional cultural alliance: from the first interest to a formed association with members."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Collate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib.constraints import not_blank, one_of
from kick.lib.merging import MOVE_UNLESS_TAKEN
from kick.lib.paths import path_to
from kick.lib.privacy import fields
from kick.lib.slugs import free_slug
from organisations.models.organisation import Organisation
from organisations.models.region import Region
from organisations.models.state import Moves
from organisations.models.user import User


class Stage(models.TextChoices):
    INTEREST = "interest", _("Interest")
    WORKING_GROUP = "working_group", _("Working group")
    INTERIM_BOARD = "interim_board", _("Interim board")
    FORMED = "formed", _("Formed")
    DORMANT = "dormant", _("Dormant")


# The stages that Ideell kulturallians' regional alliances have gone through (domain: Småland,
# Västernorrland). A group may form itself without an interim board, and a dormant one may wake.
ALLIANCE_MOVES = {
    Stage.INTEREST: {Stage.WORKING_GROUP, Stage.DORMANT},
    Stage.WORKING_GROUP: {Stage.INTERIM_BOARD, Stage.FORMED, Stage.DORMANT},
    Stage.INTERIM_BOARD: {Stage.WORKING_GROUP, Stage.FORMED, Stage.DORMANT},
    Stage.FORMED: {Stage.DORMANT},
    Stage.DORMANT: {Stage.WORKING_GROUP, Stage.FORMED},
}
# From here on the alliance speaks for itself, as an organisation among the others.
SPEAKING = [Stage.WORKING_GROUP, Stage.INTERIM_BOARD, Stage.FORMED]


class AllianceQuerySet(models.QuerySet):
    def in_region(self, region):
        covering = Alliance.regions.through.objects.filter(region=region)
        return self.filter(pk__in=covering.values("alliance"))

    def run_by(self, user):
        """Those who represent it; until it is formed the project lead of one of its regions too.

        A formed alliance is an independent association: nobody else keeps its lists.
        """
        if not user.is_authenticated:
            return self.none()
        own = Q(organisation__in=Organisation.objects.represented_by(user))
        young = ~Q(status=Stage.FORMED)
        if user.leads_everywhere:
            return self.filter(own | young)
        led = Alliance.regions.through.objects.filter(region__in=user.led_region_ids)
        return self.filter(own | young & Q(pk__in=led.values("alliance")))

    def followed_by(self, user):
        """On the desk of a project lead: every one in her regions, formed ones too."""
        if user.leads_everywhere:
            return self
        led = Alliance.regions.through.objects.filter(region__in=user.led_region_ids)
        return self.filter(pk__in=led.values("alliance"))

    def with_parts(self):
        return self.select_related("organisation").prefetch_related("regions")

    def by_name(self):
        return self.order_by(Collate("name", "sv-x-icu"), "pk")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Alliance(Moves):
    """Associations of one or several regions that want one voice in cultural policy."""

    moves = ALLIANCE_MOVES

    uuid = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("address"), max_length=90, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=150)
    regions = models.ManyToManyField(Region, related_name="alliances", verbose_name=_("regions"))
    organisation = models.OneToOneField(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="alliance",
        verbose_name=_("organisation"),
    )
    status = models.CharField(
        _("stage"), max_length=16, choices=Stage, default=Stage.INTEREST, editable=False
    )
    purpose = models.TextField(_("what it is for"), blank=True)
    fee = models.PositiveIntegerField(
        _("membership fee"), null=True, blank=True, help_text=_("Kronor a year.")
    )
    formed_on = models.DateField(_("formed"), null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    privacy = fields(
        dataset="alliances",
        public="id uuid slug name regions organisation status purpose fee formed_on",
        internal="created_by created_at",
        kept="For as long as the alliance is of interest to its regions.",
    )

    merging = {"organisation": MOVE_UNLESS_TAKEN}

    objects = AllianceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("cultural alliance")
        verbose_name_plural = _("cultural alliances")
        constraints = [
            not_blank("name", name="alliance_has_a_name"),
            one_of("status", Stage, name="alliance_stage_is_known"),
            models.CheckConstraint(
                condition=~Q(status__in=SPEAKING) | Q(organisation__isnull=False),
                name="alliance_that_speaks_is_an_organisation",
            ),
            models.CheckConstraint(
                condition=~Q(status=Stage.FORMED) | Q(formed_on__isnull=False),
                name="formed_alliance_has_a_day",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = free_slug(Alliance.objects, self.name, otherwise="kulturallians")
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return path_to("organisations:alliance_detail", self.slug)

    @property
    def is_formed(self):
        return self.status == Stage.FORMED

    @property
    def next_stages(self):
        """The moves there are from here, in the order of the stages."""
        return [stage for stage in Stage if stage in ALLIANCE_MOVES[self.status]]

    @property
    def speaks(self):
        return self.status in SPEAKING

    def move_on(self, stage, *, organisation=None, formed_on=None):
        """The next stage. Raises WrongMove."""
        stamps = {"organisation": organisation} if organisation else {}
        if formed_on:
            stamps["formed_on"] = formed_on
        self._move_to(stage, **stamps)


class AllianceCriterion(models.Model):
    """One of the written conditions for membership: "har säte i länet", "är demokratiskt uppbyggd"."""

    alliance = models.ForeignKey(
        Alliance, models.CASCADE, related_name="criteria", verbose_name=_("alliance")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.CharField(_("criterion"), max_length=300)

    privacy = fields(
        dataset="alliances", public="id alliance position text", kept="With the alliance."
    )

    class Meta:
        ordering = ["position"]
        verbose_name = _("membership criterion")
        verbose_name_plural = _("membership criteria")
        constraints = [
            not_blank("text", name="criterion_has_a_text"),
            models.UniqueConstraint(
                fields=["alliance", "position"], name="criterion_once_per_position"
            ),
        ]

    def __str__(self):
        return self.text


class MemberStatus(models.TextChoices):
    PARTICIPANT = "participant", _("Takes part")
    APPLIED = "applied", _("Has applied")
    MEMBER = "member", _("Member")
    DECLINED = "declined", _("Not admitted")
    LEFT = "left", _("Has left")


MEMBER_MOVES = {
    MemberStatus.PARTICIPANT: {MemberStatus.APPLIED, MemberStatus.LEFT},
    MemberStatus.APPLIED: {MemberStatus.MEMBER, MemberStatus.DECLINED, MemberStatus.LEFT},
    MemberStatus.MEMBER: {MemberStatus.LEFT},
    MemberStatus.DECLINED: {MemberStatus.APPLIED},
    MemberStatus.LEFT: {MemberStatus.PARTICIPANT, MemberStatus.APPLIED},
}
TAKING_PART = [MemberStatus.PARTICIPANT, MemberStatus.APPLIED, MemberStatus.MEMBER]


class AllianceMemberQuerySet(models.QuerySet):
    def taking_part(self):
        """Participants, those who have applied, and members."""
        return self.filter(status__in=TAKING_PART)

    def members(self):
        return self.filter(status=MemberStatus.MEMBER)

    def waiting(self):
        return self.filter(status=MemberStatus.APPLIED)

    def taking_mail(self):
        return self.filter(organisation__in=Organisation.objects.taking_mail())

    def shown_publicly(self):
        """Those in the public register; what an organisation hides there is hidden here."""
        return self.taking_part().filter(organisation__in=Organisation.objects.public())

    def of(self, user):
        return self.filter(organisation__in=Organisation.objects.represented_by(user))

    def by_name(self):
        return self.select_related("organisation__municipality__region").order_by(
            Collate("organisation__name", "sv-x-icu"), "pk"
        )


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["word", "reason"],
)
class AllianceMember(Moves):
    """An organisation in an alliance: a participant before it is formed, a member by its criteria after."""

    moves = MEMBER_MOVES

    alliance = models.ForeignKey(
        Alliance, models.CASCADE, related_name="members", verbose_name=_("alliance")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="alliance_memberships",
        verbose_name=_("organisation"),
    )
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=MemberStatus,
        default=MemberStatus.PARTICIPANT,
        editable=False,
    )
    since = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    word = models.TextField(_("word with the application"), blank=True)
    decided_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    privacy = fields(
        dataset="alliances",
        public="id alliance organisation status",
        internal="since word decided_by reason",
        kept="For as long as the organisation takes part; the alliance's own register after that.",
    )

    merging = {"organisation": MOVE_UNLESS_TAKEN}

    objects = AllianceMemberQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("member of an alliance")
        verbose_name_plural = _("members of alliances")
        constraints = [
            one_of("status", MemberStatus, name="alliance_member_status_is_known"),
            models.UniqueConstraint(
                fields=["alliance", "organisation"], name="organisation_once_per_alliance"
            ),
        ]

    def __str__(self):
        return f"{self.organisation}, {self.alliance}"

    @property
    def takes_part(self):
        return self.status in TAKING_PART

    def take_part(self, *, at=None):
        self._move_to(MemberStatus.PARTICIPANT, since=at or timezone.now())

    def apply(self, *, word="", at=None):
        stamps = {"word": word, "reason": "", "since": at or timezone.now()}
        self._move_to(MemberStatus.APPLIED, **stamps)

    def admit(self, *, by, at=None):
        self._move_to(MemberStatus.MEMBER, decided_by=by, since=at or timezone.now())

    def decline(self, *, by, reason, at=None):
        stamps = {"decided_by": by, "reason": reason, "since": at or timezone.now()}
        self._move_to(MemberStatus.DECLINED, **stamps)

    def leave(self, *, at=None):
        self._move_to(MemberStatus.LEFT, since=at or timezone.now())


class CriterionAnswer(models.Model):
    """What an organisation that applies says of one criterion."""

    member = models.ForeignKey(
        AllianceMember, models.CASCADE, related_name="answers", verbose_name=_("member")
    )
    criterion = models.ForeignKey(
        AllianceCriterion, models.CASCADE, related_name="answers", verbose_name=_("criterion")
    )
    is_met = models.BooleanField(_("is met"))

    privacy = fields(
        dataset="alliances", internal="id member criterion is_met", kept="With the membership."
    )

    class Meta:
        ordering = ["criterion__position"]
        verbose_name = _("answer to a criterion")
        verbose_name_plural = _("answers to criteria")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "criterion"], name="criterion_answered_once_per_member"
            )
        ]

    def __str__(self):
        return f"{self.criterion}: {self.is_met}"
