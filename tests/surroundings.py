"""A pytest plugin that comes before Django: where the tests live, and on which database."""

import os

import pytest

from kick.lib.postgres import ClusterProblem
from kick.lib.surroundings import prepare_test, take_database_name


def prepare():
    """Start the test cluster unless there is a database; what is returned keeps it running."""
    try:
        cluster = prepare_test()
        if cluster is None:
            return None
        cluster.start()
        return cluster, take_database_name(cluster)
    except ClusterProblem as problem:
        raise pytest.UsageError(str(problem)) from None


# A worker of pytest-xdist has it all from the process that started it.
kept = None if "PYTEST_XDIST_WORKER" in os.environ else prepare()


@pytest.hookimpl(tryfirst=True)
def pytest_unconfigure():
    if kept is not None:
        cluster, name = kept
        cluster.stop()
        name.close()
