from dataclasses import replace

from django import forms
from django.utils.translation import gettext_lazy as _

from kick.lib.fields import LineField
from kick.lib.swedish import SwedishSelect
from kick.lib.tally import figures
from organisations.models import ArtForm, Flag, Kind, Minority

INDENT = "– "
# What people read in the address bar.
PARAMETERS = {
    "words": "q",
    "municipality": "kommun",
    "art_form": "konstform",
    "kind": "slag",
    "flag": "tema",
    "minority": "minoritet",
    "order": "ordning",
}
BY_NAME, BY_PLACE, BY_CONFIRMATION = "namn", "kommun", "bekraftad"
ORDERS = [
    ("", _("What fits best first")),
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
    minority = forms.ChoiceField(
        label=_("National minority"),
        required=False,
        help_text=_("Those that say themselves that they belong to one, and let it be shown."),
        widget=SwedishSelect,
    )
    order = forms.ChoiceField(label=_("Order"), choices=ORDERS, required=False)

    def __init__(self, *args, region, **kwargs):
        super().__init__(*args, **kwargs)
        self.places, self.art_forms, self.minorities = figures(
            "register choices", region.pk, lambda: _choices(region)
        )
        self.fields["words"].widget.input_type = "search"
        self.fields["municipality"].choices = [
            ("", _("The whole county")),
            *((place.code, place.name) for place in self.places),
        ]
        self.fields["art_form"].choices = [
            ("", _("All art forms")),
            *((art_form.code, _indented(art_form)) for art_form in self.art_forms),
        ]
        self.fields["minority"].choices = [
            ("", _("All")),
            *((minority.code, minority.name) for minority in self.minorities),
        ]

    def add_prefix(self, field_name):
        # Django asks for the names of labels and hidden fields too.
        return PARAMETERS.get(field_name, field_name)

    @property
    def is_narrowed(self):
        return any(value for name, value in self.cleaned_data.items() if name != "order")

    @property
    def is_bare(self):
        """Nothing sought and no order asked for."""
        return not any(self.cleaned_data.values())

    @property
    def chips(self):
        """(words, what they narrow, the query string without them) for each choice that was made."""
        chosen = [
            (name, value) for name, value in self.cleaned_data.items() if value and name != "order"
        ]
        for name, value in chosen:
            left = self._own_data()
            left.pop(PARAMETERS[name], None)
            yield self._words_for(name, value), self.fields[name].label, left.urlencode()

    def query_for(self, words):
        """The query string of the same choices with other words."""
        data = self._own_data()
        data[PARAMETERS["words"]] = words
        return data.urlencode()

    def query_in(self, place):
        """The query string of the same choices in one municipality."""
        data = self._own_data()
        data[PARAMETERS["municipality"]] = place.code
        return data.urlencode()

    def _own_data(self):
        own = self.data.copy()
        for name in set(own) - set(PARAMETERS.values()):
            del own[name]
        return own

    def _words_for(self, name, value):
        choices = dict(getattr(self.fields[name], "choices", []))
        return str(choices.get(value, value)).removeprefix(INDENT)

    def select(self, organisations):
        """The organisations that are sought, in the order asked for."""
        return self.find(organisations).rows

    def find(self, organisations):
        """The same with what the search says of itself: whether they are only near, what was meant."""
        sought = self.cleaned_data
        found = self._narrowed(organisations).found_by(sought.get("words", ""), places=self.places)
        match sought.get("order"):
            case "namn":
                return replace(found, rows=found.rows.by_name())
            case "kommun":
                return replace(found, rows=found.rows.by_place())
            case "bekraftad":
                return replace(found, rows=found.rows.by_confirmation())
        return found

    def _narrowed(self, organisations):
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
        if sought.get("minority"):
            chosen = next(m for m in self.minorities if m.code == sought["minority"])
            organisations = organisations.showing_minority(chosen)
        return organisations


def _choices(region):
    places = region.municipalities.all()
    return list(places), list(ArtForm.objects.all()), list(Minority.objects.all())


def _indented(art_form):
    return f"{INDENT}{art_form.name}" if art_form.parent_id else art_form.name
