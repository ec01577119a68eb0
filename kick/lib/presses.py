"""A form that is sent twice at once, by a double press or "back" and again, counts as one press.

Our own forms carry a key or have a row that is unique. Those of allauth and the admin have neither:
of two at the same moment the second met a broken constraint, or sent a second code by mail.
"""

import contextlib
import hashlib
import json

from django.conf import settings
from django.core.cache import cache
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import add_never_cache_headers

from kick.lib import sealing

PURPOSE = "press"
SECONDS = 60
FORM = "application/x-www-form-urlencoded"


def key_of(request: HttpRequest) -> bytes | None:
    """The same for the same form from the same browser; a page that is drawn anew has a new one.

    The browser is known by its CSRF cookie, which changes at sign-in, and the form by its token.
    """
    browser = request.COOKIES.get(settings.CSRF_COOKIE_NAME)
    if request.method != "POST" or request.content_type != FORM or not browser:
        return None
    parts = (browser.encode(), request.get_full_path().encode(), request.body)
    return hashlib.sha256(b"\0".join(parts)).digest()


@contextlib.contextmanager
def in_turn(key: bytes):
    """One at a time with the same key; whoever has waited for the lock's longest goes on without."""
    number = int.from_bytes(key[:8], signed=True)
    has_turn = False
    with contextlib.suppress(OperationalError), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [number])
        has_turn = True
    try:
        yield
    finally:
        if has_turn:
            with contextlib.suppress(OperationalError), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [number])


def remember(key: bytes, response: HttpResponse) -> None:
    """Keep where a press led and its cookies, a new session's among them, so sealed."""
    cookies = [(name, cookie.value, dict(cookie)) for name, cookie in response.cookies.items()]
    told = json.dumps({"to": response.headers["Location"], "cookies": cookies})
    cache.set(_name(key), sealing.seal(PURPOSE, told.encode()), SECONDS)


def answer_of(key: bytes) -> HttpResponse | None:
    """What the first press was answered, within a minute."""
    sealed = cache.get(_name(key))
    if sealed is None:
        return None
    told = json.loads(sealing.unseal(PURPOSE, sealed))
    response = HttpResponseRedirect(told["to"])
    for name, value, attributes in told["cookies"]:
        response.cookies[name] = value
        response.cookies[name].update(attributes)
    add_never_cache_headers(response)
    return response


def _name(key: bytes) -> str:
    return f"press:{key.hex()}"
