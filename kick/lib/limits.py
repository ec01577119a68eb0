"""How often something may be tried, counted in the database for all processes together."""

from django.core.cache import cache


def allow(key: str, *, limit: int, seconds: int) -> bool:
    """Use up one of `limit` tries for the key; each comes back after its own `seconds`.

    `cache.add` is an insert, so two at once never get the same try.
    """
    return any(cache.add(f"limit:{key}:{number}", 1, seconds) for number in range(limit))
