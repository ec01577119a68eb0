"""Which section of a new text is which of an older one, so that its key stays when its words change."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from kick.lib.plan_text import Piece
from kick.lib.text import fold, slugify_swedish

# Of 90 that a key may have; the rest is for "-2".
LONGEST_SLUG = 80
# Of two sections that are the same one, rather than two about the same thing.
ALIKE = 0.6
SAME_NUMBER = 0.15
# Comparing is slow: only the likeliest, and only the beginning of a long text.
LIKELIEST = 4
FIRST_WORDS = 300


def with_keys(pieces: Sequence[Piece], known: Sequence[Piece]) -> list[Piece]:
    """Every section with a key: the one written after its heading, else that of the known section that
    it is, else a new one that no known section has had.

    It is the known one with the same heading and text, then the only one with its heading, then the
    one most alike, then the next with its heading.
    """
    found = _Found(pieces, known)
    found.take_same(_heading_and_body)
    found.take_same(_heading, only_one=True)
    found.take_alike()
    found.take_same(_heading)
    taken = {*found.keys.values(), *(piece.key for piece in known)}
    for n in found.waiting():
        found.keys[n] = slug_of(pieces[n], taken)
        taken.add(found.keys[n])
    return [replace(piece, key=found.keys[n]) for n, piece in enumerate(pieces)]


def slug_of(piece: Piece, taken: Collection[str]) -> str:
    """A key for a section that is new, like no other."""
    slug = slugify_swedish(piece.heading)[:LONGEST_SLUG].strip("-") or "avsnitt"
    key, number = slug, 2
    while key in taken:
        key, number = f"{slug}-{number}", number + 1
    return key


class _Found:
    """`keys` by the place of a section among the new ones, `left` the known ones that are none yet."""

    def __init__(self, pieces: Sequence[Piece], known: Sequence[Piece]) -> None:
        self.pieces = pieces
        self.keys = {n: piece.key for n, piece in enumerate(pieces) if piece.key}
        written = set(self.keys.values())
        self.left = {piece.key: piece for piece in known if piece.key not in written}

    def waiting(self) -> list[int]:
        return [n for n in range(len(self.pieces)) if n not in self.keys]

    def take_same(self, sign: Callable[[Piece], Hashable], *, only_one: bool = False) -> None:
        """In their order, so that two with the same heading stay the first and the second."""
        new, old = defaultdict(list), defaultdict(list)
        for n in self.waiting():
            new[sign(self.pieces[n])].append(n)
        for key, piece in self.left.items():
            old[sign(piece)].append(key)
        for same in new:
            if not only_one or len(new[same]) == len(old[same]) == 1:
                for n, key in zip(new[same], old[same], strict=False):
                    self._give(n, key)

    def take_alike(self) -> None:
        for _score, n, key in sorted(self._alike(), key=lambda row: (-row[0], row[1])):
            if n not in self.keys and key in self.left:
                self._give(n, key)

    def _give(self, n: int, key: str) -> None:
        self.keys[n] = key
        del self.left[key]

    def _alike(self) -> Iterator[tuple[float, int, str]]:
        words = {key: set(_words(piece)) for key, piece in self.left.items()}
        for n in self.waiting():
            own = set(_words(self.pieces[n]))
            shares = {key: len(own & words[key]) / len(own | words[key]) for key in self.left}
            for key in sorted(shares, key=lambda key: -shares[key])[:LIKELIEST]:
                score = likeness(self.pieces[n], self.left[key])
                if score >= ALIKE:
                    yield score, n, key


def likeness(one: Piece, other: Piece) -> float:
    """0 to 1, and somewhat more for two with the same number."""
    score = (_ratio(_heading(one), _heading(other)) + _ratio(_words(one), _words(other))) / 2
    return score + (SAME_NUMBER if one.number and one.number == other.number else 0)


def _ratio(one: Sequence, other: Sequence) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _heading(piece: Piece) -> str:
    return fold(piece.heading)


def _heading_and_body(piece: Piece) -> tuple[str, str]:
    return piece.heading, piece.body


def _words(piece: Piece) -> list[str]:
    return fold(f"{piece.heading} {piece.body}").split()[:FIRST_WORDS]
