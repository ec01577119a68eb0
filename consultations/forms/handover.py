from django import forms
from django.utils.translation import gettext_lazy as _

from kick.lib.fields import EmailLineField, LineField


class OfferForm(forms.Form):
    """To whom a seat goes."""

    seat = forms.TypedChoiceField(
        label=_("Which seat?"), coerce=int, choices=[], widget=forms.RadioSelect
    )
    email = EmailLineField(
        label=_("Your colleague's e-mail"),
        help_text=_("We send a link that opens this seat only. The address is shown to nobody."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, seats, offered=(), **kwargs):
        """`seats` can be chosen; one that is `offered` is told of by the action, which knows whether
        the same was pressed twice."""
        super().__init__(*args, **kwargs)
        field = self.fields["seat"]
        free = [(seat.pk, _("Seat %d") % number) for number, seat in seats]
        field.choices = [*free, *((key, "") for key in offered)]
        field.widget.choices = free
        if len(seats) == 1:
            field.initial = seats[0][1].pk
            field.widget = forms.HiddenInput()


class TakeForm(forms.Form):
    name = LineField(
        label=_("Your name"),
        max_length=100,
        required=False,
        help_text=_("You may leave it out. Shown only to those who arrange the meeting."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    wants_minutes = forms.BooleanField(
        label=_("Send me what was written down afterwards"),
        required=False,
        help_text=_(
            "We delete your address a week after the meeting. If you tick this, we keep it until what was"
            " written down is confirmed, 90 days at most."
        ),
    )
