from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from consultations.models import Plan, PlanPart
from kick.lib import plan_text, text_encoding
from kick.lib.fields import LineField, TextField, refuse_personal_numbers, refuse_unfit
from kick.lib.spreadsheet_limits import Refused
from organisations.models import Region

MOST_CHARACTERS = 1_000_000
FIRST_YEARS = (2000, 2100)
LONGEST_PERIOD = 12
ENDINGS = (".md", ".markdown", ".txt")


def refusal_words(refusal):
    """What the writer is told, and how to mend it."""
    match refusal:
        case plan_text.NoHeadings():
            return _(
                "There is no heading in the text, so it would be one piece that nobody can answer"
                " point by point. Write # and a space before each chapter, ## before its parts."
            )
        case plan_text.TooManySections(number=number):
            return ngettext(
                "The text has %(number)d heading, and the most is %(most)d.",
                "The text has %(number)d headings, and the most is %(most)d.",
                number,
            ) % {"number": number, "most": plan_text.MOST_SECTIONS}
        case plan_text.HeadingTooLong(heading=heading):
            return _("This heading is longer than 200 characters: %(words)s …") % {
                "words": heading[:80]
            }
        case plan_text.KeyTwice(key=key):
            return _("Two headings have the mark {#%(key)s}. Each mark can stand once.") % {
                "key": key
            }
        case _lines:
            return _("The text has more lines than a plan can have. Leave out what is no plan.")


def plan_text_field(**options):
    return TextField(
        label=_("The text of the plan"),
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 28, "spellcheck": "true", "class": "text-long"}),
        **options,
    )


class TextForm(forms.Form):
    """`clean_text` asks whether the text can become sections, before anything is written."""

    def clean_text(self):
        text = self.cleaned_data["text"]
        try:
            plan_text.read(text)
        except plan_text.Unreadable as refusal:
            if text:
                raise forms.ValidationError(refusal_words(refusal)) from None
        return text


class NewPlanForm(TextForm):
    """A plan and its first draft, written, pasted or from a file."""

    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"))
    first_year = forms.IntegerField(
        label=_("First year"), min_value=FIRST_YEARS[0], max_value=FIRST_YEARS[1]
    )
    last_year = forms.IntegerField(
        label=_("Last year"), min_value=FIRST_YEARS[0], max_value=FIRST_YEARS[1] + LONGEST_PERIOD
    )
    case_number = LineField(
        label=_("Case number"),
        max_length=40,
        required=False,
        help_text=_("The registry's number, for example RJL 2026/1234. It can be written later."),
    )
    text = plan_text_field(required=False)
    file = forms.FileField(
        label=_("Or take it from a file"),
        required=False,
        help_text=_("A text file that ends in .md or .txt, at most 1 MB."),
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        regions = Region.objects.active().filter(pk__in=user.authority_region_ids).by_name()
        self.fields["region"].queryset = regions
        self.only_region = regions[0] if len(regions) == 1 else None
        if self.only_region:
            del self.fields["region"]
        self.initial["first_year"] = timezone.localdate().year + 1
        self.initial["last_year"] = timezone.localdate().year + 4

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not file:
            return ""
        if not file.name.lower().endswith(ENDINGS):
            raise forms.ValidationError(
                _("This file is not text. Save it as .txt or .md, or copy the text into the box.")
            )
        if file.size > MOST_CHARACTERS:
            raise forms.ValidationError(_("The file is larger than 1 MB. Leave the pictures out."))
        try:
            return self._readable(text_encoding.decode(file.read())[0])
        except Refused:
            raise forms.ValidationError(
                _("The letters å, ä and ö cannot be read. Save the file as UTF-8.")
            ) from None

    def _readable(self, text):
        refuse_unfit(text)
        refuse_personal_numbers(text)
        try:
            plan_text.read(text)
        except plan_text.Unreadable as refusal:
            raise forms.ValidationError(refusal_words(refusal)) from None
        return text

    def clean(self):
        data = super().clean()
        if data.get("last_year") and data.get("first_year"):
            years = data["last_year"] - data["first_year"] + 1
            if years < 1:
                self.add_error("last_year", _("The last year cannot come before the first."))
            elif years > LONGEST_PERIOD:
                self.add_error("last_year", _("A plan is for twelve years at most."))
        if "text" in data and "file" in data:
            if data["text"] and data["file"]:
                self.add_error("file", _("Choose one: the text in the box or the file."))
            elif not data["text"] and not data["file"]:
                self.add_error("text", _("Write or paste the plan here, or choose a file."))
        return data

    @property
    def plan(self):
        names = ["first_year", "last_year", "case_number"]
        region = self.only_region or self.cleaned_data["region"]
        return Plan(region=region, **{name: self.cleaned_data[name] for name in names})

    @property
    def written_text(self):
        return self.cleaned_data["text"] or self.cleaned_data["file"]


class DraftForm(TextForm):
    """The whole draft at once; `stamp` says which text the writer had before her."""

    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    case_number = LineField(label=_("Case number"), max_length=40, required=False)
    text = plan_text_field(
        help_text=_(
            "# and a space begins a chapter, ## a part of it, down to ####. A page of the printed"
            " plan may stand after the heading: {s. 12}."
        )
    )


class PartsForm(forms.Form):
    """A choice for each section of a version: which part of the plan it is, if any."""

    is_optional = True

    def __init__(self, *args, sections, **kwargs):
        super().__init__(*args, **kwargs)
        self.sections = sections
        for section in sections:
            self.fields[section.key] = forms.ChoiceField(
                label=section.title,
                choices=[("", _("No particular part")), *PlanPart.choices],
                initial=section.plan_part,
                required=False,
            )

    @property
    def parts(self):
        """What was chosen; a section that was not on the page is left as it is."""
        return {key: part for key, part in self.cleaned_data.items() if key in self.data}

    @property
    def rows(self):
        """Each section with its choice."""
        return [(section, self[section.key]) for section in self.sections]


class AdoptForm(forms.Form):
    adopted_on = forms.DateField(
        label=_("Which day was it decided?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_adopted_on(self):
        day = self.cleaned_data["adopted_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(
                _("The day has not come yet. Come back when it is decided.")
            )
        if day.year < FIRST_YEARS[0]:
            raise forms.ValidationError(_("That is too long ago. Look at the year."))
        return day
