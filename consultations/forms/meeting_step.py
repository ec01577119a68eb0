"""What the forms of all steps have in common."""

from datetime import time

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.planning import kept_in, stamp_of
from kick.lib.dates import time_text
from kick.lib.fields import TextField


def day_field(**options):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, **options)


def long_text(rows=5, **options):
    return TextField(widget=forms.Textarea(attrs={"rows": rows}), **options)


class StepForm(forms.Form):
    """What stands in the meeting is shown; `stamp` says which of it was seen."""

    step = None
    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args, meeting, user, language="sv", initial=None, **kwargs):
        kept = kept_in(meeting, self.step, language)
        shown = self.shown(meeting, kept) | {"stamp": stamp_of(kept)} | (initial or {})
        super().__init__(*args, initial=shown, **kwargs)
        self.meeting, self.language = meeting, language
        self.prepare(user)

    def shown(self, meeting, kept):
        return kept

    def prepare(self, user):
        """For what a step does beside showing what is kept."""

    @property
    def told(self):
        """(label, words) of what is kept, to be read beside what another has typed."""
        return [
            (
                self[name].label,
                in_words(self.fields[name], self.get_initial_for_field(self.fields[name], name)),
            )
            for name in self.fields
            if not self.fields[name].widget.is_hidden
        ]

    @property
    def facts(self):
        return {fact: self.cleaned_data[fact] for fact in self.step.facts}

    @property
    def written_words(self):
        return {word: self.cleaned_data[word] for word in self.step.words}

    @property
    def questions(self):
        """None where the step has none."""
        return None


def in_words(field, value):
    """Names of what is chosen, else what is written."""
    if isinstance(field, forms.ModelChoiceField):
        return str(field.queryset.filter(pk=value).first() or "")
    if isinstance(field, forms.ChoiceField):
        names = {str(code): str(name) for code, name in field.choices}
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(names.get(str(code), "") for code in chosen)
    if isinstance(value, time):
        return time_text(value)
    if isinstance(field, forms.BooleanField):
        return str(_("Yes") if value else _("No"))
    return "" if value is None else str(value)
