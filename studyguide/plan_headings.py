"""Which of the national goals a section of a plan bears on, told by its heading: no plan says so itself.

Matched as the parts of the plan are proposed (`consultations/plan_parts.py`). It decides what is linked to,
never what can be chosen.
"""

from studyguide.models import Goal

# What such headings begin their words with, folded.
GOALS = {
    Goal.PARTICIPATION: "delaktig tillgänglig samlingslokal replokal mötesplats",
    Goal.QUALITY: "kvalitet konst förnyelse professionell",
    Goal.HERITAGE: "kulturarv kulturmiljö museer museum arkiv hembygd slöjd hemslöjd",
    Goal.EXCHANGE: "internationell interkulturell mångfald minoritet språk utbyte turné",
    Goal.CHILDREN: "barn unga ungas kulturskol",
}
