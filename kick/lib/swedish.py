"""Words that are kept in Swedish only: a page in another language says so, or a screen reader
would read them with the wrong sounds (WCAG 3.1.2)."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import get_language


def is_foreign() -> bool:
    """Whether Swedish is another language than that of the page."""
    return not (get_language() or "sv").startswith("sv")


def in_swedish(words: Any) -> Any:
    """The words, in an element that says their language where the page has another."""
    return format_html('<span lang="sv">{}</span>', words) if words and is_foreign() else words


class SwedishSelect(forms.Select):
    """All choices but the empty one are Swedish; an option can hold no element, so each says it."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict:
        option = super().create_option(name, value, *args, **kwargs)
        if value and is_foreign():
            option["attrs"]["lang"] = "sv"
        return option
