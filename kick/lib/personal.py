"""Swedish personal numbers in free text, so that none is ever stored.

A personal number is a date (in a coordination number the day has 60 added), three
digits and a check digit (folkbokföringslagen 1991:481, 18 and 18 a §§).
"""

import re
from collections.abc import Iterator

from kick.lib import luhn

DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
# A coordination number has 60 added to the day.
COORDINATION = 60

DASH = r"[-\u2010-\u2015\u2212+]"
# Sole traders' numbers come with 16 in front and, as VAT numbers, with 01 behind.
SHAPE = re.compile(
    rf"""
    (?<![0-9])
    (?:(?P<vat>SE[ -]?)|(?:16|18|19|20)(?=[0-9]{{2}}))?
    (?:
        (?P<year>[0-9]{{2}})(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})
        (?P<mark>\s?{DASH}?\s?)
      | (?P<year2>[0-9]{{2}})(?P<gap>[-. ])(?P<month2>[0-9]{{2}})(?P=gap)(?P<day2>[0-9]{{2}})
        (?P<mark2>\s?{DASH}\s?)
    )
    (?P<last>[0-9]{{4}})
    (?(vat)(?:01)?)
    (?![0-9])
    """,
    re.VERBOSE | re.IGNORECASE,
)
PHONE_LABEL = re.compile(
    r"(?:tel|telefon|tfn|mob|mobil|mobile|phone|puh|puhelin)[.:]*\s*$", re.IGNORECASE
)


def is_personal_number(digits: str) -> bool:
    """Whether ten digits are a possible date followed by a right check digit."""
    return _has_date(digits) and luhn.is_valid(digits)


def mask(text: str) -> str:
    """The text with the last four digits of every personal number starred: 800101-****.

    Ten digits in a row that begin with 070, or stand after a word for telephone, are
    a telephone number and are left alone: one such number in twenty would otherwise
    be lost. With a century or with a hyphen before the last four they are masked.
    """
    parts, end = [], 0
    for match in _found(text):
        kept = (match["vat"] or "") + _date(match)
        parts += [text[end : match.start()], kept, "-****"]
        end = match.end()
    return "".join([*parts, text[end:]])


def found_in(text: str) -> list[str]:
    """The personal numbers in the text, as they are written."""
    return [match[0].strip() for match in _found(text)]


def contains_personal_number(text: str) -> bool:
    return any(True for _ in _found(text))


def _found(text: str) -> Iterator[re.Match[str]]:
    for match in SHAPE.finditer(text):
        digits = _date(match) + match["last"]
        if is_personal_number(digits) and not _is_phone(match):
            yield match


def _date(match: re.Match[str]) -> str:
    if match["year"]:
        return match["year"] + match["month"] + match["day"]
    return match["year2"] + match["month2"] + match["day2"]


def _is_phone(match: re.Match[str]) -> bool:
    if len(match.group()) != 10 or not match.group().isdecimal():
        return False
    before = match.string[max(0, match.start() - 12) : match.start()]
    return match.group().startswith("070") or bool(PHONE_LABEL.search(before))


def _has_date(digits: str) -> bool:
    month, day = int(digits[2:4]), int(digits[4:6])
    if day > COORDINATION:
        day -= COORDINATION
    return 1 <= month <= 12 and 1 <= day <= DAYS_IN_MONTH[month - 1]
