from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.models import Task


class RepresentationForm(forms.Form):
    use_required_attribute = False

    task = forms.ChoiceField(
        label=_("What do you do for the association?"),
        help_text=_(
            "Whoever signs may also hand in answers to the region. An association can have several of each."
        ),
        choices=[
            (Task.DRAFTER, _("I write for it")),
            (Task.SIGNATORY, _("I may sign for it, for example as chair or by a board decision")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you do.")},
    )
