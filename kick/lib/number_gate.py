"""The gate that no personal number passes, for forms whose fields are not ours: the admin's.

Our own fields refuse one by themselves (`kick/lib/fields.py`). A form that is guarded here looks at
everything that was typed, whatever the field, and shows it again covered.
"""

from typing import Any

from django import forms

from kick.lib import personal
from kick.lib.fields import NO_PERSONAL_NUMBERS


class WithoutPersonalNumbers(forms.BaseForm):
    """Refuses a personal number in any field, so that none reaches session, database, history or log."""

    # What is ten digits on purpose has a field of its own that knows.
    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for name, field in self.fields.items():
            typed = self._typed(name, field)
            if not getattr(field, "holds_numbers", False) and any(
                personal.contains_personal_number(words) for words in typed
            ):
                self._cover(name, typed)
                if not self.has_error(name, code="personal_number"):
                    self.add_error(
                        name, forms.ValidationError(NO_PERSONAL_NUMBERS, code="personal_number")
                    )
        return data

    def _typed(self, name, field):
        if field.disabled or not isinstance(self.data, dict):
            return []
        keys = [self.add_prefix(name), *(f"{self.add_prefix(name)}_{part}" for part in range(3))]
        values = [
            value
            for key in keys
            for value in (
                self.data.getlist(key) if hasattr(self.data, "getlist") else [self.data.get(key)]
            )
        ]
        return [value for value in values if isinstance(value, str)]

    def _cover(self, name, typed):
        self.data = self.data.copy()
        key = self.add_prefix(name)
        covered = [personal.mask(words) for words in typed]
        if hasattr(self.data, "setlist"):
            self.data.setlist(key, covered)
        else:
            self.data[key] = covered[0]


def guarded(form: type[forms.BaseForm]) -> type[forms.BaseForm]:
    """The same form, behind the gate."""
    if issubclass(form, WithoutPersonalNumbers):
        return form
    return type(form.__name__, (WithoutPersonalNumbers, form), {})
