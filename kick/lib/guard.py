"""The process that owns the server of a cluster of ours: `python -m kick.lib.guard`.

It waits for the cluster's exclusive lock. It gets it when the last user has gone, killed or not,
and then stops the server; when the guard itself is killed, the kernel stops the server.
"""

import contextlib
import fcntl
import json
import os
import pwd
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO

from kick.lib.cluster import SECONDS_TO_STOP, Cluster, locked
from kick.lib.postgres import as_account, find_binaries
from kick.lib.supervisor import die_with_parent

SECONDS_TO_START = 60
# Tests may lose everything at a power cut, and are several times faster for it.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "jit": "off"}


def guard(cluster: Cluster) -> None:
    """Keep the server running while the cluster has users, then stop it."""
    with locked(cluster.guard_lock), cluster.users_lock.open("a") as users:
        server = start_server(cluster)
        if not wait_until_ready(cluster, server):
            return
        print("ready", flush=True)
        release_output()
        has_no_users = threading.Event()
        threading.Thread(target=wait_for_no_users, args=(users, has_no_users), daemon=True).start()
        while not has_no_users.wait(0.1):
            if server.poll() is not None:
                time.sleep(1)
                server = start_server(cluster)
        end(server)


def start_server(cluster: Cluster) -> subprocess.Popen:
    clear_after_crash(cluster)
    settings = {"listen_addresses": "", "unix_socket_directories": cluster.socket_folder}
    settings |= {"unix_socket_permissions": "0700", "max_connections": 100}
    # Of what it refuses it would tell the whole row, and the words of every statement.
    settings |= {"log_error_verbosity": "terse", "log_min_error_statement": "panic"}
    settings |= CARELESS if cluster.is_for_tests else {}
    options = [word for name, value in settings.items() for word in ["-c", f"{name}={value}"]]
    with contextlib.suppress(FileNotFoundError):
        cluster.log.replace(cluster.log.with_suffix(".log.1"))
    with cluster.log.open("wb") as log:
        return subprocess.Popen(
            [find_binaries(cluster.major) / "postgres", "-D", cluster.data, *options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            # SIGINT is PostgreSQL's "fast shutdown": clean, without waiting for clients.
            preexec_fn=lambda: die_with_parent(signal.SIGINT),
            start_new_session=True,
            **as_account(cluster.account),
        )


def wait_until_ready(cluster: Cluster, server: subprocess.Popen) -> bool:
    deadline = time.monotonic() + SECONDS_TO_START
    while server.poll() is None and time.monotonic() < deadline:
        lines = read_pid_file(cluster)
        if lines[:1] == [str(server.pid)] and lines[7:] and lines[7].startswith("ready"):
            return True
        time.sleep(0.02)
    end(server)
    return False


def read_pid_file(cluster: Cluster) -> list[str]:
    try:
        return (cluster.data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []


def clear_after_crash(cluster: Cluster) -> None:
    """End a server that has lost its guard, and remove what a dead one left.

    PostgreSQL itself refuses to start when the old number now is any process of the same
    account, as happens after a reboot or in a container.
    """
    lines = read_pid_file(cluster)
    deadline = time.monotonic() + SECONDS_TO_STOP
    while lines and works_in(pid := int(lines[0]), cluster.data):
        is_late = time.monotonic() > deadline
        os.kill(pid, signal.SIGQUIT if is_late else signal.SIGINT)
        time.sleep(0.1)
    (cluster.data / "postmaster.pid").unlink(missing_ok=True)
    for left in cluster.socket_folder.glob(".s.PGSQL.*"):
        left.unlink()


def works_in(pid: int, folder: Path) -> bool:
    try:
        return os.readlink(f"/proc/{pid}/cwd") == str(folder)
    except OSError:
        return False


def wait_for_no_users(users: IO, has_no_users: threading.Event) -> None:
    fcntl.flock(users, fcntl.LOCK_EX)
    has_no_users.set()


def release_output() -> None:
    """Our starter's pipe and terminal must not stay open as long as we run."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in [1, 2]:
        os.dup2(nowhere, stream)


def end(server: subprocess.Popen) -> None:
    with contextlib.suppress(ProcessLookupError):
        server.send_signal(signal.SIGINT)
    try:
        server.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait()


if __name__ == "__main__":
    home, name, is_for_tests = json.loads(sys.argv[1])
    guard(Cluster(Path(home), pwd.getpwnam(name), is_for_tests))
