import uuid
from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.models import MEETING_LANGUAGES, Meeting, MeetingText, Place
from kick.lib.dates import is_real_local_time
from kick.lib.fields import EmailLineField, LineField, TextField, WebsiteField
from kick.lib.swedish import in_swedish
from organisations.models import ArtForm, Municipality, Region

REMIND_DAYS = [
    (14, _("Two weeks before")),
    (7, _("A week before")),
    (3, _("Three days before")),
    (1, _("The day before")),
]
DAY = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
TIME = {"widget": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")}


class MeetingForm(forms.ModelForm):
    """A meeting and its Swedish text on one page, in the order in which one thinks of it."""

    # Becomes the new meeting's public id, so that a form that is sent twice is one meeting.
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    title = LineField(label=_("What is the meeting called?"), max_length=120)
    day = forms.DateField(label=_("Which day?"), **DAY)
    starts = forms.TimeField(label=_("It starts at"), **TIME)
    ends = forms.TimeField(label=_("It ends at"), **TIME)
    venue = LineField(label=_("Place"), max_length=120)
    street = LineField(label=_("Street address"), max_length=120, required=False)
    reply_by = forms.DateField(
        label=_("Last day to reply"), help_text=_("To the end of that day."), **DAY
    )
    purpose = TextField(
        label=_("Why do we meet?"),
        max_length=4000,
        help_text=_("What it is about, and why just these are invited."),
    )
    influence = TextField(
        label=_("What can be influenced?"),
        max_length=4000,
        required=False,
        help_text=_("What is open, and what is already decided."),
    )
    programme = TextField(
        label=_("Programme"),
        max_length=4000,
        required=False,
        help_text=_("One item a line, with its time."),
    )
    access_notes = TextField(
        label=_("Getting there and getting in"),
        max_length=2000,
        required=False,
        help_text=_("Bus, parking, ramp, hearing loop."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=list(MEETING_LANGUAGES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    online_url = WebsiteField(
        label=_("Link for those who take part online"),
        required=False,
        help_text=_("Shown only to those who have said that they come."),
    )
    remind_days = forms.TypedMultipleChoiceField(
        label=_("When are those who come reminded?"),
        choices=REMIND_DAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("By mail, at the time of day when the meeting starts."),
    )
    contact_name = LineField(label=_("Who answers questions?"), max_length=120)
    contact_email = EmailLineField(label=_("Their e-mail"))
    contact_phone = LineField(label=_("Their phone"), max_length=30, required=False)

    class Meta:
        model = Meeting
        fields = [
            "region",
            "kind",
            "organiser",
            "title",
            "day",
            "starts",
            "ends",
            "municipality",
            "venue",
            "street",
            "purpose",
            "influence",
            "programme",
            "access_notes",
            "languages",
            "admission",
            "seats_total",
            "seats_online",
            "seats_per_organisation",
            "remind_days",
            "reply_by",
            "online_url",
            "contact_name",
            "contact_email",
            "contact_phone",
        ]
        labels = {
            "seats_total": _("How many seats?"),
            "seats_online": _("How many seats online?"),
            "seats_per_organisation": _("How many from each association?"),
        }

    words = ("title", "purpose", "influence", "programme", "access_notes")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields(self.Meta.fields)
        regions = Region.objects.active().run_by(user).by_name()
        self.fields["region"].queryset = regions
        self.fields["municipality"].queryset = Municipality.objects.filter(region__in=regions)
        self.fields["seats_total"].min_value = self.fields["seats_per_organisation"].min_value = 1
        for word in self.words[1:]:
            self.fields[word].widget.attrs["rows"] = 5
        if self.instance.pk:
            del self.fields["key"]
            self._show_what_is_kept()
        else:
            self._suggest(user, regions)

    def _suggest(self, user, regions):
        # Not on the fields: an empty meeting's own values go before theirs.
        self.initial |= {
            "contact_name": user.name,
            "contact_email": user.email,
            "languages": ["sv"],
            "region": regions[0] if len(regions) == 1 else None,
        }

    def _show_what_is_kept(self):
        # A meeting does not change region: its address and its letters name it.
        del self.fields["region"]
        meeting = self.instance
        starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
        kept = {
            "day": starts.date(),
            "starts": starts.time(),
            "ends": ends.time(),
            "reply_by": timezone.localtime(meeting.registration_closes_at).date(),
        }
        text = MeetingText.objects.filter(meeting=meeting, language="sv").first()
        kept |= {word: getattr(text, word, "") for word in self.words}
        self.initial |= kept

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        starts, ends = self._at("starts"), self._at("ends")
        if not (is_real_local_time(starts) and is_real_local_time(ends)):
            self.add_error("starts", _("The clock skips that hour when summer time begins."))
        if ends <= starts:
            self.add_error("ends", _("The meeting must end after it starts."))
        if data["reply_by"] > data["day"]:
            self.add_error("reply_by", _("The last day to reply cannot be after the meeting."))
        region = data.get("region") or self.instance.region
        if data["municipality"].region_id != region.pk:
            self.add_error("municipality", _("Choose a municipality in %s.") % region.county_name)
        self.instance.uuid = data.get("key") or self.instance.uuid
        self.instance.starts_at, self.instance.ends_at = starts, ends
        self.instance.registration_closes_at = self._reply_closes(starts)
        return data

    def _at(self, name):
        moment = datetime.combine(self.cleaned_data["day"], self.cleaned_data[name])
        return timezone.make_aware(moment)

    def _reply_closes(self, starts):
        """The end of the day, or the meeting's start when it is the same day."""
        end = datetime.combine(self.cleaned_data["reply_by"], datetime.max.time())
        return min(timezone.make_aware(end.replace(microsecond=0)), starts)

    @property
    def written_words(self):
        return {word: self.cleaned_data[word] for word in self.words}


class ChooseForm(forms.Form):
    """Whom to invite: by municipality, and by art form if one likes. Nothing chosen is nobody."""

    kommun = forms.ModelMultipleChoiceField(
        Municipality.objects.none(),
        label=_("Municipalities"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one municipality.")},
    )
    konstform = forms.ModelMultipleChoiceField(
        ArtForm.objects.none(),
        label=_("Art forms"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen means all of them."),
    )

    def __init__(self, *args, region, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kommun"].queryset = region.municipalities.all()
        self.fields["konstform"].queryset = ArtForm.objects.filter(parent=None)
        self.fields["konstform"].label_from_instance = in_swedish


class CancelForm(forms.Form):
    because = TextField(
        label=_("Why is the meeting cancelled?"),
        max_length=300,
        help_text=_("It stands on the meeting's page and in the letter to all who were invited."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PhoneForm(forms.Form):
    """A phoned answer in two fields."""

    comes = forms.ChoiceField(
        label=_("What did they say?"),
        choices=[("ja", _("Yes, they are coming")), ("nej", _("No, not this time"))],
        widget=forms.RadioSelect,
    )
    names = TextField(
        label=_("Who is coming?"),
        required=False,
        max_length=500,
        help_text=_("One name a line. Empty: one person, the name comes later."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.most = meeting.seats_per_organisation
        if meeting.seats_online:
            self.fields["comes"].choices = [
                ("ja", _("Yes, they are coming")),
                ("online", _("Yes, online")),
                ("nej", _("No, not this time")),
            ]

    @property
    def is_yes(self):
        return self.cleaned_data["comes"] != "nej"

    @property
    def place(self):
        """Where they take part; None when the meeting gives no choice."""
        if "online" not in dict(self.fields["comes"].choices):
            return None
        return Place.ONLINE if self.cleaned_data["comes"] == "online" else Place.SITE

    def clean_names(self):
        names = [line.strip()[:100] for line in self.cleaned_data["names"].splitlines()]
        names = [name for name in names if name]
        if len(names) > self.most:
            raise forms.ValidationError(
                _("There are %d seats for each association. Take a name away.") % self.most
            )
        return names or [""]
