"""A whole reply as a browser gives it: open the link, press yes, see the page after it."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from consultations.models import Invitation
from kick.profile.guests import OPEN
from tests.bench.client import at_once, p95
from tests.bench.sites import FROM_PROXY, HOST

AT_ONCE = 8
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Replies:
    number: int
    a_second: float
    p95_ms: float
    cpu_ms: float
    floor_a_second: float
    floor_cpu_ms: float
    requests: int
    queries: int


def replies(kick, floor, *, number):
    """Half before the floor and half after it, each at one meeting, whose lock they all want."""
    waiting = Invitation.objects.silent().filter(meeting__in=OPEN).order_by("meeting", "pk")
    invitations = list(waiting.select_related("meeting")[: 2 * number + 1])
    count = (len(invitations) - 1) // 2
    tokens = [row.token for row in invitations]
    first = run(kick, [lambda t=token: answer(kick, t) for token in tokens[:count]])
    floors = run(floor, [lambda n=place: sign_up(floor, n) for place in range(2 * count)])
    second = run(kick, [lambda t=token: answer(kick, t) for token in tokens[count : 2 * count]])
    requests, queries = counted(tokens[-1])
    return Replies(
        number=2 * count,
        a_second=2 / (1 / first[0] + 1 / second[0]),
        p95_ms=1000 * p95(first[1] + second[1]),
        cpu_ms=(first[2] + second[2]) / 2,
        floor_a_second=floors[0],
        floor_cpu_ms=floors[2],
        requests=requests,
        queries=queries,
    )


def run(site, calls):
    """(flows a second, their seconds, ms of processor time a flow)."""
    site.meter.start()
    times, seconds = at_once(AT_ONCE, calls)
    return len(calls) / seconds, times, site.meter.stop() / len(calls)


def answer(site, token):
    return flow(site, f"/i/{token}/", f"/i/{token}/svar/", {"svar": "ja"}, f"https://{HOST}")


def sign_up(site, number):
    fields = {"name": f"Person {number}", "email": f"p{number}@example.org"}
    return flow(site, "/e/3/rsvp/", "/e/3/rsvp/", fields, f"http://localhost:{site.port}")


def flow(site, page, form, fields, origin):
    """Seconds of open, post and the page that one is led to."""
    browser = site.browser()
    opened = browser.get(page)
    cookie = opened.headers["Set-Cookie"].partition(";")[0]
    fields = {**fields, "csrfmiddlewaretoken": TOKEN.search(opened.text)[1]}
    headers = {"Cookie": cookie, "Origin": origin}
    posted = browser.ask("POST", form, body=urlencode(fields).encode(), headers=headers)
    if posted.status != 302:
        raise AssertionError(f"{site.name}: the form answers {posted.status}")
    after = browser.get(posted.headers["Location"], headers={"Cookie": cookie})
    if after.status != 200:
        raise AssertionError(f"{site.name}: the page after it answers {after.status}")
    return opened.seconds + posted.seconds + after.seconds


def counted(token):
    """(requests, SQL statements) of one reply, asked of Django in this process."""
    client = Client(headers=FROM_PROXY)
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/i/{token}/")
        posted = client.post(f"/i/{token}/svar/", {"svar": "ja"}, follow=True)
    if posted.status_code != 200 or not queries:
        raise AssertionError(f"the reply was not taken: {posted.status_code}")
    return 2 + len(posted.redirect_chain), len(queries)
