from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from consultations.models import MEETING_LANGUAGES, NeedKind, Place, Speaker
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


def interpreter_field():
    return forms.ChoiceField(
        label=_("Into which language do you need an interpreter?"),
        choices=[
            ("", "–"),
            *((code, name) for code, name in MEETING_LANGUAGES.items() if code != "sv"),
        ],
        required=False,
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


# What was filled in before and can be taken away; by name of the choice.
NAMES, NEEDS, WORD = "names", "needs", "word"


class ReplyDetailsForm(PersonsForm):
    """After the yes, on the personal link. A link is passed on, so the page shows nothing that somebody
    has filled in (CATALOGUE L3): an empty field keeps it, and a tick takes it away."""

    def __init__(self, *args, reply, **kwargs):
        super().__init__(
            *args,
            meeting=reply.meeting,
            persons=max(1, len(reply.live_seats)),
            places=[seat.place for seat in reply.live_seats],
            **kwargs,
        )
        self.reply = reply
        self.kept_names = [seat.name for seat in reply.live_seats]
        self.kept_needs = list(reply.needs.all())
        for number, name in enumerate(self.kept_names, start=1):
            if name and f"name_{number}" in self.fields:
                self.fields[f"name_{number}"].help_text = _("A name is filled in. Empty keeps it.")
        self.fields["needs"] = needs_field()
        self.fields["interpreter"] = interpreter_field()
        if reply.meeting.is_about_an_alliance:
            self.fields["wants_alliance"] = alliance_field()
            self.fields["wants_alliance"].initial = reply.wants_alliance
        self.fields["email"] = EmailLineField(
            label=_("Where do you want the confirmation?"),
            required=False,
            help_text=self._where_it_goes(),
            widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        )
        self.fields["word"] = word_field()
        self._offer_to_forget()

    def _where_it_goes(self):
        if self.reply.email:
            return _("You have given an address. Empty keeps it.")
        if self.reply.address:
            return _("Empty: it goes to the association's address in the register.")
        return _("Leave it out if you have no e-mail.")

    def _offer_to_forget(self):
        given = [
            (NAMES, _("The names"), any(self.kept_names)),
            (NEEDS, _("What somebody needs"), self.kept_needs),
            (WORD, _("What you said to those who arrange it"), self.reply.word),
        ]
        choices = [(key, label) for key, label, is_given in given if is_given]
        if choices:
            self.fields["forget"] = forms.MultipleChoiceField(
                label=_("Filled in before, and not shown here. Tick what you want to take away."),
                choices=choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def _forgets(self, what):
        return what in self.cleaned_data.get("forget", [])

    @property
    def names(self):
        """What is typed; where nothing is, the name that was there."""
        kept = [] if self._forgets(NAMES) else self.kept_names
        typed = super().names
        return [
            name or (kept[number] if number < len(kept) else "")
            for number, name in enumerate(typed)
        ]

    @property
    def told_needs(self):
        """New ones are added to those before; taken away by a tick."""
        kept = [] if self._forgets(NEEDS) else [need.kind for need in self.kept_needs]
        told = [*self.cleaned_data["needs"], *kept]
        if self.cleaned_data["interpreter"]:
            told.append(NeedKind.INTERPRETER)
        return list(dict.fromkeys(told))

    @property
    def told_interpreter(self):
        kept = [] if self._forgets(NEEDS) else [need.language for need in self.kept_needs]
        return self.cleaned_data["interpreter"] or next(filter(None, kept), "")

    @property
    def told_word(self):
        return self.cleaned_data["word"] or ("" if self._forgets(WORD) else self.reply.word)


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
        self.fields["interpreter"] = interpreter_field()
        if meeting.is_about_an_alliance and organisation:
            self.fields["wants_alliance"] = alliance_field()
        self.fields["word"] = word_field()

    @property
    def told_needs(self):
        told = list(self.cleaned_data["needs"])
        if self.cleaned_data["interpreter"] and NeedKind.INTERPRETER not in told:
            told.append(NeedKind.INTERPRETER)
        return told


class CodeForm(forms.Form):
    code = LineField(
        label=_("The code in the letter"),
        max_length=20,
        help_text=_("Ten letters and digits, for example C7KM4-PXTR3. Small letters do as well."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
