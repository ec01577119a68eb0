"""When a copy of a meeting is, and when and where the other meetings of a series are."""

import uuid

from django import forms
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.forms.meeting_time import TimeAndPlace, TimeFields

MOST_IN_SERIES = 6


class CopyForm(TimeFields):
    # Becomes the copy's public id, so that a form that is sent twice is one copy.
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial |= clock_of(meeting)
        self.prepare_time()

    @property
    def times(self):
        return {"starts_at": self.starts_at, "ends_at": self.ends_at}


def clock_of(meeting):
    starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    return {"starts": starts.time(), "ends": ends.time()}


class OneMoreForm(TimeAndPlace):
    """One meeting of the series; a row without a day is no meeting."""

    def __init__(self, *args, meeting, **kwargs):
        kept = {
            "municipality": meeting.municipality_id,
            "venue": meeting.venue,
            "street": meeting.street,
        }
        super().__init__(*args, initial=clock_of(meeting) | kept, **kwargs)
        self.prepare_place([meeting.region])
        self.prepare_time()

    @property
    def is_empty(self):
        return not self.data.get(self.add_prefix("day"), "").strip()

    def full_clean(self):
        super().full_clean()
        if self.is_bound and self.is_empty:
            self._errors = ErrorDict()


class SeriesForm(forms.Form):
    """Rows of a day, times and a place. Those left without a day are passed over."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        data = self.data if self.is_bound else None
        self.rows = [
            OneMoreForm(data, meeting=meeting, prefix=f"mote{number}")
            for number in range(1, MOST_IN_SERIES + 1)
        ]
        # Read once for all rows.
        places = list(self.rows[0].fields["municipality"].choices)
        for row in self.rows:
            row.fields["municipality"].choices = places

    @property
    def filled(self):
        return [row for row in self.rows if not row.is_empty]

    def clean(self):
        data = super().clean()
        if not self.filled:
            self.rows[0].add_error("day", _("Give at least one more day."))
        if any(row.errors for row in self.rows):
            self.add_error(None, _("Look at what is marked below."))
        return data

    @property
    def times(self):
        return [row.facts for row in self.filled]
