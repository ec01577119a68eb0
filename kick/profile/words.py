"""Names that look Swedish and are nobody's: places that do not exist, and what people do there."""

SIDES = ["", "", "", "Norra ", "Södra ", "Östra ", "Västra ", "Stora ", "Lilla "]
PLACES = [
    "Påhitts",
    "Sago",
    "Låtsa",
    "Drömme",
    "Tänke",
    "Fabel",
    "Gåte",
    "Trolle",
    "Skrock",
    "Önske",
    "Äventyrs",
    "Gissnings",
    "Hitte",
    "Rimme",
    "Gyckel",
    "Slump",
    "Tycke",
    "Visse",
    "Övnings",
    "Sömn",
]
ENDS = [
    "by",
    "hult",
    "vik",
    "torp",
    "ryd",
    "ås",
    "fors",
    "sjö",
    "näs",
    "dal",
    "berga",
    "holm",
    "lund",
    "köp",
    "böle",
    "måla",
    "stad",
    "bro",
    "ö",
    "bygden",
]
# What follows the place, how many of a hundred are one, kind, art form, and the source's words.
SORTS = [
    ("s hembygdsförening", 14, "association", "hembygd", "Hembygd"),
    ("s bygdegårdsförening", 8, "association", "samlingslokal", "Samlingslokal"),
    ("s teaterförening", 7, "association", "teater", "Amatörteater"),
    ("s konstförening", 7, "association", "bild-och-form", "Konst"),
    ("s musikförening", 7, "association", "musik", "Musik"),
    ("s blandade kör", 6, "association", "kor", "Körsång"),
    ("s spelmanslag", 6, "association", "folkmusik", "Folkmusik"),
    ("s folkdanslag", 5, "association", "dans", "Folkdans"),
    ("s hemslöjdsförening", 5, "association", "hemslojd", "Slöjd, hantverk"),
    ("s filmstudio", 4, "association", "film", "Film"),
    ("s släktforskare", 4, "association", "slakt-och-lokalhistoria", "Släktforskning"),
    ("s läsecirkel", 4, "network", "litteratur", "Litteratur"),
    ("s jazzklubb", 3, "association", "jazz", "Musik"),
    ("s revysällskap", 3, "association", "revy", "Revy"),
    ("s spelförening", 3, "association", "spel", "Ungdom"),
    ("s kulturförening", 6, "association", "", "Kultur"),
    ("s kulturstiftelse", 2, "foundation", "kulturmiljo", "Stiftelse"),
    ("s teater", 2, "professional", "teater", "Scenkonst"),
    ("s museum", 2, "institution", "kulturmiljo", "Museum"),
    ("bygdens studieförbund", 1, "study_federation", "", "Folkbildning"),
    ("bygdens kulturdistrikt", 1, "federation", "", "Distrikt"),
]
# One of so many is of a sort that hardly anybody knows: what a search for a rare word finds.
ONE_RARE_IN = 2_000
RARE = ("s nyckelharpister", "association", "folkmusik", "Nyckelharpa")
STREETS = ["Bruksvägen", "Stationsgatan", "Kyrkvägen", "Skolgatan", "Exempelvägen"]
# The numbers that PTS keeps free for film and fiction: 070-174 06 05 to 070-174 06 99.
PHONES = [f"+467017406{number:02}" for number in range(5, 100)]
GIVEN_NAMES = ["Anna", "Bo", "Cecilia", "David", "Ellen", "Gun", "Hassan", "Inger", "Johan", "Lars"]
FAMILY_NAMES = ["Påhitt", "Sagolin", "Låtsman", "Tänkesson", "Drömberg", "Provén", "Gissling"]

MEETING_TITLES = [
    "Samråd om kulturen i länet",
    "Vem talar för föreningarna?",
    "Vad behöver musiken?",
    "Kulturting",
    "Startmöte för en kulturallians",
    "Återkoppling: vad blev det av era synpunkter?",
]
MEETING_PURPOSE = (
    "Vi vill höra vad föreningarna behöver de närmaste fyra åren, och vad som hindrar er i dag."
    " Ni som bjuds in arbetar med kultur där ni bor, ideellt och oftast på kvällstid.\n\n"
    "Det som sägs skrivs ner och lämnas till regionen, som svarar på varje punkt."
)
MEETING_INFLUENCE = (
    "Vilka stöd som ska finnas kvar, vad som saknas och hur ni vill bli tillfrågade."
)
MEETING_PROGRAMME = (
    "18.00 Soppa och smörgås\n18.30 Så blir kulturplanen till\n19.15 Samtal vid borden"
)
MEETING_ACCESS = "Hiss från entrén. Hörslinga. Bussen stannar utanför."
LETTER_BODY = "Hej!\n\nVälkomna på möte. Svara här: ‹personlig länk›\n\nHälsningar\nProfilen\n"

SECTION_HEADINGS = [
    "Musik och dans i hela länet",
    "Scenkonst",
    "Bild och form",
    "Samlingslokaler",
    "Hembygd och kulturarv",
    "Bibliotek och läsande",
    "Barn och unga",
    "Hur vi samråder",
]
SECTION_BODIES = [
    (
        "Regionen ska stödja föreningar som gör kultur ideellt. Stödet ska vara lätt att söka och lika"
        " i hela länet, och den som söker ska få svar inom två månader."
    ),
    (
        "Kulturen ska nå den som bor långt från närmaste scen. Därför ska turnéer, samlingslokaler och"
        " resor räknas in när bidragen fördelas."
    ),
    (
        "Varje år redovisar regionen vad som blev av planen:\n\n- vad som gjordes\n- vad som inte blev"
        " av, och varför\n- vad som kommer härnäst"
    ),
    "Föreningarna ska frågas innan en plan skrivs och få veta vad deras ord ledde till.",
]
CONTRIBUTIONS = [
    "Vi saknar något om de små föreningarna på landsbygden. De har ingen anställd som kan söka.",
    "Bra! Vi står bakom det här, men det behöver stå vem som ansvarar.",
    "Hyran för lokalen är vår största kostnad. Den borde nämnas här.",
    "Två månader är för lång tid när en turné ska bokas.",
    "Det behövs en väg in för den som inte har en förening.",
]
REASONS = [
    "Vi har ändrat texten så att det framgår.",
    "Det ryms inte i planens pengar, men tas upp när budgeten läggs.",
    "Kommunerna ansvarar för det. Vi har fört det vidare till dem.",
]
