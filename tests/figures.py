"""A pytest plugin: figures that proofs put into the table at the end, each told as soon as it is known."""

import textwrap

import pytest

FIGURES = pytest.StashKey[list]()
WIDTH = 100


def pytest_configure(config):
    config.stash[FIGURES] = []


@pytest.fixture
def figure(request):
    """`figure("R5", "0 half-written rows", kills=200)` puts a line and its numbers into the table."""

    def tell(row, text, **numbers):
        more = "".join(f"; {name} {number}" for name, number in numbers.items())
        request.config.stash[FIGURES].append((row, text + more))

    return tell


def pytest_terminal_summary(terminalreporter, config):
    figures = config.stash[FIGURES]
    if not figures:
        return
    terminalreporter.section("figures")
    width = max(len(row) for row, _ in figures) + 2
    for row, text in figures:
        # A long line is cut by whoever shows the first hundred characters of each.
        lines = textwrap.wrap(text, WIDTH - width) or [""]
        for name, line in zip([row, *[""] * len(lines)], lines, strict=False):
            terminalreporter.write_line(f"{name:<{width}}{line}")
