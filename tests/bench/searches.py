"""Searching a hundred thousand organisations, eight at once, beside the floor's search."""

from dataclasses import dataclass
from statistics import median
from urllib.parse import quote

from kick.profile.register import BIG, SMALL
from tests.bench.client import at_once, p95

AT_ONCE = 8
# The longest that 95 of 100 wait, in milliseconds.
RARE, OTHER = 60, 200
# Name, region, what is typed, must, stretch, what the floor is asked.
SEARCHES = [
    ("rare word", BIG, "nyckelharpister", RARE, 30, "harbour meadow 77"),
    ("rare word, slip of the finger", BIG, "nykelharpister", OTHER, 100, "harbour meadow 77"),
    ("two words, rare together", BIG, "sagohult nyckelharpister", RARE, 30, "harbour meadow 77"),
    ("common word", BIG, "hembygdsförening", OTHER, 100, "harbour"),
    ("common word, page 20", BIG, "hembygdsförening&sida", OTHER, 100, "harbour"),
    ("part of a word", BIG, "förening", OTHER, 100, "arbo"),
    ("two letters", BIG, "sa", OTHER, 100, "ha"),
    ("none", BIG, "", OTHER, 100, ""),
    ("common word, small region", SMALL, "hembygdsförening", OTHER, 100, "harbour"),
    ("two letters, small region", SMALL, "sa", OTHER, 100, "ha"),
    ("nothing found", BIG, "qzxqzx", OTHER, 100, "qzxqzx"),
]


@dataclass
class Search:
    name: str
    must: int
    stretch: int
    p95_ms: float
    median_ms: float
    alone_ms: float
    cpu_ms: float
    floor_p95_ms: float


def path_of(region, typed):
    page = "&page=20" if typed.endswith("&sida") else ""
    return f"/{region}/organisationer/?q={quote(typed.removesuffix('&sida'))}{page}"


def searches(kick, floor, *, rounds, requests):
    taken = {search[0]: [] for search in SEARCHES}
    for turn in range(rounds):
        for name, region, typed, *_musts, at_floor in SEARCHES:
            jobs = [(kick, path_of(region, typed)), (floor, f"/search/?q={quote(at_floor)}")]
            if turn == 0:
                for job in jobs:
                    batch(*job, AT_ONCE)
            order = jobs if turn % 2 else jobs[::-1]
            taken[name].append({job[0].name: batch(*job, requests) for job in order})
    return [_search(kick, search, taken[search[0]]) for search in SEARCHES]


def batch(site, path, number):
    """(seconds of each request, ms of processor time a request) with eight at once."""
    browser = site.browser()
    site.meter.start()
    answers, _seconds = at_once(AT_ONCE, [lambda: browser.get(path)] * number)
    ms = site.meter.stop() / number
    wrong = {answer.status for answer in answers} - {200}
    # A page that a small profile does not have.
    if wrong - {404}:
        raise AssertionError(f"{site.name}{path} answers {wrong}")
    return [answer.seconds for answer in answers], ms


def _search(kick, search, turns):
    name, region, typed, must, stretch, _at_floor = search
    times = [time for turn in turns for time in turn["kick"][0]]
    alone = [kick.browser().get(path_of(region, typed)).seconds for _ in range(5)]
    return Search(
        name=name,
        must=must,
        stretch=stretch,
        p95_ms=1000 * p95(times),
        median_ms=1000 * median(times),
        alone_ms=1000 * median(alone),
        cpu_ms=median(turn["kick"][1] for turn in turns),
        floor_p95_ms=1000 * p95([time for turn in turns for time in turn["floor"][0]]),
    )
