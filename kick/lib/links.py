"""Personal links: a secret that opens one page for whoever holds the letter.

The secret is an HMAC over what the link is about and its version. It can be made again at any time for a
reminder or a retry, so only its hash is stored; a higher version withdraws every older link.
"""

import base64
import hashlib
import hmac
from uuid import UUID

from django.conf import settings

# No vowels, so that no word appears by chance; no 0/O, 1/I/L, 2/Z, 5/S, 8/B, so that it can be read aloud.
CODE_ALPHABET = "34679CDFGHJKMNPQRTVWXY"
CODE_LENGTH = 10


def _mac(purpose: str, kind: str, uuid: UUID, version: int) -> bytes:
    message = f"{purpose}:{kind}:{uuid}:{version}".encode()
    return hmac.digest(settings.LINK_KEY.encode(), message, "sha256")


def token_for(kind: str, uuid: UUID, version: int) -> str:
    """The secret in a personal link: 256 bits, 43 characters that a URL may hold."""
    return base64.urlsafe_b64encode(_mac("link", kind, uuid, version)).decode().rstrip("=")


def hash_of(secret: str) -> str:
    """What the database keeps of a token or a code, keyed so that a stolen copy opens nothing."""
    return hmac.new(
        settings.LINK_KEY.encode(),
        b"hash:" + secret.encode(errors="replace"),
        hashlib.sha256,
    ).hexdigest()


def code_for(kind: str, uuid: UUID, version: int) -> str:
    """The short code on a paper letter, about 44 bits: "C7KM4-PXTR3" is typed at /i/."""
    number = int.from_bytes(_mac("code", kind, uuid, version))
    letters = []
    for _ in range(CODE_LENGTH):
        number, index = divmod(number, len(CODE_ALPHABET))
        letters.append(CODE_ALPHABET[index])
    return "".join(letters)


def spaced_code(code: str) -> str:
    """As it is printed: two groups of five."""
    return f"{code[:5]}-{code[5:]}"


def clean_code(typed: str) -> str:
    """What was typed, whatever the case, spaces and hyphens."""
    return "".join(character for character in typed.upper() if character.isalnum())


# Where each kind of personal link leads. The test of the urlconf holds the two together.
PATHS = {
    "invitation": "/i/{}/",
    "reply": "/i/{}/",
    "seat": "/plats/{}/",
    "organisation": "/anmal/bekrafta/{}/",
    "statement": "/kvitto/{}/",
    "list_return": "/kommunlista/{}/",
    "annual": "/anmal/stammer/{}/",
    "table": "/bord/{}/",
    "asking": "/ratt/{}/",
    "evaluation": "/utvardering/{}/",
    "calendar": "/kalender/{}.ics",
    "circle": "/cirkel/med/{}/",
    "circle_member": "/cirkel/min/{}/",
}
# In a test letter: leads to a page that says what it is, whoever holds it.
TRIAL, TRIAL_PATH = "trial", "/i/prov/"


def url_for(kind: str, uuid: UUID | str, version: int) -> str:
    """The whole personal link, secret included: only for what is sent, never for what is stored."""
    if kind == TRIAL:
        return settings.SITE_URL + TRIAL_PATH
    return settings.SITE_URL + PATHS[kind].format(token_for(kind, UUID(str(uuid)), version))
