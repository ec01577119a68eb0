"""Whether two entries of the register are one association: a score with its reasons.

Pure functions without a database; what they are measured on stands in docs/doubles.md.
"""

import re
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from django.db import models
from django.utils.translation import gettext_lazy as _

from organisations.models.name_words import (
    PLAIN,
    Word,
    edits,
    initials,
    is_swapped,
    names_in,
    one_slip_apart,
    short_names,
    words_of,
)

# Of 100. A likely pair is one that a project lead nearly always merges.
LIKELY = 80
POSSIBLE = 50
# Shares of the words that two names have in common.
SAME_NAME = 0.88
MUCH_ALIKE = 0.72
SOME_ALIKE = 0.55
# The seat is in many names and often left out.
SEAT_WEIGHS = 0.35
# Where many have a page: the address without a path belongs to nobody.
SHARED_SITES = {"facebook.com", "instagram.com", "sites.google.com", "laget.se", "hembygd.se"}
NEW_SERIES = ("00", "01")


class Reason(models.TextChoices):
    SAME_NUMBER = "same_number", _("the same organisation number")
    NUMBER_SLIP = "number_slip", _("organisation numbers that a slip of the finger tells apart")
    NEW_SERIES = "new_series", _("one number of the old series and one of the new")
    SAME_WEBSITE = "same_website", _("the same website")
    SAME_EMAIL = "same_email", _("the same e-mail address")
    SAME_PHONE = "same_phone", _("the same phone")
    SAME_NAME = "same_name", _("the same name")
    SAME_WORDS = "same_words", _("the same words in the names")
    SPELLING = "spelling", _("names that are spelled nearly alike")
    OTHER_LANGUAGE = "other_language", _("one name is the other in another language")
    INITIALS = "initials", _("one name is the other's initials")
    ALIKE = "alike", _("names that are much alike")
    OTHER_NUMBER = "other_number", _("but different organisation numbers")
    OTHER_SEAT = "other_seat", _("but different seats")
    ONLY_ONE_HAS = "only_one_has", _("but a word such as “friends” or “youth” in one name only")


@dataclass(frozen=True)
class Entry:
    """What is compared of an organisation; `place` is the municipality's name."""

    name: str
    other_name: str = ""
    number: str = ""
    website: str = ""
    place: str = ""
    email: str = ""
    phone: str = ""


@dataclass
class Likeness:
    score: int = 0
    reasons: list[str] = field(default_factory=list)

    @property
    def is_likely(self) -> bool:
        return self.score >= LIKELY

    @property
    def is_possible(self) -> bool:
        return POSSIBLE <= self.score < LIKELY


@dataclass(frozen=True)
class NameMatch:
    """How much two names share, 0 to 1, and in what way."""

    share: float = 0.0
    reason: str = ""
    shares_own_word: bool = False
    one_has_mark: bool = False
    # Each has words that the other lacks: mostly two associations of one place.
    both_have_more: bool = False


def likeness(a: Entry, b: Entry) -> Likeness:
    """How sure one can be, 0 to 100, and why. The order of the two says nothing."""
    if a.number and a.number == b.number:
        return Likeness(100, _in_order([Reason.SAME_NUMBER, *_ties(a, b)]))
    match = best_match(a, b)
    ties = _ties(a, b)
    reasons = [match.reason] if match.share >= SOME_ALIKE and match.reason else []
    score, against = _by_name(a, b, match, ties)
    if not reasons and not ties:
        return Likeness()
    return Likeness(score, _in_order([*reasons, *ties]) + against)


def best_match(a: Entry, b: Entry) -> NameMatch:
    """The best of every name of the one with every name of the other."""
    seat = {word.core for word in words_of(a.place) + words_of(b.place)}
    own = (a.name, b.name)
    best = NameMatch()
    for first in names_in(a.name, a.other_name):
        for second in names_in(b.name, b.other_name):
            match = match_names(first, second, seat=seat)
            if match.share > best.share:
                is_other = (first, second) != own
                best = _in_other_language(match) if is_other else match
    return best


def _in_other_language(match: NameMatch) -> NameMatch:
    return replace(match, reason=Reason.OTHER_LANGUAGE)


def match_names(a: str, b: str, *, seat=frozenset()) -> NameMatch:
    """Compare two names word by word; `seat` are the cores of the municipalities' names."""
    if a.casefold() == b.casefold():
        return NameMatch(1.0, Reason.SAME_NAME, True)
    mine, theirs = words_of(a), words_of(b)
    if not mine or not theirs:
        return NameMatch()
    if _is_short_for(a, b) or _is_short_for(b, a):
        return NameMatch(0.9, Reason.INITIALS, True)
    # Who writes no dots at all writes on a foreign keyboard; else Håbo is not Habo.
    if not re.search("[åäö]", a.lower()) or not re.search("[åäö]", b.lower()):
        mine, theirs = _plain(mine), _plain(theirs)
        seat = {core.translate(PLAIN) for core in seat}
    return _match_words(mine, theirs, seat)


def _plain(words: tuple[Word, ...]) -> tuple[Word, ...]:
    return tuple(Word(w.whole.translate(PLAIN), w.core.translate(PLAIN)) for w in words)


def _is_short_for(short: str, long: str) -> bool:
    return any(len(s) >= 3 and s == initials(long) for s in short_names(short))


def _match_words(mine, theirs, seat) -> NameMatch:
    left, pairs, is_exact = list(theirs), [], True
    alone = []
    for word in mine:
        twin = next((w for w in left if w.core == word.core), None)
        if twin is None:
            twin = next((w for w in left if _nearly(w, word)), None)
            is_exact = is_exact and twin is None
        if twin is None:
            alone.append(word)
        else:
            left.remove(twin)
            pairs.append(word)
    unmatched = alone + left
    if unmatched and _is_joined(
        *([w for w in side if not _is_seat(w, seat)] for side in (mine, theirs))
    ):
        return NameMatch(0.95, Reason.SPELLING, True)
    together = sum(_weight(word, seat) for word in pairs)
    # Left out by the one, a seat says nothing; Enköping on one side and Håbo on the other do.
    two_seats = all(any(_is_seat(word, seat) for word in side) for side in (alone, left))
    apart = sum(two_seats or not _is_seat(word, seat) for word in unmatched)
    share = 2 * together / (2 * together + apart) if together else 0.0
    own = any(not word.is_common and not _is_seat(word, seat) for word in pairs)
    is_branch = bool(unmatched) and all(word.is_national for word in pairs)
    has_mark = is_branch or any(word.is_mark for word in unmatched)
    more = bool(alone) and bool(left)
    return NameMatch(share, _name_reason(share, is_exact), own, has_mark, more)


def _name_reason(share, is_exact):
    if share >= SAME_NAME:
        return Reason.SAME_WORDS if is_exact else Reason.SPELLING
    return Reason.ALIKE


def _weight(word: Word, seat) -> float:
    return SEAT_WEIGHS if _is_seat(word, seat) else 1.0


def _is_seat(word: Word, seat) -> bool:
    return word.core in seat


def _nearly(a: Word, b: Word) -> bool:
    return one_slip_apart(a.whole, b.whole) or one_slip_apart(a.core, b.core)


def _is_joined(mine, theirs) -> bool:
    """Bräkne-Hoby and Bräknehoby, tradjazz klubb and tradjazzklubb."""
    cores = ["".join(word.core for word in words) for words in (mine, theirs)]
    wholes = ["".join(word.whole for word in words) for words in (mine, theirs)]
    is_long = len(mine) != len(theirs) and len(cores[0]) >= 7
    return is_long and (edits(*cores) <= 1 or edits(*wholes) <= 1)


def _ties(a: Entry, b: Entry) -> list[str]:
    """What two entries share besides the name."""
    ties = []
    if _is_slip(a.number, b.number):
        ties.append(Reason.NUMBER_SLIP)
    elif _is_new_series(a.number, b.number):
        ties.append(Reason.NEW_SERIES)
    if _is_same_site(site_of(a.website), site_of(b.website)):
        ties.append(Reason.SAME_WEBSITE)
    if a.email and a.email.casefold() == b.email.casefold():
        ties.append(Reason.SAME_EMAIL)
    if digits_of(a.phone) and digits_of(a.phone) == digits_of(b.phone):
        ties.append(Reason.SAME_PHONE)
    return ties


def site_of(url: str) -> str:
    """Host and path; empty where the host is everybody's and the path says nothing."""
    if not url.strip():
        return ""
    parts = urlsplit(url if "//" in url else f"//{url}")
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    path = parts.path.rstrip("/").lower()
    return "" if host in SHARED_SITES and not path else f"{host}{path}"


def _is_same_site(a: str, b: str) -> bool:
    if not a or not b:
        return False
    # The one gave the front page, the other a page below it.
    is_front = "/" not in a or "/" not in b
    return a == b or (is_front and _host(a) == _host(b) not in SHARED_SITES)


def _host(site: str) -> str:
    return site.split("/")[0]


def digits_of(phone: str) -> str:
    return re.sub(r"^(\+46|0046)", "0", re.sub(r"[^\d+]", "", phone))


def _is_slip(a: str, b: str) -> bool:
    if not a or not b or len(a) != len(b):
        return False
    wrong = sum(x != y for x, y in zip(a, b, strict=True))
    return wrong == 1 or is_swapped(a, b)


def _is_new_series(a: str, b: str) -> bool:
    return bool(a and b) and a.startswith(NEW_SERIES) != b.startswith(NEW_SERIES)


def _by_name(a: Entry, b: Entry, match: NameMatch, ties) -> tuple[int, list[str]]:
    against = _against(a, b, match, ties)
    firm = {Reason.SAME_WEBSITE, Reason.SAME_EMAIL} & set(ties)
    phone = Reason.SAME_PHONE in ties
    if match.one_has_mark:
        return (60 if match.share >= MUCH_ALIKE or firm else 0), against
    if match.share >= SAME_NAME:
        score = 90
    elif match.share >= MUCH_ALIKE and match.shares_own_word:
        score = 85 if firm else 65
    elif match.share >= SOME_ALIKE and match.shares_own_word:
        score = 82 if firm else 0 if match.both_have_more else 50
    else:
        score = 55 if firm or (phone and match.share >= SOME_ALIKE) else 0
    if Reason.OTHER_SEAT in against:
        # The same name in different places is no double by itself.
        score = score - 5 if firm else 55 if phone and score >= 90 else 0
    elif Reason.OTHER_NUMBER in against and not firm:
        score = min(score, 70)
    return min(99, score + 3 * len(ties)) if score else 0, against


def _against(a: Entry, b: Entry, match: NameMatch, ties) -> list[str]:
    against = []
    if a.number and b.number and not {Reason.NUMBER_SLIP, Reason.NEW_SERIES} & set(ties):
        against.append(Reason.OTHER_NUMBER)
    if a.place != b.place:
        against.append(Reason.OTHER_SEAT)
    if match.one_has_mark:
        against.append(Reason.ONLY_ONE_HAS)
    return against


def _in_order(reasons) -> list[str]:
    return sorted(dict.fromkeys(reasons), key=list(Reason).index)
