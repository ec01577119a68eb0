"""A text that is partly ours and partly typed, apart from any format: blocks of lines of words.

What somebody typed is words and nothing else, whatever signs are in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

TITLE, HEADING, PARAGRAPH = "title", "heading", "paragraph"
NUMBERS, POINTS = "numbers", "points"
STRONG, OPEN = "strong", "open"


@dataclass(frozen=True)
class Words:
    """A part of a line. `look` is STRONG, or OPEN for what is left to fill in by hand; `url` is an
    address of ours that the words lead to."""

    text: str
    look: str = ""
    url: str = ""


Line = tuple[Words, ...]


@dataclass
class Block:
    """Lines of one kind: those of a paragraph, or the items of a list."""

    kind: str
    lines: list[Line] = field(default_factory=list)


def plain(line: Iterable[Words]) -> str:
    return "".join(words.text for words in line)


def as_text(blocks: Iterable[Block]) -> str:
    """To be read in any program: a blank line between blocks, but none under a heading."""
    text, above = "", ""
    for block in blocks:
        gap = "\n" if above == HEADING else "\n\n"
        text += (gap if text else "") + "\n".join(_lines(block))
        above = block.kind
    return text


def title_of(blocks: Iterable[Block]) -> str:
    """The first title's words; empty without one."""
    return next((plain(block.lines[0]) for block in blocks if block.kind == TITLE), "")


def left_in(blocks: Iterable[Block]) -> list[str]:
    """What is to be filled in by hand, once each and in order."""
    lines = (line for block in blocks for line in block.lines)
    return list(dict.fromkeys(w.text for line in lines for w in line if w.look == OPEN))


def _lines(block):
    for number, line in enumerate(block.lines, 1):
        mark = {NUMBERS: f"{number}. ", POINTS: "– "}.get(block.kind, "")
        yield mark + plain(line)
