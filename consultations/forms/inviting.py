import hashlib

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.wording import PLACEHOLDERS, UnknownPlaceholders, insist_on_known
from kick.lib import letter_text
from kick.lib.fields import LineField, TextField
from kick.lib.swedish import in_swedish
from organisations.models import CIVIL_SOCIETY, ArtForm, Flag, Kind, Minority, Municipality


class ChooseForm(forms.Form):
    """Whom to invite: by municipality, and by more if one likes. Nothing chosen is nobody."""

    kommun = forms.ModelMultipleChoiceField(
        Municipality.objects.none(),
        label=_("Municipalities"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one municipality.")},
    )
    konstform = forms.ModelMultipleChoiceField(
        ArtForm.objects.none(),
        label=_("Art forms"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen means all of them."),
    )
    slag = forms.MultipleChoiceField(
        label=_("Kinds"),
        choices=[(kind.value, kind.label) for kind in Kind if kind in CIVIL_SOCIETY],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen means all of them."),
    )
    tema = forms.MultipleChoiceField(
        label=_("Groups"),
        choices=Flag.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen means all of them."),
    )
    minoritet = forms.ModelMultipleChoiceField(
        Minority.objects.none(),
        label=_("National minorities"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("By the association's own confirmed word. None chosen means all of them."),
    )

    def __init__(self, *args, region, with_minorities, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kommun"].queryset = region.municipalities.all()
        self.fields["konstform"].queryset = ArtForm.objects.filter(parent=None)
        self.fields["konstform"].label_from_instance = in_swedish
        if with_minorities:
            self.fields["minoritet"].queryset = Minority.objects.all()
            self.fields["minoritet"].label_from_instance = in_swedish
        else:
            del self.fields["minoritet"]

    def chosen_from(self, organisations):
        """Those that the filter leaves; call it when the form is valid."""
        chosen = self.cleaned_data
        found = organisations.in_municipalities(chosen["kommun"])
        if chosen["konstform"]:
            found = found.doing(chosen["konstform"])
        if chosen["slag"]:
            found = found.of_kinds(chosen["slag"])
        if chosen["tema"]:
            found = found.with_any_flag(chosen["tema"])
        if chosen.get("minoritet"):
            found = found.saying_minority(chosen["minoritet"])
        return found


class OwnWordsForm(forms.Form):
    """Words in one language that stand in a letter of ours; `stored` is what stands there now."""

    # What stood there when the page was opened: nobody writes over a colleague's words unseen.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, stored, shown, **kwargs):
        self.mark = mark_of_words(stored)
        super().__init__(*args, initial={**shown, "seen": self.mark}, **kwargs)

    def only_known(self, name):
        text = self.cleaned_data[name]
        try:
            insist_on_known(text)
        except UnknownPlaceholders as refusal:
            raise forms.ValidationError(
                _("We do not know %(unknown)s. These can be used: %(known)s.")
                % {
                    "unknown": ", ".join(refusal.words),
                    "known": ", ".join(f"{{{name}}}" for name in PLACEHOLDERS),
                }
            ) from refusal
        if letter_text.PLACEHOLDER.search(text) or letter_text.ENCLOSED in text:
            raise forms.ValidationError(
                _("The personal link stands below your words by itself. Take it away here.")
            )
        return text

    def clean(self):
        data = super().clean()
        if not self.errors and data["seen"] != self.mark:
            # Her words stay in the boxes; the second press is made with both in sight.
            self.data = self.data.copy()
            self.data["seen"] = self.mark
            raise forms.ValidationError(
                _(
                    "Somebody else has changed the words since you opened the page: see the preview"
                    " below. Yours stand here. Save once more to put yours in their place."
                )
            )
        return data


class InvitationTextForm(OwnWordsForm):
    """Own words of the invitation in one language."""

    subject = LineField(label=_("Subject"), max_length=150)
    body = TextField(
        label=_("Text"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_(
            "When and where, the link that answers, and where the address came from always stand"
            " below your words."
        ),
    )

    def __init__(self, *args, stored, proposal, **kwargs):
        own = {"subject": stored.subject, "body": stored.body} if stored else {}
        super().__init__(*args, stored="\n".join(own.values()), shown=own or proposal, **kwargs)

    def clean_subject(self):
        return self.only_known("subject")

    def clean_body(self):
        return self.only_known("body")


class ReminderTextForm(OwnWordsForm):
    """An own paragraph of the reminder in one language; empty means none."""

    body = TextField(
        label=_("Your own paragraph"),
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Stands between our greeting and when and where. Empty: only our words go."),
    )

    def __init__(self, *args, stored, **kwargs):
        super().__init__(*args, stored=stored, shown={"body": stored}, **kwargs)

    def clean_body(self):
        return self.only_known("body")


def mark_of_words(stored):
    return hashlib.sha256(stored.encode()).hexdigest()[:16]


class ReminderRuleForm(forms.Form):
    most = forms.IntegerField(
        label=_("How many reminders at most, to each association?"), min_value=0, max_value=5
    )
    days_between = forms.IntegerField(
        label=_("How many days between them, at least?"), min_value=1, max_value=60
    )
