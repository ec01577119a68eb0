import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models.meeting import Meeting
from consultations.models.worded import once_per_language
from kick.lib.constraints import not_blank
from kick.lib.privacy import fields
from kick.lib.timetable import items_of


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class MeetingText(models.Model):
    """What a meeting says of itself, once per language."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="texts", verbose_name=_("meeting")
    )
    language = models.CharField(_("language"), max_length=16)
    title = models.CharField(_("title"), max_length=120)
    purpose = models.TextField(
        _("why we meet"), blank=True, help_text=_("What it is about, and why just you are invited.")
    )
    influence = models.TextField(
        _("what you can influence"),
        blank=True,
        help_text=_("What is open, what is already decided."),
    )
    programme = models.TextField(
        _("programme"), blank=True, help_text=_("One item a line, with its time.")
    )
    access_notes = models.TextField(
        _("getting there and getting in"),
        blank=True,
        help_text=_("Bus, parking, ramp, hearing loop."),
    )
    material = models.TextField(_("what to read first"), blank=True)
    travel_words = models.TextField(_("how the journey is paid"), blank=True)

    privacy = fields(
        dataset="meetings",
        public="id meeting language title purpose influence programme access_notes material"
        " travel_words",
        kept="With the meeting.",
    )

    class Meta:
        ordering = ["language"]
        verbose_name = _("meeting's text")
        verbose_name_plural = _("meetings' texts")
        constraints = [
            once_per_language("meeting"),
            not_blank("title", name="meeting_text_has_a_title"),
        ]

    def __str__(self):
        return self.title

    @property
    def programme_items(self):
        return items_of(self.programme)
