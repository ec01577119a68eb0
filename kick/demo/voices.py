"""What made-up associations have said about the made-up plan, and what the region answered."""

REMISS = {
    "title": "Remiss: utkast till kulturplan 2028–2031",
    "purpose": "Nu finns ett helt utkast. Vi vill veta vad som är bra, vad som saknas och vad som"
    " inte skulle fungera där ni är. Ni behöver inte läsa allt: svara på det som rör er.",
    "can_change": "Allt som står i kapitel 3–6: vad regionen ska göra, i vilken ordning och hur stöden"
    " söks. Språket i hela planen.",
    "cannot_change": "Hur mycket pengar staten ger, och de nationella kulturpolitiska målen. Dem"
    " beslutar riksdagen och regeringen om.",
}
QUESTIONS = [
    "Vad skulle göra störst skillnad för er förening de närmaste fyra åren?",
    "Vilken lokal saknas där ni är, och vem skulle kunna sköta den?",
    "Hur vill ni att regionen hör av sig till er, och hur ofta?",
]
SAMRAD = {
    "title": "Samråd: vad ska stå i kulturplanen?",
    "purpose": "Innan planen skrivs vill vi höra vad ni behöver. Ett kort utkast med utgångspunkter"
    " finns att läsa, men ni får säga vad som helst.",
    "can_change": "Allt. Ingenting är skrivet ännu.",
    "cannot_change": "Att det blir en plan: staten kräver det för att länet ska få pengar.",
}

# A point: the section's key or the question's number, what kind it is, words, proposed wording.
# A sender: the end of the association's name, or how a person is called.
COMMENT, WORDING, SUPPORT, OBJECTION = "comment", "wording", "support", "objection"
OPEN = [
    (
        "s revysällskap",
        [
            ("rum-for-kultur", COMMENT, ("Skriv in replokaler för unga redan här, inte bara"
             " samlingslokaler. Det är där det börjar. Vi har haft sex ungdomar i kö till scenen i två"
             " år för att det inte finns någonstans att öva."), ""),
            ("scener-pa-turne", SUPPORT, "Äntligen betalt för kaffet och stolarna.", ""),
        ],
    ),
    (
        "s bygdegårdsförening",
        [
            ("rum-for-kultur", COMMENT, ("Vi som äger husen vill vara med när ni går igenom dem. Ingen"
             " vet bättre var taket läcker."), ""),
            ("samlingslokaler", WORDING, "Två år är för lång tid att vänta på en ramp.",
             ("ge ett särskilt stöd till hörslinga, ramp och ljus på scenen från och med planens första"
             " år, och betala ut det i förskott till föreningar utan anställda")),
            ("2", COMMENT, ("Ett kök som klarar livsmedelskontrollen. Vi sköter det gärna, men vi kan inte"
             " låna en halv miljon."), ""),
        ],
    ),
    (
        "s spelmanslag",
        [
            ("replokaler-och-verkstader", SUPPORT, "", ""),
            ("rum-for-kultur", OBJECTION, ("Att ta reda på skicket räcker inte. Det har gjorts två"
             " gånger förut. Skriv vad som händer sedan."), ""),
            ("1", COMMENT, "Att någon svarade i telefon när man söker stöd.", ""),
        ],
    ),
    (
        "s blandade kör",
        [
            ("samlingslokaler", COMMENT, ("En blankett på en sida är det bästa i hela planen. Behåll den"
             " sidan."), ""),
            ("3", COMMENT, "Ett mejl i kvartalet med sådant som gäller oss. Inte nyhetsbrev.", ""),
        ],
    ),
    (
        "s teatersällskap",
        [
            ("scener-pa-turne", OBJECTION, ("2 500 kronor täcker inte en kväll med tolv ideella. Vi räknade"
             " på senaste besöket: 38 timmar."), ""),
            ("ungas-egna-arrangemang", SUPPORT, "Vi är gärna fadder. Skriv hur man anmäler sig.", ""),
        ],
    ),
    (
        "s hemslöjdsförening",
        [
            ("replokaler-och-verkstader", WORDING, ("Slöjd låter också, men framför allt dammar den. Våra"
             " vävstolar får inte stå i en skolsal."),
             "Replokaler, ateljéer och verkstäder där material och redskap får stå kvar"),
            ("rum-for-kultur", COMMENT, ("Glöm inte verkstäderna. Ett rum för kultur är inte alltid ett"
             " rum med stolar."), ""),
        ],
    ),
    (
        "s filmstudio",
        [
            ("rum-for-kultur", SUPPORT, ("Bra att det civila samhället nämns som ägare och inte som"
             " besökare."), ""),
            ("kulturskolan-och-fritiden", COMMENT, ("En mil är långt för den som cyklar. Sätt gränsen vid"
             " fem kilometer där bussen inte går efter klockan sex."), ""),
        ],
    ),
    (
        "s jazzklubb",
        [
            ("samlingslokaler", OBJECTION, ("Ljus på scenen men inget om ljud? Hälften av lokalerna har"
             " ett piano som inte går att stämma."), ""),
        ],
    ),
    (
        "s folkdanslag",
        [
            ("rum-for-kultur", COMMENT, "Golvet! Dans behöver trägolv. Det står ingenstans.", ""),
            ("en-regional-kulturallians", SUPPORT, "", ""),
        ],
    ),
    (
        "s hembygdsförening",
        [
            ("samverkan-och-dialog", COMMENT, "Lägg kulturtinget på en lördag. Vi arbetar på dagarna.", ""),
            ("sa-svarar-vi", SUPPORT, "Det här har vi väntat på i tjugo år.", ""),
        ],
    ),
    ("Cecilia Låtsman", [("sprak-och-sammanhang", COMMENT, ("Min mormor läser på finska men biblioteket har"
      " en halv hylla. Ett bokpaket hem i månaden skulle betyda mycket."), "")]),
    ("", [("sarskilt-samrad", COMMENT, ("Bra att dagordningen kommer i förväg. Skicka den på våra språk"
      " också, inte bara på svenska."), "")]),
]  # fmt: skip
# Come in, but not yet looked through.
UNREAD = [
    ("s läsecirkel", [("sprak-och-sammanhang", COMMENT, "Läsecirklar på lätt svenska borde nämnas.", "")]),
    ("s konstförening", [("rum-for-kultur", COMMENT, ("Utställningsväggar saknas. Ring mig på 070-000 00"
      " 01 så berättar jag mer."), "")]),
]  # fmt: skip
# The association of the demo's volunteer: written, and waiting for the signatory.
WAITING = [
    ("samlingslokaler", WORDING, "Vi behöver veta vem som betalar om det kostar mer än stödet.",
     ("ge ett särskilt stöd till hörslinga, ramp och ljus på scenen, som täcker hela kostnaden upp till"
     " 60 000 kronor")),
    ("1", COMMENT, "En vaktmästare att dela med andra föreningar, en dag i veckan.", ""),
]  # fmt: skip

# The same, and after each point what the region answered and which section it changed.
FOLLOWS, IN_PART, NOT, LATER, OUTSIDE = "follows", "in_part", "not_followed", "later", "outside"
ANSWERED = [
    (
        "s bygdegårdsförening",
        [
            ("rum-for-kultur", OBJECTION, ("”Effektivare” är inte vad lokalerna behöver. De behöver tak"
             " och värme. Stryk ordet."), "", FOLLOWS, ("Ordet är struket. Avsnittet handlar nu om skick"
             " och stöd."), "rum-for-kultur"),
            ("samlingslokaler", COMMENT, ("Skriv vad stödet ska gå till, annars vet vi inte om det är"
             " någon idé att söka."), "", FOLLOWS, ("Stödet gäller hörslinga, ramp och ljus på scenen, och"
             " det står när beskedet kommer."), "samlingslokaler"),
        ],
    ),
    (
        "s teatersällskap",
        [
            ("scener-pa-turne", WORDING, "Vi är inte värdar, vi är medarrangörer.",
             "Den lokala föreningen bestämmer dag och plats och får betalt för sin tid.", IN_PART,
             ("Föreningen bestämmer dag och plats. Arvodet är satt till 2 500 kronor, eftersom mer inte"
             " ryms i budgeten 2028."), "scener-pa-turne"),
            ("barn-och-unga", OBJECTION, "Barn möter inte kultur, de gör den.", "", FOLLOWS,
             "Vi räknar nu också dem som har gjort något själva.", "barn-och-unga"),
        ],
    ),
    (
        "s spelmanslag",
        [
            ("barn-och-unga", COMMENT, "Låt ungdomar söka pengar själva, utan förening.", "", FOLLOWS,
             "Ett eget avsnitt är nytt i utkastet.", "ungas-egna-arrangemang"),
            ("sa-svarar-vi", COMMENT, ("En redogörelse på fyrtio sidor läser ingen. Svara oss i"
             " stället."), "", FOLLOWS, "Varje synpunkt får ett eget svar, här på sidan.", "sa-svarar-vi"),
        ],
    ),
    (
        "s filmstudio",
        [
            ("kulturskolan-och-fritiden", COMMENT, "Avståndet behöver inte undersökas. Det är tre mil.", "",
             IN_PART, "Regionen betalar halva resan. Resten är kommunens ansvar.",
             "kulturskolan-och-fritiden"),
        ],
    ),
    (
        "s blandade kör",
        [
            ("rum-for-kultur", COMMENT, ("Kyrkan hyr ut billigt men inte till alla. Ta med församlingarna"
             " i genomgången."), "", LATER, "Vi tar det med församlingarna när genomgången planeras.", ""),
            ("samverkan-och-dialog", COMMENT, "Ge oss en person att ringa.", "", FOLLOWS,
             "Namn och nummer till handläggaren står på samrådets sida.", ""),
        ],
    ),
    (
        "s hemslöjdsförening",
        [
            ("rum-for-kultur", COMMENT, "Verkstäder saknas helt.", "", FOLLOWS,
             "Avsnitt 3.2 är nytt och heter Replokaler och verkstäder.", "replokaler-och-verkstader"),
            ("lanet-och-kulturen", COMMENT, "Höj föreningsbidraget i kommunen.", "", OUTSIDE,
             "Kommunens bidrag beslutar kommunen om. Vi har skickat synpunkten vidare dit.", ""),
        ],
    ),
    (
        "s jazzklubb",
        [
            ("scener-pa-turne", COMMENT, "Ta in klubbarna i turnéplanen, inte bara de stora scenerna.", "",
             LATER, "Det avgörs när turnéplanen läggs, ett år i taget. Ni bjuds in till det mötet.", ""),
        ],
    ),
    (
        "s folkdanslag",
        [
            ("lanet-och-kulturen", OBJECTION, "Dubbla anslaget till folkmusik och dans.", "", NOT,
             "Stödet fördelas efter ansökan och inte efter genre. Vi ser inte skäl att ändra det.", ""),
        ],
    ),
    (
        "s hembygdsförening",
        [
            ("minoriteternas-kultur", COMMENT, "”Främja” säger ingenting. Vad ska ni göra?", "", FOLLOWS,
             "Två nya avsnitt säger vad regionen gör, och när.", "sprak-och-sammanhang"),
            ("vad-planen-ar-till-for", WORDING, "", ("Den som säger något till regionen ska få veta vad det"
             " ledde till."), FOLLOWS, "Meningen är nu ett av planens tre mål.",
             "vad-planen-ar-till-for"),
        ],
    ),
    ("Johan Tänkesson", [("kulturskolan-och-fritiden", OBJECTION, "Pengarna borde gå till idrotten.", "",
      NOT, "Planen gäller kultur. Idrottens stöd beslutas i en annan ordning.", "")]),
]  # fmt: skip
