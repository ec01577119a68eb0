"""Constraints that read as statements: the database holds what must be true."""

from collections.abc import Iterable, Sequence

from django.db.models import CheckConstraint, Choices, Q


def together(*fields: str, name: str, texts: Sequence[str] = ()) -> CheckConstraint:
    """All of the fields are set, or none of them is.

    `texts` are the text fields among them, which are never null: unset is blank.
    """
    none_set = Q(**{f"{field}__isnull": True for field in fields}, **dict.fromkeys(texts, ""))
    all_set = Q(**{f"{field}__isnull": False for field in fields})
    for field in texts:
        all_set &= ~Q(**{field: ""})
    return CheckConstraint(condition=none_set | all_set, name=name)


def exactly_one(first: str, second: str, *, name: str) -> CheckConstraint:
    """One of the two is set, and not both."""
    one_way = Q(**{f"{first}__isnull": False, f"{second}__isnull": True})
    other_way = Q(**{f"{first}__isnull": True, f"{second}__isnull": False})
    return CheckConstraint(condition=one_way | other_way, name=name)


def one_of(field: str, choices: type[Choices] | Iterable, *, name: str) -> CheckConstraint:
    """The field holds one of the choices (a Choices class or values), nothing else."""
    values = getattr(choices, "values", choices)
    return CheckConstraint(condition=Q(**{f"{field}__in": list(values)}), name=name)


def not_blank(field: str, *, name: str) -> CheckConstraint:
    """The text is not empty."""
    return CheckConstraint(condition=~Q(**{field: ""}), name=name)
