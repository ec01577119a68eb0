"""The second factor as a phone's app works it out (RFC 6238), written apart from what checks it."""

import base64
import hashlib
import hmac
import struct
import time

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_of(secret, *, at=None):
    """Six digits, good for the half minute in which they are made."""
    step = int((time.time() if at is None else at) // 30)
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1)
    place = digest[-1] & 15
    number = int.from_bytes(digest[place : place + 4]) & 0x7FFF_FFFF
    return f"{number % 1_000_000:06}"


def code_to_type(secret, *, seconds=8):
    """One that is good for as long as a slow machine needs to send it: near the end of its half minute
    the next one is waited for, as somebody with a phone does."""
    left = 30 - time.time() % 30
    if left < seconds:
        time.sleep(left)
    return code_of(secret)
