"""The database that each test database is a copy of: made by the migrations once, and kept.

Copying takes a tenth of a second, the migrations fifteen. Django still asks for migrations that a copy
lacks, so a template can be too old for nothing but time.
"""

import contextlib
import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

from kick.lib.cluster import CHECKOUT, ROLE, Cluster, locked

PREFIX = "migrated-"


def hold_template(cluster: Cluster) -> IO:
    """Make the template unless it is there, and put its name into TEST_TEMPLATE.

    It stays as long as what is returned is open. Those of other migrations go when nobody holds them.
    Raises CalledProcessError when the migrations fail, which say why themselves.
    """
    name = f"{PREFIX}{migrations_checksum()[:16]}"
    hold = hold_database(cluster, name, migrate)
    os.environ["TEST_TEMPLATE"] = name
    return hold


def hold_database(cluster: Cluster, name: str, make: Callable[[str], None]) -> IO:
    """As `hold_template`, for any database of the prefix that `make` fills, given its address."""
    with locked(cluster.home / "template.lock"), contextlib.ExitStack() as on_failure:
        hold = on_failure.enter_context(_lock_of(cluster, name).open("a"))
        fcntl.flock(hold, fcntl.LOCK_SH)
        # tests/emptying.py empties tables with it. It is for the whole cluster, which is for tests.
        cluster.sql(f"GRANT SET ON PARAMETER session_replication_role TO {ROLE}")
        there = cluster.sql(
            f"SELECT datname FROM pg_database WHERE starts_with(datname, '{PREFIX}')"
        )
        if name not in there:
            for other in there:
                _drop_unless_held(cluster, other)
            _make(cluster, name, make)
        on_failure.pop_all()
    return hold


def migrate(url: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"],
        cwd=CHECKOUT,
        env={**os.environ, "DATABASE_URL": url},
        check=True,
    )


def migrations_checksum() -> str:
    """Of what makes the tables: our migrations, and the versions of the libraries that have some."""
    checksum = hashlib.sha256()
    for path in [CHECKOUT / "requirements.txt", *sorted(CHECKOUT.glob("*/migrations/*.py"))]:
        checksum.update(f"{path.relative_to(CHECKOUT)} ".encode() + path.read_bytes())
    return checksum.hexdigest()


def _make(cluster: Cluster, name: str, make: Callable[[str], None]) -> None:
    # A run that is killed here leaves it to the next, which begins anew.
    unfinished = f"test-{name}"
    cluster.sql(f'DROP DATABASE IF EXISTS "{unfinished}"')
    cluster.sql(f'CREATE DATABASE "{unfinished}" OWNER {ROLE}')
    head, _, _name = cluster.url.rpartition("/")
    make(f"{head}/{unfinished}")
    cluster.sql(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')


def _drop_unless_held(cluster: Cluster, name: str) -> None:
    path = _lock_of(cluster, name)
    with path.open("a") as lock, contextlib.suppress(BlockingIOError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        cluster.sql(f'DROP DATABASE "{name}"')
        path.unlink()


def _lock_of(cluster: Cluster, name: str) -> Path:
    return cluster.home / f"{name}.lock"
