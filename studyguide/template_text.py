"""A template as blocks, its blanks filled.

A line of a template is `## title`, `### heading`, `1. item`, `- item` or a line of a paragraph, with
`**strong**` words in it. Only the template's own lines are read so; what fills a blank is words.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _

from kick.lib import text
from kick.lib.document import (
    HEADING,
    NUMBERS,
    OPEN,
    PARAGRAPH,
    POINTS,
    STRONG,
    TITLE,
    Block,
    Line,
    Words,
)

BLANK = re.compile(r"\{([^{}\n]{1,60})\}")
PARTS = re.compile(rf"\*\*(?P<strong>[^*\n]+)\*\*|{BLANK.pattern}")
STARTS = {
    TITLE: re.compile(r"## +(.+)"),
    HEADING: re.compile(r"#{3,} +(.+)"),
    NUMBERS: re.compile(r"\d{1,3}\. +(.+)"),
    POINTS: re.compile(r"[-–*] +(.+)"),
}
# The lines of these belong together until an empty one.
JOINED = {PARAGRAPH, NUMBERS, POINTS}


@dataclass(frozen=True)
class Listed:
    """What fills a blank with a list; where it does not stand by itself its items are lines."""

    items: list[str]
    kind: str = POINTS

    def __bool__(self):
        return bool(self.items)

    def __str__(self):
        return "\n".join(self.items)


class Address(str):
    """An address of ours."""


Known = Callable[[str], "str | Listed"]


def blocks_of(body: str, known: Known) -> list[Block]:
    """The template's blocks; `known` answers for each blank what belongs there, or nothing."""
    known = cache(known)
    blocks: list[Block] = []
    joins = False
    for line in body.splitlines():
        kind, words = kind_of(line.strip())
        alone = BLANK.fullmatch(words)
        value = known(alone[1]) if alone and kind == PARAGRAPH else ""
        if isinstance(value, Listed) and value:
            blocks.append(Block(value.kind, [(Words(clean(item)),) for item in value.items]))
            joins = False
            continue
        for found in lines_in(words, known, split=kind == PARAGRAPH):
            joins = bool(found) and add(blocks, kind, found, joins=joins)
    return blocks


def add(blocks, kind, line, *, joins):
    """Into the block before it or a new one; the next line may join it."""
    if joins and kind in JOINED and blocks[-1].kind == kind:
        blocks[-1].lines.append(line)
    else:
        blocks.append(Block(kind, [line]))
    return True


def kind_of(line: str) -> tuple[str, str]:
    for kind, start in STARTS.items():
        if match := start.fullmatch(line):
            return kind, match[1]
    return PARAGRAPH, line


def lines_in(line: str, known: Known, *, split: bool) -> list[Line]:
    """A line of the template as lines of words, more than one where what was typed has several.

    An empty one stands between two paragraphs.
    """
    lines: list[list[Words]] = [[]]
    for words in words_of(line, known):
        first, *rest = words.text.split("\n") if split else [" ".join(words.text.split("\n"))]
        for part, begins in [(first, False), *((part, True) for part in rest)]:
            if begins:
                lines.append([])
            if part:
                lines[-1].append(Words(part, words.look, words.url))
    return [tuple(found) for found in lines]


def words_of(line, known):
    end = 0
    for match in PARTS.finditer(line):
        if match.start() > end:
            yield Words(line[end : match.start()])
        yield Words(match["strong"], STRONG) if match["strong"] else filling(match[2], known)
        end = match.end()
    if line[end:]:
        yield Words(line[end:])


def filling(name, known):
    value = known(name)
    if not value:
        return Words(left(name), OPEN)
    return Words(clean(str(value)), url=str(value) if isinstance(value, Address) else "")


def clean(words: str) -> str:
    """What was typed long ago may hold what no file can."""
    return text.clean_text(words)


def left(name: str) -> str:
    return _("[fill in: %(what)s]") % {"what": name}
