"""A map of municipalities with a number in each: what components/county_map.html draws."""

from dataclasses import dataclass
from math import ceil

from organisations.coverage import geometry

LEVELS = 4
# A number is as high as this part of the drawing is wide, so that it can be read on a phone.
LETTER = 26


@dataclass(frozen=True)
class Area:
    """One municipality. `text` is what stands in it; `level` is from 0 (nobody) to 4, or "hidden"."""

    name: str
    text: str
    level: int | str
    url: str
    path: str
    x: int
    y: int


@dataclass(frozen=True)
class CountyMap:
    box: str
    letter: int
    areas: list[Area]

    @property
    def has_hidden(self):
        return any(area.level == "hidden" for area in self.areas)


def draw(places, numbers, *, text_of=str, url_of=lambda place: ""):
    """The map of these municipalities; None where there is no drawing of any.

    `numbers` are by code: None is hidden, what is left out is 0.
    """
    drawn = [place for place in places if geometry.outline(place.code)]
    frame = geometry.frame([place.code for place in drawn])
    if frame is None:
        return None
    most = max([number for number in numbers.values() if number] or [1])
    areas = [_area(place, numbers.get(place.code, 0), most, text_of, url_of) for place in drawn]
    return CountyMap(frame.box, max(frame.width, frame.height) // LETTER, areas)


def _area(place, number, most, text_of, url_of):
    x, y = geometry.middle(place.code)
    return Area(
        name=place.name,
        text="" if number is None else text_of(number),
        level=level_of(number, most),
        url=url_of(place),
        path=geometry.outline(place.code),
        x=x,
        y=y,
    )


def level_of(number, most):
    """How dark: a quarter of the most for each step, nobody without colour."""
    if number is None:
        return "hidden"
    return min(LEVELS, ceil(LEVELS * number / most)) if most else 0
