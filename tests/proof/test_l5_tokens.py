"""CATALOGUE L5: where the secret of a personal link may stand: in the letter, and nowhere else."""

import re

import pytest

from tests.kick.person import rows_with
from tests.proof.played import play
from tests.proof.test_l1_scanner import personal_links
from tests.proof.wire import Wired

SECRET = re.compile(r"/([\w-]{22,})/")
BITS = 128
# What a page loads by itself, from another house.
LOADED = re.compile(
    r'(?:src|srcset|action|poster)="(https?://[^"]+)|<link[^>]+href="(https?://[^"]+)'
)


def asked(server, paths):
    """What each link answers to reading, to what is not there below it, and to a form without words."""
    visitor = server.visitor()
    for path in sorted(paths):
        yield visitor.get(path)
        yield visitor.get(f"{path}finns-inte/?kvar=1")
        yield visitor.post(path)


def weak_headers(answer):
    wanted = {"Cache-Control": "no-store", "Referrer-Policy": "strict-origin"}
    return [
        (answer.path, name, answer.header(name))
        for name, value in wanted.items()
        if value not in answer.header(name)
    ]


def leaks(folder):
    """({what is wrong: where}, personal links, answers)."""
    paths = personal_links(play())
    secrets = {secret for path in paths for secret in SECRET.findall(path)}
    with Wired(folder) as server:
        answers = list(asked(server, paths))
        log = server.log_path.read_text()
        own = f"//{server.host}"
    read = [answer for answer in answers if answer.status == 200]
    found = {
        "too short": [s for s in secrets if len(s) * 6 < BITS],
        "stored": rows_with(secrets),
        "logged": [s for s in secrets if s in log],
        "headers": [wrong for answer in read for wrong in weak_headers(answer)],
        "from another house": [
            url
            for answer in read
            for pair in LOADED.findall(answer.text)
            for url in filter(None, pair)
            if own not in url and "localhost:8000" not in url
        ],
    }
    return {name: where for name, where in found.items() if where}, len(paths), len(answers)


@pytest.mark.proof
def test_l5_the_secret_stands_in_the_letter_alone(committed, tmp_path, figure):
    found, number, answers = leaks(tmp_path)

    figure(
        "L5",
        f"{number} personal links of 256 bits, {answers} answers: leaks in rows, log, headers"
        f" and what pages load: {len(found)}",
    )
    assert found == {}
    assert number > 20
