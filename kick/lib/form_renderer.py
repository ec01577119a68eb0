"""How widgets become HTML: as Django's renderer does it, but a select of many choices only once."""

from collections.abc import Hashable, Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _

SELECT = "django/forms/widgets/select.html"
MOST_KEPT = 500
# What Django writes where nothing is chosen yet. It is read aloud as nine dashes, and asks nobody anything.
DASHES = "---------"


class KeptSelects(TemplatesSetting):
    """Most of a search page's cost is its lists of choices, which are the same for everybody.

    A select is kept by all that its template reads, so what it shows cannot be somebody else's. Where a
    form says nothing of its own, what is not chosen yet reads "Choose" in every select of the house.
    """

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[Hashable, str] = {}

    def render(self, template_name: str, context: Mapping[str, Any], request: Any = None) -> str:
        if template_name != SELECT:
            return super().render(template_name, context, request)
        _say_choose(context["widget"])
        key = _read_of(context["widget"])
        html = self.kept.get(key)
        if html is None:
            html = super().render(template_name, context, request)
            if len(self.kept) >= MOST_KEPT:
                self.kept.clear()
            self.kept[key] = html
        return html


def _say_choose(widget: Mapping[str, Any]) -> None:
    for _label, rows, _index in widget["optgroups"]:
        for row in rows:
            if row["label"] == DASHES:
                row["label"] = _("Choose")


def _read_of(widget: Mapping[str, Any]) -> Hashable:
    groups = (
        (
            _text(label),
            tuple((*map(_text, (row["value"], row["label"])), _attrs(row)) for row in rows),
        )
        for label, rows, _index in widget["optgroups"]
    )
    return _text(widget["name"]), _attrs(widget), tuple(groups)


def _attrs(owner: Mapping[str, Any]) -> Hashable:
    return tuple(
        (name, value if value is True or value is False else _text(value))
        for name, value in owner["attrs"].items()
    )


def _text(value: Any) -> Hashable:
    """As it is printed; what is marked as safe is printed otherwise than the same letters."""
    return str(value), hasattr(value, "__html__"), value is None
