"""When and where a meeting is, as a person writes it: Swedish clocks, and a place in a municipality."""

import uuid
from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.models import Admission, MeetingKind, Organiser
from kick.lib.dates import comes_twice, is_real_local_time, time_text
from kick.lib.fields import LineField
from organisations.models import Municipality, Region

# A meeting that ends at one o'clock ends the night after its day.
MORNING = 6
FIRST, SECOND = "first", "second"
YEARS_AHEAD = 5
DAY = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
TIME = {"widget": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")}


def end_of(day):
    return timezone.make_aware(datetime.combine(day, datetime.max.time()).replace(microsecond=0))


class TimeFields(forms.Form):
    """A day with two times, read by the clocks of Sweden: none that they skip, and the right one of
    the hour that comes twice (CATALOGUE R16)."""

    day = forms.DateField(label=_("Which day?"), **DAY)
    starts = forms.TimeField(label=_("It starts at"), **TIME)
    ends = forms.TimeField(label=_("It ends at"), **TIME)

    def prepare_time(self):
        """Asks which of the two hours is meant only where what is typed, or kept, leaves it open."""
        times = (
            self._typed()
            if self.is_bound
            else [self.initial.get(n) for n in ("day", "starts", "ends")]
        )
        if not any(comes_twice(moment) for moment in moments(*times)):
            return
        self.fields["which_hour"] = forms.ChoiceField(
            label=_("The clock shows that hour twice that night. Which one do you mean?"),
            choices=[
                (FIRST, _("The first, in summer time")),
                (SECOND, _("The second, in winter time")),
            ],
            widget=forms.RadioSelect,
        )
        names = list(self.fields)
        names.remove("which_hour")
        place = names.index("ends") + 1
        self.order_fields([*names[:place], "which_hour", *names[place:]])

    def _typed(self):
        try:
            return [
                self.fields[n].clean(self.data.get(self.add_prefix(n)))
                for n in ("day", "starts", "ends")
            ]
        except forms.ValidationError:
            return [None, None, None]

    def clean(self):
        data = super().clean()
        if any(data.get(name) is None for name in ("day", "starts", "ends")):
            return data
        if not -1 <= data["day"].year - timezone.localdate().year <= YEARS_AHEAD:
            self.add_error("day", _("Look at the year."))
            return data
        starts, ends = moments(data["day"], data["starts"], data["ends"])
        for name, moment in (("starts", starts), ("ends", ends)):
            if not is_real_local_time(moment):
                self.add_error(name, skipped(moment))
        fold = 1 if data.get("which_hour") == SECOND else 0
        self.starts_at, self.ends_at = (
            timezone.make_aware(moment.replace(fold=fold if comes_twice(moment) else 0))
            for moment in (starts, ends)
        )
        if not self.errors and self.ends_at <= self.starts_at:
            self.add_error("ends", _("The meeting must end after it starts."))
        return data


def moments(day, starts, ends):
    """Without a zone; what ends before six in the morning ends the day after."""
    if day is None or starts is None or ends is None:
        return []
    day_after = ends <= starts and ends.hour < MORNING
    return [
        datetime.combine(day, starts),
        datetime.combine(day + timedelta(days=day_after), ends),
    ]


def skipped(moment):
    return _(
        "There is no %(time)s that night: the clock goes from 02.00 to 03.00 when summer time begins."
        " Choose another time."
    ) % {"time": time_text(moment)}


class TimeAndPlace(TimeFields):
    municipality = forms.ModelChoiceField(Municipality.objects.none(), label=_("Municipality"))
    venue = LineField(label=_("Place"), max_length=120)
    street = LineField(label=_("Street address"), max_length=120, required=False)

    def shown_time(self, meeting):
        starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
        return {
            "day": starts.date(),
            "starts": starts.time(),
            "ends": ends.time(),
            "which_hour": SECOND if starts.fold or ends.fold else FIRST,
        }

    def prepare_place(self, regions):
        self.fields["municipality"].queryset = Municipality.objects.filter(region__in=regions)

    @property
    def facts(self):
        place = {name: self.cleaned_data[name] for name in ("municipality", "venue", "street")}
        return place | {"starts_at": self.starts_at, "ends_at": self.ends_at}


class NewMeetingForm(TimeAndPlace):
    """The first page: enough for a draft. The rest is filled in step by step, in any order."""

    # Becomes the new meeting's public id, so that a form that is sent twice is one meeting.
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"))
    title = LineField(label=_("What is the meeting called?"), max_length=120)
    kind = forms.ChoiceField(
        label=_("What kind is it?"), choices=[("", "---------"), *MeetingKind.choices]
    )
    organiser = forms.ChoiceField(
        label=_("Who calls it?"), choices=[("", "---------"), *Organiser.choices]
    )
    admission = forms.ChoiceField(
        label=_("Who may come?"),
        choices=Admission,
        widget=forms.RadioSelect,
        initial=Admission.OPEN,
    )

    field_order = [
        "key",
        "region",
        "title",
        "kind",
        "organiser",
        "admission",
        "day",
        "starts",
        "ends",
    ]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        regions = Region.objects.active().run_by(user).by_name()
        self.fields["region"].queryset = regions
        self.region = None
        if len(regions) == 1:
            self.region = regions[0]
            del self.fields["region"]
        self.prepare_place(regions)
        self.prepare_time()

    def clean(self):
        data = super().clean()
        region = self.region or data.get("region")
        place = data.get("municipality")
        if place and region and place.region_id != region.pk:
            self.add_error("municipality", _("Choose a municipality in %s.") % region.county_name)
        return data

    @property
    def facts(self):
        chosen = {name: self.cleaned_data[name] for name in ("kind", "organiser", "admission")}
        region = self.region or self.cleaned_data["region"]
        return super().facts | chosen | {"region": region}
