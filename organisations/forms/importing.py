import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib.fields import LineField
from kick.lib.text_encoding import ENCODINGS
from organisations.models import Municipality, Region
from organisations.register_lists.columns import FIELDS, WrongMapping, checked_mapping


class UploadForm(forms.Form):
    """A list, and what holds for all of it. With `choices` the encoding is asked for as well."""

    use_required_attribute = False

    # Becomes the import's public id, so that a form that is sent twice is one import.
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    file = forms.FileField(
        label=_("The list"),
        help_text=_(
            "CSV, Excel (.xlsx) or ODS, at most 10 MB. We read the file and do not keep it."
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

    sheet = forms.ModelChoiceField(
        None, label=_("Sheet"), widget=forms.RadioSelect, empty_label=None
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

    def __init__(self, *args, batch, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.batch = batch
        self.fields["header_row"].max_value = rows
        self.fields["header_row"].initial = batch.header_row or 0
        self.fields["municipality"].queryset = batch.region.municipalities.all()
        self.fields["municipality"].initial = batch.municipality
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
        return cleaned
