from django.db import models
from django.utils.translation import gettext_lazy as _


class NoteStatus(models.TextChoices):
    """Of a meeting's minutes and of each note taken at it; they go the same way, together."""

    DRAFT = "draft", _("Being noted")
    OUT = "out", _("Out for “is this right?”")
    CONFIRMED = "confirmed", _("Confirmed")
    RELEASED = "released", _("Released")


# What those who came have not been asked about is not confirmed, and only what is confirmed leaves.
NOTE_MOVES = {
    NoteStatus.DRAFT: {NoteStatus.OUT},
    NoteStatus.OUT: {NoteStatus.CONFIRMED},
    NoteStatus.CONFIRMED: {NoteStatus.RELEASED},
    NoteStatus.RELEASED: set(),
}
NOTE_STATUS_KINDS = {
    NoteStatus.DRAFT: "half",
    NoteStatus.OUT: "waiting",
    NoteStatus.CONFIRMED: "good",
    NoteStatus.RELEASED: "good",
}
