"""Did this passage help? The answer of somebody who is not asked who she is."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from kick.lib import traps
from kick.lib.fields import TextField
from kick.lib.number_gate import WithoutPersonalNumbers
from studyguide.models.feedback import LONGEST_WORDS


class PressForm(WithoutPersonalNumbers, forms.Form):
    """The two buttons that stand under every passage; a page has one key for all of them."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    drawn = forms.CharField(widget=forms.HiddenInput, initial=traps.stamp, required=False)
    subject = forms.CharField(required=False, label=_("Leave this field empty"))
    yes = forms.SlugField(required=False)
    no = forms.SlugField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["subject"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}

    @property
    def is_by_a_program(self):
        return bool(self.data.get("subject"))

    @property
    def was_read(self):
        return traps.was_read(self.data.get("drawn", ""))

    def clean(self):
        data = super().clean()
        if bool(data.get("yes")) == bool(data.get("no")):
            self.add_error(None, _("Press one of the two buttons."))
        return data


class WhyForm(WithoutPersonalNumbers, forms.Form):
    """What she wants to say about it, once she has pressed."""

    use_required_attribute = False
    words = TextField(
        label=_("Do you want to say why?"),
        help_text=_("About the text, not about persons. At most 300 characters."),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
