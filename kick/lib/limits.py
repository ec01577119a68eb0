"""How often something may be tried, counted in the database for all processes together."""

from django.core.cache import cache
from django.utils.crypto import salted_hmac


def allow(key: str, *, limit: int, seconds: int) -> bool:
    """Use up one of `limit` tries for the key; each comes back after its own `seconds`.

    `cache.add` is an insert, so two at once never get the same try. The table of the cache keeps its
    rows past their time, so the key, which may hold an address, stands there as a hash.
    """
    name = salted_hmac("kick.limits", key, algorithm="sha256").hexdigest()
    return any(cache.add(f"limit:{name}:{number}", 1, seconds) for number in range(limit))
