"""A programme as people write it, one item a line with its time first: "18.00 Kaffe"."""

import re
from dataclasses import dataclass
from datetime import time

CLOCK = re.compile(
    r"(?:kl\.? ?)?([01]?\d|2[0-3])[.:]([0-5]\d)(?!\d)[ \t]*(?:[–-](?! ?\d))?[ \t]*(.*)"
)
DAY = 24 * 60
# Coffee is served before the meeting starts.
BEFORE = 3 * 60


@dataclass(frozen=True)
class Item:
    """`at` is None for a line without a time."""

    at: time | None
    words: str

    def __str__(self) -> str:
        return f"{self.at:%H.%M} {self.words}" if self.at else self.words


def items_of(text: str) -> list[Item]:
    lines = (line.strip() for line in text.splitlines())
    return [_item(line) for line in lines if line]


def _item(line: str) -> Item:
    found = CLOCK.fullmatch(line)
    if found is None or not found[3]:
        return Item(None, line)
    return Item(time(int(found[1]), int(found[2])), found[3])


def text_of(items: list[Item]) -> str:
    return "\n".join(str(item) for item in items)


def in_order(items: list[Item], *, starts: time) -> list[Item]:
    """By the clock, also past midnight; one without a time stays after the item before it."""
    keyed, last = [], -1
    for item in items:
        last = _minutes_in(item.at, starts) if item.at else last
        keyed.append((last, item))
    return [item for _, item in sorted(keyed, key=lambda pair: pair[0])]


def _minutes_in(at: time, starts: time) -> int:
    from_start = (at.hour - starts.hour) * 60 + at.minute - starts.minute
    return (from_start + BEFORE) % DAY
