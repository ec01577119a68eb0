from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.models.invitation_queryset import InvitationQuerySet
from consultations.models.invitation_states import (
    INVITATION_MOVES,
    STATE_KINDS,
    InvitationState,
    InvitationStatus,
)
from consultations.models.meeting import Meeting
from kick.lib import links
from kick.lib.constraints import one_of
from kick.lib.merging import MOVE_UNLESS_TAKEN
from kick.lib.privacy import Purge, fields
from kick.lib.retention_limits import NAMES_KEPT
from organisations.models import Letter, Linked, Moves, Organisation, User


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
