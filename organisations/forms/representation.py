from django import forms
from django.utils.translation import gettext_lazy as _

from kick.lib.fields import EmailLineField, LineField, TextField
from organisations.forms.registration import WithoutPersonalNumbers
from organisations.models import Shown, Task


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


class ClaimForm(WithoutPersonalNumbers, RepresentationForm):
    """For whoever has not shown to read the association's mail: how is it to be shown?"""

    shown_by = forms.ChoiceField(
        label=_("How can we see that you represent the association?"),
        choices=[
            (Shown.ADDRESS, _("I can read the mail to its address in the register: send a code")),
            (Shown.MINUTES, _("It stands in the minutes of a meeting")),
            (Shown.WEBSITE, _("My name stands on its website")),
            (Shown.PHONE, _("You may ring and ask somebody on the board")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how we can see it.")},
    )
    evidence = TextField(
        label=_("What shall we look at?"),
        required=False,
        max_length=1000,
        help_text=_(
            "Not needed for the code. Otherwise for example: annual meeting on 12 March, item 8; the "
            "address of the page; or whom to ring. Only the project lead reads it, and it is deleted "
            "90 days after the decision. Never write a personal identity number."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    field_order = ["task", "shown_by", "evidence"]

    def clean(self):
        data = super().clean()
        needs = data.get("shown_by") not in {None, Shown.ADDRESS}
        if needs and not data.get("evidence") and "evidence" not in self.errors:
            self.add_error("evidence", _("Write what we shall look at, or whom we may ring."))
        return data


class CodeForm(forms.Form):
    use_required_attribute = False

    code = LineField(
        label=_("The code"),
        max_length=20,
        help_text=_("Eight digits, from the mail to the association."),
        error_messages={"required": _("Type the code from the mail.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class ColleagueForm(WithoutPersonalNumbers):
    email = EmailLineField(
        label=_("Your colleague's e-mail"),
        help_text=_("We send a letter there. Whoever signs in with the address is let in at once."),
        error_messages={"required": _("Write the address.")},
    )
    task = forms.ChoiceField(
        label=_("What does your colleague do for the association?"),
        choices=[
            (Task.DRAFTER, _("Writes for it")),
            (Task.SIGNATORY, _("May sign for it, for example as chair or by a board decision")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what your colleague does.")},
    )


class DecideClaimForm(WithoutPersonalNumbers):
    """The project lead's word, with its reason, which is told to both sides."""

    APPROVE, DECLINE = "approve", "decline"

    decision = forms.ChoiceField(
        label=_("Your decision"),
        choices=[
            (APPROVE, _("Yes, the person may act for the association")),
            (DECLINE, _("No, it is not shown")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    reason = TextField(
        label=_("The reason"),
        required=False,
        max_length=1000,
        help_text=_("Told to those whom it concerns. Name no persons."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    released = forms.TypedMultipleChoiceField(
        label=_("Who no longer represents the association?"),
        help_text=_("Only with a yes. They are told, with the reason."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, representative, **kwargs):
        super().__init__(*args, **kwargs)
        self.representative = representative
        ours = representative.organisation.representatives.approved().exclude(pk=representative.pk)
        people = [(row.pk, str(row.user)) for row in ours.select_related("user")]
        self.fields["released"].choices = people
        if not people:
            del self.fields["released"]
        self.fields["reason"].required = representative.is_disputed

    def clean(self):
        data = super().clean()
        if data.get("released") and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Write why, since it is told to those who are released."))
        return data
