"""Proof that a page of ours was shown: whoever presses *Delete* twice gets the same answer twice."""

from django.core import signing


def seal(path: str) -> str:
    """For a hidden field of the page at this path."""
    return signing.Signer(salt="page").sign(path)


def is_sealed(value: str, path: str) -> bool:
    """Whether the field came from the page at this path, although what it was about may be gone."""
    try:
        value.encode()
        return signing.Signer(salt="page").unsign(value) == path
    except (signing.BadSignature, UnicodeEncodeError):
        return False
