"""Constraints that read as statements: the database holds what must be true."""

from django.db.models import CheckConstraint, Q


def together(*fields: str, name: str) -> CheckConstraint:
    """All of the fields are set, or none of them is."""
    none_set = Q(**{f"{field}__isnull": True for field in fields})
    all_set = Q(**{f"{field}__isnull": False for field in fields})
    return CheckConstraint(condition=none_set | all_set, name=name)


def one_of(field: str, choices, *, name: str) -> CheckConstraint:
    """The field holds one of the choices (a Django Choices class), nothing else."""
    return CheckConstraint(condition=Q(**{f"{field}__in": choices.values}), name=name)


def not_blank(field: str, *, name: str) -> CheckConstraint:
    """The text is not empty."""
    return CheckConstraint(condition=~Q(**{field: ""}), name=name)
