"""Encrypted at rest: what the database has to keep for a while, but nobody should read there.

The key follows from SECRET_KEY and a purpose, so that a copy of the database alone opens nothing
and what is sealed for one purpose cannot be opened for another.
"""

import base64
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class CannotOpen(Exception):
    """Sealed with another SECRET_KEY or for another purpose, or tampered with."""


def seal(purpose: str, content: bytes) -> bytes:
    return _keys(purpose).encrypt(content)


def unseal(purpose: str, sealed: bytes) -> bytes:
    """Raises CannotOpen."""
    try:
        return _keys(purpose).decrypt(bytes(sealed))
    except InvalidToken:
        raise CannotOpen(purpose) from None


def _keys(purpose: str) -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(secret, purpose)) for secret in secrets])


def _derived(secret: str, purpose: str) -> bytes:
    mac = hmac.digest(secret.encode(), f"kick.sealing:{purpose}".encode(), "sha256")
    return base64.urlsafe_b64encode(mac)
