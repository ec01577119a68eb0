"""An invitation's whole life, and the one word that the desk shows of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
