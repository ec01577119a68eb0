"""What may be missing in a county, what it is called, and whom one can ask about it.

Whom to ask is data with its source in reference/national_bodies.csv. Associations nearby come from
the public register: bordering municipalities, in the next county too (minoritet.se advises to go
there, or to a national body, where there is no local association)."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.text import capfirst

from kick.lib.swedish import in_swedish
from organisations.coverage import geometry
from organisations.models import ArtForm, Flag, Minority, Organisation

FILE = Path(__file__).resolve().parent.parent / "reference" / "national_bodies.csv"
# Flags by their part of an address, since people read addresses.
FLAG_SLUGS = {
    "unga": Flag.YOUTH,
    "etniska-foreningar": Flag.ETHNIC,
    "funktionsratt": Flag.ACCESS,
    "halsa": Flag.HEALTH,
    "internationellt": Flag.INTERNATIONAL,
    "amatorkultur": Flag.AMATEUR,
}
SLUG_OF_FLAG = {flag: slug for slug, flag in FLAG_SLUGS.items()}
# Who speaks the language, and so may know whom to ask.
MINORITY_OF_LANGUAGE = {
    "fi": "sverigefinnar",
    "se": "samer",
    "smj": "samer",
    "sma": "samer",
    "fit": "tornedalingar",
    "rom": "romer",
    "yi": "judar",
}
MOST_NEARBY = 12


@dataclass(frozen=True)
class Body:
    """Somebody in the whole country to ask, and how we know."""

    name: str
    website: str
    known_from: str


@dataclass(frozen=True)
class Subject:
    """One thing that may be missing: an art form, a flag or a national minority."""

    code: str
    name: str
    of: ArtForm | Flag | Minority

    @property
    def is_minority(self):
        return isinstance(self.of, Minority)

    @property
    def bodies(self):
        return national_bodies().get(self.code, [])

    def having(self, organisations):
        """Those of the organisations that everybody may know to have it."""
        if isinstance(self.of, Minority):
            return organisations.confirmed().filter(shows_minorities=True, minorities=self.of)
        if isinstance(self.of, ArtForm):
            return organisations.doing([self.of.pk])
        return organisations.with_flag(self.of)


def find_subject(slug):
    """What the part of an address means, or None."""
    if slug in FLAG_SLUGS:
        flag = FLAG_SLUGS[slug]
        return Subject(flag.value, str(flag.label), flag)
    for model in (ArtForm, Minority):
        found = model.objects.filter(code=slug).first()
        if found:
            return Subject(found.code, in_swedish(capfirst(found.name)), found)
    return None


def nearby(subject, region, municipality=None):
    """(in the county, in the next county): those in the open register who have it, near the place.

    Without a municipality the whole county is the place, and only the next county is told.
    """
    own = [municipality.code] if municipality else [row.code for row in region.municipalities.all()]
    towns = geometry.neighbours(own)
    public = subject.having(Organisation.objects.public().of_civil_society())
    rows = list(public.in_municipalities(towns).with_parts().by_place()[: 2 * MOST_NEARBY])
    inside = [row for row in rows if row.municipality.region_id == region.pk]
    outside = [row for row in rows if row.municipality.region_id != region.pk]
    return inside[:MOST_NEARBY], outside[:MOST_NEARBY]


@cache
def national_bodies():
    """{code: those to ask in the whole country}."""
    found = {}
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            body = Body(row["name"], row["website"], row["known_from"])
            found.setdefault(row["subject"], []).append(body)
    return found
