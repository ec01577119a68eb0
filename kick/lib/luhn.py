"""The check digit that Swedish organisation numbers and personal numbers share."""


def check_digit(digits: str) -> str:
    """The digit that makes `digits` followed by it valid."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(digits)))
    return str(-sum(number // 10 + number % 10 for number in doubled) % 10)


def is_valid(digits: str) -> bool:
    return check_digit(digits[:-1]) == digits[-1]
