from django.contrib.postgres.aggregates import StringAgg
from django.db import models
from django.db.models import Case, Count, F, FilteredRelation, Max, Q, Value, When
from django.db.models.functions import MD5, Collate, Concat, Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.models.meeting import Meeting
from kick.lib import links
from kick.lib.constraints import one_of
from kick.lib.merging import MOVE_UNLESS_TAKEN
from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import NAMES_KEPT
from organisations.models import (
    Letter,
    LetterStatus,
    Linked,
    LinkedQuerySet,
    Moves,
    Organisation,
    User,
)


class InvitationStatus(models.TextChoices):
    DRAFTED = "drafted", _("Not sent")
    ISSUED = "issued", _("Issued")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# What we decide. Sent, refused and answered follow from the letter and the reply.
INVITATION_MOVES = {
    InvitationStatus.DRAFTED: {InvitationStatus.ISSUED, InvitationStatus.WITHDRAWN},
    InvitationStatus.ISSUED: {InvitationStatus.WITHDRAWN},
    InvitationStatus.WITHDRAWN: {InvitationStatus.DRAFTED},
}


class InvitationState(models.TextChoices):
    """What the desk shows: the invitation, its letter and its reply in one word."""

    DRAFTED = "drafted", _("Not sent")
    QUEUED = "queued", _("On its way")
    SENT = "sent", _("Sent, no answer")
    PAPER = "paper", _("On paper, no answer")
    BOUNCED = "bounced", _("Bounced")
    YES = "yes", _("Yes")
    WAITING = "waiting", _("Yes, waiting for a seat")
    NO = "no", _("No")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# The shape beside the word: components/status.html.
STATE_KINDS = {
    InvitationState.YES: "good",
    InvitationState.WAITING: "waiting",
    InvitationState.QUEUED: "waiting",
    InvitationState.NO: "bad",
    InvitationState.BOUNCED: "bad",
}


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


class CodeHashField(models.CharField):
    """The hash of the short code, made at every write like the link's."""

    def pre_save(self, instance, add):
        value = links.hash_of(instance.code)
        setattr(instance, self.attname, value)
        return value


class Invitation(Linked, Moves):
    """An association is asked to a meeting, by mail or on paper, with a link of its own."""

    link_kind = "invitation"
    moves = INVITATION_MOVES

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="invitations", verbose_name=_("meeting")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="invitations",
        verbose_name=_("organisation"),
    )
    is_on_paper = models.BooleanField(_("on paper"), default=False)
    code_hash = CodeHashField(
        _("hash of the short code"), max_length=64, unique=True, editable=False
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=InvitationStatus,
        default=InvitationStatus.DRAFTED,
        editable=False,
    )
    letter = models.ForeignKey(
        Letter,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="invitations",
        verbose_name=_("letter"),
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    issued_at = models.DateTimeField(_("issued"), null=True, blank=True, editable=False)
    reminders_sent = models.PositiveSmallIntegerField(_("reminders"), default=0, editable=False)
    reminded_at = models.DateTimeField(_("last reminded"), null=True, blank=True, editable=False)
    silenced_at = models.DateTimeField(
        _("wants no more letters"),
        null=True,
        blank=True,
        editable=False,
        help_text=_(
            "About this meeting. Asked for in a mail program, or by the link in its header."
        ),
    )
    put_on_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("put on the list by"),
        help_text=_("Empty when the association found the meeting itself."),
    )
    taken_off_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("taken off the list by"),
    )
    taken_off_at = models.DateTimeField(_("taken off"), null=True, blank=True, editable=False)

    privacy = fields(
        dataset="meetings",
        internal="id uuid meeting organisation is_on_paper status letter created_at issued_at"
        " reminders_sent reminded_at silenced_at put_on_by taken_off_by taken_off_at link_version",
        secret="link_hash code_hash",
        kept="The link works until 30 days after the meeting, the row 24 months.",
        purges=(Purge(after=NAMES_KEPT, rows="of_meetings_before"),),
    )

    merging = {"organisation": MOVE_UNLESS_TAKEN}

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            one_of("status", InvitationStatus, name="invitation_status_is_known"),
            models.UniqueConstraint(
                fields=["meeting", "organisation"], name="invitation_once_per_meeting"
            ),
            models.CheckConstraint(
                condition=Q(is_on_paper=False) | Q(letter__isnull=True),
                name="invitation_on_paper_has_no_mail",
            ),
        ]

    def __str__(self):
        return f"{self.organisation}: {self.meeting_id}"

    @property
    def code(self):
        """The short code of the paper letter, typed at /i/."""
        return links.code_for(self.link_kind, self.uuid, self.link_version)

    def issue(self, *, letter=None, at=None):
        self._move_to(InvitationStatus.ISSUED, letter=letter, issued_at=at or timezone.now())

    def withdraw(self, *, by=None, at=None):
        """The links and the code sent so far stop working."""
        self._move_to(
            InvitationStatus.WITHDRAWN, taken_off_by=by, taken_off_at=at or timezone.now()
        )
        self.withdraw_links()

    def withdraw_links(self):
        self.link_version += 1
        self.save(update_fields=["link_version", "link_hash", "code_hash"])

    def draft_again(self, *, by=None, at=None):
        """On the list once more; what was sent before is over, and the new letter is the first."""
        self._move_to(
            InvitationStatus.DRAFTED,
            letter=None,
            issued_at=None,
            reminders_sent=0,
            reminded_at=None,
            silenced_at=None,
            put_on_by=by,
            created_at=at or timezone.now(),
            taken_off_by=None,
            taken_off_at=None,
        )

    @property
    def current_state(self):
        """Of an invitation read `with_state`."""
        return InvitationState(self.state)

    @property
    def state_kind(self):
        return STATE_KINDS.get(self.current_state, "off")
