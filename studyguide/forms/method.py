"""What officers write when they work with the method tool.

Each field of a list carries what stood in it when the page was drawn (`show_hidden_initial`): only what
she has changed is saved, so that two officers may work on the same list.
"""

import uuid
from dataclasses import dataclass

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.models import PRINCIPLES, STEPS
from kick.lib.fields import LineField, TextField
from organisations.models import Region
from studyguide.models import (
    STEP_HINTS,
    ChapterText,
    ChecklistMark,
    DecisionStep,
    Level,
    Part,
    Rating,
)
from studyguide.reading import METHOD_TOOL

YEARS_AHEAD = 5
NOT_FILLED_IN = ("", _("Not filled in"))


def day_field(**options):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, **options)


def short_words():
    return LineField(
        label=_("In a few words"), max_length=300, required=False, show_hidden_initial=True
    )


class ListForm(forms.Form):
    """Rows of (heading, bound fields)."""

    is_optional = True
    use_required_attribute = False

    def row(self, key, names):
        return [self[f"{key}-{name}"] for name in names]

    def has_changed_in(self, key, *names):
        return any(f"{key}-{name}" in self.changed_data for name in names)


@dataclass(frozen=True)
class ItemRow:
    """An item as it is worked with: the tick, and behind it who and when. `mark` is what is kept of it."""

    words: str
    tick: forms.BoundField
    fields: list
    mark: ChecklistMark | None
    is_open: bool

    @property
    def is_late(self):
        return bool(self.mark and self.mark.is_late())


class ChecklistForm(ListForm):
    """Who does each item, when, and whether it is done."""

    def __init__(self, *args, items, marks, **kwargs):
        super().__init__(*args, **kwargs)
        self.items, self.marks = items, marks
        for item in items:
            mark = marks.get(item.key)
            self.fields[f"{item.key}-is_done"] = forms.BooleanField(
                label=item.words,
                required=False,
                show_hidden_initial=True,
                initial=bool(mark and mark.is_done),
            )
            self.fields[f"{item.key}-who"] = LineField(
                label=_("Who"),
                max_length=80,
                required=False,
                show_hidden_initial=True,
                initial=mark.who if mark else "",
            )
            self.fields[f"{item.key}-due_on"] = day_field(
                label=_("When"),
                required=False,
                show_hidden_initial=True,
                initial=mark.due_on if mark else None,
            )

    @property
    def rows(self):
        return [
            ItemRow(
                words=item.words,
                tick=self[f"{item.key}-is_done"],
                fields=self.row(item.key, ["who", "due_on"]),
                mark=self.marks.get(item.key),
                is_open=self.is_bound and self.has_changed_in(item.key, "who", "due_on"),
            )
            for item in self.items
        ]

    @property
    def done(self):
        """How many are ticked off and kept so."""
        return sum(mark.is_done for key, mark in self.marks.items() if key in self.keys)

    @property
    def keys(self):
        return {item.key for item in self.items}

    def clean(self):
        data = super().clean()
        this_year = timezone.localdate().year
        for item in self.items:
            day = data.get(f"{item.key}-due_on")
            if day and abs(day.year - this_year) > YEARS_AHEAD:
                # The list of errors on top of the page tells the items apart by it.
                message = _("Look at the year of “%(item)s”.") % {"item": item.words.rstrip(".")}
                self.add_error(f"{item.key}-due_on", message)
        return data

    @property
    def changed_marks(self):
        """{item: {field: value}} of what she changed."""
        marks = {}
        for item in self.items:
            for name in ("is_done", "who", "due_on"):
                if self.has_changed_in(item.key, name):
                    value = self.cleaned_data[f"{item.key}-{name}"]
                    marks.setdefault(item.key, {})[name] = value
        return marks


class ChosenForm(ListForm):
    """A choice and a few words in each row."""

    no_choice = ""
    choices: list = []
    label = ""

    def __init__(self, *args, rows, kept, **kwargs):
        """`rows` are (key, heading, hint), `kept` {key: (choice, words)}."""
        super().__init__(*args, **kwargs)
        self.headings = rows
        for key, _heading, _hint in rows:
            choice, words = kept.get(key, ("", ""))
            self.fields[f"{key}-choice"] = forms.TypedChoiceField(
                label=self.label,
                choices=[NOT_FILLED_IN, *self.choices],
                coerce=int,
                empty_value=None,
                required=False,
                show_hidden_initial=True,
                initial=choice,
            )
            self.fields[f"{key}-words"] = short_words()
            self.fields[f"{key}-words"].initial = words

    @property
    def rows(self):
        return [
            (heading, hint, self.row(key, ["choice", "words"]))
            for key, heading, hint in self.headings
        ]

    def clean(self):
        data = super().clean()
        for key, heading, _hint in self.headings:
            if data.get(f"{key}-words") and data.get(f"{key}-choice", 0) is None:
                self.add_error(f"{key}-choice", f"{heading}: {self.no_choice}")
        return data

    @property
    def changed_rows(self):
        """{key: (choice, words)} of the rows that she changed."""
        return {
            key: (self.cleaned_data[f"{key}-choice"], self.cleaned_data[f"{key}-words"])
            for key, _heading, _hint in self.headings
            if self.has_changed_in(key, "choice", "words")
        }


class MatrixForm(ChosenForm):
    label = _("How far?")
    no_choice = _("Choose how far they were let in, or take the words away.")
    choices = Level.choices

    def __init__(self, *args, consultation, **kwargs):
        kept = {row.step: (row.level, row.words) for row in consultation.participation.all()}
        rows = [(step.value, step.label, STEP_HINTS[step]) for step in DecisionStep]
        super().__init__(*args, rows=rows, kept=kept, **kwargs)


class PrinciplesForm(ChosenForm):
    label = _("How well did we do it?")
    no_choice = _("Choose how well you did it, or take the words away.")
    choices = [(mark, f"{mark}") for mark in STEPS]

    def __init__(self, *args, consultation, **kwargs):
        self.choices = [(mark, f"{mark} – {words}") for mark, words in STEPS.items()]
        kept = {row.principle: (row.mark, row.words) for row in consultation.principle_views.all()}
        rows = [(principle, *words) for principle, words in PRINCIPLES.items()]
        super().__init__(*args, rows=rows, kept=kept, **kwargs)


class OfRegionForm(forms.Form):
    """Of one of the writer's regions; with one only it is not asked for."""

    # Becomes the row's public id, so that a form that is sent twice is one of them.
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"))

    def __init__(self, *args, regions=(), region=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.region = region or (regions[0] if len(regions) == 1 else None)
        if self.region:
            del self.fields["region"]
        else:
            self.fields["region"].queryset = regions

    @property
    def chosen_region(self):
        return self.region or self.cleaned_data["region"]

    @property
    def written(self):
        return {n: v for n, v in self.cleaned_data.items() if n not in {"key", "region"}}


class CaseForm(OfRegionForm):
    title = LineField(label=_("What is it about?"), max_length=120)
    what_we_did = TextField(
        label=_("What did you do?"),
        max_length=6000,
        help_text=_(
            "So that a colleague in another region can do the same. Name no private person."
        ),
    )
    how_it_went = TextField(
        label=_("How did it go?"), max_length=6000, help_text=_("What did not work, too.")
    )
    advice = TextField(label=_("Your advice to the others"), max_length=3000, required=False)


class TrialForm(OfRegionForm):
    chapter = forms.ChoiceField(label=_("Chapter"), required=False)
    part = forms.ChoiceField(label=_("Which part did you use?"), choices=Part)
    used_on = day_field(label=_("When did you use it?"))
    rating = forms.TypedChoiceField(
        label=_("Of what use was it?"), choices=Rating, coerce=int, widget=forms.RadioSelect
    )
    words = TextField(
        label=_("What did you say of it?"),
        max_length=4000,
        help_text=_("All who test the tool read it, and it may stand in the report. Name nobody."),
    )

    def __init__(self, *args, language, **kwargs):
        super().__init__(*args, **kwargs)
        texts = ChapterText.objects.of_guide(METHOD_TOOL).read_in(language).in_order()
        self.chapters = {text.chapter.key: text for text in texts}
        self.fields["chapter"].choices = [
            ("", _("The tool as a whole")),
            *((key, text.title) for key, text in self.chapters.items()),
        ]

    def clean_used_on(self):
        day = self.cleaned_data["used_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("That day has not been yet."))
        if day.year < timezone.localdate().year - YEARS_AHEAD:
            raise forms.ValidationError(_("Look at the year."))
        return day

    @property
    def written(self):
        chosen = self.chapters.get(self.cleaned_data["chapter"])
        return super().written | {"chapter": chosen.chapter if chosen else None}
