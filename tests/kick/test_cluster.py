import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import environ
import psycopg
import pytest

from kick.lib.cluster import own_cluster
from kick.lib.postgres import ClusterProblem, find_binaries


@pytest.fixture(scope="module")
def state(tmp_path_factory):
    """A folder which the account that runs the server can reach, with a name that is a trial."""
    folder = tmp_path_factory.mktemp("Västra Götaland")
    for place in [folder, *folder.parents[:3]]:
        if place.owner() != "root" or os.geteuid() == 0:
            place.chmod(place.stat().st_mode | 0o111)
    yield folder
    shutil.rmtree(own_cluster(folder).socket_folder)
    shutil.rmtree(folder)


@pytest.fixture
def cluster(state):
    cluster = own_cluster(state)
    cluster.start()
    yield cluster
    cluster.stop()


def connect(cluster):
    words = environ.Env.db_url_config(cluster.url)
    return psycopg.connect(host=words["HOST"], user=words["USER"], dbname=words["NAME"])


def ask(cluster, question):
    with connect(cluster) as connection:
        return connection.execute(question).fetchone()[0]


def server_pid(cluster):
    return int((cluster.data / "postmaster.pid").read_text().split("\n")[0])


def is_running(pid):
    return Path(f"/proc/{pid}").exists()


def wait_until_gone(pid):
    deadline = time.monotonic() + 20
    while is_running(pid):
        assert time.monotonic() < deadline, f"{pid} still runs"
        time.sleep(0.02)


def hold_elsewhere(state):
    """Another process that uses the same cluster."""
    program = f"""
        import time
        from pathlib import Path
        from kick.lib.cluster import own_cluster
        cluster = own_cluster(Path({str(state)!r}))
        cluster.start()
        print("holds", flush=True)
        time.sleep(600)
    """
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)], stdout=subprocess.PIPE, text=True
    )
    with process.stdout as answer:
        assert answer.readline() == "holds\n"
    return process


def test_cluster_sorts_as_swedes_do(cluster):
    letters = ask(
        cluster, "SELECT string_agg(x, '' ORDER BY x) FROM unnest(array['ö','z','ä','å']) x"
    )

    assert letters == "zåäö"


def test_role_owns_the_database_without_ruling_the_server(cluster):
    assert ask(cluster, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    with connect(cluster) as connection:
        for extension in ["btree_gist", "pg_trgm", "unaccent"]:
            connection.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")


def test_cluster_listens_on_no_network(cluster):
    assert ask(cluster, "SHOW listen_addresses") == ""
    assert cluster.socket_folder.stat().st_mode & 0o777 == 0o700


def test_cluster_keeps_what_is_written(state):
    with own_cluster(state) as cluster, connect(cluster) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")

    with own_cluster(state) as cluster:
        assert ask(cluster, "SELECT number FROM kept") == 7


def test_cluster_ends_with_its_last_user(state):
    cluster = own_cluster(state)
    cluster.start()
    pid = server_pid(cluster)
    other = hold_elsewhere(state)

    cluster.stop()
    assert is_running(pid)
    other.kill()
    other.wait()

    wait_until_gone(pid)


@pytest.mark.parametrize("killed", [["guard"], ["guard", "server"], ["server", "guard"]])
def test_cluster_starts_after_it_was_killed(state, killed):
    cluster = own_cluster(state)
    cluster.start()
    pid = server_pid(cluster)
    guard = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])

    for name in killed:
        os.kill({"guard": guard, "server": pid}[name], signal.SIGKILL)
    cluster.stop()
    cluster.start()

    assert server_pid(cluster) != pid
    assert ask(cluster, "SELECT 1") == 1
    cluster.stop()


def test_cluster_starts_when_another_process_has_got_the_old_number(state):
    cluster = own_cluster(state)
    with cluster:
        lines = (cluster.data / "postmaster.pid").read_text().split("\n")
    stranger = subprocess.Popen(["sleep", "600"], user=cluster.account.pw_uid)
    (cluster.data / "postmaster.pid").write_text("\n".join([str(stranger.pid), *lines[1:]]))

    with cluster:
        assert ask(cluster, "SELECT 1") == 1

    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_cluster_starts_after_an_unfinished_making_and_a_swept_tmp(state):
    cluster = own_cluster(state)
    shutil.rmtree(cluster.socket_folder)
    (cluster.home / "data.new").mkdir()
    (cluster.home / "data.new" / "PG_VERSION").write_text("15\n")

    with cluster:
        assert ask(cluster, "SELECT 1") == 1


def test_missing_postgresql_is_one_clear_line():
    with pytest.raises(ClusterProblem, match="^PostgreSQL 9 is needed .* set DATABASE_URL"):
        find_binaries(9)
