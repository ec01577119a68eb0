"""Text as people type it, made fit to keep, to search and to stand in an address."""

import re
import unicodedata

# Invisible, and able to hide a word or turn a line round: nothing that a text needs.
# U+200C and U+200D are left between signs, where they hold an emoji together.
HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
    r"|[\u200c\u200d]{2,}|(?<=\w)[\u200c\u200d]|[\u200c\u200d](?=\w)"
)
LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
BLANK_LINES = re.compile(r"\n{3,}")

FOLDED_BUT_KEPT = "åäö"
LETTERS = [chr(code) for code in range(0xC0, 0x250) if chr(code).islower()]


def clean_line(text: str) -> str:
    """One line in NFC, without control and zero-width characters, spaces collapsed."""
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    return " ".join(HIDDEN.sub("", spaced).split())


def clean_text(text: str) -> str:
    """Lines in NFC that end in LF, at most one blank line in a row, nothing hidden."""
    lines = LINE_BREAKS.sub("\n", unicodedata.normalize("NFC", text)).split("\n")
    cleaned = "\n".join(HIDDEN.sub("", line).rstrip() for line in lines)
    return BLANK_LINES.sub("\n\n", cleaned).strip("\n")


def slugify_swedish(text: str) -> str:
    """Håbo hembygdsförening becomes habo-hembygdsforening. Uniqueness is the caller's.

    Empty when there is no letter that Latin script can show.
    """
    plain = DASHES.sub("-", text.lower()).translate(NOT_DECOMPOSED)
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")


def fold(text: str) -> str:
    """Lower case for searching: é and ü are e and u, while å, ä and ö are letters.

    Håbo and Habo are two municipalities. SQL does the same with
    translate(lower(name), FOLD_FROM, FOLD_TO).
    """
    return unicodedata.normalize("NFC", text).lower().translate(FOLD_TABLE)


def _without_accent(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]


DASHES = re.compile(r"[\u2010-\u2015\u2212]")
# Letters that have no accent to take away.
NOT_DECOMPOSED = str.maketrans(
    {"ø": "o", "æ": "ae", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "ŋ": "n", "ŧ": "t", "ł": "l"}
)
FOLD_FROM = "".join(
    letter
    for letter in LETTERS
    if letter not in FOLDED_BUT_KEPT and _without_accent(letter) != letter
)
FOLD_TO = "".join(map(_without_accent, FOLD_FROM))
FOLD_TABLE = str.maketrans(FOLD_FROM, FOLD_TO)
