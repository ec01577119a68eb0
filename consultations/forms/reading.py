from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.models import ContributionKind, Outcome

# What people read in the address bar.
PARAMETERS = {"place": "avsnitt", "kind": "slag", "outcome": "besked"}
WHOLE = "hela-planen"
QUESTION = "fraga-"


class NarrowingForm(forms.Form):
    """What of all that is said about a consultation somebody wants to read.

    Every choice is one of a list, so nothing in the query string reaches a lookup.
    """

    place = forms.ChoiceField(label=_("About"), required=False)

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", _("Everything")), *places]

    def add_prefix(self, field_name):
        # Django asks for the names of labels and hidden fields too.
        return PARAMETERS.get(field_name, field_name)

    @property
    def is_narrowed(self):
        return any(self.cleaned_data.values())

    @property
    def query(self):
        """What was chosen, for the links to the other pages of the list."""
        chosen = {PARAMETERS[name]: value for name, value in self.cleaned_data.items() if value}
        return "".join(f"{name}={value}&" for name, value in chosen.items())

    def select(self, contributions):
        place = self.cleaned_data.get("place")
        if place == WHOLE:
            return contributions.about_the_whole()
        if place and place.startswith(QUESTION):
            return contributions.about_question(int(place.removeprefix(QUESTION)))
        return contributions.on_key(place) if place else contributions


class VoicesForm(NarrowingForm):
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("All kinds")), *ContributionKind.choices], required=False
    )

    def select(self, contributions):
        contributions = super().select(contributions)
        kind = self.cleaned_data.get("kind")
        return contributions.of_kind(kind) if kind else contributions


class AnswersForm(NarrowingForm):
    outcome = forms.ChoiceField(
        label=_("What the region did"),
        choices=[("", _("Every answer")), *Outcome.choices],
        required=False,
    )

    def select(self, contributions):
        contributions = super().select(contributions)
        outcome = self.cleaned_data.get("outcome")
        return contributions.with_outcome(outcome) if outcome else contributions
