from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.models.meeting import Meeting
from consultations.models.meeting_kinds import MeetingStatus
from consultations.models.note_status import NoteStatus
from consultations.models.reply import Seat
from kick.lib.constraints import one_of
from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import NAMES_KEPT, NEEDS_KEPT, RAW_NOTES_KEPT
from organisations.models import Linked, LinkedQuerySet, Moves


class HandoverStatus(models.TextChoices):
    OFFERED = "offered", _("Offered")
    TAKEN = "taken", pgettext_lazy("a seat", "Taken")
    DECLINED = "declined", pgettext_lazy("a seat", "Declined")
    ENDED = "ended", _("Taken back")


HANDOVER_MOVES = {
    HandoverStatus.OFFERED: {
        HandoverStatus.TAKEN,
        HandoverStatus.DECLINED,
        HandoverStatus.ENDED,
    },
    HandoverStatus.TAKEN: {HandoverStatus.DECLINED, HandoverStatus.ENDED},
    HandoverStatus.DECLINED: set(),
    HandoverStatus.ENDED: set(),
}


class HandoverQuerySet(LinkedQuerySet):
    def live(self):
        """Offered or taken, of a seat that is not cancelled."""
        return self.filter(
            status__in=[HandoverStatus.OFFERED, HandoverStatus.TAKEN], seat__cancelled_at=None
        )

    def offered(self):
        return self.live().filter(status=HandoverStatus.OFFERED)

    def taken(self):
        """By somebody who has said that she comes: letters to all who come go to these too."""
        return self.live().filter(status=HandoverStatus.TAKEN).exclude(email="")

    def came(self):
        """Ticked off at the door in a seat that she had taken over."""
        return self.taken().filter(seat__in=Seat.objects.attended())

    def lost(self):
        """Ticked off in a seat that she had taken over, with an address that is deleted."""
        taken = self.live().filter(status=HandoverStatus.TAKEN, email="")
        return taken.filter(seat__in=Seat.objects.attended())

    def at_meeting(self, meeting):
        return self.filter(seat__meeting=meeting)

    def of_reply(self, reply):
        return self.filter(seat__reply=reply)

    def to_be_reminded(self, *, before):
        """Taken, with a seat and not a place in the queue, and offered before that moment."""
        seated = self.taken().filter(seat__in=Seat.objects.taken(), offered_at__lte=before)
        return seated.order_by("pk")

    def with_parts(self):
        return self.select_related(
            "seat__meeting__region", "seat__meeting__municipality", "seat__reply__organisation"
        )

    def opened_by(self, token, *, at=None):
        """The live one that the link opens while the meeting is to come, or None."""
        return self.live()._of_link(token, at)

    def declined_by(self, token, *, at=None):
        """The one that the link's holder has said no to while the meeting is to come, or None."""
        return self.filter(status=HandoverStatus.DECLINED)._of_link(token, at)

    def _of_link(self, token, at):
        rows = self.with_token(token).filter(seat__meeting__ends_at__gte=at or timezone.now())
        return rows.with_parts().first()

    def with_address_of_meetings_before(self, moment):
        return self.exclude(email="").filter(seat__meeting__in=Meeting.objects.past(at=moment))

    def not_waiting_since(self, moment):
        """With an address still, and nothing more that she is waiting for."""
        return self.with_address_of_meetings_before(moment).exclude(
            pk__in=self.waiting_for_minutes().values("pk")
        )

    def waiting_for_minutes(self):
        """Asked for what was written down, which may still be sent to her: the meeting is not cancelled,
        nothing is confirmed, and if those who came have been asked she was among them."""
        confirmed = Q(
            seat__meeting__minutes__status__in=[NoteStatus.CONFIRMED, NoteStatus.RELEASED]
        )
        is_out = Q(seat__meeting__minutes__status=NoteStatus.OUT)
        waiting = self.filter(wants_minutes=True, status=HandoverStatus.TAKEN)
        waiting = waiting.exclude(seat__meeting__status=MeetingStatus.CANCELLED).exclude(confirmed)
        return waiting.filter(~is_out | Q(askings__isnull=False))

    def may_ask_for_minutes(self):
        """Came, have an address still and have not asked; those who came have not been asked either."""
        begun = [NoteStatus.OUT, NoteStatus.CONFIRMED, NoteStatus.RELEASED]
        return (
            self.came()
            .filter(wants_minutes=False)
            .exclude(seat__meeting__minutes__status__in=begun)
        )


class Handover(Linked, Moves):
    """A seat is offered to a colleague, who gets a link of her own: to that seat and nothing else."""

    link_kind = "seat"
    moves = HANDOVER_MOVES

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="handovers", verbose_name=_("seat"))
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=16, default="sv")
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=HandoverStatus,
        default=HandoverStatus.OFFERED,
        editable=False,
    )
    offered_at = models.DateTimeField(_("offered"), default=timezone.now)
    wants_minutes = models.BooleanField(
        _("wants what was written down"),
        default=False,
        help_text=_("Her address is kept until it is confirmed, at most 90 days."),
    )

    privacy = fields(
        dataset="meetings",
        internal="id uuid link_version seat language status offered_at wants_minutes",
        personal="email",
        secret="link_hash",
        kept="The address until seven days after the meeting; of whoever asks for what was written down,"
        " until it is confirmed, 90 days at most. That the seat was another's 24 months.",
        found_by="email",
        # That the seat was another's stays: else the association would count as having been in the
        # room of a closed meeting itself, and be sent what was noted there.
        erased="blank",
        blanked="email",
        purges=(
            # Who was in the room of a closed meeting has to be known for longer than her address.
            Purge(after=NEEDS_KEPT, rows="not_waiting_since", blank="email"),
            Purge(after=RAW_NOTES_KEPT, rows="with_address_of_meetings_before", blank="email"),
            Purge(after=NAMES_KEPT, since="seat__meeting__ends_at"),
        ),
    )

    objects = HandoverQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("seat handed over")
        verbose_name_plural = _("seats handed over")
        constraints = [
            one_of("status", HandoverStatus, name="handover_status_is_known"),
            models.UniqueConstraint(
                fields=["seat"],
                condition=Q(status__in=["offered", "taken"]),
                name="handover_one_at_a_time",
            ),
        ]

    def __str__(self):
        return f"{self.get_status_display()}: {self.seat_id}"

    @property
    def address(self):
        """Where our letters go, as of a reply."""
        return self.email

    @property
    def is_taken(self):
        return self.status == HandoverStatus.TAKEN

    @property
    def is_over(self):
        """Whoever had the link does not come by it any more."""
        return not HANDOVER_MOVES[self.status]

    def take(self):
        self._move_to(HandoverStatus.TAKEN)

    def want_minutes(self, wants):
        self.wants_minutes = wants
        self.save(update_fields=["wants_minutes"])

    def decline(self):
        self._move_to(HandoverStatus.DECLINED)

    def end(self):
        """Taken back by the association: the colleague's link stops working."""
        self._move_to(HandoverStatus.ENDED)
