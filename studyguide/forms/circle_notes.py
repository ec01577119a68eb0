from django import forms
from django.utils.translation import gettext_lazy as _

from kick.lib.fields import TextField
from organisations.forms.registration import WithoutPersonalNumbers
from studyguide.models import LONGEST_NOTE


class CircleNoteForm(WithoutPersonalNumbers):
    """What the group says to one question. `base` is the text that the writer began from: it comes
    back with the form, so that what others have written meanwhile is kept beside hers."""

    # An empty box is no answer, and says nothing wrong.
    is_optional = True

    base = TextField(required=False, max_length=None, widget=forms.HiddenInput)
    body = TextField(
        label=_("What do you say?"),
        max_length=LONGEST_NOTE,
        required=False,
        help_text=_("Nobody's name. Write a new line for each thing that you want to say."),
        widget=forms.Textarea(attrs={"rows": 9}),
    )


class WordingForm(forms.Form):
    """The buttons beside an earlier wording, which is known by the note's version."""

    BRING_BACK, FORGET = "tillbaka", "glom"

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    do = forms.ChoiceField(choices=[(BRING_BACK, BRING_BACK), (FORGET, FORGET)])
