from django import forms
from django.utils.translation import gettext_lazy as _

from kick.lib.fields import EmailLineField
from organisations.models import CallReason, ListReturn, Municipality

# What people read in the address bar.
PARAMETERS = {"municipality": "kommun", "reason": "varfor"}


class CallListForm(forms.Form):
    """What narrows the list of whom to ring; every choice is one of a list."""

    use_required_attribute = False

    municipality = forms.ChoiceField(label=_("Municipality"), required=False)
    reason = forms.ChoiceField(
        label=_("Why"), choices=[("", _("All reasons")), *CallReason.choices], required=False
    )

    def __init__(self, *args, regions, **kwargs):
        super().__init__(*args, **kwargs)
        places = Municipality.objects.filter(region__in=regions).in_active_regions()
        self.fields["municipality"].choices = [
            ("", _("All municipalities")),
            *((place.code, place.name) for place in places),
        ]

    def add_prefix(self, field_name):
        return PARAMETERS.get(field_name, field_name)

    def select(self, rows):
        """The rows that were asked for; a wrong choice narrows nothing."""
        chosen = self.cleaned_data
        if chosen.get("municipality"):
            rows = rows.in_municipalities([chosen["municipality"]])
        if chosen.get("reason"):
            rows = rows.called_because(chosen["reason"])
        return rows


class NewAddressForm(forms.Form):
    use_required_attribute = False

    email = EmailLineField(
        label=_("New e-mail"),
        help_text=_("Rather info@ than a person's own address."),
        error_messages={"required": _("Write the address.")},
    )


class ListReturnForm(forms.Form):
    """Which list is given back: a municipality and the source that stands with its associations."""

    use_required_attribute = False

    which = forms.ChoiceField(
        label=_("Which list?"),
        error_messages={
            "required": _("Choose a list."),
            "invalid_choice": _("Choose a list from the menu."),
        },
    )

    def __init__(self, *args, sources, **kwargs):
        super().__init__(*args, **kwargs)
        self.sources = {f"{row['municipality']}:{row['source']}": row for row in sources}
        self.fields["which"].choices = [
            ("", _("Choose")),
            *((key, f"{row['place']}: {row['source']}") for key, row in self.sources.items()),
        ]

    def save(self, *, by):
        """The same list has one row, and one link, whoever asks for it."""
        row = self.sources[self.cleaned_data["which"]]
        made, _is_new = ListReturn.objects.get_or_create(
            municipality_id=row["municipality"], source=row["source"], defaults={"made_by": by}
        )
        return made
