"""Which of its five parts a section of a culture plan is (förordning 2010:2012, 5 §), told by its heading.

Each region words its headings as it likes, so they are matched by the beginnings of words that such parts
are called by. It is a first proposal: what the region's officer has chosen stands on the section.
"""

import re

from consultations.models import PlanPart
from kick.lib.text import fold

# What the headings of each part begin their words with, folded; the best known first.
PARTS = {
    PlanPart.PRIORITIES: "priorit insats mål inriktning utvecklingsområde satsning vision vad_planen",
    PlanPart.CONDITIONS: "förutsättning länet regionen nuläge bakgrund omvärld befolkning geograf lokal samlingslokal rum de_som",
    PlanPart.ECONOMY: "ekonomi finansiering budget bidrag medel stöd kostnad resurs",
    PlanPart.METHOD: "arbetsmetod arbetssätt metod process samråd samverkan dialog så_gjordes så_svarar uppföljning",
    PlanPart.AREAS: "område teater dans musik scen museer museum bibliotek läsande litteratur konst"
    " bild formgivning arkiv film slöjd hemslöjd kulturarv kulturmiljö civilsamhäll folkbildning föreningsliv"
    " minoritet måleri medeltid",
}


def part_of(heading):
    """The part whose word comes first in the heading, or none: the rest of a heading says more of it."""
    places = {part: _place_of(heading, stems) for part, stems in PARTS.items()}
    found = {part: place for part, place in places.items() if place is not None}
    return min(found, key=found.get) if found else ""


def is_called(title, stems):
    """Whether a word of the heading begins as one of the stems does; `_` is a space in one."""
    return _place_of(title, stems) is not None


def _place_of(title, stems):
    """(where, how many letters less than none) of the stem that comes first; the longer of two there."""
    line = fold(title)
    found = [re.search(rf"\b{stem.replace('_', ' ')}", line) for stem in stems.split()]
    return min(((match.start(), -len(match[0])) for match in found if match), default=None)
