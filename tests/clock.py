"""A pytest plugin: what time it is in the tests.

A test that counts days or hours from now would fail at some hour of some day: around midnight, at the
end of a year, when summer time begins. So the tests begin at noon on a plain Tuesday, whatever the day,
and time goes on from there. `CLOCK="2028-02-29 23:30"` lets them begin at another moment, Swedish time.

What talks to a process with a clock of its own keeps the real time: the browser, the worker, the proofs.
"""

import os
import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

PROOFS = Path(__file__).parent / "proof"
NOON = "2027-01-19 12:00"


def begins():
    words = os.environ.get("CLOCK") or NOON
    return datetime.strptime(words, "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo("Europe/Stockholm"))


# Of the clock on the wall when the tests began.
AHEAD = begins().timestamp() - time.time()


def keeps_real_time(item):
    marks = {mark.name for mark in item.iter_markers()}
    if PROOFS in item.path.parents or "worker" in item.fixturenames:
        return True
    return bool(marks & {"browser", "real_time"})


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """What a module counts from now is counted from the tests' own time."""
    with time_machine.travel(time.time() + AHEAD):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """Around the whole of it, so that a fixture of a module has the time of its tests."""
    if keeps_real_time(item):
        return (yield)
    with time_machine.travel(time.time() + AHEAD):
        return (yield)
