"""The two kinds of passage that are worked with: a checklist's items, and a template's blanks.

A line of a checklist is `- [key] words`; a blank of a template is `{what belongs there}`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from studyguide.template_text import BLANK, left

ITEM = re.compile(r"- \[([a-z0-9]+(?:-[a-z0-9]+)*)\] (.+)")
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


def as_read(body: str) -> str:
    """A template as Markdown: its blanks named, a line in it stays a line, and its title is a heading
    right under that of the passage."""
    named = BLANK.sub(lambda match: left(match[1]), body)
    raised = re.sub(r"^#(#+ )", r"\1", named, flags=re.MULTILINE)
    return re.sub(r"(?<=[^\n])\n(?=[^\n])", "  \n", raised)
