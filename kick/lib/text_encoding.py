"""Bytes to text without a single wrong å, ä or ö: what cannot be known is asked."""

import codecs
import re

from kick.lib import personal
from kick.lib.spreadsheet_limits import Refused

ENCODINGS = ["utf-8", "cp1252", "mac_roman", "cp850", "utf-16-le", "utf-16-be"]
BOMS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]
# What UTF-8 looks like when it was once read as cp1252, Mac Roman or DOS text, and
# the letter that stands where one has been lost.
BROKEN = re.compile(
    "[\x80-\x9f\ufffd├]|Ã[¡-¿…„–‰€œ]|Â[\xa0-¿]|â€|ï»¿|√[•§∂Ññ]",
)
SWEDISH = re.compile("[åäöÅÄÖé]")
# Anything else above ASCII is likelier to be Mac Roman or DOS text read wrongly.
FOREIGN = re.compile("[^\x00-\x7fåäöÅÄÖéÉüÜèÈàÀáÁíÍóÓúÚëËïôêøØæÆñÑçÇ–—’‘“”…·•§½°´¨«»\xa0\xad€®©]")
# Ö, ö and Ä of those alphabets come out as these signs, next to letters.
SIGN_AS_LETTER = re.compile("[…€”“•·°](?=[a-zåäö])|(?<=[A-Za-zåäö])[€•“·](?=[A-Za-zåäö])")
SAMPLE_LINES = 3


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The text and the encoding it was read in.

    UTF-8 is tried first, then a byte order mark is believed, then cp1252 when what
    comes out is plausible Swedish. With `encoding` somebody has chosen and only that is
    tried. Raises Refused("encoding") with `choices`: pairs of encoding and a sample
    of the lines that differ.
    """
    if encoding:
        return _chosen(data, encoding)
    for bom, name in BOMS:
        if data.startswith(bom):
            return _checked(data, data[len(bom) :], name)
    if _is_half_zeros(data):
        raise Refused("encoding", choices=_choices(data))
    if _try(data, "utf-8") is not None:
        return _checked(data, data, "utf-8")
    text = _try(data, "cp1252")
    if text is not None and _is_plausible(text):
        return text, "cp1252"
    raise Refused("encoding", choices=_choices(data))


def _chosen(data: bytes, encoding: str) -> tuple[str, str]:
    if encoding not in ENCODINGS:
        raise Refused("encoding", choices=_choices(data))
    for bom, name in BOMS:
        if name == encoding:
            data = data.removeprefix(bom)
    text = _try(data, encoding)
    if text is None:
        raise Refused("encoding", choices=_choices(data))
    return text, encoding


def _checked(data: bytes, rest: bytes, encoding: str) -> tuple[str, str]:
    text = _try(rest, encoding)
    if text is None or BROKEN.search(text) or _is_half_zeros(text):
        raise Refused("encoding", choices=_choices(data))
    return text, encoding


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_plausible(text: str) -> bool:
    return bool(SWEDISH.search(text)) and not any(
        pattern.search(text) for pattern in (BROKEN, FOREIGN, SIGN_AS_LETTER)
    )


def _is_half_zeros(data: bytes | str) -> bool:
    """UTF-16 without a mark as bytes, UTF-32 as text."""
    return data.count(b"\0" if isinstance(data, bytes) else "\0") > len(data) / 4


def _choices(data: bytes) -> list[tuple[str, str]]:
    sixteen_bit = _is_half_zeros(data)
    choices = []
    for encoding in ENCODINGS:
        if encoding.startswith("utf-16") == sixteen_bit:
            text = _try(data, encoding)
            if text is not None:
                choices.append((encoding, _sample(text)))
    return choices


def _sample(text: str) -> str:
    lines = [line for line in text[:200_000].splitlines() if not line.isascii()]
    return "\n".join(personal.mask(line[:80]) for line in lines[:SAMPLE_LINES])
