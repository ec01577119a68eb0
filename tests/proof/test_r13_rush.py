"""CATALOGUE R13: everybody opens her letter at once, and every third answers.

The row's pace is 5,000 links in ten minutes, 8.3 a second. One minute of a faster pace, ten a second,
is played: each link is opened at its moment, whether or not those before have been answered.
"""

import os
import threading
import time
from http import HTTPStatus

import pytest

from consultations.models import Reply
from tests.factories import InvitationFactory, MeetingFactory
from tests.server import Server

LINKS, SECONDS = 600, 60
MOST = 0.5


def issued(number):
    meeting = MeetingFactory(seats_total=50)
    rows = [InvitationFactory(meeting=meeting) for _ in range(number)]
    for row in rows:
        row.issue()
    return rows


def visit(server, token, answers, asked):
    """Open the letter's link, read, and say yes; (what, status, seconds) of each request."""
    asked.append(("open", *timed(server.get, f"/i/{token}/")))
    if answers:
        asked.append(("yes", *timed(server.post, f"/i/{token}/svar/", {"svar": "ja"})))


def timed(ask, *words):
    start = time.perf_counter()
    status = ask(*words)[0]
    return status, time.perf_counter() - start


def rush(server, rows, seconds):
    """All that was asked, in threads of their own that begin on time; how late the latest began."""
    asked, threads, late = [], [], 0
    start = time.perf_counter()
    for number, row in enumerate(rows):
        due = start + number * seconds / len(rows)
        time.sleep(max(0, due - time.perf_counter()))
        late = max(late, time.perf_counter() - due)
        words = (server, row.token, number % 10 < 3, asked)
        threads.append(threading.Thread(target=visit, args=words))
        threads[-1].start()
    for thread in threads:
        thread.join()
    return asked, late, time.perf_counter() - start


def at(share, values):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def test_a_small_rush_is_answered_and_nobody_is_lost(committed, tmp_path):
    rows = issued(20)
    with Server(tmp_path) as server:
        asked, _late, _spent = rush(server, rows, 1)

    assert {status for _what, status, _seconds in asked} == {200, 302}
    assert Reply.objects.filter(comes=True).count() == 6


@pytest.mark.proof
def test_r13_a_minute_of_the_rush(committed, tmp_path, figure):
    rows = issued(LINKS)
    with Server(tmp_path) as server:
        asked, late, spent = rush(server, rows, SECONDS)

    took = [seconds for _what, _status, seconds in asked]
    failed = sum(status >= HTTPStatus.INTERNAL_SERVER_ERROR for _what, status, _seconds in asked)
    yes = Reply.objects.filter(comes=True).count()
    load = os.getloadavg()[0]
    figure(
        "R13",
        f"{LINKS} links opened in {SECONDS} s, {yes} say yes: {len(asked)} requests,"
        f" {len(asked) / spent:.1f} a second, p50 {at(0.5, took) * 1000:.0f} ms,"
        f" p95 {at(0.95, took) * 1000:.0f} ms, p99 {at(0.99, took) * 1000:.0f} ms, 5xx {failed};"
        f" begun {late * 1000:.0f} ms late at most, load {load:.1f} on {os.cpu_count()} cores",
    )
    assert (failed, yes) == (0, LINKS * 3 // 10)
    assert at(0.95, took) < MOST
