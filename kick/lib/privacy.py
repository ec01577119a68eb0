"""What each field of each model is, for whom, and how long it is kept.

Every model of ours says so in one line a class, `privacy = fields(public="name slug", personal="email")`;
a test fails on a field that is in none or in two of them.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Privacy:
    """Field names by class. `kept` says in words how long the row lives, and on what ground."""

    public: frozenset[str] = field(default_factory=frozenset)
    internal: frozenset[str] = field(default_factory=frozenset)
    personal: frozenset[str] = field(default_factory=frozenset)
    sensitive: frozenset[str] = field(default_factory=frozenset)
    secret: frozenset[str] = field(default_factory=frozenset)
    kept: str = ""


def fields(
    *,
    public: str = "",
    internal: str = "",
    personal: str = "",
    sensitive: str = "",
    secret: str = "",
    kept: str,
) -> Privacy:
    """Sort a model's fields by how they may be shown; each argument is names with spaces between."""
    return Privacy(
        public=frozenset(public.split()),
        internal=frozenset(internal.split()),
        personal=frozenset(personal.split()),
        sensitive=frozenset(sensitive.split()),
        secret=frozenset(secret.split()),
        kept=kept,
    )
