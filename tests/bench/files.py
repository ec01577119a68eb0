"""Files of a thousand and of a hundred thousand rows: seconds, the first byte, and memory."""

from dataclasses import dataclass

from kick.profile.register import BIG, SMALL
from tests.bench.processes import forget_peak, held_mb, peak_mb


@dataclass
class File:
    name: str
    rows: int
    seconds: float
    seconds_to_first: float
    grown_mb: float
    megabytes: float


def files(kick, floor, floor_cookie, sizes):
    """The smaller first, so that what a worker loads once is not counted to the larger."""
    browser, floor_browser = kick.browser(), floor.browser(floor_cookie)
    found = [
        taken(kick, browser, f"/{region}/organisationer/lista.{ending}", ending.upper(), rows)
        for region, rows in [(SMALL, sizes.small), (BIG, sizes.organisations)]
        for ending in ["csv", "xlsx"]
    ]
    for event, rows in [(1, 1_000), (2, 100_000)]:
        found.append(taken(floor, floor_browser, f"/org/{event}/regs.csv", "floor's CSV", rows))
    return found


def taken(site, browser, path, name, rows):
    """The second of two, when every worker has loaded what it needs."""
    for _ in range(4):
        if rows <= 1_000:
            browser.get(path, keep=False)
    before = {pid: held_mb(pid) for pid in site.worker_pids}
    for pid in before:
        forget_peak(pid)
    answer = browser.get(path, keep=False)
    if answer.status != 200:
        raise AssertionError(f"{site.name}{path} answers {answer.status}")
    grown = [peak_mb(pid) - held for pid, held in before.items()]
    return File(
        name=name,
        rows=rows,
        seconds=answer.seconds,
        seconds_to_first=answer.seconds_to_first,
        grown_mb=max(grown),
        megabytes=answer.length / 1024 / 1024,
    )
