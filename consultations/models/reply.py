from django.db import models
from django.db.models import Case, F, OuterRef, Q, When
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from consultations.models.invitation_states import STATE_KINDS, InvitationState
from consultations.models.meeting import Meeting
from consultations.models.seat import Seat
from kick.lib.constraints import one_of
from kick.lib.merging import MOVE_UNLESS_TAKEN
from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import NAMES_KEPT
from organisations.models import Linked, LinkedQuerySet, Organisation, User


class Speaker(models.TextChoices):
    """Nobody has to have an organisation to be heard."""

    ORGANISATION = "organisation", _("An association")
    SELF = "self", _("As myself")
    GROUP = "group", _("A group without a name")


class Way(models.TextChoices):
    """How the answer reached us."""

    LINK = "link", _("By the personal link")
    PUBLIC = "public", _("On the meeting's page")
    PHONE = "phone", _("By phone")
    STAFF = "staff", _("Added by those who arrange the meeting")
    DOOR = "door", _("At the door")


class ReplyQuerySet(LinkedQuerySet):
    def coming(self):
        return self.filter(comes=True)

    def of_invitation(self, invitation):
        """The association's answer; the invited entry's own first, when two entries were merged."""
        invited, survivor = invitation.organisation, invitation.organisation.survivor
        rows = self.filter(
            Q(organisation=survivor) | Q(organisation__merged_into=survivor),
            meeting=invitation.meeting_id,
        )
        if invited == survivor:
            # The same order, asked for without what makes it dear.
            return rows.order_by(F("organisation__merged_into").asc(nulls_first=True), "pk")
        nearest = Case(
            When(organisation=invited, then=0), When(organisation=survivor, then=1), default=2
        )
        return rows.order_by(nearest, "pk")

    def of_organisations(self):
        return self.filter(organisation__isnull=False)

    def interested_in_alliance(self):
        return self.filter(wants_alliance=True, organisation__isnull=False)

    def interested_in(self, alliance):
        """Who ticked it at a meeting in one of the alliance's regions, and is not in it."""
        here = self.interested_in_alliance().filter(meeting__region__in=alliance.regions.all())
        return here.exclude(organisation__in=alliance.members.values("organisation"))

    def with_words(self):
        """With an address or a word that somebody wrote or said."""
        return self.exclude(email="", word="", said_name="")

    def of_meetings_before(self, moment):
        """Of meetings over by then, and not blanked yet."""
        return self.with_words().filter(meeting__in=Meeting.objects.past(at=moment))

    def of_person(self, *, email, organisations):
        """Her own, or of the organisations."""
        own = Q(organisation=None, email__iexact=email)
        return self.filter(own | Q(organisation__in=organisations)).exclude(confirmed_at=None)

    def to_be_reminded(self, *, before):
        """Who have a seat, and said so before that moment."""
        seats = Seat.objects.taken().filter(reply=OuterRef("pk"))
        said = self.coming().filter(confirmed_at__lte=before, changed_at__lte=before)
        return said.filter(models.Exists(seats)).order_by("pk")

    def not_reminded(self, *, days, day):
        return self.exclude(reminders__days=days, reminders__for_day=day)

    def unconfirmed(self, *, at=None):
        """Held seats whose two hours have passed without the mailed link being pressed."""
        return self.filter(confirmed_at=None, held_until__lte=at or timezone.now())

    def mailed_to(self, *organisations):
        return self.filter(organisation__in=organisations, email="")

    def run_by(self, user):
        return self.filter(meeting__in=Meeting.objects.run_by(user))

    def with_address(self):
        """That a letter can go to: one given with the reply, or the association's own."""
        return (
            self.exclude(email="", organisation=None)
            .exclude(email="", organisation__email="")
            .select_related("organisation")
        )

    def of_those_who_came(self):
        """With at least one person who was ticked off at the door."""
        return self.filter(pk__in=Seat.objects.attended().values("reply"))

    def of_those_who_came_themselves(self):
        """The same, in a seat that no colleague has taken over by a link of her own."""
        own = Seat.objects.attended().exclude(handovers__status="taken")
        return self.filter(pk__in=own.values("reply"))

    def with_parts(self):
        return self.select_related("organisation__municipality").prefetch_related("seats", "needs")

    def latest_first(self):
        return self.order_by("-changed_at", "pk")

    def for_listing(self):
        """No more of each than the desk's list shows; nothing of what somebody needs."""
        seats = (
            Seat.objects.live()
            .order_by("pk")
            .only("reply", "name", "status", "place", "extra", "extra_because")
        )
        return (
            self.select_related("organisation__municipality")
            # Put where they are read: asked for through `seats`, each reply would build a query.
            .prefetch_related(models.Prefetch("seats", seats, to_attr="live_seats"))
            .only(
                "meeting",
                "speaker",
                "comes",
                "word",
                "wants_alliance",
                "way",
                "said_name",
                "uuid",
                "confirmed_at",
                "organisation__name",
                "organisation__municipality__name",
            )
        )


class Reply(Linked):
    """The answer to a meeting: an association's, or one person's without one."""

    link_kind = "reply"

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="replies", verbose_name=_("meeting")
    )
    speaker = models.CharField(_("comes as"), max_length=12, choices=Speaker)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replies",
        verbose_name=_("organisation"),
    )
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("Where the confirmation goes."))
    language = models.CharField(_("language"), max_length=16, default="sv")
    comes = models.BooleanField(_("comes"))
    word = models.CharField(_("a word to those who arrange it"), max_length=500, blank=True)
    said_name = models.CharField(
        _("association, as said at the door"),
        max_length=150,
        blank=True,
        help_text=_("Of a group that the register does not know."),
    )
    wants_alliance = models.BooleanField(
        _("wants to know more about forming a regional cultural alliance"),
        default=False,
    )
    way = models.CharField(_("how it came"), max_length=8, choices=Way)
    taken_down_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("taken down by"),
        help_text=_("Who took the call."),
    )
    answered_at = models.DateTimeField(_("answered"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    changes = models.PositiveSmallIntegerField(
        _("number of changes"),
        default=0,
        help_text=_("Each has a confirmation of its own."),
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    held_until = models.DateTimeField(
        _("held until"),
        null=True,
        blank=True,
        help_text=_("Until then the mailed link is awaited."),
    )

    privacy = fields(
        dataset="meetings",
        internal="id uuid meeting speaker organisation language comes wants_alliance way"
        " taken_down_by answered_at changed_at changes confirmed_at held_until link_version",
        personal="email word said_name",
        secret="link_hash",
        kept="24 months after the meeting, then counts only.",
        found_by="email",
        erased="blank",
        purges=(Purge(after=NAMES_KEPT, rows="of_meetings_before", blank="email word said_name"),),
    )

    merging = {"organisation": MOVE_UNLESS_TAKEN}

    objects = ReplyQuerySet.as_manager()

    class Meta:
        ordering = ["answered_at", "pk"]
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        constraints = [
            one_of("speaker", Speaker, name="reply_speaker_is_known"),
            one_of("way", Way, name="reply_way_is_known"),
            models.UniqueConstraint(
                fields=["meeting", "organisation"],
                name="reply_once_per_organisation",
                violation_error_message=_("This association has already answered."),
            ),
            models.UniqueConstraint(
                "meeting",
                Lower("email"),
                # Forgotten addresses are empty, and there may be many of those.
                condition=Q(organisation__isnull=True) & ~Q(email=""),
                name="reply_once_per_address",
                violation_error_message=_("Somebody with this address has already answered."),
            ),
            models.CheckConstraint(
                condition=Q(speaker="organisation", organisation__isnull=False)
                | (~Q(speaker="organisation") & Q(organisation__isnull=True)),
                name="reply_of_an_organisation_names_it",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=False) | Q(held_until__isnull=False),
                name="reply_is_confirmed_or_held",
            ),
        ]
        # The desk's list, the newest first.
        indexes = [models.Index(fields=["meeting", "-changed_at", "id"], name="reply_newest")]

    def __str__(self):
        return f"{self.organisation or self.get_speaker_display()}: {self.state.label}"

    @cached_property
    def live_seats(self):
        """Persons who come or wait, in the order they were named. Reads what is prefetched."""
        return sorted(
            (seat for seat in self.seats.all() if not seat.is_cancelled),
            key=lambda seat: seat.pk,
        )

    @property
    def confirmed_seats(self):
        return [seat for seat in self.live_seats if seat.is_confirmed]

    @property
    def site_seats(self):
        return [seat for seat in self.confirmed_seats if not seat.is_online]

    @property
    def online_seats(self):
        return [seat for seat in self.confirmed_seats if seat.is_online]

    @property
    def is_told_of_the_room_online(self):
        """Whoever sits there; all who come, when the meeting does not count its seats online."""
        return bool(self.online_seats if self.meeting.seats_online else self.confirmed_seats)

    @property
    def seats_to_come(self):
        """Of those who have a seat and are not here yet."""
        return [seat for seat in self.confirmed_seats if not seat.has_come]

    @property
    def waiting_seats(self):
        return [seat for seat in self.live_seats if seat.is_waiting]

    def forget_seats(self):
        """Seats were moved by somebody else's hand: read them anew."""
        self.__dict__.pop("live_seats", None)
        self._prefetched_objects_cache = {}

    @property
    def organisation_name(self):
        if self.organisation:
            return self.organisation.name
        return self.said_name or str(self.get_speaker_display())

    @property
    def kind_words(self):
        return str(self.organisation.get_kind_display()) if self.organisation else ""

    @property
    def way_words(self):
        """For a long list: `get_way_display` would say all of them in each row."""
        return Way(self.way).label

    @property
    def municipality_name(self):
        return self.organisation.municipality.name if self.organisation else ""

    @property
    def address(self):
        """Where our letters go: what was given with the reply, else the association's own."""
        return self.email or (self.organisation.email if self.organisation else "")

    @property
    def state(self):
        if not self.comes:
            return InvitationState.NO
        if self.confirmed_seats:
            return InvitationState.YES
        return InvitationState.WAITING

    @property
    def state_kind(self):
        return STATE_KINDS[self.state]

    @property
    def has_turned_to_no(self):
        return not self.comes and self.changes > 0

    @property
    def is_confirmed(self):
        return self.confirmed_at is not None
