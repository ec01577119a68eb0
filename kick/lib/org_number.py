"""Swedish organisation numbers: ten digits, stored without hyphen.

Published libraries take personal numbers for organisation numbers and refuse the 00/01
series that associations get today, so the rules stand here. Lag (1974:174) om
identitetsbeteckning för juridiska personer m.fl.: the third digit is at least 2, which
keeps the numbers apart from personal numbers; the last is a check digit.
"""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from kick.lib import luhn, personal

SEPARATORS = re.compile(r"[\s\-\u00ad\u2010-\u2015\u2212\u200b\u2060\ufeff.]+")
VAT_NUMBER = re.compile(r"SE([0-9]{10})(?:01)?", re.IGNORECASE)
ONE_ZERO_LOST = 9

# No legal form has a number that begins with 4, so these belong to nobody.
MADE_UP_START = "49"
MADE_UP_COUNT = 8_000_000


class InvalidOrgNumber(Exception):
    """Refused. Carries no digits, since they may be a person's."""

    code = "invalid"
    message = _("This is not an organisation number.")

    def __init__(self) -> None:
        super().__init__()

    def __str__(self) -> str:
        return str(self.message)


class NotTenDigits(InvalidOrgNumber):
    code = "not_ten_digits"
    message = _("An organisation number has ten digits, for example 802002-8711.")


class MayHaveLostZero(NotTenDigits):
    """Nine digits: what a spreadsheet leaves of a number that began with a zero."""

    code = "may_have_lost_zero"
    message = _(
        "The number has nine digits and should have ten. If it comes from a spreadsheet, "
        "a zero at the beginning may be lost."
    )


class LooksPersonal(InvalidOrgNumber):
    code = "looks_personal"
    message = _(
        "This looks like a personal identity number. Do not give one: leave the field empty "
        "if the association has no organisation number."
    )


class WrongCheckDigit(InvalidOrgNumber):
    """Ten digits that cannot be a person's; an editor who knows better may keep them."""

    code = "wrong_check_digit"
    message = _("The last digit does not fit the others. Is there a slip in the number?")

    def __init__(self, number: str) -> None:
        super().__init__()
        self.number = number


def parse(text: str) -> str:
    """The ten digits of an organisation number in any usual writing.

    Takes spaces, hyphens of every kind, 16 in front of ten digits and the VAT form
    SE…01. Raises LooksPersonal when digits 3 and 4 are below 20 (a month, so a
    person's or a sole trader's number, with or without century), NotTenDigits and
    WrongCheckDigit. Numbers need not begin with 8: in 2,052 culture associations 117 do not.
    """
    number = _ten_digits(SEPARATORS.sub("", unicodedata.normalize("NFKC", text)))
    if int(number[2:4]) < 20:
        raise LooksPersonal
    if not luhn.is_valid(number):
        raise WrongCheckDigit(number)
    return number


def format_number(number: str) -> str:
    """Ten stored digits as people write them: 802002-8711."""
    return f"{number[:6]}-{number[6:]}" if len(number) == 10 else number


def made_up(seed: int) -> str:
    """A valid number that no organisation has, for demo data and tests.

    The same seed gives the same number; seeds 0 to 7,999,999 give different ones. The
    first digit tells the legal form and none has 4 (Skatteverket's groups are 1 estates,
    2 state and municipalities, 3 foreign, 5 companies, 6 simple companies, 7 economic
    associations, 8 associations and foundations, 9 partnerships, 0 associations).
    """
    # The prime spreads neighbouring seeds; it shares no factor with the count.
    place = seed * 7_368_787 % MADE_UP_COUNT
    digits = f"{MADE_UP_START}{20 + place // 100_000}{place % 100_000:05}"
    return digits + luhn.check_digit(digits)


def is_made_up(number: str) -> bool:
    return number.startswith(MADE_UP_START[0])


def _ten_digits(text: str) -> str:
    if match := VAT_NUMBER.fullmatch(text):
        return match[1]
    digits = text.replace("+", "", 1)
    if not re.fullmatch("[0-9]+", digits):
        raise NotTenDigits
    if len(digits) == 12:
        return _without_century(digits)
    if len(digits) == ONE_ZERO_LOST:
        # Somebody born in the 2000s, written in a spreadsheet as a number.
        raise (LooksPersonal if personal.is_personal_number("0" + digits) else MayHaveLostZero)
    # A plus before the last four is written for persons over a hundred only.
    if len(digits) != 10 or (digits != text and int(digits[2:4]) >= 20):
        raise NotTenDigits
    return digits


def _without_century(digits: str) -> str:
    if digits.startswith("16"):
        return digits[2:]
    if digits.startswith(("18", "19", "20")) and int(digits[4:6]) < 20:
        raise LooksPersonal
    raise NotTenDigits
