"""How a circle's note read before: what a group has written can be brought back."""

from collections import Counter
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib.constraints import not_blank
from kick.lib.privacy import fields
from studyguide.models.circle import Circle
from studyguide.models.circle_member import CircleMember
from studyguide.models.circle_note import Note

# Whoever has not written for so long has put the pen down: what stands then is kept when somebody goes on.
PAUSE = timedelta(minutes=10)
# Of one note. The oldest give way.
MOST_KEPT = 40
# Letters that a page of several shows of one before it is unfolded.
LONG = 600
# Words that go at once, of a text of some length. Who corrects as she writes takes away fewer.
MUCH = 10
SOME = 4


def much_is_lost(before, after):
    """Whether a text loses ten words, or half of its words, in one stroke."""
    words = Counter(before.split())
    gone = (words - Counter(after.split())).total()
    return gone >= MUCH or (gone >= SOME and gone * 2 >= words.total())


class NoteWordingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """To whom the note is."""
        return self.filter(note__circle__in=Circle.objects.visible_to(user))

    def newest_first(self):
        return self.order_by("-version", "-pk")

    def beyond_the_newest(self, number):
        return self.filter(pk__in=list(self.newest_first().values_list("pk", flat=True)[number:]))


class NoteWording(models.Model):
    """What a note said until somebody went on writing. In no admin, in no history, in no letter."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="wordings", verbose_name=_("note"))
    version = models.PositiveIntegerField(
        _("version"), help_text=_("The note's, when it read like this.")
    )
    body = models.TextField(_("note"))
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    written_by = models.ForeignKey(
        CircleMember,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("last written by"),
    )

    privacy = fields(
        dataset="circles",
        internal="id note version written_at written_by",
        sensitive="body",
        kept="With the circle, 40 of each note; whoever leads can take one away.",
        goes_with="note",
    )

    objects = NoteWordingQuerySet.as_manager()

    class Meta:
        ordering = ["-version", "-pk"]
        verbose_name = _("earlier wording of a circle's note")
        verbose_name_plural = _("earlier wordings of circles' notes")
        constraints = [
            models.UniqueConstraint(
                fields=["note", "version"], name="note_wording_once_per_version"
            ),
            not_blank("body", name="note_wording_says_something"),
        ]

    def __str__(self):
        return f"{self.note_id}: {self.version}"

    @property
    def is_long(self):
        """Too much to stand among others on a page."""
        return len(self.body) > LONG
