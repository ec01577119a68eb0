import pytest

FIGURES = pytest.StashKey[list]()


def pytest_configure(config):
    config.stash[FIGURES] = []


@pytest.fixture
def figure(request):
    """`figure("R5", "0 half-written rows after 200 kills")` puts a line into the table."""
    return lambda row, text: request.config.stash[FIGURES].append((row, text))


def pytest_terminal_summary(terminalreporter, config):
    figures = config.stash[FIGURES]
    if not figures:
        return
    terminalreporter.section("figures")
    width = max(len(row) for row, _ in figures)
    for row, text in figures:
        terminalreporter.write_line(f"{row:<{width}}  {text}")
