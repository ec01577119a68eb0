import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib.fields import LineField
from kick.lib.text_encoding import ENCODINGS
from organisations.models import ArtForm, Choice, Culture, Municipality, Region
from organisations.register_lists.columns import (
    CONTACT_FIELDS,
    FIELDS,
    WrongMapping,
    checked_mapping,
)

MOST_FILES = 20
# A few hundred words at most; more would be more fields than a request may have.
MOST_WORDS = 800


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or several files; gives a list."""

    widget = FilesInput

    def clean(self, data, initial=None):
        files = data if isinstance(data, list | tuple) else [data]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                _("At most %(number)s files at a time."), params={"number": MOST_FILES}
            )
        return [super(FilesField, self).clean(file, initial) for file in files or [None]]


class UploadForm(forms.Form):
    """Lists, and what holds for all of them. With `choices` the encoding is asked for as well."""

    use_required_attribute = False

    # Becomes the import's public id, so that a form that is sent twice is one import.
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    file = FilesField(
        label=_("The list, or several"),
        help_text=_(
            "CSV, Excel (.xlsx) or ODS, at most 10 MB each. We read the files and do not keep them."
        ),
        allow_empty_file=True,
    )
    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"))
    municipality = forms.ModelChoiceField(
        Municipality.objects.none(),
        label=_("Municipality for the whole list"),
        required=False,
        empty_label=_("It stands in a column of the list"),
    )
    source = LineField(
        label=_("Where the list comes from"),
        max_length=120,
        help_text=_("For example: Gislaved municipality, register of associations."),
    )
    received_on = forms.DateField(
        label=_("When you got it"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("What an organisation has confirmed after this day is not changed."),
    )

    def __init__(self, *args, user, choices=(), **kwargs):
        super().__init__(*args, **kwargs)
        regions = Region.objects.active().led_by(user).by_name()
        self.fields["region"].queryset = regions
        self.fields["municipality"].queryset = Municipality.objects.filter(region__in=regions)
        self.fields["received_on"].initial = timezone.localdate
        if len(regions) == 1:
            self.fields["region"].initial = regions[0]
        self.fields["encoding"] = self.encoding_field(choices)

    def encoding_field(self, choices):
        samples = [(name, f"{sample or '–'} ({name})") for name, sample in choices]
        return forms.ChoiceField(
            label=_("How å, ä and ö are written: choose what looks right"),
            choices=samples or [(name, name) for name in ENCODINGS],
            required=False,
            widget=forms.RadioSelect if choices else forms.HiddenInput,
        )

    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        if day.year < 1990 or day > timezone.localdate():
            raise forms.ValidationError(_("This day has not been yet, or is very long ago."))
        return day

    def clean(self):
        cleaned = super().clean()
        place, region = cleaned.get("municipality"), cleaned.get("region")
        if place and region and place.region_id != region.pk:
            self.add_error("municipality", _("This municipality is in another region."))
        return cleaned


class SheetForm(forms.Form):
    use_required_attribute = False

    sheet = forms.ModelMultipleChoiceField(
        None, label=_("Sheets"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, batch, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sheet"].queryset = batch.sheets.all()


class ColumnsForm(forms.Form):
    """Which column holds what: one select for each, named by its place."""

    use_required_attribute = False

    header_row = forms.IntegerField(
        label=_("Row of the headings"),
        required=False,
        min_value=0,
        help_text=_("As Excel counts. 0 if the list has no headings."),
    )
    municipality = forms.ModelChoiceField(
        Municipality.objects.none(),
        label=_("Municipality for the whole list"),
        required=False,
        empty_label=_("It stands in a column of the list"),
    )

    contact_purpose = LineField(
        label=_("What the contact persons are for"),
        required=False,
        help_text=_(
            "Only if you choose columns with contact persons. They are deleted after a year."
        ),
    )

    def __init__(self, *args, batch, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.batch = batch
        self.fields["header_row"].max_value = rows
        self.fields["header_row"].initial = batch.header_row or 0
        self.fields["municipality"].queryset = batch.region.municipalities.all()
        self.fields["municipality"].initial = batch.municipality
        self.fields["contact_purpose"].initial = batch.contact_purpose
        for index, header in enumerate(batch.columns):
            self.fields[f"column_{index}"] = forms.ChoiceField(
                label=header,
                choices=[("", _("Not read")), *FIELDS.items()],
                initial=batch.mapping.get(header, ""),
                required=False,
            )

    def clean_header_row(self):
        number = self.cleaned_data["header_row"]
        if number is None:
            return self.batch.header_row or 0
        if number > self.fields["header_row"].max_value:
            raise forms.ValidationError(_("The list does not have that many rows."))
        return number

    @property
    def changes_header(self):
        return self.cleaned_data["header_row"] != (self.batch.header_row or 0)

    def clean(self):
        cleaned = super().clean()
        self.mapping = {
            header: cleaned[f"column_{index}"]
            for index, header in enumerate(self.batch.columns)
            if cleaned.get(f"column_{index}")
        }
        if "header_row" in cleaned and not self.changes_header:
            try:
                checked_mapping(self.mapping, self.batch.columns)
            except WrongMapping as wrong:
                raise forms.ValidationError(str(wrong)) from None
            if CONTACT_FIELDS & set(self.mapping.values()) and not cleaned.get("contact_purpose"):
                self.add_error(
                    "contact_purpose",
                    _("Say what the contact persons are for, or leave their columns out."),
                )
        return cleaned


class WordsForm(forms.Form):
    """What each word of a list means: one select for each, with the art forms among the answers."""

    use_required_attribute = False

    rest = forms.ChoiceField(
        label=_("All words that are still unsure"),
        choices=[("", _("Leave them unsure")), ("no", _("Not culture")), ("yes", _("Culture"))],
        required=False,
    )

    def __init__(self, *args, words, **kwargs):
        super().__init__(*args, **kwargs)
        self.words = words[:MOST_WORDS]
        self.forms = {str(form.pk): form for form in ArtForm.objects.order_by("position")}
        choices = [
            *Culture.choices,
            (_("Culture, and this art form"), [(pk, form.name) for pk, form in self.forms.items()]),
        ]
        for index, (word, _count, culture, form) in enumerate(self.words):
            self.fields[f"word-{word}"] = forms.ChoiceField(
                label=word,
                choices=choices,
                initial=str(form.pk) if form else culture,
                required=False,
                widget=forms.Select({"id": f"word-{index}"}),
            )

    @property
    def rows(self):
        """(bound field, number of rows with the word) of every word."""
        return [(self[f"word-{word}"], count) for word, count, _culture, _form in self.words]

    def clean(self):
        """Sets `meanings` to what is another meaning than before."""
        cleaned = super().clean()
        self.meanings = {}
        for word, _count, culture, form in self.words:
            before = str(form.pk) if form else culture
            answer = cleaned.get(f"word-{word}") or before
            if answer == Culture.UNSURE and cleaned.get("rest"):
                answer = cleaned["rest"]
            if answer != before:
                form = self.forms.get(answer)
                self.meanings[word] = (Culture.YES if form else answer, form)
        return cleaned


class ChoiceForm(forms.Form):
    """What becomes of the rows that are ticked, or of all that are shown."""

    choice = forms.ChoiceField(
        label=_("What becomes of them"),
        choices=[
            (Choice.NEW, _("Take in as new")),
            (Choice.SAME, _("The same as proposed")),
            (Choice.SKIP, _("Skip")),
            ("undo", _("As the list proposes")),
        ],
        error_messages={"required": _("Choose what becomes of the rows.")},
    )
    row = forms.TypedMultipleChoiceField(label=_("Rows"), coerce=int, required=False)
    everything = forms.BooleanField(label=_("All rows in this selection"), required=False)

    def __init__(self, *args, numbers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["row"].choices = [(number, number) for number in numbers]

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("row") and not cleaned.get("everything") and "row" not in self.errors:
            raise forms.ValidationError(_("Tick the rows first."))
        return cleaned

    @property
    def chosen(self):
        return self.cleaned_data["choice"].removeprefix("undo")


class SameForm(forms.Form):
    """Which organisation in the register a row is about; found by a search in the region."""

    use_required_attribute = False

    organisation = forms.ModelChoiceField(
        None,
        label=_("Which organisation is it?"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose an organisation.")},
    )

    def __init__(self, *args, found, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = found
        self.fields["organisation"].label_from_instance = described


def described(organisation):
    parts = [organisation.name, organisation.municipality.name, organisation.shown_org_number]
    return ", ".join(filter(None, parts))
