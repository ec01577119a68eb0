"""The daily run: what each model says of its own age is carried out, rule by rule, in batches.

It knows counts and never content. A batch is a transaction: a run that is killed has done what it had
done, and the next one does the rest; a run with nothing to do changes nothing.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction
from django.utils.module_loading import import_string

from kick.lib.personal_data import all_models, events_of, privacy_of
from kick.lib.privacy import Purge

BATCH = 1_000


@dataclass(frozen=True)
class Rule:
    """One thing that one model lets go of."""

    model: type[models.Model]
    purge: Purge
    key: str

    @property
    def is_blanking(self) -> bool:
        return bool(self.purge.blank)


def rules() -> Iterator[Rule]:
    """Of every model, in an order that stays the same from run to run."""
    for model in sorted(all_models(), key=lambda model: model._meta.label):
        for number, purge in enumerate(privacy_of(model).purges, start=1):
            yield Rule(model, purge, f"{model._meta.label}:{number}")


def carry_out(rule: Rule, *, at: datetime) -> int:
    """Delete or blank what the rule says is over at that moment; returns how many rows."""
    if rule.purge.action:
        return import_string(rule.purge.action)(at=at)
    return sum(_batches(rule, due(rule, at=at)))


def due(rule: Rule, *, at: datetime) -> models.QuerySet:
    """The rows that a rule without an action would take."""
    moment, rows = at - rule.purge.after, rule.model._default_manager.all()
    if rule.purge.since:
        over = rows.filter(**{f"{rule.purge.since}__lt": moment})
        return over.exclude(**_emptied(rule)) if rule.is_blanking else over
    return getattr(rows, rule.purge.rows)(moment)


def _batches(rule, rows):
    last = None
    while True:
        later = rows if last is None else rows.filter(pk__gt=last)
        with transaction.atomic():
            keys = list(later.order_by("pk").values_list("pk", flat=True)[:BATCH])
            if not keys:
                return
            _forget(rule, keys)
        last = keys[-1]
        yield len(keys)


def _forget(rule, keys):
    rows = rule.model._base_manager.filter(pk__in=keys)
    if rule.is_blanking:
        blank_rows(rows, rule.purge.blanked)
    else:
        rows.delete()
    # Else the history would go on saying what was over.
    if events := events_of(rule.model):
        told = events._base_manager.filter(pgh_obj_id__in=keys)
        blank_rows(told, rule.purge.blanked) if rule.is_blanking else told.delete()


def blank_rows(rows: models.QuerySet, names: Iterator[str] | list[str]) -> int:
    """Empty the named fields, those that the model has; returns how many rows."""
    there = {field.name: field for field in rows.model._meta.concrete_fields}
    empty = {name: _nothing(there[name]) for name in names if name in there}
    return rows.update(**empty) if empty else 0


def _emptied(rule):
    """What was blanked on another night is not blanked again."""
    names = {field.name: field for field in rule.model._meta.concrete_fields}
    return {name: _nothing(names[name]) for name in rule.purge.blanked}


def _nothing(field):
    if field.null:
        return None
    return field.get_default() if field.has_default() else ""


def count_tables(counts: dict[str, int]) -> Counter:
    """Counts by rule as counts by table."""
    tables = Counter()
    for key, number in counts.items():
        tables[key.partition(":")[0]] += number
    return tables
