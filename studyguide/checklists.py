"""The two kinds of passage that are worked with: a checklist's items, and a template's blanks.

A line of a checklist is `- [key] words`; a blank of a template is `{what belongs there}`.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

ITEM = re.compile(r"- \[([a-z0-9]+(?:-[a-z0-9]+)*)\] (.+)")
BLANK = re.compile(r"\{([^{}\n]{1,60})\}")
MARK = re.compile(r"\[\[([^\[\]\n]+)\]\]")
LONGEST_KEY = 60


@dataclass(frozen=True)
class Item:
    """Its key is for good: what has been ticked off points at it."""

    key: str
    words: str


def items_of(body: str) -> list[Item]:
    """Those of a checklist, in order, without the brackets round words of the glossary."""
    found = (ITEM.fullmatch(line) for line in body.splitlines())
    return [Item(match[1], MARK.sub(r"\1", match[2])) for match in found if match]


def flaws_in(lines: Iterable[tuple[int, str]], met: set[str]) -> Iterator[tuple[int, str]]:
    """What is wrong with a checklist's numbered lines; `met` are the keys before it, and grows."""
    for number, line in lines:
        match = ITEM.fullmatch(line.rstrip())
        if not line.strip():
            continue
        if not match or len(match[1]) > LONGEST_KEY:
            yield number, _("A line of a checklist is written - [key] words.")
        elif match[1] in met:
            yield number, _("The key %(key)s stands twice.") % {"key": match[1]}
        else:
            met.add(match[1])


def without_keys(body: str) -> str:
    """A checklist as it is read."""
    return re.sub(r"^- \[[a-z0-9-]+\] ", "- ", body, flags=re.MULTILINE)


def fill(body: str, known: Callable[[str], str]) -> str:
    """A template with its blanks filled; what nobody knows is left to be filled in by hand."""
    return BLANK.sub(lambda match: known(match[1]) or left(match[1]), body)


def left(name: str) -> str:
    return _("[fill in: %(what)s]") % {"what": name}


def with_breaks(body: str) -> str:
    """A letter as Markdown: a line in it stays a line."""
    return re.sub(r"(?<=[^\n])\n(?=[^\n])", "  \n", body)
