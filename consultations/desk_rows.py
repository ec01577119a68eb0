"""The rows of the desk's long lists, as plain words: read without their models, and kept as they are
printed (`{% kept %}`), since a list of fifty is looked at many times between two changes."""

from datetime import datetime
from typing import NamedTuple

from consultations.models.invitation_states import STATE_KINDS, InvitationState


class Invited(NamedTuple):
    """An association on a meeting's list."""

    key: str
    organisation: str
    name: str
    municipality: str
    # Empty for a letter on paper.
    email: str
    state: str
    state_words: str
    state_kind: str
    taken_off_at: datetime | None
    taken_off_by: str
    reminded_at: datetime | None
    reminders_sent: int
    is_silenced: bool
    issued_at: datetime | None
    put_on_at: datetime
    put_on_by: str


def invited(invitations, order):
    """The invitations in one of ORDERS, as a tuple of Invited."""
    rows = (
        invitations.with_state()
        .in_order(order)
        .values_list(
            "uuid",
            "organisation__uuid",
            "organisation__name",
            "organisation__municipality__name",
            "organisation__email",
            "is_on_paper",
            "state",
            "taken_off_at",
            "taken_off_by__name",
            "taken_off_by__email",
            "reminded_at",
            "reminders_sent",
            "silenced_at",
            "issued_at",
            "created_at",
            "put_on_by__name",
            "put_on_by__email",
            named=True,
        )
    )
    labels = {state: str(state.label) for state in InvitationState}
    return tuple(
        Invited(
            key=str(row.uuid),
            organisation=str(row.organisation__uuid),
            name=row.organisation__name,
            municipality=row.organisation__municipality__name,
            email="" if row.is_on_paper else row.organisation__email,
            state=row.state,
            state_words=labels[row.state],
            state_kind=STATE_KINDS.get(row.state, "off"),
            taken_off_at=row.taken_off_at,
            taken_off_by=row.taken_off_by__name or row.taken_off_by__email or "",
            reminded_at=row.reminded_at,
            reminders_sent=row.reminders_sent,
            is_silenced=row.silenced_at is not None,
            issued_at=row.issued_at,
            put_on_at=row.created_at,
            put_on_by=row.put_on_by__name or row.put_on_by__email or "",
        )
        for row in rows
    )


class Called(NamedTuple):
    """A meeting on the desk of whoever runs it."""

    key: str
    title: str
    starts_at: datetime
    ends_at: datetime
    region: str
    is_cancelled: bool
    is_draft: bool
    taken: int
    seats: int


def called(meetings):
    """The meetings, read with counts and for_listing, as a tuple of Called."""
    return tuple(
        Called(
            key=str(meeting.uuid),
            title=str(meeting.title),
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            region=meeting.region.name,
            is_cancelled=meeting.is_cancelled,
            is_draft=meeting.is_draft,
            taken=meeting.confirmed_count,
            seats=meeting.seats_total,
        )
        for meeting in meetings
    )
