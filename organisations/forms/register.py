from django import forms
from django.utils.translation import gettext_lazy as _

from kick.lib.fields import LineField
from kick.lib.swedish import SwedishSelect
from organisations.models import ArtForm, Flag, Kind

# What people read in the address bar.
PARAMETERS = {
    "words": "q",
    "municipality": "kommun",
    "art_form": "konstform",
    "kind": "slag",
    "flag": "tema",
    "order": "ordning",
}
BY_NAME, BY_PLACE, BY_CONFIRMATION = "namn", "kommun", "bekraftad"
ORDERS = [
    (BY_NAME, _("Name")),
    (BY_PLACE, _("Municipality")),
    (BY_CONFIRMATION, _("Last confirmed")),
]


class RegisterForm(forms.Form):
    """What somebody seeks in the register of a region: words, and what narrows them.

    Every choice is one of a list, so nothing in the query string reaches a lookup.
    """

    use_required_attribute = False

    words = LineField(label=_("Search"), max_length=200, required=False)
    municipality = forms.ChoiceField(label=_("Municipality"), required=False)
    art_form = forms.ChoiceField(label=_("Art form"), required=False, widget=SwedishSelect)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("All kinds")), *Kind.choices], required=False
    )
    flag = forms.ChoiceField(
        label=_("Theme"), choices=[("", _("All themes")), *Flag.choices], required=False
    )
    order = forms.ChoiceField(label=_("Order"), choices=ORDERS, required=False)

    def __init__(self, *args, region, **kwargs):
        super().__init__(*args, **kwargs)
        self.places = list(region.municipalities.all())
        self.art_forms = list(ArtForm.objects.all())
        self.fields["words"].widget.input_type = "search"
        self.fields["municipality"].choices = [
            ("", _("The whole county")),
            *((place.code, place.name) for place in self.places),
        ]
        self.fields["art_form"].choices = [
            ("", _("All art forms")),
            *((art_form.code, _indented(art_form)) for art_form in self.art_forms),
        ]

    def add_prefix(self, field_name):
        # Django asks for the names of labels and hidden fields too.
        return PARAMETERS.get(field_name, field_name)

    @property
    def is_narrowed(self):
        return any(value for name, value in self.cleaned_data.items() if name != "order")

    def select(self, organisations):
        """The organisations that are sought, in the order asked for."""
        sought = self.cleaned_data
        if sought.get("municipality"):
            organisations = organisations.in_municipalities([sought["municipality"]])
        if sought.get("art_form"):
            chosen = next(a for a in self.art_forms if a.code == sought["art_form"])
            organisations = organisations.doing([chosen.pk])
        if sought.get("kind"):
            organisations = organisations.of_kind(sought["kind"])
        if sought.get("flag"):
            organisations = organisations.with_flag(sought["flag"])
        organisations = organisations.matching(sought.get("words", ""), places=self.places)
        match sought.get("order"):
            case "kommun":
                return organisations.by_place()
            case "bekraftad":
                return organisations.by_confirmation()
        return organisations.by_name()


def _indented(art_form):
    return f"– {art_form.name}" if art_form.parent_id else art_form.name
