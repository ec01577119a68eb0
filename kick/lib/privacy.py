"""What each field of each model is, for whom, how long it is kept, and what erasure does to it.

Every model of ours says so in one line a class, `privacy = fields(dataset="meetings", personal="email",
found_by="email", erased="blank", …)`; tests fail on what is not said. docs/privacy/declaring.md tells how.
"""

from dataclasses import dataclass, field
from datetime import timedelta

ERASED = {"delete", "blank", "keep"}


@dataclass(frozen=True)
class Purge:
    """What goes by itself, `after` so long: the retention run carries it out once a day.

    What is old says `since`, a field with a moment, or `rows`, a word of the queryset that takes one.
    It is deleted, or the fields in `blank` emptied. What takes more than that is an `action`, by its
    dotted path: it is called with `at=` and returns how many rows.
    """

    after: timedelta
    since: str = ""
    rows: str = ""
    blank: str = ""
    action: str = ""

    @property
    def blanked(self) -> list[str]:
        return self.blank.split()


@dataclass(frozen=True)
class Privacy:
    """Field names by class, and the model's own answers. `kept` says in words how long and why."""

    dataset: str = ""
    public: frozenset[str] = field(default_factory=frozenset)
    internal: frozenset[str] = field(default_factory=frozenset)
    personal: frozenset[str] = field(default_factory=frozenset)
    sensitive: frozenset[str] = field(default_factory=frozenset)
    secret: frozenset[str] = field(default_factory=frozenset)
    kept: str = ""
    found_by: tuple[str, ...] = ()
    erased: str = ""
    blanked: tuple[str, ...] = ()
    purges: tuple[Purge, ...] = ()
    goes_with: str = ""
    stays: bool = False

    @property
    def about_persons(self) -> frozenset[str]:
        """What may tell of a person and is not for everybody."""
        return self.personal | self.sensitive

    @property
    def classes(self) -> dict[str, frozenset[str]]:
        return {
            name: getattr(self, name)
            for name in ("public", "internal", "personal", "sensitive", "secret")
        }


def fields(
    *,
    dataset: str = "",
    public: str = "",
    internal: str = "",
    personal: str = "",
    sensitive: str = "",
    secret: str = "",
    kept: str,
    found_by: str = "",
    erased: str = "",
    blanked: str = "",
    purges: tuple[Purge, ...] = (),
    goes_with: str = "",
    stays: bool = False,
) -> Privacy:
    """Sort a model's fields by how they may be shown; each argument is names with spaces between.

    `dataset` is a key of kick/lib/datasets.py, which knows purpose, ground and controller. `found_by`
    are the fields, also of the row's parents, by which a person's rows are found: keys to her account,
    addresses, JSON that may hold the address. `erased` is what her request does to those rows: delete,
    blank (`blanked`, else all that is personal or sensitive), keep (then `kept` names the ground), or a
    word of the queryset that does it. What is personal also says when it goes: `purges`, or with which
    parent (`goes_with`), or that somebody changes it by hand (`stays`, and `kept` says who).
    """
    return Privacy(
        dataset=dataset,
        public=frozenset(public.split()),
        internal=frozenset(internal.split()),
        personal=frozenset(personal.split()),
        sensitive=frozenset(sensitive.split()),
        secret=frozenset(secret.split()),
        kept=kept,
        found_by=tuple(found_by.split()),
        erased=erased,
        blanked=tuple(blanked.split()) or tuple(sorted({*personal.split(), *sensitive.split()})),
        purges=purges,
        goes_with=goes_with,
        stays=stays,
    )
