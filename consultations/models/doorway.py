from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from consultations.models.invitation import Invitation
from consultations.models.meeting import Meeting
from consultations.models.reply import Reply
from organisations.models import Organisation

# What the page and the answer read. A row of the register is wide, and most of it is asked for by
# neither; what is missing here is read when it comes to that.
READ = [
    *("uuid", "link_version", "is_on_paper", "status"),
    *(
        f"meeting__{field.name}"
        for field in Meeting._meta.concrete_fields
        if field.name not in {"steps_done", "created_by", "created_at", "remind_days", "series"}
    ),
    *(f"meeting__region__{name}" for name in ("code", "slug", "name", "county_name")),
    "meeting__municipality__name",
    *(
        f"organisation__{name}"
        for name in (
            *("uuid", "name", "slug", "municipality", "merged_into", "status", "source"),
            *("email", "contact_language", "confirmed_at"),
        )
    ),
]
# A personal link works until 30 days after the meeting (CATALOGUE D8).
DAYS_AFTER = 30


@dataclass
class Doorway:
    """What a personal link opens: a meeting, for an association or for one person, and no more."""

    token: str
    meeting: Meeting
    invitation: Invitation | None
    reply: Reply | None

    @property
    def organisation(self) -> Organisation | None:
        """The one that speaks now, when the one that was invited has been merged into it."""
        organisation = (self.invitation or self.reply).organisation
        return organisation and organisation.survivor

    @classmethod
    def opened_by(cls, token, *, at=None):
        """The doorway, or None for a link that is unknown, altered, withdrawn or too old: all alike."""
        oldest = (at or timezone.now()) - timedelta(days=DAYS_AFTER)
        # An entry that was merged asks for its survivor when it comes to that: few are.
        parts = ("meeting__region", "meeting__municipality", "organisation")
        invitation = (
            Invitation.objects.issued()
            .with_token(token)
            .filter(meeting__ends_at__gte=oldest)
            .select_related(*parts)
            .only(*READ)
        )
        # A token is one row's, so there is nothing to put in order.
        if invitation := next(iter(invitation[:1]), None):
            answers = Reply.objects.of_invitation(invitation)
            reply = next(iter(answers.prefetch_related("seats", "needs")[:1]), None)
            if reply:
                # Read already, and the page asks both of them.
                reply.meeting = invitation.meeting
            return cls(token, invitation.meeting, invitation, reply)
        reply = (
            Reply.objects.with_token(token)
            .filter(meeting__ends_at__gte=oldest)
            .select_related(*parts)
            .prefetch_related("seats", "needs")
            .first()
        )
        return cls(token, reply.meeting, None, reply) if reply else None
