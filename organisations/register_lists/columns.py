"""Which column of a list holds what: names that municipalities give, and what we call it."""

import re

from django.utils.translation import gettext_lazy as _

from kick.lib.spreadsheet import column_letter

FIELDS = {
    "name": _("Name"),
    "alternate_name": _("Other name"),
    "org_number": _("Organisation number"),
    "municipality": _("Municipality"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "website": _("Website"),
    "street": _("Street or box"),
    "postcode": _("Postcode"),
    "city": _("Post town"),
    "activities": _("What the organisation does"),
    "kind": _("Kind of organisation"),
    "contact_name": _("Contact person: name"),
    "contact_task": _("Contact person: task"),
    "contact_email": _("Contact person: e-mail"),
    "contact_phone": _("Contact person: phone"),
}
# Never guessed: somebody chooses the columns and says what for.
CONTACT_FIELDS = {name for name in FIELDS if name.startswith("contact_")}
IGNORE = {"", "ignore"}
# Activities may stand in several columns, everything else in one.
MANY = {"activities"}

# Letters and digits only, small: "Org.nr" is "orgnr".
EXACT = {
    "name": "namn förening föreningsnamn föreningensnamn organisation organisationsnamn"
    " organisationensnamn benämning name organisationförening föreningorganisation"
    " namnpåförening namnpåföreningen föreningar",
    "alternate_name": "annatnamn altnamn alternativtnamn kallas kortnamn namn2",
    "org_number": "orgnr orgnummer organisationsnummer organisationsnr orgno orgnrpersnr"
    " organisationsnummerpersonnummer orgnumber",
    "municipality": "kommun kommunnamn kommunkod hemkommun säteskommun kommunsäte hemort",
    "email": "epost epostadress email mejl mail mailadress mejladress emailadress"
    " föreningensepost föreningsepost eposttillföreningen",
    "phone": "telefon telefonnummer tel tfn telnr telefonnr tele mobil mobiltelefon"
    " mobilnummer mobilnr phone",
    "website": "webb webbplats webbsida webbadress hemsida hemsidor www url internetadress"
    " internet website webblänk länk",
    "street": "adress gata gatuadress utdelningsadress besöksadress boxadress postbox"
    " adressrad1 adress1",
    "postcode": "postnr postnummer pnr zip",
    "city": "postort postadress stad",
    "activities": "verksamhet verksamheter kategori kategorier bransch branscher inriktning"
    " huvudkategori underkategori verksamhetsområde verksamhetstyp aktivitet aktiviteter"
    " föreningstyp typavförening konstområde konstform ämne"
    " kulturområde kulturområden kulturform konstart",
    "kind": "organisationsform associationsform juridiskform bolagsform föreningsform",
}
FIELD_OF = {word: field for field, words in EXACT.items() for word in words.split()}
CONTAINED = [
    ("org_number", ["orgn", "organisationsn"]),
    ("email", ["epost", "email", "mejl", "mailadr"]),
    ("website", ["hemsid", "webb", "www"]),
    ("phone", ["telefon", "mobil", "tfn"]),
    ("postcode", ["postn"]),
    ("city", ["postort"]),
    ("activities", ["verksamhet", "kategori", "inriktning"]),
    ("name", ["föreningsnamn", "föreningensnamn", "organisationsnamn"]),
]
# A person's details are never taken unless somebody chooses the column.
ABOUT_PERSONS = re.compile(
    "kontakt|ordför|kassör|sekreter|ansvarig|person|förnamn|efternamn|ledare|firmateck"
)


class WrongMapping(Exception):
    """The mapping names what does not exist; str() tells the person which."""


def guess_mapping(
    headers: list[str],
    *,
    municipality_given: bool = False,
    remembered: dict[str, str] | None = None,
) -> dict[str, str]:
    """Header to field for the columns whose names say what they hold; the others are left out.

    *Ort* is the municipality when nothing else says which it is, and the post town otherwise.
    What is `remembered` of the source's earlier lists goes first; "" leaves a column out.
    """
    mapping: dict[str, str] = {}
    earlier = {_folded(header): field for header, field in (remembered or {}).items()}
    for header in headers:
        _take(mapping, header, earlier.get(_folded(header)))
    words = {header: _letters(header) for header in headers if _folded(header) not in earlier}
    for header, word in words.items():
        _take(mapping, header, FIELD_OF.get(word))
    for header, word in words.items():
        if header not in mapping and not ABOUT_PERSONS.search(word):
            _take(mapping, header, _contained(word))
    town = next((header for header, word in words.items() if word == "ort"), None)
    if town:
        has_seat = municipality_given or "municipality" in mapping.values()
        _take(mapping, town, "city" if has_seat else "municipality")
    return mapping


def checked_mapping(mapping: object, headers: list[str]) -> dict[str, str]:
    """The mapping by the file's own headers, without ignored columns. Raises WrongMapping."""
    if not isinstance(mapping, dict) or not all(
        isinstance(item, str) for pair in mapping.items() for item in pair
    ):
        raise WrongMapping(_('The mapping is to be {"column": "field"} with texts.'))
    own = {_folded(header): header for header in reversed(headers)}
    checked: dict[str, str] = {}
    for column, field in mapping.items():
        if _folded(column) not in own:
            raise WrongMapping(
                _('The file has no column "%(column)s". It has: %(columns)s.')
                % {"column": column, "columns": ", ".join(headers)}
            )
        if field in IGNORE:
            continue
        if field not in FIELDS:
            raise WrongMapping(
                _('There is no field "%(field)s". There are: %(fields)s.')
                % {"field": field, "fields": ", ".join(FIELDS)}
            )
        if field in checked.values() and field not in MANY:
            raise WrongMapping(
                _('Only one column can be "%(field)s" (%(label)s).')
                % {"field": field, "label": FIELDS[field]}
            )
        checked[own[_folded(column)]] = field
    if "name" not in checked.values() and "org_number" not in checked.values():
        raise WrongMapping(_("Which column has the organisation's name? Choose it."))
    return checked


def header_row_with(rows: list[list[str]], columns, *, searched: int = 30) -> int | None:
    """Index of the first row that holds all the columns, below any titles."""
    wanted = {_folded(column) for column in columns}
    for index, row in enumerate(rows[:searched]):
        if wanted and wanted <= {_folded(cell) for cell in row}:
            return index
    return None


def shown_column(header: str, index: int) -> str:
    """How a person finds the column: its letter and its name."""
    return f"{column_letter(index)}: {header}"


def _take(mapping: dict[str, str], header: str, field: str | None) -> None:
    if field and (field in MANY or field not in mapping.values()):
        mapping[header] = field


def _contained(word: str) -> str | None:
    return next((field for field, parts in CONTAINED if any(part in word for part in parts)), None)


def _letters(header: str) -> str:
    return re.sub(r"[\W_]+", "", header.casefold())


def _folded(header: str) -> str:
    return " ".join(header.casefold().split())
