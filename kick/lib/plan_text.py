"""A plan as one Markdown text, and as the sections that people answer: there and back again.

The text is what an officer writes or pastes; the sections are what stands in the database. A heading
begins a section, its level says what it is part of, and its key stays when the words change.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from markdown_it import MarkdownIt

from kick.lib.text import clean_line, clean_text

DEEPEST = 4
MOST_SECTIONS = 400
MOST_LINES = 30_000
LONGEST_HEADING = 200
LONGEST_MARKDOWN = 2000
INTRODUCTION = "Inledning"
NAMELESS = "…"

NUMBER = re.compile(r"([0-9]{1,2}(?:\.[0-9]{1,2}){0,3})[.)]?\s+(?=\S)")
KEY_MARK = re.compile(r"\s*\{#([a-z0-9]+(?:-[a-z0-9]+)*)\}$")
PAGE_MARK = re.compile(r"\s*\{s\.\s*([0-9A-Za-z–-]{1,8})\}$")
SPECIAL = re.compile(r"([\\`*_{}\[\]<>#&!~|])")
# What a heading in Markdown loses, such as the ** of a bold one.
PLAIN = {"text", "code_inline", "image"}
BREAKS = {"softbreak", "hardbreak"}
# What stands between the headings is not looked into.
BLOCKS = MarkdownIt("commonmark", {"html": False}).disable("inline")
WORDS = MarkdownIt("commonmark", {"html": False})


class Unreadable(Exception):
    """The text cannot become sections."""


class NoHeadings(Unreadable):
    """Without a heading there is nothing to answer one by one."""


class TooManyLines(Unreadable):
    """More than a plan has, and slow to read."""


class TooManySections(Unreadable):
    """`number` of them, which is more than anybody reads."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class HeadingTooLong(Unreadable):
    """`heading` is a paragraph rather than a heading."""

    def __init__(self, heading: str) -> None:
        super().__init__(heading)
        self.heading = heading


class KeyTwice(Unreadable):
    """Two headings have the same mark `{#key}`."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class Piece:
    """One section as it is read from a text; `key` is empty until it has got one."""

    heading: str
    body: str = ""
    level: int = 1
    number: str = ""
    page: str = ""
    key: str = ""

    @property
    def words(self) -> tuple:
        """Everything that a reader of the plan sees."""
        return (self.heading, self.body, self.level, self.number, self.page)


@dataclass(frozen=True)
class Heading:
    """Where it stands, from its first line to the one after it."""

    start: int
    end: int
    level: int
    words: str


def read(text: str) -> list[Piece]:
    """The sections of a Markdown text in order; raises Unreadable.

    Text before the first heading becomes an introduction. Headings inside code and quotations are
    text, and so are those deeper than four levels. Where no heading has a number, all get one.
    """
    lines = clean_text(text).split("\n")
    if len(lines) > MOST_LINES:
        raise TooManyLines
    headings = list(_headings(lines))
    if not headings:
        raise NoHeadings
    if len(headings) > MOST_SECTIONS:
        raise TooManySections(len(headings))
    pieces = list(_pieces(lines, headings))
    _refuse_keys_used_twice(pieces)
    return pieces if any(piece.number for piece in pieces) else numbered(pieces)


def write(pieces: Sequence[Piece]) -> str:
    """The Markdown that `read` makes the same sections of, without their keys."""
    if list(pieces) == numbered(pieces):
        text = _written([replace(piece, number="") for piece in pieces])
        if [piece.words for piece in read(text)] == [piece.words for piece in pieces]:
            return text
    return _written(pieces)


def numbered(pieces: Iterable[Piece]) -> list[Piece]:
    """The same with numbers that follow from their places: 1, 1.1, 1.2, 2."""
    made, counts = [], [0] * DEEPEST
    for piece in pieces:
        counts[piece.level - 1] += 1
        counts[piece.level :] = [0] * (DEEPEST - piece.level)
        made.append(replace(piece, number=".".join(map(str, counts[: piece.level]))))
    return made


def without_title(pieces: Sequence[Piece]) -> list[Piece]:
    """A step up for everything that stands under the plan's own name, as in a text that is pasted.

    The name is left out when nothing is said under it, since every page says it already.
    """
    title, *rest = pieces
    is_name = "kulturplan" in title.heading.lower()
    if not (is_name and rest and all(piece.level > 1 for piece in rest)):
        return list(pieces)
    lifted = [replace(piece, level=piece.level - 1) for piece in rest]
    kept = [title, *lifted] if title.body else lifted
    return numbered(kept) if list(pieces) == numbered(pieces) else kept


def _headings(lines: Sequence[str]) -> Iterator[Heading]:
    """Those that begin a section; the deeper ones and the empty ones are text."""
    above: list[int] = []
    tokens = BLOCKS.parse("\n".join(lines))
    for token, inline in pairwise(tokens):
        if token.type != "heading_open" or token.level:
            continue
        words, raw = _plain(inline.content), int(token.tag[1:])
        above = [level for level in above if level < raw] if words else above
        if words and len(above) < DEEPEST:
            above.append(raw)
            yield Heading(*token.map, len(above), words)


def _plain(markdown: str) -> str:
    """A heading without what makes it bold or a link."""
    if len(markdown) > LONGEST_MARKDOWN:
        raise HeadingTooLong(markdown)
    parts = WORDS.parseInline(markdown)[0].children
    return clean_line(
        "".join(
            part.content if part.type in PLAIN else " " if part.type in BREAKS else ""
            for part in parts
        )
    )


def _pieces(lines: Sequence[str], headings: Sequence[Heading]) -> Iterator[Piece]:
    before = _body(lines[: headings[0].start])
    if before:
        yield Piece(INTRODUCTION, before)
    has_numbers = _are_numbered([heading.words for heading in headings])
    ends = [*(heading.start for heading in headings[1:]), len(lines)]
    for heading, end in zip(headings, ends, strict=True):
        piece = _piece(heading.words, has_numbers=has_numbers)
        yield replace(piece, level=heading.level, body=_body(lines[heading.end : end]))


def _are_numbered(headings: Iterable[str]) -> bool:
    """Whether the headings have numbers of their own; "10 år med kultur" alone has none."""
    numbers = [match[1] for match in map(NUMBER.match, headings) if match]
    return len(numbers) > 1 or any(number.split(".")[0] == "1" for number in numbers)


def _piece(words: str, *, has_numbers: bool) -> Piece:
    words, marks = _marks(words)
    match = NUMBER.match(words) if has_numbers else None
    heading = words[match.end() :] if match else words
    if len(heading) > LONGEST_HEADING:
        raise HeadingTooLong(heading)
    heading = heading or marks.get("key") or NAMELESS
    return Piece(heading, number=match[1] if match else "", **marks)


def _marks(words: str) -> tuple[str, dict[str, str]]:
    """The heading without what stands in braces at its end, and that: its page and its key."""
    marks: dict[str, str] = {}
    for _each in range(2):
        for name, mark in [("key", KEY_MARK), ("page", PAGE_MARK)]:
            match = mark.search(words)
            if match and name not in marks:
                marks[name] = match[1]
                words = words[: match.start()]
    return words, marks


def _body(lines: Iterable[str]) -> str:
    return "\n".join(lines).strip("\n")


def _written(pieces: Iterable[Piece]) -> str:
    return "\n\n".join(f"{_written_heading(piece)}\n\n{piece.body}".strip() for piece in pieces)


def _written_heading(piece: Piece) -> str:
    words = f"{piece.number} {piece.heading}".strip()
    page = f" {{s. {piece.page}}}" if piece.page else ""
    signs = "#" * piece.level
    if _plain(words) != words or words.endswith("#"):
        words = SPECIAL.sub(r"\\\1", words)
    return f"{signs} {words}{page}"


def _refuse_keys_used_twice(pieces: Iterable[Piece]) -> None:
    keys = [piece.key for piece in pieces if piece.key]
    for key in keys:
        if keys.count(key) > 1:
            raise KeyTwice(key)
