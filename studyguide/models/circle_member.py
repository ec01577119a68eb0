from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.db.models.functions import Collate, Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib.constraints import not_blank, one_of
from kick.lib.merging import MOVE
from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import CIRCLE_ADDRESSES_KEPT
from organisations.models import Linked, LinkedQuerySet, Organisation, User
from studyguide.models.circle import Circle


class CircleRole(models.TextChoices):
    LEADER = "leader", _("Leader")
    SUBSTITUTE = "substitute", _("Substitute")
    PARTICIPANT = "participant", _("Participant")


# How long somebody who came by the link is marked as new.
NEW_FOR = timedelta(days=7)
LEADING = [CircleRole.LEADER, CircleRole.SUBSTITUTE]


class CircleMemberQuerySet(LinkedQuerySet):
    def leading(self):
        """The leader and the substitutes."""
        return self.filter(role__in=LEADING)

    def with_address(self):
        return self.exclude(email="")

    def with_parts(self):
        return self.select_related("circle__region", "circle__guide", "circle__federation")

    def reached_by(self, user):
        """The person's own, by her account or by an address that she has shown to be hers."""
        if not user.is_authenticated:
            return self.none()
        hers = user.emailaddress_set.filter(verified=True).values(address=Lower("email"))
        return self.alias(address=Lower("email")).filter(Q(user=user) | Q(address__in=hers))

    def visible_to(self, user):
        """Those of the circles that the user is in."""
        return self.filter(circle__in=Circle.objects.visible_to(user))

    def in_order(self):
        """The leader first, then by name."""
        rank = models.Case(
            models.When(role=CircleRole.LEADER, then=0),
            models.When(role=CircleRole.SUBSTITUTE, then=1),
            default=2,
        )
        return self.order_by(rank, Collate("name", "sv-x-icu"), "pk")

    def of_circles_over_since(self, moment):
        return self.with_address().filter(circle__in=Circle.objects.over_since(moment))


class CircleMember(Linked):
    """Somebody who is in a circle, by name only if she likes. Never a personal number: the study
    federation collects those itself. Who has no account comes in by a link of her own."""

    link_kind = "circle_member"

    circle = models.ForeignKey(
        Circle, models.CASCADE, related_name="members", verbose_name=_("circle")
    )
    name = models.CharField(_("name"), max_length=80)
    email = models.EmailField(_("e-mail"), blank=True)
    role = models.CharField(
        _("task"), max_length=12, choices=CircleRole, default=CircleRole.PARTICIPANT
    )
    user = models.ForeignKey(
        User,
        models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="circle_memberships",
        verbose_name=_("account"),
        help_text=_("A leader has one; nobody else needs it."),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="circle_members",
        verbose_name=_("comes from"),
    )
    is_old_enough = models.BooleanField(
        _("is 13 or becomes 13 this year"),
        default=False,
        help_text=_("A tick is all that is kept of anybody's age."),
    )
    approved_on = models.DateField(
        _("approved by the study federation"),
        null=True,
        blank=True,
        help_text=_("Only of the leader and substitutes."),
    )
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)
    came_by_link = models.BooleanField(
        _("came by the circle's link"),
        default=False,
        editable=False,
        help_text=_("Otherwise the leader wrote her down, or she began the circle."),
    )

    privacy = fields(
        dataset="circles",
        internal="id uuid link_version circle role organisation is_old_enough approved_on joined_at"
        " came_by_link",
        personal="name email user",
        secret="link_hash",
        kept="The address 12 months after the circle's last gathering, the rest with the circle.",
        found_by="user email",
        erased="delete",
        purges=(Purge(after=CIRCLE_ADDRESSES_KEPT, rows="of_circles_over_since", blank="email"),),
        goes_with="circle",
    )

    merging = {"organisation": MOVE}

    objects = CircleMemberQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("member of a circle")
        verbose_name_plural = _("members of circles")
        constraints = [
            one_of("role", CircleRole, name="circle_member_role_is_known"),
            not_blank("name", name="circle_member_has_a_name"),
            models.UniqueConstraint(
                "circle",
                Lower("email"),
                condition=~Q(email=""),
                name="circle_member_once_per_address",
                violation_error_message=_("Somebody with that address is in the circle already."),
            ),
            models.UniqueConstraint(
                fields=["circle", "user"], name="circle_member_once_per_account"
            ),
            models.UniqueConstraint(
                fields=["circle"],
                condition=Q(role="leader"),
                name="circle_has_one_leader",
                violation_error_message=_("The circle has a leader. Choose substitute."),
            ),
            models.CheckConstraint(
                condition=Q(approved_on__isnull=True) | ~Q(role="participant"),
                name="circle_member_approved_leads",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def first_name(self):
        """What the others see of one who has joined."""
        return self.name.split()[0]

    def is_new(self, *, at=None):
        """Whether she came by the link in the last week: the leader sees who that is."""
        return self.came_by_link and self.joined_at > (at or timezone.now()) - NEW_FOR

    @property
    def leads(self):
        return self.role in LEADING

    @property
    def is_leader(self):
        return self.role == CircleRole.LEADER

    @property
    def is_approved(self):
        return self.approved_on is not None
