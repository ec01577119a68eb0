"""Which invitations: by state, by letter and by answer; and the order of the desk's list."""

from django.contrib.postgres.aggregates import StringAgg
from django.db import models
from django.db.models import Case, Count, F, FilteredRelation, Max, Q, Value, When
from django.db.models.functions import MD5, Collate, Concat, Greatest
from django.utils.translation import gettext_lazy as _

from consultations.models.invitation_states import InvitationState, InvitationStatus
from consultations.models.meeting import Meeting
from kick.lib import links
from organisations.models import LetterStatus, LinkedQuerySet, Organisation

# How the desk's list can be sorted.
ORDERS = {
    "namn": _("Association"),
    "lage": _("State"),
    "kommun": _("Municipality"),
    "senast": _("Latest"),
}


LACKS_POSTAL_ADDRESS = (
    Q(organisation__street="") | Q(organisation__postcode="") | Q(organisation__city="")
)


class InvitationQuerySet(LinkedQuerySet):
    def drafted(self):
        return self.filter(status=InvitationStatus.DRAFTED)

    def ready_to_go(self):
        """Drafted; whoever left the register or was merged since the list was made gets nothing."""
        return self.drafted().filter(organisation__in=Organisation.objects.current())

    def with_words_mark(self, meeting):
        """`words_mark` is another when the letter's own words are, and `edition` when the meeting is."""
        words = Meeting._meta.get_field("invitation_texts").related_model.objects
        text = Concat(
            "language", Value(":"), "subject", Value(":"), "body", output_field=models.TextField()
        )
        joined = StringAgg(text, delimiter=Value("\n"), order_by="language")
        # Of one meeting, so that Postgres asks once and not for each row.
        own = words.filter(meeting=meeting).order_by().values("meeting").annotate(all=MD5(joined))
        return self.annotate(
            words_mark=models.Subquery(own.values("all"), output_field=models.CharField()),
            edition=F("meeting__calendar_sequence"),
        )

    def issued(self):
        return self.filter(status=InvitationStatus.ISSUED)

    def withdrawn(self):
        return self.filter(status=InvitationStatus.WITHDRAWN)

    def with_code(self, typed):
        """The one whose paper letter has this code, however it was typed."""
        return self.issued().filter(code_hash=links.hash_of(links.clean_code(typed)))

    def reached(self):
        """The letter was taken by the other side's mail server."""
        return self.filter(letter__status=LetterStatus.SENT)

    def standing(self):
        """Not withdrawn."""
        return self.exclude(status=InvitationStatus.WITHDRAWN)

    def on_paper(self):
        return self.filter(is_on_paper=True)

    def by_mail(self):
        return self.filter(is_on_paper=False)

    def printable(self):
        """On paper, with a whole address to show in the window."""
        return self.on_paper().exclude(LACKS_POSTAL_ADDRESS)

    def without_postal_address(self):
        """On paper, but no letter reaches these: they are called."""
        return self.on_paper().filter(LACKS_POSTAL_ADDRESS)

    def last_reminder(self):
        """When the latest one went, or None."""
        return self.aggregate(latest=Max("reminded_at"))["latest"]

    def mailed_to(self, *organisations):
        return self.issued().by_mail().filter(organisation__in=organisations)

    def silent(self):
        """Issued, and the association has not answered by any way. An entry that was merged into
        another stays silent when that one was invited too."""
        return (
            self.issued()
            .filter(organisation__merged_into=None)
            .exclude(
                models.Exists(
                    Meeting._meta.get_field("replies").related_model.objects.filter(
                        meeting=models.OuterRef("meeting"),
                        organisation=models.OuterRef("organisation"),
                    )
                )
            )
        )

    def remindable(self, *, most, before):
        """Reminded fewer than `most` times, not since that moment, and has not said no to more letters."""
        rested = Q(reminded_at=None) | Q(reminded_at__lt=before)
        return self.filter(rested, reminders_sent__lt=most, silenced_at=None)

    def silenced(self):
        """Of those who have said no to more letters."""
        return self.exclude(silenced_at=None)

    def sharing_address(self, invitation):
        """Those to the same meeting whose letters go to the same address, itself too."""
        address = invitation.organisation.email
        return self.filter(meeting=invitation.meeting_id, organisation__email__iexact=address)

    def with_state(self):
        """The invitation, its letter and the association's reply in one word, as `state`."""
        reply = FilteredRelation(
            "meeting__replies", condition=Q(meeting__replies__organisation=F("organisation"))
        )
        seat = Meeting._meta.get_field("seats").related_model
        # The first seat's id and not Exists: Postgres would read the seats of every meeting for it.
        taken = seat.objects.taken().filter(reply=models.OuterRef("reply")).values("pk")[:1]
        # Joined once: asked for each row, a list of a thousand would cost a thousand look-ups.
        return self.alias(reply=reply, taken=models.Subquery(taken)).annotate(
            state=Case(
                When(reply__comes=False, then=Value("no")),
                When(taken__isnull=False, then=Value("yes")),
                When(reply__comes=True, then=Value("waiting")),
                When(~Q(status=InvitationStatus.ISSUED), then=F("status")),
                When(is_on_paper=True, then=Value("paper")),
                When(letter__status=LetterStatus.SENT, then=Value("sent")),
                When(letter__status=LetterStatus.FAILED, then=Value("bounced")),
                default=Value("queued"),
                output_field=models.CharField(),
            )
        )

    def by_organisation(self):
        return self.order_by("organisation__name", "pk")

    def in_order(self, order):
        """By one of ORDERS; by name where they are alike."""
        by_name = Collate("organisation__name", "sv-x-icu")
        if order == "lage":
            ranks = [
                When(state=state, then=rank) for rank, state in enumerate(InvitationState.values)
            ]
            rows = self.with_state().alias(rank=Case(*ranks, default=99))
            return rows.order_by("rank", by_name, "pk")
        if order == "kommun":
            return self.order_by(
                Collate("organisation__municipality__name", "sv-x-icu"), by_name, "pk"
            )
        if order == "senast":
            latest = Greatest("issued_at", "reminded_at", "taken_off_at", "created_at")
            return self.order_by(latest.desc(nulls_last=True), by_name, "pk")
        return self.order_by(by_name, "pk")

    def for_listing(self):
        """No more of each than the desk's list shows."""
        organisation = [f"organisation__{name}" for name in ("uuid", "name", "email")]
        return (
            self.with_state()
            .select_related("organisation__municipality", "put_on_by", "taken_off_by")
            .only(
                "meeting",
                "uuid",
                "is_on_paper",
                "status",
                "issued_at",
                "created_at",
                "reminders_sent",
                "reminded_at",
                "silenced_at",
                "taken_off_at",
                *(
                    f"{who}__{name}"
                    for who in ("put_on_by", "taken_off_by")
                    for name in ("name", "email")
                ),
                *organisation,
                "organisation__municipality__name",
            )
        )

    def in_state(self, state):
        return self.with_state().filter(state=state)

    def state_counts(self):
        """How many there are in each state."""
        rows = self.with_state().order_by().values("state").annotate(number=Count("pk"))
        return {row["state"]: row["number"] for row in rows}

    def of_meetings_before(self, moment):
        return self.filter(meeting__in=Meeting.objects.past(at=moment))

    def run_by(self, user):
        return self.filter(meeting__in=Meeting.objects.run_by(user))
