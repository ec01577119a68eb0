"""Open data of a whole region: the file, and what it costs to ask whether there is a newer one."""

import statistics
from dataclasses import dataclass

from django.db.models import F

from kick.profile.register import BIG
from organisations.models import Organisation

PATH = f"/{BIG}/oppna-data/organisationer.csv"


@dataclass
class OpenData:
    rows: int
    whole_seconds: float
    megabytes: float
    # With the file's ETag: when the process knows it, for the first time in a process, and when the
    # register was written in since and the file is the same all the same.
    again_ms: float
    first_ms: float
    after_a_write_ms: float


def open_data(kick, sizes, *, requests):
    # So that no worker knows the fingerprint yet.
    kick.stop()
    kick.start()
    browser = kick.browser()
    whole = browser.get(PATH, keep=False)
    known = asked(browser, whole, requests)
    Organisation.objects.filter(pk=Organisation.objects.public().first().pk).update(name=F("name"))
    written = asked(browser, whole, requests)
    return OpenData(
        rows=sizes.organisations,
        whole_seconds=whole.seconds,
        megabytes=whole.length / 1024 / 1024,
        again_ms=statistics.median(known),
        # Of the worker that did not answer the whole.
        first_ms=max(known),
        after_a_write_ms=max(written),
    )


def asked(browser, whole, number):
    """Milliseconds of each question with the ETag of the whole."""
    headers = {"If-None-Match": whole.headers["ETag"]}
    answers = [browser.get(PATH, headers=headers, keep=False) for _ in range(number)]
    if {answer.status for answer in answers} != {304}:
        raise AssertionError(f"{PATH} with its own ETag answers {answers[0].status}")
    return [answer.seconds * 1000 for answer in answers]
