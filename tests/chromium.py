"""Finds the Chromium that the browser tests drive, or installs one."""

import contextlib
import os
import shutil
import subprocess
import sys

from kick.lib.postgres import ClusterProblem, apt_install

# Without the parts that draw windows it does the same in half the time.
SHELL = "chromium-headless-shell"
NAMES = [SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
ASK_PLAYWRIGHT = (
    "from playwright.sync_api import sync_playwright as start\n"
    "with start() as playwright: print(playwright.chromium.executable_path)"
)


def find_chromium():
    """Ubuntu's chromium-browser is a hint about snap and no browser, so each one is tried."""
    candidates = [shutil.which(name) for name in NAMES] + [_playwrights_own()]
    return next((path for path in candidates if path and _works(path)), None)


def install_chromium():
    """Debian's package, or else Playwright's own. Raises ClusterProblem when neither works."""
    if not (_installed(SHELL) or _installed("chromium")):
        subprocess.run(
            [sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"], check=False
        )
    chromium = find_chromium()
    if not chromium:
        raise ClusterProblem("the browser tests need Chromium; install it or set CHROMIUM to it.")
    return chromium


def best_chromium():
    """The quick one where nobody has to be asked for a password, or else what is there or can be had."""
    if not shutil.which(SHELL) and os.geteuid() == 0:
        _installed(SHELL)
    return find_chromium() or install_chromium()


def _installed(package):
    with contextlib.suppress(ClusterProblem):
        apt_install(package)
    return find_chromium() is not None


def _playwrights_own():
    answer = subprocess.run(
        [sys.executable, "-c", ASK_PLAYWRIGHT], check=False, capture_output=True, text=True
    )
    return shutil.which(answer.stdout.strip())


def _works(path):
    return subprocess.run([path, "--version"], check=False, capture_output=True).returncode == 0
