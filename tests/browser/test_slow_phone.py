"""From the mail to a finished yes on a phone with a bad line: clicks, requests and seconds."""

import time

import pytest

from consultations.models import Reply, Seat
from tests.browser.conftest import PHONE
from tests.browser.steps import main_text, press
from tests.factories import InvitationFactory, MeetingFactory

# What Chromium's own tools call slow 3G: 400 kbit/s both ways, 400 ms each way.
SLOW_3G = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400 * 1024 / 8,
    "uploadThroughput": 400 * 1024 / 8,
}
# A person reads and types; that is counted beside what the line takes.
KEY_SECONDS = 0.3


@pytest.mark.proof
def test_r13_yes_with_names_on_slow_3g(visit, figure):
    invitation = InvitationFactory(meeting=MeetingFactory())
    invitation.issue()
    page = visit(width=PHONE)
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW_3G)
    page.context.set_default_timeout(60_000)
    requests = []
    page.on("request", lambda request: requests.append(request.url))

    start = time.monotonic()
    page.goto(f"/i/{invitation.token}/")
    opened = time.monotonic() - start
    clicks = 1
    press(page, "Ja, vi kommer")
    yes, clicks = time.monotonic() - start, clicks + 1
    assert Reply.objects.get().comes
    needed = clicks
    page.locator("[name=persons][value='2']").check()
    clicks += 1
    typed = 0
    for field, name in [("name_1", "Anna Berg"), ("name_2", "Bo Ås")]:
        page.locator(f"[name={field}]").fill(name)
        clicks, typed = clicks + 1, typed + len(name)
    press(page, "Spara")
    clicks += 1
    seconds = time.monotonic() - start

    assert "Ni har 2 platser." in main_text(page)
    assert sorted(Seat.objects.values_list("name", flat=True)) == ["Anna Berg", "Bo Ås"]
    assert needed == 2
    assert seconds + typed * KEY_SECONDS <= 60
    figure(
        "R13",
        f"slow 3G, {PHONE} px: the page in {opened:.1f} s, yes after {needed} clicks and {yes:.1f} s,"
        f" two names saved after {clicks} clicks and {seconds:.1f} s, {len(requests)} requests,"
        f" and {typed * KEY_SECONDS:.0f} s to type",
    )
