from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from consultations.models import NeedKind, Place, Speaker
from kick.lib.fields import EmailLineField, LineField, TextField


class PersonsForm(forms.Form):
    """How many come, and who, and where if there is a choice; names may be filled in later."""

    def __init__(self, *args, meeting, persons=1, names=(), places=(), **kwargs):
        super().__init__(*args, **kwargs)
        # Whoever was given more seats by hand keeps them.
        self.most = max(meeting.seats_per_organisation, persons)
        self.has_places = bool(meeting.seats_online)
        if self.most > 1:
            self.fields["persons"] = forms.TypedChoiceField(
                label=_("How many are you?"),
                choices=[
                    (number, ngettext("%d person", "%d persons", number) % number)
                    for number in range(1, self.most + 1)
                ],
                coerce=int,
                initial=persons,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose how many you are.")},
            )
        for number in range(1, self.most + 1):
            self.fields[f"name_{number}"] = LineField(
                label=_("Who is coming?") if self.most == 1 else _("Person %d") % number,
                max_length=100,
                required=False,
                initial=names[number - 1] if number <= len(names) else "",
                widget=forms.TextInput(attrs={"autocomplete": "name" if number == 1 else "off"}),
            )
            if self.has_places:
                self.fields[f"place_{number}"] = place_field(
                    _("Where?")
                    if self.most == 1
                    else _("Where does person %d take part?") % number,
                    places[number - 1] if number <= len(places) else Place.SITE,
                )
        self.fields["name_1"].help_text = _("May be filled in later.")

    @property
    def names(self):
        """One name a person, empty where it is not known yet."""
        return [self.cleaned_data[f"name_{number}"] for number in self._numbers]

    @property
    def places(self):
        """Where each takes part; None when the meeting gives no choice."""
        if not self.has_places:
            return None
        return [self.cleaned_data[f"place_{number}"] or Place.SITE for number in self._numbers]

    @property
    def _numbers(self):
        return range(1, (self.cleaned_data.get("persons") or 1) + 1)

    def clean(self):
        data = super().clean()
        if not self.errors and self.most > 1:
            extra = [
                number
                for number in range(data["persons"] + 1, self.most + 1)
                if data[f"name_{number}"]
            ]
            if extra:
                self.add_error(
                    "persons",
                    _(
                        "You have written %(names)d names. Choose how many you are, or take one away."
                    )
                    % {"names": max(extra)},
                )
        return data


def place_field(label, chosen):
    """On site, as most do, is chosen; whoever says nothing of it comes there."""
    return forms.ChoiceField(
        label=label, choices=Place, initial=chosen, required=False, widget=forms.RadioSelect
    )


def needs_field():
    return forms.MultipleChoiceField(
        label=_("Does anybody need any of this?"),
        choices=NeedKind,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Seen only by those who arrange the meeting, and deleted a week after it at the latest."
            " Do not write a diagnosis anywhere."
        ),
    )


def alliance_field():
    return forms.BooleanField(
        label=_("We want to know more about forming a regional cultural alliance"), required=False
    )


def word_field():
    return TextField(
        label=_("Something you want to say to those who arrange the meeting?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReplyDetailsForm(PersonsForm):
    """After the yes, on the personal link."""

    def __init__(self, *args, reply, **kwargs):
        super().__init__(
            *args,
            meeting=reply.meeting,
            persons=max(1, len(reply.live_seats)),
            names=[seat.name for seat in reply.live_seats],
            places=[seat.place for seat in reply.live_seats],
            **kwargs,
        )
        self.fields["needs"] = needs_field()
        self.fields["needs"].initial = [need.kind for need in reply.needs.all()]
        if reply.meeting.is_about_an_alliance:
            self.fields["wants_alliance"] = alliance_field()
            self.fields["wants_alliance"].initial = reply.wants_alliance
        self.fields["email"] = EmailLineField(
            label=_("Where do you want the confirmation?"),
            required=False,
            initial=reply.email,
            help_text=_("Empty: it goes to the association's address in the register.")
            if reply.address
            else _("Leave it out if you have no e-mail."),
            widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        )
        self.fields["word"] = word_field()
        self.fields["word"].initial = reply.word


class SignUpForm(PersonsForm):
    """On the meeting's page, without a link: the address is confirmed by a letter."""

    def __init__(self, *args, meeting, speaker, organisation=None, **kwargs):
        super().__init__(*args, meeting=meeting, **kwargs)
        if speaker == Speaker.SELF:
            self.fields.pop("persons", None)
            for number in range(2, meeting.seats_per_organisation + 1):
                self.fields.pop(f"name_{number}")
                self.fields.pop(f"place_{number}", None)
            self.most = 1
            self.fields["name_1"].label = _("Your name")
            self.fields["name_1"].help_text = _("You may leave it out.")
        self.fields["email"] = EmailLineField(
            label=_("E-mail"),
            initial=organisation.email if organisation else "",
            help_text=_("We send a link there; press it within two hours to keep the place."),
            widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        )
        self.fields["needs"] = needs_field()
        if meeting.is_about_an_alliance and organisation:
            self.fields["wants_alliance"] = alliance_field()
        self.fields["word"] = word_field()


class CodeForm(forms.Form):
    code = LineField(
        label=_("The code in the letter"),
        max_length=20,
        help_text=_("Ten letters and digits, for example C7KM4-PXTR3. Small letters do as well."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
