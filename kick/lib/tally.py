"""Figures that many read and few change, counted once and kept by the process instead of at each visit.

Only what is the same for all who may read it is kept here. Kept figures are at most FIGURES_AGE seconds
old, or ten times that where nothing but actions changes them; whoever changes what they count calls `count_anew`, and the next visit counts, in every process.
"""

import secrets
import threading
import time
from collections.abc import Callable, Hashable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import transaction
from django.utils.translation import get_language

TOLD_TIMES = 10
# Stands for the front page, which counts all regions.
COUNTRY = "country"
# Of a region some twenty in each language; beyond it all are counted anew.
MOST_KEPT = 1_000
MOST_BESIDE = 5
# By subject, place, mark and language: (when it was counted, what was counted).
_kept: dict[Hashable, tuple[float, Any]] = {}
# The marks that the request at hand has asked for: one page counts many things of one place.
_asked = threading.local()
# The places that were asked about after the first one, the last time a page began with it: they are
# asked about together, and a wrong guess costs nothing.
_beside: dict[Hashable, tuple[Hashable, ...]] = {}


def figures(
    subject: Hashable, place: Hashable, count: Callable[[], Any], *, told: bool = False
) -> Any:
    """What `count()` answers for the subject, or did answer a short while ago.

    `place` is a region's number, COUNTRY, or another name of what is counted together. Costs one
    small query a request, for the mark that `count_anew` sets. The answer is shared by later visits in the
    same language, so nobody may change it. `told` is for what only actions change, each of which
    calls `count_anew`: kept ten times as long.
    """
    age = settings.FIGURES_AGE * (TOLD_TIMES if told else 1)
    if not age:
        return count()
    key = (subject, place, _mark_of(place), get_language())
    counted_at, answer = _kept.get(key, (None, None))
    now = time.monotonic()
    if counted_at is None or now - counted_at >= age:
        answer = count()
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[key] = now, answer
    return answer


def count_anew(*places: Hashable) -> None:
    """What is counted of these places has changed: when the transaction is through, the next visit
    counts again, whichever process answers it."""
    if settings.FIGURES_AGE:
        transaction.on_commit(partial(_mark, set(places)), robust=True)


def _mark_of(place: Hashable) -> str | None:
    marks = getattr(_asked, "marks", None)
    if marks is None:
        return cache.get(_name(place))
    if place not in marks:
        places = (place,) if marks else (place, *_beside.get(place, ()))
        found = cache.get_many(map(_name, places))
        marks |= {place: found.get(_name(place)) for place in places}
    if place not in _asked.places:
        _asked.places.append(place)
    return marks[place]


def _begin(**_kwargs: Any) -> None:
    _asked.marks, _asked.places = {}, []


def _end(**_kwargs: Any) -> None:
    if places := getattr(_asked, "places", None):
        if len(_beside) >= MOST_KEPT:
            _beside.clear()
        _beside[places[0]] = tuple(places[1 : MOST_BESIDE + 1])
    _asked.marks, _asked.places = None, []


request_started.connect(_begin)
request_finished.connect(_end)


def _mark(places: set[Hashable]) -> None:
    # Without an end: the cache takes away what has ended when it is read, and a GET writes nothing.
    marks = {_name(place): secrets.token_hex(8) for place in sorted(places, key=str)}
    cache.set_many(marks, timeout=None)
    if getattr(_asked, "marks", None):
        _asked.marks = {}


def _name(place: Hashable) -> str:
    return f"figures-{place}"
