from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=10_000)
def path_to(name: str, *words: str) -> str:
    """What `reverse` says, kept: a list asks for the same pages at every request.

    Not for personal links, which nothing should keep.
    """
    return reverse(name, args=words)
