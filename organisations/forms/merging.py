from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kick.lib import org_number
from kick.lib.fields import LineField
from organisations.forms.registration import LANGUAGES
from organisations.models import ConfirmedHow, Flag, Organisation
from organisations.models.merge_choices import (
    BOTH,
    CHOICES,
    NAME,
    OURS,
    THEIRS,
    differing,
    usual,
    value_of,
)


class MergeForm(forms.Form):
    """A choice for each field in which the two differ; `seen` is what was shown of the rest."""

    use_required_attribute = False

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args, kept, other, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = [choice for choice in differing(kept, other) if choice.is_asked]
        for choice in self.asked:
            self.fields[choice.key] = forms.ChoiceField(
                label=choice.label,
                choices=list(options(choice, kept, other)),
                initial=usual(choice, kept, other),
                widget=forms.RadioSelect,
            )

    @property
    def choices(self):
        """What was chosen, by key."""
        return {choice.key: self.cleaned_data[choice.key] for choice in self.asked}

    def questions(self):
        """The bound fields that ask, in order."""
        return [self[choice.key] for choice in self.asked]


class ApartForm(forms.Form):
    because = LineField(
        label=gettext_lazy("How do you know?"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For whoever asks the next time. Nothing about persons."),
    )


def options(choice, kept, other):
    yield OURS, told(kept, choice)
    if any(value_of(kept, name) != value_of(other, name) for name in choice.columns):
        yield THEIRS, told(other, choice)
    if choice.can_be_both:
        yield BOTH, _("Both")
    if choice.key == "alternate_name" and other.name not in (kept.name, other.alternate_name):
        yield NAME, other.name


def same_facts(kept, other):
    """What stands in both, as (label, words)."""
    apart = {choice.key for choice in differing(kept, other)}
    rows = [(c.label, told(kept, c)) for c in CHOICES if c.is_asked and c.key not in apart]
    return [(label, words) for label, words in rows if words != NOTHING]


NOTHING = "–"


def told(organisation, choice):
    """What stands there, as people read it."""
    words = [told_field(organisation, name) for name in choice.columns]
    return ", ".join(filter(None, words)) or NOTHING


def told_field(organisation, name):
    field = Organisation._meta.get_field(name)
    value = getattr(organisation, name)
    if field.many_to_many:
        return ", ".join(str(row) for row in value.all())
    match name:
        case "shows_email" | "shows_phone":
            # Said only of an address that there is.
            return _("may be shown") if value else ""
        case "email_refused_at":
            return _("refuses our letters") if value else ""
        case "org_number":
            return org_number.format_number(value)
        case "listed_publicly":
            return {None: "", True: _("Yes"), False: _("No")}[value]
        case "confirmed_at":
            return date_format(timezone.localtime(value), "DATE_FORMAT") if value else ""
        case "confirmed_how":
            return str(dict(ConfirmedHow.choices).get(value, ""))
        case "received_on":
            return date_format(value, "DATE_FORMAT") if value else ""
        case "flags":
            return ", ".join(str(Flag(flag).label) for flag in value)
        case "working_languages" | "contact_language":
            names = dict(LANGUAGES)
            codes = [value] if isinstance(value, str) else value
            return ", ".join(str(names.get(code, code)) for code in codes)
    return str(dict(field.flatchoices).get(value, value) if value is not None else "")
