"""A pytest plugin that comes before Django: where the tests live, and on which database."""

import gc
import os
from pathlib import Path

import pytest

from kick.lib.catalogues import compile_catalogues
from kick.lib.postgres import ClusterProblem
from kick.lib.surroundings import prepare_test, take_database_name
from tests.template import hold_template

LOCALES = [Path(__file__).parent.parent / "locale"]
LOCALES.append(LOCALES[0] / "libraries")


def prepare():
    """Start the test cluster unless there is a database; what is returned keeps it running."""
    try:
        cluster = prepare_test()
        if cluster is None:
            return None
        cluster.start()
        return cluster, hold_template(cluster), take_database_name(cluster)
    except ClusterProblem as problem:
        raise pytest.UsageError(str(problem)) from None


# Looking for garbage after every 700 new objects took a fifth of the time.
gc.set_threshold(50_000, 20, 20)
# Before Django is there: what it has once read of a catalogue it keeps.
compile_catalogues(LOCALES)
# A worker of pytest-xdist has it all from the process that started it.
kept = None if "PYTEST_XDIST_WORKER" in os.environ else prepare()


def pytest_collection_finish():
    """What has been imported stays, and is not looked through again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_unconfigure():
    if kept is not None:
        cluster, template, name = kept
        cluster.stop()
        template.close()
        name.close()
