"""What an open form holds against programs that fill in everything they find, without a puzzle."""

import time

from django.core import signing

SALT = "kick.traps"
# Nobody reads and fills in a form in less; a page that has stood open for a day is drawn anew.
FASTEST, SLOWEST = 3, 86_400


def stamp(at: float | None = None) -> str:
    """When the form was drawn, signed, for a hidden field. `at` is in seconds since 1970."""
    return signing.Signer(salt=SALT).sign(str(int(time.time() if at is None else at)))


def was_read(value: str) -> bool:
    """Whether the form was drawn by us, and lay before somebody for as long as a person needs."""
    try:
        value.encode()
        drawn_at = int(signing.Signer(salt=SALT).unsign(value))
    except (signing.BadSignature, UnicodeEncodeError, ValueError):
        return False
    return FASTEST <= time.time() - drawn_at <= SLOWEST
