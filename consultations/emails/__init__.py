"""The letters about meetings and statements: each function gives what `post_letter` wants, sends nothing."""

from consultations.emails.calendar import calendar_event
from consultations.emails.handovers import (
    seat_given_back,
    seat_lost,
    seat_offered,
    seat_soon,
    seat_taken_over,
)
from consultations.emails.invitations import invitation, reminder, save_the_date, trial
from consultations.emails.meetings import meeting_cancelled, meeting_changed
from consultations.emails.notes import is_this_right, table_link, what_did_you_think
from consultations.emails.replies import (
    hold_ended,
    meeting_soon,
    reply_received,
    reply_to_confirm,
    seat_came_free,
)
from consultations.emails.statements import (
    letters_of_recall,
    letters_of_receipt,
    letters_of_verdicts,
    statement_returned,
    statement_to_sign,
)

__all__ = [
    "calendar_event",
    "hold_ended",
    "invitation",
    "is_this_right",
    "letters_of_recall",
    "letters_of_receipt",
    "letters_of_verdicts",
    "meeting_cancelled",
    "meeting_changed",
    "meeting_soon",
    "reminder",
    "reply_received",
    "reply_to_confirm",
    "save_the_date",
    "seat_came_free",
    "seat_given_back",
    "seat_lost",
    "seat_offered",
    "seat_soon",
    "seat_taken_over",
    "statement_returned",
    "statement_to_sign",
    "table_link",
    "trial",
    "what_did_you_think",
]
