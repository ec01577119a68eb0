from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.models import Place
from kick.lib.fields import TextField

REMIND_DAYS = [
    (14, _("Two weeks before")),
    (7, _("A week before")),
    (3, _("Three days before")),
    (1, _("The day before")),
]


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
