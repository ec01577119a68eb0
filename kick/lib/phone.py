"""Telephone numbers, kept as +46701234567 and shown as 070-123 45 67."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

FILLING = re.compile(r"[\s\-.()/\u2010-\u2015\u2212\u00ad\u200b-\u200f\u2060\u202a-\u202e\ufeff]+")
LABEL = re.compile(r"(?:tel|telefon|tfn|mob|mobil|phone)[.:]*", re.IGNORECASE)
SWEDISH = re.compile(r"[1-9][0-9]{6,12}")
FOREIGN = re.compile(r"\+(?!46)[1-9][0-9]{6,14}")
# Area codes of three digits; 08 has two, all others have four (PTS, numbering plan).
THREE_DIGIT_AREAS = (
    "010 011 013 016 018 019 020 021 023 026 031 033 035 036 040 042 044 046 054 060 063 "
    "070 072 073 076 079 090"
)
GROUPS = {4: [2, 2], 5: [3, 2], 6: [2, 2, 2], 7: [3, 2, 2], 8: [3, 3, 2]}


class InvalidPhone(Exception):
    message = _("This is not a telephone number. Write one number, for example 070-123 45 67.")

    def __str__(self) -> str:
        return str(self.message)


def parse(text: str) -> str:
    """One telephone number with its country, +46 unless it names another.

    Takes spaces, hyphens, brackets, 00 for + and +46 (0)70. Raises InvalidPhone.
    """
    number = FILLING.sub("", LABEL.sub("", unicodedata.normalize("NFKC", text), count=1))
    if number.startswith("00"):
        number = "+" + number[2:]
    if FOREIGN.fullmatch(number):
        return number
    national = _without_zero(number)
    if not SWEDISH.fullmatch(national):
        raise InvalidPhone
    return "+46" + national


def format_phone(number: str) -> str:
    """A kept number as Swedes write it; numbers of other countries as they are."""
    if not number.startswith("+46"):
        return number
    national = "0" + number[3:]
    length = 2 if national.startswith("08") else 3 if national[:3] in THREE_DIGIT_AREAS else 4
    area, rest = national[:length], national[length:]
    parts = []
    for size in GROUPS.get(len(rest), [len(rest)]):
        parts.append(rest[:size])
        rest = rest[size:]
    return f"{area}-{' '.join(parts)}"


def _without_zero(number: str) -> str:
    if number.startswith("+46"):
        return number[3:].removeprefix("0")
    if number.startswith("0"):
        return number[1:]
    raise InvalidPhone
