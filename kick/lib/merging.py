"""How rows follow when two rows of one model turn out to be one, and how they come back.

Every model that points at such a model says so once, beside its fields:
`merging = {"organisation": MOVE_UNLESS_TAKEN}`. Nothing is ever deleted or overwritten by a merge:
what cannot follow stays where it was, so that the way back is exact.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models
from django.db.models import Exists, OuterRef, Q, UniqueConstraint

# The row follows.
MOVE = "move"
# It follows unless the survivor has one where only one may be; then both stay as they are.
MOVE_UNLESS_TAKEN = "move_unless_taken"
# It tells what was, or is found anew.
LEAVE = "leave"
RULES = {MOVE, MOVE_UNLESS_TAKEN, LEAVE}


@dataclass(frozen=True)
class Relation:
    """One key that points at the model that is merged."""

    model: type[models.Model]
    field: str
    rule: str

    @property
    def label(self) -> str:
        return f"{self.model._meta.label}.{self.field}"

    def rows_of(self, row: models.Model) -> models.QuerySet:
        return self.model._default_manager.filter(**{self.field: row.pk})

    def constraints(self) -> list[UniqueConstraint]:
        """Those that let the model's row stand once for each row that it points at."""
        found = [
            constraint
            for constraint in self.model._meta.constraints
            if isinstance(constraint, UniqueConstraint) and self.field in constraint.fields
        ]
        found += [
            UniqueConstraint(fields=names, name="together")
            for names in self.model._meta.unique_together
            if self.field in names
        ]
        if self.model._meta.get_field(self.field).unique:
            found.append(UniqueConstraint(fields=[self.field], name="one_to_one"))
        return found

    def staying(self, *, survivor, absorbed) -> models.QuerySet:
        """The absorbed one's rows that cannot follow, since the survivor has such a one already."""
        rows = self.rows_of(absorbed)
        if self.rule == LEAVE:
            return rows
        taken = Q(pk__in=[])
        for constraint in self.constraints():
            condition = constraint.condition or Q()
            others = {name: OuterRef(name) for name in constraint.fields if name != self.field}
            same = self.rows_of(survivor).filter(condition, **others)
            within = self.model._base_manager.filter(condition).filter(Exists(same))
            taken |= Q(pk__in=within.values("pk"))
        return rows.filter(taken)


def relations_to(model: type[models.Model]) -> list[Relation]:
    """Every key to the model with its rule, in the order of the models' names.

    History tells what was and never moves; the tables behind the model's own many-to-many fields
    belong to the merged row itself. Raises ImproperlyConfigured for a key that declares nothing.
    """
    found = []
    for other in apps.get_models(include_auto_created=False):
        if hasattr(other, "pgh_tracked_model"):
            continue
        for field in other._meta.local_fields:
            if field.is_relation and field.related_model is model:
                found.append(Relation(other, field.name, declared_rule(other, field.name)))
        for field in other._meta.local_many_to_many if other is not model else ():
            if field.related_model is model and field.remote_field.through._meta.auto_created:
                rule = declared_rule(other, field.name)
                through = field.remote_field.through
                found.append(Relation(through, field.m2m_reverse_field_name(), rule))
    return sorted(found, key=lambda relation: relation.label)


def declared_rule(model: type[models.Model], field: str) -> str:
    rule = getattr(model, "merging", {}).get(field)
    if rule not in RULES:
        raise ImproperlyConfigured(f"{model._meta.label}.{field} does not say how it is merged")
    return rule


def move(relation: Relation, *, survivor, absorbed) -> dict | None:
    """Let one relation's rows follow. Returns what undo needs: keys that moved, stayed, were there."""
    if relation.rule == LEAVE:
        return None
    own = _keys(relation.rows_of(survivor))
    stayed = _keys(relation.staying(survivor=survivor, absorbed=absorbed))
    # A row never comes to point at itself.
    moving = relation.rows_of(absorbed).exclude(pk__in=stayed)
    if relation.model is type(survivor):
        moving = moving.exclude(pk=survivor.pk)
    moved = _keys(moving)
    _point(relation, moved, survivor)
    return {"relation": relation.label, "own": own, "moved": moved, "stayed": stayed}


def move_back(relation: Relation, told: dict, *, survivor, absorbed) -> dict:
    """Undo `move`. Returns the keys that have come to the survivor since, and those that are gone."""
    still = set(_keys(relation.rows_of(survivor)))
    back = [key for key in told["moved"] if key in still]
    _point(relation, back, absorbed)
    return {
        "relation": relation.label,
        "new": sorted(still - set(told["own"]) - set(told["moved"])),
        "gone": sorted(set(told["moved"]) - still),
    }


def _keys(rows: models.QuerySet) -> list:
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _point(relation: Relation, keys: Iterable, row: models.Model) -> None:
    relation.model._base_manager.filter(pk__in=keys).update(**{relation.field: row.pk})


def columns_of(model: type[models.Model]) -> list[str]:
    """The columns that are written; generated ones follow from them."""
    return [field.column for field in model._meta.local_concrete_fields if not field.generated]


def row_as_json(model: type[models.Model], pk) -> dict:
    """One row as PostgreSQL writes it in JSON, column by column: exact, whatever the type."""
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(row)::text FROM {table} row WHERE id = %s", [pk])
        row = json.loads(cursor.fetchone()[0])
    return {name: row[name] for name in columns_of(model)}


def write_columns(model: type[models.Model], pk, values: dict) -> None:
    """Write columns of one row from what `row_as_json` gave."""
    if not values:
        return
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    sets = ", ".join(f"{quote(name)} = old.{quote(name)}" for name in values)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {sets} FROM jsonb_populate_record(NULL::{table}, %s::jsonb) old"
            f" WHERE {table}.id = %s",
            [json.dumps(values), pk],
        )


def links_as_json(through: type[models.Model], **where) -> list[dict]:
    """The rows behind a many-to-many field, with their ids."""
    return list(through._base_manager.filter(**where).order_by("pk").values())


def fingerprint(rows) -> str:
    """The same for the same rows, to tell whether what was shown is still so."""
    return hashlib.sha256(json.dumps(rows, sort_keys=True, default=str).encode()).hexdigest()[:32]
