import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kick.lib.fields import LineField
from organisations.models import Region


class EarlierRoundForm(forms.Form):
    """A list from a consultation that is over: whose, when it closed, and what the list is."""

    # Becomes the round's public id, so that a form that is sent twice is one round.
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"))
    title = LineField(
        label=_("What the consultation was called"),
        max_length=120,
        help_text=_("For example: The culture plan 2018–2020, referral."),
    )
    closed_on = forms.DateField(
        label=_("The last day for answers"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("About is enough."),
    )
    source = LineField(
        label=_("Where the list comes from"),
        max_length=120,
        help_text=_("For example: the region's registry, case number RJL 2017/0000."),
    )
    means = forms.ChoiceField(
        label=_("What is the list?"),
        choices=[
            ("columns", _("Those who were asked and those who answered, in columns")),
            ("invited", _("Everybody on it was asked")),
            ("answered", _("Everybody on it answered")),
        ],
        widget=forms.RadioSelect,
        initial="columns",
    )
    file = forms.FileField(
        label=_("The list"),
        help_text=_(
            "CSV, Excel (.xlsx) or ODS with a heading above each column: Namn, and if there are any"
            " Organisationsnummer, Kommun, Inbjuden, Svarat. We read the file and do not keep it."
        ),
        allow_empty_file=True,
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        regions = Region.objects.active().run_by(user).by_name()
        self.fields["region"].queryset = regions
        if len(regions) == 1:
            self.fields["region"].initial = regions[0]

    def clean_closed_on(self):
        day = self.cleaned_data["closed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(
                _("That day has not come yet: the consultation is not over.")
            )
        return day

    @property
    def words(self):
        """What the form says besides its file."""
        return {name: value for name, value in self.cleaned_data.items() if name != "file"}
