"""Everything of one person's on her own page: first what she has to do next, then what she has done."""

from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Q, prefetch_related_objects
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from consultations.models import (
    Consultation,
    Handover,
    Invitation,
    InvitationState,
    Meeting,
    Reply,
    Statement,
)
from organisations.models import Representative, Task
from studyguide.models import Circle, ProposalOffer

# Enough for whoever writes for ten associations; the newest are kept in sight.
STATEMENTS_SHOWN = 60
ASKED_SHOWN = 20
LINKS_SHOWN = 60
CIRCLES_SHOWN = 20


@dataclass(frozen=True)
class Asked:
    """A consultation that some of the person's associations have not begun to answer."""

    consultation: Consultation
    organisations: list


@dataclass(frozen=True)
class Link:
    """A personal link, with whom it is for and what has been answered by it."""

    url: str
    meeting: Meeting
    who: str
    state: str
    kind: str

    @classmethod
    def of_invitation(cls, row):
        said = row.current_state in {
            InvitationState.YES,
            InvitationState.NO,
            InvitationState.WAITING,
        }
        state = row.current_state.label if said else _("Not answered")
        url = reverse("consultations:invitation_detail", args=[row.token])
        kind = row.state_kind if said else "off"
        return cls(url, row.meeting, row.organisation.name, state, kind)

    @classmethod
    def of_reply(cls, row):
        url = reverse("consultations:invitation_detail", args=[row.token])
        who = row.get_speaker_display()
        return cls(url, row.meeting, who, row.state.label, row.state_kind)

    @classmethod
    def of_seat(cls, row):
        url = reverse("consultations:seat_detail", args=[row.token])
        state, kind = (_("Yes"), "good") if row.is_taken else (_("Not answered"), "off")
        return cls(url, row.seat.meeting, row.seat.reply.organisation_name, state, kind)


class Mine:
    """Read once for the page, with as many queries however much there is."""

    def __init__(self, user):
        self.user = user

    @cached_property
    def representations(self):
        open_ones = Representative.objects.open().filter(user=self.user).with_organisations()
        also = ArrayAgg("organisation__works_in__region", distinct=True, default=[])
        return list(open_ones.annotate(also_in=also))

    @cached_property
    def organisations(self):
        return [row.organisation for row in self.representations if row.is_approved]

    @cached_property
    def _regions(self):
        """Association to the regions that it has its seat in or works in."""
        return {
            row.organisation: {row.organisation.municipality.region_id, *row.also_in}
            for row in self.representations
        }

    @cached_property
    def _open(self):
        """Consultations that ask the person's associations, those that close first first."""
        if not self.organisations:
            return []
        asking = Consultation.objects.open().asking(self.organisations).with_parts().by_close()
        return list(asking.prefetch_related(None)[:ASKED_SHOWN])

    @cached_property
    def statements(self):
        """What is not handed in comes first, whatever its age."""
        mine = Statement.objects.written_by(self.user).with_parts()
        answers = Count(
            "contributions", filter=Q(contributions__verdict__published_at__isnull=False)
        )
        rows = mine.annotate(answers=answers)
        rows = rows.order_by(F("submitted_at").desc(nulls_first=True), "-changed_at", "-pk")
        found = list(rows.prefetch_related(None)[:STATEMENTS_SHOWN])
        # The words of all consultations on the page are read together.
        prefetch_related_objects([*(row.consultation for row in found), *self._open], "texts")
        return found

    @cached_property
    def to_sign(self):
        signs = {
            row.organisation_id
            for row in self.representations
            if row.is_approved and row.task == Task.SIGNATORY
        }
        return [
            row
            for row in self.statements
            if row.is_awaiting and row.organisation_id in signs and row.sent_by_id != self.user.pk
        ]

    @property
    def returned(self):
        return [row for row in self.statements if row.is_returned]

    @property
    def drafts(self):
        return [row for row in self.statements if row.is_draft]

    @property
    def waiting(self):
        """A colleague reads it."""
        return [row for row in self.statements if row.is_awaiting and row not in self.to_sign]

    @property
    def handed_in(self):
        return [row for row in self.statements if not row.is_unsent]

    @cached_property
    def asked(self):
        """Open consultations in the regions of the person's associations."""
        begun = {
            (row.consultation_id, row.organisation_id)
            for row in self.statements
            if not row.is_recalled
        }
        pairs = [
            Asked(row, [it for it in self._reached_by(row) if (row.pk, it.pk) not in begun])
            for row in self._open
        ]
        return [pair for pair in pairs if pair.organisations]

    def _reached_by(self, consultation):
        if self.user.is_staff or self.user.works_in(consultation.region):
            return []
        return [row for row in self.organisations if consultation.region_id in self._regions[row]]

    @cached_property
    def invitations(self):
        """Without an answer, to meetings that still take one."""
        if not self.organisations:
            return []
        # What came to her own address stands among the links.
        rows = Invitation.objects.silent().filter(
            organisation__in=self.organisations, meeting__in=Meeting.objects.taking_replies()
        )
        rows = rows.exclude(letter__recipient__in=self.addresses)
        rows = rows.select_related("meeting__region", "meeting__municipality", "organisation")
        rows = rows.prefetch_related("meeting__texts").order_by("meeting__starts_at", "pk")
        return list(rows[:ASKED_SHOWN])

    @cached_property
    def addresses(self):
        """Those that the person has shown to be hers, as letters are addressed."""
        verified = self.user.emailaddress_set.filter(verified=True)
        return [address.lower() for address in verified.values_list("email", flat=True)]

    @cached_property
    def links(self):
        """Every personal link to a meeting ahead that went to one of the person's addresses: of
        associations, of her own answers, and of seats that a colleague gave her."""
        if not self.addresses:
            return []
        ahead = Meeting.objects.taking_place().upcoming()
        invited = Invitation.objects.issued().filter(
            letter__recipient__in=self.addresses, meeting__in=ahead
        )
        invited = invited.with_state().select_related("organisation", "meeting__municipality")
        mine = Reply.objects.alias(address=Lower("email")).filter(
            address__in=self.addresses, organisation=None, meeting__in=ahead
        )
        seats = Handover.objects.alias(address=Lower("email")).live()
        seats = seats.filter(address__in=self.addresses, seat__meeting__in=ahead).select_related(
            "seat__meeting__municipality", "seat__reply__organisation"
        )
        found = [
            *(Link.of_invitation(row) for row in invited.prefetch_related("meeting__texts")),
            *(
                Link.of_reply(row)
                for row in mine.select_related("meeting__municipality").prefetch_related(
                    "meeting__texts", "seats"
                )
            ),
            *(Link.of_seat(row) for row in seats.prefetch_related("seat__meeting__texts")),
        ]
        return sorted(found, key=lambda link: (link.meeting.starts_at, link.who))[:LINKS_SHOWN]

    @cached_property
    def offers(self):
        """(association, how many) of what circles propose to those that she writes for."""
        if not self.organisations:
            return []
        return ProposalOffer.objects.offered_to(self.user).waiting().by_organisation()

    @cached_property
    def circles(self):
        """Those that she leads or is in, by what is next in them."""
        return list(Circle.objects.visible_to(self.user).by_what_is_next(self.user)[:CIRCLES_SHOWN])

    @property
    def to_tick(self):
        """Circles with a gathering behind them of which nobody has said who was there."""
        return [row for row in self.circles if row.waits == 0]

    @property
    def has_to_do(self):
        return bool(
            self.to_sign
            or self.to_tick
            or self.returned
            or self.drafts
            or self.waiting
            or self.asked
            or self.offers
            or self.invitations
        )
