"""Selects as the house writes them."""

from django import forms
from django.utils.translation import override

from kick.lib.form_renderer import DASHES
from organisations.models import Region


class Asked(forms.Form):
    region = forms.ModelChoiceField(Region.objects.none())
    own_words = forms.ModelChoiceField(Region.objects.none(), empty_label="None of them")
    kind = forms.ChoiceField(choices=[("", DASHES), ("a", "A")])


def test_what_is_not_chosen_yet_is_said_in_the_readers_language():
    said = {"sv": "Välj", "fi": "Valitkaa", "en": "Choose"}

    # The same renderer keeps what it has rendered, so each is asked for twice.
    for language in [*said, *said]:
        with override(language):
            html = str(Asked())

        assert html.count(f'<option value="" selected>{said[language]}</option>') == 2
        assert '<option value="" selected>None of them</option>' in html
        assert DASHES not in html
