"""The table in the record of processing (GDPR art. 30), written from what the models declare."""

from collections.abc import Iterator

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kick.lib.datasets import DATASETS, Dataset
from kick.lib.personal_data import our_models, privacy_of

BEGINS, ENDS = "<!-- tabellen: skrivs av manage.py list_personal_data -->", "<!-- slut -->"


def with_table(text: str) -> str:
    """The document with its table as the models have it now, in the active language."""
    before, _mark, rest = text.partition(BEGINS)
    _old, _mark, after = rest.partition(ENDS)
    return f"{before}{BEGINS}\n\n{table()}\n{ENDS}{after}"


def table() -> str:
    return "\n".join(line for dataset in DATASETS for line in _section(dataset))


def _section(dataset: Dataset) -> Iterator[str]:
    yield f"### {dataset.name}"
    yield ""
    for word, value in [
        (_("Purpose"), dataset.purpose),
        (_("Legal ground"), dataset.ground),
        (_("Controller"), dataset.controller),
        (_("Persons"), dataset.people),
        (_("Receivers"), dataset.receivers),
        (_("How long"), dataset.kept),
    ]:
        yield f"- **{word}:** {value}"
    models_of_it = [model for model in our_models() if privacy_of(model).dataset == dataset.key]
    for model in models_of_it:
        if told := _fields(model):
            yield f"- **{capfirst(model._meta.verbose_name_plural)}:** {told}"
    yield ""


def _fields(model: type[models.Model]) -> str:
    privacy = privacy_of(model)
    ordinary, sensitive = _names(model, privacy.personal), _names(model, privacy.sensitive)
    if sensitive:
        ordinary.append(_("sensitive: %(names)s") % {"names": ", ".join(sensitive)})
    return ", ".join(ordinary)


def _names(model, names):
    return sorted(str(model._meta.get_field(name).verbose_name) for name in names)
