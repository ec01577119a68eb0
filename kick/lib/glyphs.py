"""Which characters a font can show. A printed page has no other font to fall back on."""

import re
import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).resolve().parents[1] / "pdf" / "fonts"
# What looks the same and is there.
STAND_INS = str.maketrans({"\u202f": "\u00a0", "\u2011": "-", "\u2010": "-", "\t": " "})
# Without a glyph these say little: emoji, their modifiers, and marks of no width.
DISPENSABLE = {"So", "Sk", "Cc", "Cf", "Co", "Cn", "Cs", "Mn", "Me"}


def characters_of(font: Path) -> set[int]:
    """The code points that a TrueType font has glyphs for, from its cmap of format 4."""
    data = font.read_bytes()
    (tables,) = struct.unpack_from(">H", data, 4)
    records = [struct.unpack_from(">4sIII", data, 12 + 16 * i) for i in range(tables)]
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (subtable,) = struct.unpack_from(">I", data, start + 8)
    at = start + subtable
    (doubled,) = struct.unpack_from(">H", data, at + 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts = struct.unpack_from(f">{count}H", data, at + 16 + doubled)
    spans = zip(starts, ends, strict=True)
    return {code for first, last in spans for code in range(first, last + 1)} - {0xFFFF}


@cache
def _missing() -> re.Pattern:
    known = set.union(*(characters_of(font) for font in FONTS.glob("*.ttf")))
    # PDF/A takes no control characters, though fonts have empty glyphs for some.
    shown = [chr(code) for code in sorted(known) if unicodedata.category(chr(code))[0] != "C"]
    return re.compile("[^\n" + "".join(map(re.escape, shown)) + "]")


def printable(text: str) -> str:
    """The text in NFC, as our printing fonts can show it.

    Emoji and control characters are left out, a letter that the fonts lack becomes "?".
    """
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").translate(STAND_INS)
    return _missing().sub(_stand_in, text)


def _stand_in(match: re.Match) -> str:
    plain = unicodedata.normalize("NFKD", match[0])
    if plain != match[0] and not _missing().search(plain):
        return plain
    return "" if unicodedata.category(match[0]) in DISPENSABLE else "?"
