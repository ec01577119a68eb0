"""One text out of two that were written at the same time from the same beginning: nothing is lost.

What only one of them changed is as she wrote it. Where both changed the same words, both stand, one
after the other, for a person to choose between.
"""

import re
from collections.abc import Callable
from difflib import SequenceMatcher

WORD_OR_SPACE = re.compile(r"\n|[^\S\n]+|\S+")

# (from, to, what stands there instead), counted in pieces of what both began with.
Edit = tuple[int, int, list[str]]


def merged(base: str, *, theirs: str, mine: str) -> str:
    """`theirs` was there first, so it stands first where both wrote at the same place."""
    if theirs in {base, mine}:
        return mine
    if mine == base:
        return theirs
    split = base.split("\n"), theirs.split("\n"), mine.split("\n")
    return "\n".join(_woven(*split, both=_both_lines, clash=_words_or_lines))


class _Clash(Exception):
    pass


def _words_or_lines(base: list[str], theirs: list[str], mine: list[str]) -> list[str]:
    """The same lines changed by both: word by word when they touched different words, else both."""
    if not any(base):
        return _both_lines(theirs, mine)
    try:
        woven = _woven(_words(base), _words(theirs), _words(mine), both=_both, clash=_refuse)
    except _Clash:
        return _both_lines(theirs, mine)
    return _spaced(woven).split("\n")


def _refuse(*_parts):
    raise _Clash


def _both_lines(theirs: list[str], mine: list[str]) -> list[str]:
    if held := _held(_words(theirs), _words(mine)):
        return "".join(held).split("\n")
    return [*theirs, *(line for line in mine if line not in theirs)]


def _both(theirs: list[str], mine: list[str]) -> list[str]:
    return _held(theirs, mine) or [*theirs, *mine]


def _held(theirs: list[str], mine: list[str]) -> list[str]:
    """The longer one when it goes on from the other: what somebody has sent twice, since the answer
    to the first was lost on the way, stands once."""
    longer, shorter = (mine, theirs) if len(mine) > len(theirs) else (theirs, mine)
    return longer if longer[: len(shorter)] == shorter else []


def _words(lines: list[str]) -> list[str]:
    return WORD_OR_SPACE.findall("\n".join(lines))


def _spaced(words: list[str]) -> str:
    """With a space between two words that came to stand side by side."""
    told = ""
    for word in words:
        told += " " + word if told[-1:].strip() and word.strip() else word
    return told


def _woven(
    base: list[str], theirs: list[str], mine: list[str], *, both: Callable, clash: Callable
) -> list[str]:
    """`both` is told what each put in at one place, `clash` what each made of the same stretch."""
    woven, at = [], 0
    waiting = [_edits(base, theirs), _edits(base, mine)]
    while any(waiting):
        start, end, taken = _next(waiting)
        there, here = (_applied(base, start, end, edits) for edits in taken)
        woven += base[at:start]
        if not all(taken):
            woven += there if taken[0] else here
        elif start == end:
            woven += both(there, here)
        elif there == here:
            woven += here
        else:
            woven += clash(base[start:end], there, here)
        at = end
    return woven + base[at:]


def _edits(base: list[str], changed: list[str]) -> list[Edit]:
    steps = SequenceMatcher(None, base, changed, autojunk=False).get_opcodes()
    return [(i, j, changed[k:m]) for step, i, j, k, m in steps if step != "equal"]


def _next(waiting: list[list[Edit]]) -> tuple[int, int, list[list[Edit]]]:
    """The first stretch that somebody changed, with every edit that reaches into it. What only
    touches it is on its own: a new line beside a changed one is no quarrel."""
    start, end, _new = min(edits[0] for edits in waiting if edits)
    taken = [[], []]
    grows = True
    while grows:
        grows = False
        for own, edits in zip(taken, waiting, strict=True):
            while edits and (edits[0][0] < end or edits[0][:2] == (start, end)):
                own.append(edits.pop(0))
                end, grows = max(end, own[-1][1]), True
    return start, end, taken


def _applied(base: list[str], start: int, end: int, edits: list[Edit]) -> list[str]:
    """The stretch as one of the two has it."""
    there, at = [], start
    for first, last, new in edits:
        there += base[at:first] + new
        at = last
    return there + base[at:end]
