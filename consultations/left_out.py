"""Whom a list of invited leaves out, beside the inventory it was chosen from."""

from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from organisations.coverage import county_map, tables
from organisations.coverage.counting import Counts, field_of_culture
from organisations.coverage.snapshot import full_picture
from organisations.models import Flag, Kind, Organisation


@dataclass(frozen=True)
class Place:
    code: str
    name: str


@dataclass(frozen=True)
class Missing:
    """What stands in the inventory and not on the list; `number` are those in the inventory."""

    name: str
    number: int


@dataclass(frozen=True)
class LeftOut:
    """`lines` are (place, invited, in the inventory), for the map and the table beside it."""

    map: object
    lines: list
    places: list[Missing]
    forms: list[Missing]
    kinds: list[Missing]
    flags: list[Missing]
    minorities: list[str]
    counted_at: object

    @property
    def is_empty(self):
        return not (self.places or self.forms or self.kinds or self.flags or self.minorities)


def left_out_of(meeting, *, with_minorities):
    """For the region of the meeting. Minorities are for the project lead's eyes alone: an officer who
    puts associations on a list one by one could else read what each has said of itself."""
    region = meeting.region
    picture = full_picture(region)
    found = picture.counts
    listed = on_list(meeting)
    places = [Place(code, name) for code, name in found.place_names]
    shares = {
        place.code: listed.places.get(place.code, 0) / found.places[place.code]
        for place in places
        if found.places.get(place.code)
    }
    minorities = tables.minorities(found) if with_minorities else []
    return LeftOut(
        map=county_map.draw(places, shares, text_of=percent),
        lines=[
            (place, listed.places.get(place.code, 0), found.places.get(place.code, 0))
            for place in places
        ],
        places=missing(found.place_names, found.places, listed.places),
        forms=missing(found.form_names, found.forms, listed.forms),
        kinds=missing(Kind.choices, found.kinds, listed.kinds),
        flags=missing(Flag.choices, found.flags, listed.flags),
        minorities=[
            group.name
            for group in minorities
            if group.number and not listed.minorities.get(group.subject)
        ],
        counted_at=picture.counted_at,
    )


def on_list(meeting):
    """What stands on the list, by place, art form, kind, flag and minority: one query for all."""
    standing = meeting.invitations.standing().values("organisation")
    rows = Organisation.objects.in_region(meeting.region).filter(pk__in=standing).order_by()
    confirmed = Q(confirmed_at__isnull=False, minorities__isnull=False)
    rows = rows.annotate(
        fields=ArrayAgg(field_of_culture(), distinct=True),
        theirs=ArrayAgg("minorities__code", distinct=True, filter=confirmed, default=[]),
    )
    listed = Counts()
    for place, kind, flags, forms, minorities in rows.values_list(
        "municipality",
        "kind",
        "flags",
        "fields",
        "theirs",
    ):
        for numbers, keys in [
            (listed.places, [place]),
            (listed.kinds, [kind]),
            (listed.flags, set(flags)),
            (listed.forms, forms),
            (listed.minorities, minorities),
        ]:
            for key in keys:
                numbers[key] = numbers.get(key, 0) + 1
    return listed


def missing(names, found, listed):
    return [
        Missing(name, found[code])
        for code, name in names
        if found.get(code) and not listed.get(code)
    ]


def percent(share):
    return f"{min(100, round(100 * share))}\N{NO-BREAK SPACE}%"
