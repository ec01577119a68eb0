import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from kick.lib.fields import EmailLineField, TextField
from organisations.forms.registration import WithoutPersonalNumbers


class AccessibilityForm(WithoutPersonalNumbers):
    """What does not work for somebody, with or without an address to answer."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    what = TextField(
        label=_("What does not work for you?"),
        help_text=_("On which page, and what happened? If you use an aid, say which."),
        max_length=4000,
        error_messages={"required": _("Write what does not work.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    email = EmailLineField(
        label=_("Your e-mail"), help_text=_("Only if you want an answer."), required=False
    )
