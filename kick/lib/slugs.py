"""Addresses made of names: one for each row, which it keeps when the name changes."""

from django.db import models

from kick.lib import text

LONGEST = 80


def free_slug(rows: models.QuerySet, name: str, *, otherwise: str, longest: int = LONGEST) -> str:
    """The name as an address that none of the rows has; `otherwise` for a name without a letter."""
    base = text.slugify_swedish(name)[:longest].strip("-") or otherwise
    taken = set(rows.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)
