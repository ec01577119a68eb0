"""Everything that is held about one person, to be read out (GDPR art. 15) or erased (art. 17).

No list of tables stands here: each model says by which fields a person's rows are found and what her
request does to them, and its history follows it. `kick/lib/personal_data.py` walks them all.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, F, Q, TextField, Value
from django.db.models.functions import Cast, JSONObject

from kick.lib.personal_data import all_models, privacy_of
from kick.lib.privacy import Privacy
from kick.lib.retention import blank_rows


@dataclass(frozen=True)
class Person:
    """Whom it is about: the account, if there is one, and every address that was ever hers."""

    addresses: tuple[str, ...]
    user_id: int | None = None


@dataclass(frozen=True)
class Held:
    """One model's rows about the person."""

    model: type[models.Model]
    privacy: Privacy
    rows: models.QuerySet

    @property
    def label(self) -> str:
        return self.model._meta.label


@dataclass(frozen=True)
class Outcome:
    """What became of them: how many rows of a table, and `delete`, `blank`, `keep` or the word."""

    label: str
    dataset: str
    how: str
    rows: int


def held_about(person: Person) -> Iterator[Held]:
    """Every model that says how to find a person, history last; the account after what hangs on it."""
    for model in sorted(all_models(), key=_turn):
        privacy = privacy_of(model)
        if privacy.found_by:
            yield Held(model, privacy, rows_about(model, privacy, person))


def rows_about(model, privacy, person) -> models.QuerySet:
    rows, match = model._base_manager.all(), Q(pk__in=[])
    for path in privacy.found_by:
        field = _field(model, path)
        if field.is_relation:
            match |= Q(**{path: person.user_id}) if person.user_id else Q(pk__in=[])
        elif isinstance(field, models.EmailField):
            for address in person.addresses:
                match |= Q(**{f"{path}__iexact": address})
        else:
            rows = rows.alias(**{f"text_of_{path}": Cast(path, TextField())})
            for address in person.addresses:
                match |= Q(**{f"text_of_{path}__icontains": address})
    return rows.filter(match)


def traces_of(person: Person) -> list[tuple[models.Field, int]]:
    """Where the account stands as who did something: each key, and in how many rows. Erasing the
    account empties them; what was done belongs to others."""
    if person.user_id is None:
        return []
    keys = {
        f"{model._meta.label}.{field.name}": (model, field)
        for model in all_models()
        if not hasattr(model, "pgh_tracked_model")
        for field in keys_to_accounts(model)
        if field.name not in privacy_of(model).found_by
    }
    counts = _union(
        _counted(model._base_manager.filter(**{field.name: person.user_id}), name)
        for name, (model, field) in keys.items()
    )
    return [(keys[name][1], number) for name, number in counts if number]


def keys_to_accounts(model) -> list[models.Field]:
    return [
        field
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model._meta.label == settings.AUTH_USER_MODEL
    ]


@transaction.atomic
def erase(person: Person) -> list[Outcome]:
    """Do to every row about the person what its model says. Kept is what `keep` says, and what a
    queryset's own word leaves, both with the ground in the model's `kept`."""
    return [
        Outcome(held.label, held.privacy.dataset, held.privacy.erased, _erase(held))
        for held in held_about(person)
    ]


def count(person: Person) -> list[Outcome]:
    """What `erase` would find, without touching it: the tables that hold something."""
    about = {held.label: held for held in held_about(person)}
    counts = _union(_counted(held.rows, held.label) for held in about.values())
    return [
        Outcome(label, about[label].privacy.dataset, about[label].privacy.erased, number)
        for label, number in counts
        if number
    ]


def read(person: Person) -> list[tuple[Held, list[dict]]]:
    """The rows about the person by table, each as its fields but the secret ones: one query."""
    about = {held.label: held for held in held_about(person)}
    rows = {}
    for label, row in _union(_told(held) for held in about.values()):
        rows.setdefault(label, []).append(row)
    return [(about[label], found) for label, found in rows.items()]


def _union(parts):
    first, *others = parts
    return list(first.union(*others, all=True))


def _counted(rows, name):
    named = rows.order_by().annotate(of_table=Value(name, TextField()))
    return named.values("of_table").annotate(number=Count("pk")).values_list("of_table", "number")


def _told(held):
    """Each row as JSON; what it points at is told by name where it has one."""
    fields = {
        field.name: F(_path_to_words(field))
        for field in held.model._meta.concrete_fields
        if field.name not in held.privacy.secret and not field.generated
    }
    named = held.rows.order_by().annotate(of_table=Value(held.label, TextField()))
    return named.annotate(of_row=JSONObject(**fields)).values_list("of_table", "of_row")


def _path_to_words(field):
    if not field.is_relation:
        return field.name
    names = {other.name for other in field.related_model._meta.concrete_fields}
    word = next((word for word in ("email", "name", "slug") if word in names), "pk")
    return field.name if word == "pk" else f"{field.name}__{word}"


def _erase(held):
    # By their keys: what is blanked would no longer be found by its address half-way.
    keys = list(held.rows.values_list("pk", flat=True))
    rows = held.model._default_manager.filter(pk__in=keys)
    if not keys or held.privacy.erased == "keep":
        return len(keys)
    if held.privacy.erased == "delete":
        rows.delete()
    elif held.privacy.erased == "blank":
        blank_rows(rows, held.privacy.blanked)
    else:
        getattr(rows, held.privacy.erased)()
    return len(keys)


def _turn(model):
    """Rows found by their parent's address go before the parent; deleting one makes history."""
    is_account = model._meta.label == settings.AUTH_USER_MODEL
    is_history = hasattr(model, "pgh_tracked_model")
    own = [path for path in privacy_of(model).found_by if "__" not in path]
    return is_history, is_account, bool(own), model._meta.label


def _field(model, path):
    for name in path.split("__"):
        field = model._meta.get_field(name)
        model = field.related_model or model
    return field
