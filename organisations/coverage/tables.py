"""The counts as tables for a page and for a file: municipality × art form, and lists of groups."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kick.lib.export import Column
from kick.lib.language_names import LANGUAGE_NAMES
from organisations.coverage.counting import NO_FORM
from organisations.coverage.county_map import level_of
from organisations.coverage.subjects import MINORITY_OF_LANGUAGE, SLUG_OF_FLAG
from organisations.models import CIVIL_SOCIETY, Flag, Kind

PER = 10_000
NOT_SHOWN = _("not shown")


@dataclass(frozen=True)
class Cell:
    """`number` is None when it is hidden; `subject` is the art form's code, for whom to ask."""

    number: int | None
    level: int | str
    subject: str
    name: str

    @property
    def is_empty(self):
        return self.number == 0 and self.subject != NO_FORM


@dataclass(frozen=True)
class Line:
    """A municipality's row."""

    place: object
    total: int | None
    per_10_000: float | None
    silent: int | None
    cells: list[Cell]


@dataclass(frozen=True)
class Matrix:
    columns: list[tuple[str, str]]
    lines: list[Line]
    sums: list[int | None]
    total: int

    @property
    def has_rates(self):
        return any(line.per_10_000 is not None for line in self.lines)

    @property
    def population_on(self):
        days = [line.place.population_on for line in self.lines if line.place.population_on]
        return max(days) if days else None

    @property
    def empty_places(self):
        return [line.place for line in self.lines if line.total == 0]


@dataclass(frozen=True)
class Group:
    """One line in a list of groups: how many, and where it says whom to ask when nobody is there."""

    name: str
    number: int | None
    subject: str
    language: str = ""


def matrix(counts, places):
    """The table of a region; `places` are its municipalities in the order of the page."""
    columns = [*counts.form_names, (NO_FORM, str(_("Not known yet")))]
    most = max((n for inside in counts.cells.values() for n in inside.values() if n), default=0)
    lines = [
        Line(
            place=place,
            total=counts.places.get(place.code, 0),
            per_10_000=rate(counts.places.get(place.code, 0), place.population),
            silent=counts.silent_places.get(place.code, 0),
            cells=[
                Cell(number, level_of(number, most), code, name)
                for code, name in columns
                for number in [counts.number(place.code, code)]
            ],
        )
        for place in places
    ]
    sums = [counts.forms.get(code, 0) for code, _name in columns]
    return Matrix(columns, lines, sums, counts.total)


def rate(number, population):
    """For each 10,000 inhabitants, with one decimal; None where either is not known."""
    return round(PER * number / population, 1) if population and number is not None else None


def kinds(counts):
    return [Group(Kind(kind).label, counts.kinds.get(kind, 0), "") for kind in CIVIL_SOCIETY]


def flags(counts):
    return [Group(flag.label, counts.flags.get(flag, 0), SLUG_OF_FLAG[flag]) for flag in Flag]


def minorities(counts):
    return [
        Group(name, counts.minorities.get(code, 0), code, "sv")
        for code, name in counts.minority_names
    ]


def languages(counts):
    """Those that people of the national minorities speak, and what else is spoken."""
    return [
        Group(name, counts.languages.get(code, 0), MINORITY_OF_LANGUAGE.get(code, ""))
        for code, name in LANGUAGE_NAMES.items()
    ]


def new_voices(counts):
    """(heading, groups) of those who were neither asked nor heard before; only where there are any."""
    forms = [*counts.form_names, (NO_FORM, str(_("Not known yet")))]
    kinds = [(kind, Kind(kind).label) for kind in CIVIL_SOCIETY]
    lists = [
        (_("Municipality"), counts.place_names, counts.new_places),
        (_("Art form"), forms, counts.new_forms),
        (_("Kind of organisation"), kinds, counts.new_kinds),
    ]
    told = [
        (heading, [Group(name, numbers[code], "") for code, name in names if code in numbers])
        for heading, names, numbers in lists
    ]
    return [(heading, groups) for heading, groups in told if groups]


def columns_of(table):
    """The row definition of the matrix as a file: one row for each municipality, as on the page."""

    def number_at(index):
        return lambda line: told(line.cells[index].number)

    return [
        Column("municipality_code", _("Municipality code"), "place.code"),
        Column("municipality", _("Municipality"), "place.name"),
        Column("associations", _("Associations"), lambda line: told(line.total)),
        Column("per_10_000", _("Per 10,000 inhabitants"), lambda line: told(line.per_10_000, "")),
        Column("never_answered", _("Never answered"), lambda line: told(line.silent)),
        *(
            Column(code.replace("-", "_"), name, number_at(index))
            for index, (code, name) in enumerate(table.columns)
        ),
    ]


def told(number, missing=NOT_SHOWN):
    return str(missing) if number is None else number
