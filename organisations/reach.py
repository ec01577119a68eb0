"""Whom an alliance reaches of those in the inventory: the board's own question, who is not with us?"""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from organisations.models import (
    CIVIL_SOCIETY,
    ArtForm,
    Kind,
    Municipality,
    Organisation,
    OrganisationStatus,
)
from organisations.models.alliance import TAKING_PART


@dataclass(frozen=True)
class Reached:
    """One municipality, art form or kind: how many are known in the inventory, how many with us."""

    name: str
    known: int
    with_us: int

    @property
    def is_missing(self):
        return self.known > 0 and self.with_us == 0


def reach_of(alliance):
    """By municipality, art form and kind, four queries whatever the size of the inventory."""
    places = Municipality.objects.filter(region__in=alliance.regions.all())
    known = Organisation.objects.filter(
        status=OrganisationStatus.LISTED, kind__in=CIVIL_SOCIETY, municipality__in=places
    ).exclude(kind=Kind.ALLIANCE)
    with_us = Q(pk__in=alliance.members.filter(status__in=TAKING_PART).values("organisation"))
    counts = {"known": Count("pk", distinct=True)}
    counts["with_us"] = Count("pk", distinct=True, filter=with_us)
    by_place = {
        row["municipality"]: row
        for row in known.order_by().values("municipality").annotate(**counts)
    }
    by_kind = {row["kind"]: row for row in known.order_by().values("kind").annotate(**counts)}
    root = Coalesce("art_forms__parent__parent", "art_forms__parent", "art_forms")
    by_art_form = {
        row["root"]: row
        for row in known.order_by().annotate(root=root).values("root").annotate(**counts)
    }
    return {
        "places": [_reached(place.name, by_place.get(place.pk)) for place in places],
        "art_forms": [
            _reached(art_form.name, by_art_form.get(art_form.pk))
            for art_form in ArtForm.objects.filter(parent=None)
        ],
        "kinds": [
            _reached(Kind(kind).label, by_kind.get(kind))
            for kind in CIVIL_SOCIETY
            if kind != Kind.ALLIANCE
        ],
    }


def _reached(name, row):
    return Reached(name, row["known"] if row else 0, row["with_us"] if row else 0)
