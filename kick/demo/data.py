"""Made-up people, places and associations. Swedish on purpose: it is what people would have written."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    email: str
    name: str
    role: str
    region: str | None
    has_second_factor: bool = True


LEAD = Person("maja.lind@kulturallians.example", "Maja Lind", "project_lead", "jonkoping")
OFFICER = Person("erik.dahl@regionen.example", "Erik Dahl", "region_officer", "jonkoping")
NATIONAL = Person("karin.ek@kulturallians.example", "Karin Ek", "project_lead", None)
VOLUNTEER = Person("anna.berg@exempelbygden.example", "Anna Berg", "", None, False)
SIGNATORY = Person("gun.pahitt@exempelbygden.example", "Gun Påhitt", "", None, False)
PERSONS = [LEAD, OFFICER, NATIONAL, VOLUNTEER, SIGNATORY]

# No such places: the names are to be seen through at once.
PLACES = [
    "Exempelbygden",
    "Påhittsås",
    "Sagolida",
    "Låtsaby",
    "Drömmefors",
    "Tänkehult",
    "Provåker",
]

# Of each association: what follows the place, art forms, kind, and what its register called it.
SORTS = [
    ("s hembygdsförening", ["hembygd"], "association", "Hembygd"),
    ("s spelmanslag", ["folkmusik"], "association", "Musik/dans"),
    ("s teatersällskap", ["teater"], "association", "Amatörteater"),
    ("s konstförening", ["bild-och-form"], "association", "Konst"),
    ("s filmstudio", ["film"], "association", "Film"),
    ("s läsecirkel", ["litteratur"], "network", "Litteratur"),
    ("s hemslöjdsförening", ["hemslojd"], "association", "Slöjd, hantverk"),
    ("s blandade kör", ["kor"], "association", "Körsång"),
    ("s jazzklubb", ["jazz", "arrangor"], "association", "Musik"),
    ("s folkdanslag", ["dans"], "association", "Dans"),
    ("s bygdegårdsförening", ["samlingslokal"], "association", "Samlingslokal"),
    ("s släktforskare", ["slakt-och-lokalhistoria"], "association", "Kultur övrigt"),
    ("s revysällskap", ["revy"], "association", "Teater"),
    ("s kulturstiftelse", ["kulturmiljo"], "foundation", "Stiftelse"),
    ("s spelförening", ["spel"], "association", "Ungdom"),
]
# How many in each municipality, so that some have many and one region is nearly empty.
NUMBERS = {
    "0680": 9,
    "0685": 6,
    "0617": 4,
    "0682": 4,
    "0683": 4,
    "0687": 3,
    "0662": 3,
    "0684": 2,
    "0604": 1,
    "0780": 6,
    "0781": 3,
    "0765": 2,
    "1080": 4,
    "1082": 2,
    "0380": 5,
    "0381": 2,
}
SOURCES = ["Kommunens föreningsregister", "Studieförbundets lista", "Anmäld på ett möte"]
# What stands in the register, and how another list wrote the same.
DOUBLES = {
    "Exempelbygdens hembygdsförening": "Hembygdsföreningen i Exempelbygden",
    "Påhittsås filmstudio": "Filmstudion Påhittsås",
}
FEDERATION = "Exempellänets hembygdsförbund"
GIVEN_NAMES = [
    "Anna",
    "Bo",
    "Cecilia",
    "David",
    "Ellen",
    "Fredrik",
    "Gun",
    "Hassan",
    "Inger",
    "Johan",
    "Karin",
    "Lars",
]
FAMILY_NAMES = ["Påhitt", "Sagolin", "Låtsman", "Tänkesson", "Drömberg", "Provén"]

# What is said of every meeting in the steps of its plan.
STEPS = {
    "syfte": {},
    "program": {},
    "fragor": {},
    "sprak": {"languages": ["sv"], "interpreted": ["sgn"], "interpreter_on_request": True},
    "tillganglighet": {"access": ["step_free", "lift", "hearing_loop", "public_transport"]},
    "resor": {"travel": "paid"},
    "platser": {},
}

PAST = {
    "title": "Samråd: vad behöver musiken i länet?",
    "purpose": "Vi vill höra vad körer, spelmanslag och arrangörer behöver de närmaste fyra åren.",
    "influence": "Vilka stöd som ska finnas kvar och vad som saknas.",
    "programme": "18.00 Kaffe\n18.20 Samtal i grupper\n20.00 Vi sammanfattar",
    "access_notes": "Hörslinga finns. Lokalen ligger i markplan.",
}
COMING = {
    "title": "Länsträff: vem talar för kulturföreningarna?",
    "purpose": "Regionen skriver en ny kulturplan. Vi träffas för att föreningarnas röst ska höras,"
    " och för att prata om en regional kulturallians.",
    "influence": "Om det ska bli en allians, och vad den i så fall ska göra.",
    "questions": [
        "Vad vill ni helst ändra på för kulturföreningarna i länet?",
        "Vad skulle en allians göra för er?",
    ],
    "material": "Den gamla kulturplanen står på regionens sida här i Kick.",
    "travel_words": "Bussbiljett eller 25 kronor milen. Skicka kvittot till oss efter mötet.",
    "programme": "18.00 Soppa och smörgås\n18.30 Så blir kulturplanen till\n19.15 Samtal vid borden",
    "access_notes": "Hiss från entrén. Hörslinga. Buss 1 stannar utanför.",
}
DRAFT = {
    "title": "Återkoppling: vad blev det av era synpunkter?",
    "purpose": "Regionen berättar vad som ändrats i planen och varför.",
}
FULL = {
    "title": "Samråd i liten grupp: var kan vi repetera?",
    "purpose": "Vi är få vid bordet, för att hinna gå igenom vilka lokaler som finns och vad som saknas.",
    "influence": "Vilka lokaler regionen frågar kommunerna om.",
    "questions": [
        "Var repeterar ni i dag?",
        "Vad måste en lokal ha för att ni ska kunna vara där?",
    ],
    "programme": "18.00 Te och smörgås\n18.15 Vi går laget runt\n19.30 Vi enas om tre förslag",
    "access_notes": "Hiss från entrén. Hörslinga.",
}
SERIES = {
    "title": "Samråd om barns och ungas kultur",
    "purpose": "Samma kväll på två platser, så att fler hinner komma.",
    "influence": "Vad regionen gör för barn och unga de närmaste fyra åren.",
    "questions": ["Vad fungerar bra där ni bor?", "Vad gör att unga inte kommer?"],
    "programme": "18.00 Soppa\n18.30 Samtal vid borden\n20.15 Vi sammanfattar",
    "access_notes": "Hiss från entrén. Hörslinga. Bussen stannar utanför.",
}
