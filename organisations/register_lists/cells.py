"""One cell to one value. Every reader either gives what may be stored or refuses; none guesses."""

import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.forms import Field

from kick.lib import org_number, personal, phone, text
from kick.lib.fields import EmailLineField, PostcodeField, WebsiteField

# As long as the register's own fields; a test holds the two together.
LIMITS = {
    "name": 150,
    "alternate_name": 150,
    "email": 254,
    "phone": 30,
    "website": 200,
    "street": 100,
    "city": 60,
    "activities": 1000,
    "contact_name": 100,
    "contact_task": 60,
    "contact_email": 254,
    "contact_phone": 30,
}
BLANK = re.compile(
    r"[-–—.?/*\s]*|saknas|uppgift saknas|finns ej|finns inte|ej angivet|null|n/?a", re.IGNORECASE
)
MASKED = re.compile(r"\d{6}-\*{4}")
KINDS = {
    "association": "förening|ideell förening|allmännyttig förening|ideell",
    "network": "nätverk|informell grupp|nätverk eller informell grupp",
    "study_federation": "studieförbund",
    "federation": "distrikt|förbund|distrikt eller förbund|distriktsförbund|riksförbund",
    "foundation": "stiftelse",
    "economic_association": "ekonomisk förening|ek. för.|ek för",
    "municipality": "kommun",
    "institution": "institution|kulturinstitution",
}
KIND_OF = {word: kind for kind, words in KINDS.items() for word in [kind, *words.split("|")]}
EMAIL = EmailLineField(max_length=None)
WEBSITE = WebsiteField(max_length=None)
POSTCODE = PostcodeField()


class Refused(Exception):
    """The cell is not taken. `code` is one of reasons.REASONS."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def read_cell(field: str, cell: str) -> str | list[str]:
    """What the cell says for the field, "" when it says nothing. Raises Refused."""
    line = text.clean_line(cell)
    if MASKED.search(line):
        raise Refused("personal")
    if BLANK.fullmatch(line) and field != "name":
        return ""
    value = READERS[field](line)
    limit = LIMITS.get(field)
    length = len(", ".join(value) if isinstance(value, list) else value)
    if limit and length > limit:
        raise Refused("too_long", length=length, limit=limit)
    return value


def masked_cell(cell: str, *, strictly: bool = False) -> str:
    """The cell without anybody's personal number.

    `strictly` is for a column of organisation numbers, where a slip in somebody's check
    digit does not make it less hers.
    """
    if strictly:
        try:
            org_number.parse(cell)
        except org_number.LooksPersonal:
            digits = re.sub(r"\D", "", cell)
            date = digits[-10:-4].rjust(6, "0")
            return f"{date}-****"
        except org_number.InvalidOrgNumber:
            pass
    return personal.mask(cell)


def read_name(line: str) -> str:
    if line and not any(map(str.isalpha, line)):
        raise Refused("no_letters")
    return line


def read_org_number(line: str) -> str:
    try:
        return org_number.parse(line)
    except org_number.InvalidOrgNumber as refusal:
        raise Refused(refusal.code) from None


def read_email(line: str) -> str:
    address = line.lower().removeprefix("mailto:").strip(" ;,")
    if re.search(r"@.*[\s,;/].*@", address):
        raise Refused("several_emails")
    return _cleaned(EMAIL, address, "no_email")


def read_phone(line: str) -> str:
    try:
        return phone.parse(line)
    except phone.InvalidPhone:
        digits = re.sub(r"\D", "", line)
        if len(digits) > 13:
            raise Refused("several_phones") from None
        lost = line.isdecimal() and 5 <= len(digits) <= 9
        raise Refused("lost_zero_phone" if lost else "no_phone") from None


def read_website(line: str) -> str:
    if " " in line:
        raise Refused("no_website")
    address = _cleaned(WEBSITE, line, "no_website")
    parts = urlsplit(address)
    address = parts._replace(netloc=parts.netloc.lower()).geturl()
    return address.removesuffix("/") if parts.path == "/" else address


def read_postcode(line: str) -> str:
    return _cleaned(POSTCODE, line, "no_postcode")


def _cleaned(field: Field, line: str, code: str) -> str:
    try:
        return field.clean(line)
    except ValidationError:
        raise Refused(code) from None


def read_activities(line: str) -> list[str]:
    """The source's own words, each once, in the order they stand."""
    words: dict[str, str] = {}
    for word in map(str.strip, re.split("[,;/|]", line)):
        words.setdefault(word.casefold(), word)
    return [word for word in words.values() if word]


def read_kind(line: str) -> str:
    kind = KIND_OF.get(line.casefold())
    if kind is None:
        known = ", ".join(words.split("|")[0] for words in KINDS.values())
        raise Refused("unknown_kind", text=line[:40], known=known)
    return kind


def read_line(line: str) -> str:
    return line


READERS = {
    "name": read_name,
    "alternate_name": read_line,
    "org_number": read_org_number,
    "municipality": read_line,
    "email": read_email,
    "phone": read_phone,
    "website": read_website,
    "street": read_line,
    "postcode": read_postcode,
    "city": read_line,
    "activities": read_activities,
    "kind": read_kind,
    "contact_name": read_name,
    "contact_task": read_line,
    "contact_email": read_email,
    "contact_phone": read_phone,
}
