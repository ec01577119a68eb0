"""A PostgreSQL cluster of our own, so that `make run` and `make test` need nothing set up.

Who uses the cluster holds a shared lock. A guard process owns the server and waits for the
exclusive lock: it gets it when the last user has gone, killed or not, and stops the server.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import pwd
import secrets
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Self

from kick.lib.postgres import (
    EXTENSIONS,
    ClusterProblem,
    account_for,
    as_account,
    can_reach,
    find_binaries,
)
from kick.lib.supervisor import die_with_parent

ROLE = "kick"
CHECKOUT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 60
SECONDS_TO_STOP = 60
LOCALE = [
    "-E",
    "UTF8",
    "--locale=C.UTF-8",
    "--locale-provider=icu",
    "--icu-locale=sv-SE",
]
# Tests may lose everything at a power cut, and are several times faster for it.
CARELESS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "jit": "off",
}


@dataclass
class Cluster:
    home: Path
    account: pwd.struct_passwd
    is_for_tests: bool = False
    _lease: IO | None = field(default=None, repr=False)
    _guard: subprocess.Popen | None = field(default=None, repr=False)

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def socket_folder(self) -> Path:
        # A socket's path may have about 100 characters, and a checkout lies anywhere.
        key = hashlib.sha256(f"{self.data} {self.account.pw_uid}".encode()).hexdigest()[:12]
        return Path("/tmp") / f"kick-{key}"

    @property
    def url(self) -> str:
        # The empty host and the doubled slash are how django-environ spells a socket.
        return f"postgres://{ROLE}@/{self.socket_folder}/{ROLE}"

    def start(self) -> None:
        """Make the cluster if there is none, start it if it does not run, and hold on to it.

        It runs until every process that has started it has stopped it or ended.
        Raises ClusterProblem, which says what to do.
        """
        with _locked(self.home / "start.lock"):
            if not self.data.exists():
                self._make()
            lease = (self.home / "users.lock").open("a")
            # Waits here while a guard is busy stopping the server.
            fcntl.flock(lease, fcntl.LOCK_SH)
            if not self._is_guarded():
                self._start_guard()
            self._lease = lease

    def stop(self) -> None:
        """Let go of the cluster, and wait for it to end unless somebody else uses it."""
        if self._lease is None:
            return
        self._lease.close()
        self._lease = None
        # The guard takes the lock at once when we were the last; half a second is plenty.
        patience = time.monotonic() + 0.5
        deadline = time.monotonic() + SECONDS_TO_STOP
        while self._is_guarded() and time.monotonic() < deadline:
            if time.monotonic() > patience and self._is_used():
                self._leave_guard()
                return
            time.sleep(0.02)
        if self._guard is not None:
            self._guard.wait(SECONDS_TO_STOP)
            self._guard = None

    def _leave_guard(self) -> None:
        # Python warns of a child that nobody waits for; this one is meant to outlive us.
        if self._guard is not None:
            self._guard.returncode = 0
            self._guard = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *trouble: object) -> None:
        self.stop()

    def sql(self, statement: str, database: str = "postgres") -> list[str]:
        """Run one statement as the superuser; the rows' text, one string each."""
        psql = find_binaries(self._major) / "psql"
        command = [psql, "-XAtq", "-v", "ON_ERROR_STOP=1", "-h", self.socket_folder]
        command += ["-U", "postgres", "-d", database, "-c", statement]
        answer = subprocess.run(command, capture_output=True, text=True, check=True, cwd="/")
        return answer.stdout.splitlines()

    # Making it ---------------------------------------------------------------------------

    def _make(self) -> None:
        binaries = find_binaries()
        unfinished = self.home / "data.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        _give(unfinished, self.account)
        command = [
            binaries / "initdb",
            "-D",
            unfinished,
            "-U",
            "postgres",
            "-A",
            "peer",
        ]
        command += [
            *LOCALE,
            "--data-checksums",
            *(["--no-sync"] if self.is_for_tests else []),
        ]
        self._run(command)
        # One statement a line. The server is not started, so nobody sees a half-made cluster.
        answer = self._run(
            [
                binaries / "postgres",
                "--single",
                "-D",
                unfinished,
                "-c",
                "jit=off",
                "postgres",
            ],
            given=f"CREATE ROLE {ROLE} LOGIN {'CREATEDB' if self.is_for_tests else ''}\n"
            f"CREATE DATABASE {ROLE} OWNER {ROLE}\n"
            f"SELECT name FROM pg_available_extensions\n",
        )
        missing = [name for name in EXTENSIONS if f'name = "{name}"' not in answer]
        if missing:
            raise ClusterProblem(f"PostgreSQL lacks {', '.join(missing)}; install its contrib.")
        unfinished.rename(self.data)

    def _run(self, command: list, given: str = "") -> str:
        answer = subprocess.run(
            command,
            check=False,
            input=given,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            **as_account(self.account),
        )
        if answer.returncode or "ERROR:" in answer.stdout or "FATAL:" in answer.stdout:
            raise ClusterProblem(f"{command[0]} failed:\n{answer.stdout.strip()}")
        return answer.stdout

    # Running it --------------------------------------------------------------------------

    @property
    def _major(self) -> int:
        return int((self.data / "PG_VERSION").read_text())

    def _start_guard(self) -> None:
        self._write_access_rules()
        self._make_socket_folder()
        words = json.dumps([str(self.home), self.account.pw_name, self.is_for_tests])
        guard = subprocess.Popen(
            [sys.executable, "-m", "kick.lib.cluster", words],
            cwd=CHECKOUT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self._guard = guard
        with guard.stdout as answer:
            first_line = answer.readline()
        if first_line.strip() != "ready":
            guard.wait()
            last_lines = self.log.read_text(errors="replace").splitlines()[-5:]
            raise ClusterProblem(
                "\n".join([f"PostgreSQL did not start; {self.log} ends:", *last_lines])
            )
        if self.is_for_tests:
            self._drop_leftovers()

    def _write_access_rules(self) -> None:
        accounts = sorted({"root", self.account.pw_name})
        who = [f'kick "{account}" {role}\n' for account in accounts for role in [ROLE, "postgres"]]
        for name, text in [
            ("pg_hba.conf", "local all all peer map=kick\n"),
            ("pg_ident.conf", "".join(who)),
        ]:
            path = self.data / name
            path.write_text(text)
            _give(path, self.account)

    def _make_socket_folder(self) -> None:
        folder = self.socket_folder
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            _give(folder, self.account)
        about = folder.lstat()
        # Anybody may write in /tmp, also a folder that waits for our passwords.
        if not stat.S_ISDIR(about.st_mode) or about.st_uid != self.account.pw_uid:
            raise ClusterProblem(f"{folder} belongs to somebody else; have it removed.")
        folder.chmod(0o700)

    def _drop_leftovers(self) -> None:
        """Killed test runs leave their databases; nobody can be using them at a fresh start."""
        for name in self.sql("SELECT datname FROM pg_database WHERE datname LIKE 'test%'"):
            self.sql(f'DROP DATABASE "{name}"')

    def _is_guarded(self) -> bool:
        return not _is_free(self.home / "guard.lock", fcntl.LOCK_SH)

    def _is_used(self) -> bool:
        return not _is_free(self.home / "users.lock", fcntl.LOCK_EX)

    # The guard ---------------------------------------------------------------------------

    def guard(self) -> None:
        """Keep the server running while the cluster has users, then stop it."""
        binaries = find_binaries(self._major)
        with (
            _locked(self.home / "guard.lock"),
            (self.home / "users.lock").open("a") as users,
        ):
            self._clear_after_crash()
            has_no_users = threading.Event()
            server = self._start_server(binaries)
            if not self._wait_until_ready(server):
                return
            print("ready", flush=True)
            _release_output()
            threading.Thread(
                target=_wait_for_no_users, args=(users, has_no_users), daemon=True
            ).start()
            while not has_no_users.wait(0.1):
                if server.poll() is not None:
                    time.sleep(1)
                    self._clear_after_crash()
                    server = self._start_server(binaries)
            _end(server)

    def _start_server(self, binaries: Path) -> subprocess.Popen:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": self.socket_folder,
        }
        settings |= {"unix_socket_permissions": "0700", "max_connections": 100}
        settings |= CARELESS if self.is_for_tests else {}
        options = [word for name, value in settings.items() for word in ["-c", f"{name}={value}"]]
        with contextlib.suppress(FileNotFoundError):
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("wb") as log:
            return subprocess.Popen(
                [binaries / "postgres", "-D", self.data, *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # SIGINT is PostgreSQL's "fast shutdown": clean, without waiting for clients.
                preexec_fn=lambda: die_with_parent(signal.SIGINT),
                start_new_session=True,
                **as_account(self.account),
            )

    def _wait_until_ready(self, server: subprocess.Popen) -> bool:
        deadline = time.monotonic() + SECONDS_TO_START
        while server.poll() is None and time.monotonic() < deadline:
            lines = self._read_pid_file()
            if lines[:1] == [str(server.pid)] and lines[7:] and lines[7].startswith("ready"):
                return True
            time.sleep(0.02)
        _end(server)
        return False

    def _read_pid_file(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _clear_after_crash(self) -> None:
        """End a server that has lost its guard, and remove what a dead one left.

        PostgreSQL itself refuses to start when the old number now is any process of the same
        account, as happens after a reboot or in a container.
        """
        lines = self._read_pid_file()
        if not lines:
            return
        pid = int(lines[0])
        deadline = time.monotonic() + SECONDS_TO_STOP
        while _works_in(pid, self.data):
            late = time.monotonic() > deadline
            os.kill(pid, signal.SIGQUIT if late else signal.SIGINT)
            time.sleep(0.1)
        (self.data / "postmaster.pid").unlink(missing_ok=True)


def own_cluster(state: Path, *, name: str = "run", checkout: Path = CHECKOUT) -> Cluster:
    """The cluster of this checkout, `run` or `test`, not started; its folder is made.

    Its data lies in the state folder, or below /var/lib/kick when root's server account cannot
    go there; a link in the state folder then says where.
    """
    find_binaries()
    account = account_for(checkout)
    place = state / "postgres" / name
    place.parent.mkdir(parents=True, exist_ok=True)
    if not place.exists():
        place.unlink(missing_ok=True)
        if can_reach(account, place.parent):
            place.mkdir(exist_ok=True)
        else:
            place.symlink_to(_place_elsewhere(checkout, name))
    return Cluster(place.resolve(), account, is_for_tests=name == "test")


def _place_elsewhere(checkout: Path, name: str) -> Path:
    key = hashlib.sha256(str(checkout).encode()).hexdigest()[:12]
    # A new clone in an old clone's place starts anew, without losing the old one's data.
    chance = "" if name == "test" else f"-{secrets.token_hex(4)}"
    place = Path("/var/lib/kick") / key / f"{name}{chance}"
    place.mkdir(parents=True, exist_ok=True)
    for folder in [place, *place.parents[:2]]:
        folder.chmod(0o755)
    return place


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _is_free(path: Path, kind: int) -> bool:
    with path.open("a") as file:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _wait_for_no_users(users: IO, has_no_users: threading.Event) -> None:
    fcntl.flock(users, fcntl.LOCK_EX)
    has_no_users.set()


def _release_output() -> None:
    """Our starter's pipe and terminal must not stay open as long as we run."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in [1, 2]:
        os.dup2(nowhere, stream)


def _end(server: subprocess.Popen) -> None:
    with contextlib.suppress(ProcessLookupError):
        server.send_signal(signal.SIGINT)
    try:
        server.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait()


def _works_in(pid: int, folder: Path) -> bool:
    try:
        return os.readlink(f"/proc/{pid}/cwd") == str(folder)
    except OSError:
        return False


def _give(path: Path, account: pwd.struct_passwd) -> None:
    if os.geteuid() == 0:
        os.chown(path, account.pw_uid, account.pw_gid)


if __name__ == "__main__":
    home, name, is_for_tests = json.loads(sys.argv[1])
    Cluster(Path(home), pwd.getpwnam(name), is_for_tests).guard()
