"""Values that nobody types by mistake, and every public form that they are sent to."""

import random

HOSTILE = [
    "\x00",
    "a\x00b",
    "\ud800",
    "\u202egnp.exe",
    "\u200b\u200d",
    "e\u0301\u0308" * 50,
    "👩‍👩‍👧‍👦" * 40,
    "x" * 1_000_000,
    "9" * 400,
    "-1",
    "1e309",
    "0000-00-00",
    "9999-99-99",
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "'; DROP TABLE organisations_organisation; --",
    "a@b\r\nBcc: c@d.example",
    "198001019999",
    "../../etc/passwd",
    "\n" * 1000,
    "%s%n{{7*7}}",
    "NaN",
    "",
]
FORMS = {
    "/i/": ["code"],
    "/i/{invitation}/svar/": ["svar"],
    "/i/{invitation}/uppgifter/": ["persons", "name_1", "name_2", "email", "needs", "word"],
    "/i/{reply}/bekrafta/": ["x"],
    "/{region}/moten/{meeting}/anmal/som-mig-sjalv/": ["name_1", "email", "needs", "word"],
    "/{region}/moten/{meeting}/anmal/som-grupp/": ["persons", "name_1", "email", "needs", "word"],
    "/{region}/moten/{meeting}/anmal/forening/": ["forening"],
    "/anmal/": ["name", "municipality", "org_number", "next"],
    "/anmal/uppgifter/": ["kind", "email", "phone", "website", "postcode", "art_forms", "flags"],
    "/anmal/kontrollera/": ["key"],
    "/anmal/det-ar-vi/{organisation_id}/": ["x"],
    "/anmal/bekrafta/{organisation_link}/": ["listed_publicly", "shows_email"],
    "/konto/logga-in/": ["login", "next"],
    "/konto/nytt/": ["email"],
    "/sprak/": ["language", "next"],
}
SEARCHES = {
    "/{region}/organisationer/": ["q", "kommun", "konstform", "sida", "page", "sort"],
    "/{region}/organisationer/lista.csv": ["q", "kommun"],
    "/{region}/moten/": ["page"],
    "/{region}/moten/{meeting}/anmal/forening/": ["q"],
}
TYPES = ["application/json", "text/plain", "multipart/form-data", "application/xml", ""]


def bodies(names, number, seed):
    """So many hostile bodies: (fields, content type), some keys twice, some of a wrong type."""
    dice = random.Random(seed)
    for turn in range(number):
        fields = {
            name: [dice.choice(HOSTILE) for _ in range(dice.choice([1, 1, 2]))] for name in names
        }
        yield fields, dice.choice(TYPES) if turn % 5 == 4 else None
