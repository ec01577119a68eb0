"""Which part of a culture plan a section belongs to, told by its heading.

A plan's sections carry no mark of which of the five parts they are (förordning 2010:2012, 5 §): each region
writes its headings as it likes. So headings are matched by the beginnings of words that such parts are
called by (docs/study-guide.md). It decides what is linked to and proposed first, never what can be chosen.
"""

import re

from kick.lib.text import fold
from studyguide.models import Goal, PlanPart

# What the headings of each part begin their words with, folded; the best known first.
PARTS = {
    PlanPart.PRIORITIES: "priorit insats mål målen inriktning utvecklingsområde satsning vision vad_planen",
    PlanPart.CONDITIONS: "förutsättning länet regionen nuläge bakgrund omvärld befolkning geograf lokal samlingslokal rum de_som",
    PlanPart.ECONOMY: "ekonomi finansiering budget bidrag medel stöd kostnad resurs",
    PlanPart.METHOD: "arbetsmetod arbetssätt metod process samråd samverkan dialog så_gjordes så_svarar uppföljning",
    PlanPart.AREAS: "område teater dans musik scen museer museum bibliotek läsande litteratur konst"
    " bild formgivning arkiv film slöjd hemslöjd kulturarv kulturmiljö civilsamhäll folkbildning föreningsliv"
    " samlingslokal minoritet",
}
GOALS = {
    Goal.PARTICIPATION: "delaktig tillgänglig samlingslokal replokal mötesplats",
    Goal.QUALITY: "kvalitet konst förnyelse professionell",
    Goal.HERITAGE: "kulturarv kulturmiljö museer museum arkiv hembygd slöjd hemslöjd",
    Goal.EXCHANGE: "internationell interkulturell mångfald minoritet språk utbyte turné",
    Goal.CHILDREN: "barn unga ungas kulturskol",
}


def is_called(title, stems):
    """Whether a word of the heading begins as one of the stems does; `_` is a space in one."""
    line = fold(title)
    return any(re.search(rf"\b{stem.replace('_', ' ')}", line) for stem in stems.split())
