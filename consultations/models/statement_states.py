"""Who speaks in a statement, who stands behind it, and its whole life."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sender(models.TextChoices):
    """Nobody has to have a name or an organisation to be heard."""

    ORGANISATION = "organisation", _("An association")
    PERSON = "person", _("As myself")
    NAMELESS = "nameless", _("Without a name")
    MEETING = "meeting", _("A meeting's notes")


class Backing(models.TextChoices):
    """Who stands behind what an organisation says."""

    BOARD = "board", _("The board")
    CHAIR = "chair", _("The chair")
    MEMBERS = "members", _("A members' meeting")
    GROUP = "group", _("A working group")
    OTHER = "other", _("Somebody else")


class StatementStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    AWAITING = "awaiting", _("Waiting for a signature")
    RETURNED = "returned", _("Returned with a reason")
    SUBMITTED = "submitted", _("Handed in to the region")
    RECALLED = "recalled", _("Recalled")


# Before it is handed in it is the association's own, and no authority sees that it exists.
STATEMENT_MOVES = {
    StatementStatus.DRAFT: {StatementStatus.AWAITING, StatementStatus.SUBMITTED},
    StatementStatus.AWAITING: {
        StatementStatus.DRAFT,
        StatementStatus.RETURNED,
        StatementStatus.SUBMITTED,
    },
    StatementStatus.RETURNED: {StatementStatus.AWAITING, StatementStatus.SUBMITTED},
    StatementStatus.SUBMITTED: {StatementStatus.RECALLED},
    StatementStatus.RECALLED: set(),
}
ARRIVED = [StatementStatus.SUBMITTED, StatementStatus.RECALLED]
STATUS_KINDS = {
    StatementStatus.AWAITING: "waiting",
    StatementStatus.RETURNED: "bad",
    StatementStatus.SUBMITTED: "good",
}
