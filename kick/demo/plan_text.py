"""A made-up culture plan: what it says, and what its first draft said. No figure in it is anybody's."""

# Key, number, heading, text. The level follows from the number.
SECTIONS = [
    (
        "lanet-och-kulturen",
        "1",
        "Länet och kulturen",
        (
            "Här finns kulturen nära: i bygdegården, i kyrkans församlingshem, i källaren där bandet"
            " övar. Det mesta av den görs av människor som inte får betalt för det. Planen börjar hos"
            " dem.\n\n"
            "Den säger vad regionen ska göra för kulturen under fyra år, och vad statens pengar ska gå"
            " till. Den säger också vad regionen *inte* hinner, så att ingen behöver vänta i onödan."
        ),
    ),
    (
        "vad-planen-ar-till-for",
        "1.1",
        "Vad planen är till för",
        (
            "Staten ger varje år pengar till länets kulturliv. I gengäld skriver regionen en plan,"
            " tillsammans med kommunerna och efter samråd med det civila samhället och de"
            " professionella kulturskaparna.\n\n"
            "Planen har tre mål:\n\n"
            "- Alla ska ha högst en halvtimme till en plats där kultur görs.\n"
            "- Fler ska kunna leva på sitt skapande, och fler ska kunna skapa utan att leva på det.\n"
            "- Den som säger något till regionen ska få veta vad det ledde till."
        ),
    ),
    (
        "de-som-gor-kulturen",
        "1.2",
        "De som gör kulturen",
        (
            "I registret finns i dag över trettio föreningar i länet som har kultur i sina stadgar."
            " Vi vet att de är fler. Under perioden ska inventeringen bli klar i alla kommuner, och"
            " varje förening ska själv få avgöra vad som syns.\n\n"
            "Professionella kulturskapare är en grupp för sig i planen. Deras villkor står i"
            " regionens handlingsplan för kulturella och kreativa näringar."
        ),
    ),
    (
        "sa-gjordes-planen",
        "2",
        "Så gjordes planen",
        (
            "Före första raden frågade vi: vad saknar ni? Svaren kom på möten, i brev och här på"
            " sidan. Sedan skrev vi, och nu frågar vi igen."
        ),
    ),
    (
        "samradet",
        "2.1",
        "Samrådet",
        (
            "Vi höll tre öppna möten på kvällstid, i Exempelbygden, Påhittsås och på nätet. Ett"
            " utkast till utgångspunkter låg ute i två månader. Nio föreningar och två personer"
            " svarade."
        ),
    ),
    (
        "vad-ni-sa",
        "2.2",
        "Vad ni sa",
        (
            "Tre saker kom tillbaka om och om igen: **lokalerna** är slitna eller för dyra,"
            " **ansökningarna** är skrivna för den som har en anställd, och **svaret** uteblir. Därför"
            " handlar kapitel 3 om rum, 6.2 om hur vi svarar, och därför har stödet till små"
            " arrangörer fått en blankett på en sida."
        ),
    ),
    (
        "rum-for-kultur",
        "3",
        "Rum för kultur",
        (
            "I länet finns många bygdegårdar, Folkets hus och hembygdsgårdar. De ägs och sköts nästan"
            " alltid av det civila samhället. Regionen ska under perioden ta reda på var de finns och i"
            " vilket skick de är, och ge stöd till lokaler där man kan öva, mötas och visa upp det man"
            " gör."
        ),
    ),
    (
        "samlingslokaler",
        "3.1",
        "Samlingslokaler",
        (
            "Tillgången är ojämn. I fyra kommuner saknas en lokal med både hörslinga och ramp."
            " Regionen ska:\n\n"
            "1. gå igenom alla samlingslokaler senast 2029, tillsammans med föreningarna som äger dem,\n"
            "2. ge ett särskilt stöd till hörslinga, ramp och ljus på scenen,\n"
            "3. ta upp med kommunerna hur kostnaden för uppvärmning kan delas.\n\n"
            "Stödet söks en gång om året på en blankett på en sida. Beskedet kommer inom sex veckor."
        ),
    ),
    (
        "replokaler-och-verkstader",
        "3.2",
        "Replokaler och verkstäder",
        (
            "Den som vill öva tillsammans behöver ett rum där det får låta. Skolornas salar står tomma"
            " på kvällarna. Regionen tar initiativ till en överenskommelse med minst sex kommuner om"
            " att öppna dem, med en nyckel i telefonen och utan hyra för den som är under 26 år."
        ),
    ),
    (
        "scener-pa-turne",
        "3.3",
        "Scener på turné",
        (
            "Länets teater och musik ska nå varje kommun minst fyra gånger om året. Den lokala"
            " föreningen bestämmer dag och plats och får betalt för sin tid med publik, kaffe och"
            " städning: ett arvode på 2 500 kronor per föreställning."
        ),
    ),
    (
        "barn-och-unga",
        "4",
        "Barn och unga",
        (
            "Barn har rätt till kultur, också till den de hittar på själva. Regionen räknar inte bara"
            " hur många barn som har *sett* något, utan hur många som har *gjort* något."
        ),
    ),
    (
        "kulturskolan-och-fritiden",
        "4.1",
        "Kulturskolan och fritiden",
        (
            "I glesa delar av länet är resan ett hinder. Regionen betalar halva resan till kulturskola,"
            " kör, dans och teater för den som är under 20 år och har mer än en mil dit."
        ),
    ),
    (
        "ungas-egna-arrangemang",
        "4.2",
        "Ungas egna arrangemang",
        (
            "Den som är mellan 13 och 25 år kan söka upp till 15 000 kronor för att ordna något själv."
            " Beskedet kommer inom tre veckor. En förening i närheten kan vara fadder och sköta"
            " pengarna."
        ),
    ),
    (
        "minoriteternas-kultur",
        "5",
        "Minoriteternas kultur",
        (
            "De nationella minoriteterna har rätt att behålla och utveckla sina språk och sin kultur."
            " Det gäller i hela länet, också där en minoritet är liten och inte syns i statistiken."
        ),
    ),
    (
        "sprak-och-sammanhang",
        "5.1",
        "Språk och sammanhang",
        (
            "Regionen ger stöd till mötesplatser där språken talas, sjungs och läses, först till dem"
            " som minoriteternas egna föreningar driver. Biblioteken ska ha böcker, film och samtal på"
            " finska, jiddisch, meänkieli, romani chib och samiska, och det ska gå att få hem dem"
            " oavsett var man bor."
        ),
    ),
    (
        "sarskilt-samrad",
        "5.2",
        "Särskilt samråd",
        (
            "Två gånger om året bjuder regionen in till samråd som minoriteternas föreningar är med"
            " och planerar. Dagordningen skickas fyra veckor i förväg och tolk finns på plats. Vad"
            " regionen gjorde sedan sist är alltid första punkten."
        ),
    ),
    (
        "samverkan-och-dialog",
        "6",
        "Samverkan och dialog",
        (
            "Planen skrivs av regionen, men den blir till mellan många. Kommunerna, det civila"
            " samhället, kulturskaparna och regionen träffas i en kulturting varje höst."
        ),
    ),
    (
        "en-regional-kulturallians",
        "6.1",
        "En regional kulturallians",
        (
            "Föreningarna i länet har börjat prata om en kulturallians som talar för dem gemensamt."
            " Regionen vill ha en sådan att prata med. Vi betalar för arbetet med att komma igång,"
            " högst två år, och lägger oss inte i hur alliansen väljer sin styrelse."
        ),
    ),
    (
        "sa-svarar-vi",
        "6.2",
        "Så svarar vi",
        (
            "Allt som sägs om planen får ett svar: vi ändrar, vi ändrar delvis, vi ändrar inte, vi tar"
            " det i genomförandet, eller det ligger utanför planen. Skälet står alltid med. Svaret"
            " publiceras senast den dag som står i samrådet."
        ),
    ),
]

# What the first draft said where it said something else; it had no sections that are missing here.
FIRST_DRAFT = {
    "lanet-och-kulturen": "Länet har ett rikt kulturliv. Det här är utgångspunkter för en plan som"
    " ännu inte är skriven. Säg vad som saknas, det är nu det är lättast att ändra.",
    "vad-planen-ar-till-for": "Planen beskriver hur statens och regionens medel till kulturlivet ska"
    " fördelas under perioden, och vilka mål som fördelningen ska bidra till.",
    "rum-for-kultur": "Det finns många lokaler i länet. Regionen ska verka för att lokalerna används"
    " mer effektivt.",
    "samlingslokaler": "Regionen ska kartlägga samlingslokalerna och se över hur stöd till"
    " tillgänglighet kan utformas.",
    "scener-pa-turne": "Länets teater och musik ska turnera i hela länet. Lokala föreningar tar emot"
    " föreställningarna.",
    "barn-och-unga": "Barn och unga är en prioriterad grupp. Regionen ska öka antalet barn som möter"
    " professionell kultur.",
    "kulturskolan-och-fritiden": "Regionen ska undersöka hur avstånd påverkar barns deltagande.",
    "minoriteternas-kultur": "Regionen ska främja de nationella minoriteternas kultur.",
    "samverkan-och-dialog": "Regionen för en löpande dialog med kulturlivets aktörer.",
    "sa-svarar-vi": "Synpunkter på planen sammanställs i en samrådsredogörelse.",
}
NOT_IN_THE_FIRST = {"samradet", "vad-ni-sa", "replokaler-och-verkstader", "ungas-egna-arrangemang"}
