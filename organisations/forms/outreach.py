import re
import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib import traps
from kick.lib.fields import LineField, TextField, WebsiteField
from kick.lib.personal_hints import hints_in
from organisations.forms.registration import WithoutPersonalNumbers
from organisations.models import Channel, Organisation, Result

MOST_LINKS = 1
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


class TipForm(WithoutPersonalNumbers):
    """Somebody knows an association that we may have missed. Asks nothing about who tells it.

    Two traps for programs: a field that nobody sees, and the time it took.
    """

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    drawn = forms.CharField(widget=forms.HiddenInput, initial=traps.stamp, required=False)
    name = LineField(
        label=_("What is the association or group called?"),
        max_length=150,
        error_messages={"required": _("Write the name.")},
    )
    municipality = forms.ChoiceField(
        label=_("In which municipality is it?"),
        error_messages={
            "required": _("Choose the municipality."),
            "invalid_choice": _("Choose a municipality from the list."),
        },
    )
    website = WebsiteField(label=_("Its website, if you know it"), max_length=200, required=False)
    words = TextField(
        label=_("What does it do?"),
        help_text=_("Write about the association and not about persons. No names are needed."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    is_another = forms.BooleanField(label=_("It is another one than those above"), required=False)
    subject = forms.CharField(required=False, label=_("Leave this field empty"))

    def __init__(self, *args, region, **kwargs):
        super().__init__(*args, **kwargs)
        self.region = region
        self.alike = []
        self.fields["municipality"].choices = [
            ("", _("Choose")),
            *((place.code, place.name) for place in region.municipalities.all()),
        ]
        self.fields["subject"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}
        if self.is_bound:
            # What comes back for a correction begins anew; the person has read it by then.
            self.data = self.data.copy()
            self.was_read = traps.was_read(self.data.get("drawn", ""))
            if not self.was_read:
                self.data["drawn"] = traps.stamp()

    @property
    def is_by_a_program(self):
        return bool(self.data.get("subject"))

    def clean_words(self):
        words = self.cleaned_data["words"]
        if len(LINK.findall(words)) > MOST_LINKS:
            raise ValidationError(_("Write without links; the website has a field of its own."))
        return words

    def clean(self):
        data = super().clean()
        if not self.was_read:
            self.add_error(None, _("That went very fast. Look it through and press once more."))
        if data.get("name") and data.get("municipality") and not data["is_another"]:
            self.alike = list(self._alike(data)[:3])
            if self.alike:
                self.add_error(
                    "is_another", _("We know one like it. Tick if yours is another one.")
                )
        return data

    def _alike(self, data):
        place = next(p for p in self.region.municipalities.all() if p.pk == data["municipality"])
        shown = Organisation.objects.public()
        return shown.alike(
            name=data["name"], municipality=place, website=data.get("website", "")
        ).select_related("municipality__region")

    @property
    def values(self):
        data = self.cleaned_data
        return {
            "region": self.region,
            "municipality_id": data["municipality"],
            **{name: data[name] for name in ["name", "website", "words"]},
        }


class NoteForm(WithoutPersonalNumbers):
    """What the project lead writes down after a call, a visit or a mail."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    channel = forms.ChoiceField(label=_("How?"), choices=Channel.choices)
    result = forms.ChoiceField(label=_("What came of it?"), choices=Result.choices)
    happened_on = forms.DateField(
        label=_("Which day?"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose the day.")},
    )
    words = TextField(
        label=_("Note"),
        help_text=_(
            "Only what others who look after the register need. Nothing about a person's health,"
            " origin, faith, politics or family."
        ),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    next_step = LineField(label=_("Next step"), max_length=120, required=False)
    next_on = forms.DateField(
        label=_("On which day?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    is_role = forms.BooleanField(
        label=_("It is the association's own address or number, not a person's"), required=False
    )

    def clean_happened_on(self):
        day = self.cleaned_data["happened_on"]
        if day > timezone.localdate():
            raise ValidationError(_("The day is ahead. Write what is to come as the next step."))
        return day

    def clean(self):
        data = super().clean()
        if "next_step" not in self.errors and "next_on" not in self.errors:
            if data.get("next_step") and not data.get("next_on"):
                self.add_error("next_on", _("Choose a day for the next step."))
            if data.get("next_on") and not data.get("next_step"):
                self.add_error("next_step", _("Write what is to be done that day."))
        hints = hints_in(f"{data.get('words', '')}\n{data.get('next_step', '')}")
        if hints and not data.get("is_role") and not self.errors:
            found = ", ".join(f"{hint.words} ({hint.looks_like})" for hint in hints)
            self.add_error("is_role", _("Is this a person's? %(found)s") % {"found": found})
        return data

    @property
    def values(self):
        names = ["channel", "result", "happened_on", "words", "next_step", "next_on"]
        return {name: self.cleaned_data[name] for name in names}


class CloseTipForm(WithoutPersonalNumbers):
    because = LineField(
        label=_("Why is it not taken up?"),
        max_length=200,
        error_messages={"required": _("Write why, so that the next one knows.")},
    )
