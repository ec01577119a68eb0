import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.models import Place
from kick.lib.fields import LineField


class KeyedForm(forms.Form):
    """A form that is sent twice is one person."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class WalkInForm(KeyedForm):
    """Who came without a seat, in two fields; one of them is enough."""

    name = LineField(
        label=_("Name"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    association = LineField(
        label=_("Association"),
        max_length=150,
        required=False,
        help_text=_("Empty: comes as themselves."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "associations"}),
    )

    def clean(self):
        data = super().clean()
        if not self.errors and not data["name"] and not data["association"]:
            self.add_error("name", _("Write a name or an association, or both."))
        return data


def because_field():
    return LineField(
        label=_("Why?"),
        max_length=300,
        help_text=_("Seen by those who run the meeting, for example: speaks in the second half."),
    )


class OverLimitForm(KeyedForm):
    """One more person from an association than there are seats for."""

    name = LineField(label=_("Name"), max_length=100, required=False)
    place = forms.ChoiceField(
        label=_("Where?"), choices=Place, initial=Place.SITE, widget=forms.RadioSelect
    )
    because = because_field()

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = _("May be filled in later.")
        if not meeting.seats_online:
            del self.fields["place"]

    @property
    def chosen_place(self):
        return self.cleaned_data.get("place", Place.SITE)


class LetInForm(forms.Form):
    """For somebody who waits."""

    because = because_field()
