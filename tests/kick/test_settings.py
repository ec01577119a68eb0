import os
import re
import subprocess
import sys
from itertools import pairwise

import pytest
from django.conf import settings

IN_EARNEST = {
    "SITE_URL": "https://kick.example.org",
    "SECRET_KEY": "Zq4vJ0y8nB2xLw6tRk1sHd9uGm3cPf7aEo5iVb-XyTjNhWz_QrKlMu",
    "LINK_KEY": "Lw6tRk1sHd9uGm3cPf7aEo5iVb-XyTjNhWz_QrKlMuZq4vJ0y8nB2x",
    "DEMO": "0",
    "DEBUG": "0",
}
ASKS = re.compile(r"""\benv(?:iron\.get)?(?:\.\w+)?\(\s*["']([A-Z][A-Z_]+)["']""")


def manage(*words, **surroundings):
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=settings.BASE_DIR,
        env={**os.environ, **IN_EARNEST, **surroundings},
        capture_output=True,
        text=True,
        check=False,
    )


def test_env_example_lists_what_is_asked_for_and_nothing_else():
    sources = [
        settings.BASE_DIR / "kick" / "settings.py",
        settings.BASE_DIR / "bin/gunicorn.conf.py",
    ]
    asked_for = {name for source in sources for name in ASKS.findall(source.read_text())}

    example = (settings.BASE_DIR / ".env.example").read_text()
    listed = re.findall(r"^([A-Z_]+)=", example, re.MULTILINE)

    assert sorted(listed) == sorted(asked_for)


def test_env_example_says_why_for_every_variable():
    lines = (settings.BASE_DIR / ".env.example").read_text().splitlines()

    bare = [
        line
        for before, line in pairwise(lines)
        if re.match(r"[A-Z_]+=", line) and not before.startswith("# ")
    ]

    assert bare == []


def test_production_settings_pass_the_deployment_check():
    check = manage("check", "--deploy", "--fail-level", "WARNING")

    assert (check.returncode, check.stderr) == (0, "")


@pytest.mark.parametrize("name", ["DEMO", "DEBUG"])
def test_what_shows_secrets_refuses_a_public_address(name):
    assert manage("check", SITE_URL="http://localhost:8000", **{name: "1"}).returncode == 0

    check = manage("check", **{name: "1"})

    assert check.returncode == 1
    assert "only run on localhost; SITE_URL is https://kick.example.org" in check.stderr


def test_address_without_https_is_refused():
    check = manage("check", SITE_URL="http://kick.example.org")

    assert check.returncode == 1
    assert "SITE_URL must begin with https://" in check.stderr


@pytest.mark.parametrize(
    "name",
    ["SITE_URL", "SECRET_KEY", "LINK_KEY", "DATABASE_URL", "EMAIL_URL", "DEFAULT_FROM_EMAIL"],
)
def test_missing_variable_is_named(name):
    surroundings = {**os.environ, **IN_EARNEST}
    surroundings.pop(name)
    words = [sys.executable, "manage.py", "check"]

    check = subprocess.run(
        words, cwd=settings.BASE_DIR, env=surroundings, capture_output=True, text=True, check=False
    )

    assert check.returncode == 1
    assert name in check.stderr.splitlines()[-1]
