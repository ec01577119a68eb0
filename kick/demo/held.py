"""What was said at the demo's held meeting, and what those who came thought of it. All made up."""

from consultations.models import PRINCIPLES

TABLES = {
    "Bordet vid fönstret": [
        "Körerna hittar inga lokaler med bra klang som går att hyra på kvällen.",
        "Flera spelmanslag vill dela på ett förråd i stället för att ha var sitt.",
        "Bidraget söks i mars men beskedet kommer först i juni. Då är säsongen över.",
    ],
    "Bordet vid scenen": [
        "Unga som slutar i kulturskolan har ingenstans att ta vägen.",
        "Arrangörer på små orter behöver hjälp med ljud och ljus, inte bara pengar.",
    ],
}
MINUTES = """# Vi som var där

Tolv föreningar från flera kommuner, två från kulturallianserna och en från regionen.

# Det här kom vi fram till

- Replokaler på kvällstid är det som flest saknar.
- Besked om bidrag behöver komma före sommaren.
- Föreningarna vill träffas igen när förslaget är skrivet.
"""
NEXT_STEPS = (
    "Regionen tar med sig anteckningarna till arbetet med kulturplanen och berättar på ett"
    " återkopplingsmöte vad som ändrades och varför."
)
ORDER = list(PRINCIPLES)
# One row for each answer, in the order of the principles; nobody answered all alike.
THOUGHTS = [
    (4, 4, 3, 2, 3, 3),
    (3, 4, 3, 2, 3, 2),
    (4, 3, 4, 3, 2, 3),
    (4, 4, 3, 3, 3, 2),
    (3, 3, 2, 2, 3, 3),
    (4, 4, 4, 3, 4, 2),
]
