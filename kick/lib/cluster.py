"""A PostgreSQL cluster of our own, so that `make run` and `make test` need nothing set up.

Who uses the cluster holds a shared lock. A guard process owns the server and waits for the
exclusive lock (kick/lib/guard.py), so that nothing runs on when the last user was killed.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import pwd
import secrets
import shutil
import stat
import subprocess
import sys
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

ROLE = "kick"
CHECKOUT = Path(__file__).resolve().parents[2]
SECONDS_TO_STOP = 60
LOCALE = ["-E", "UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=sv-SE"]


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
    def guard_lock(self) -> Path:
        return self.home / "guard.lock"

    @property
    def users_lock(self) -> Path:
        return self.home / "users.lock"

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
        with locked(self.home / "start.lock"):
            if not self.data.exists():
                self._make()
            lease = self.users_lock.open("a")
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
        psql = find_binaries(self.major) / "psql"
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
    def major(self) -> int:
        return int((self.data / "PG_VERSION").read_text())

    def _start_guard(self) -> None:
        self._write_access_rules()
        self._make_socket_folder()
        words = json.dumps([str(self.home), self.account.pw_name, self.is_for_tests])
        guard = subprocess.Popen(
            [sys.executable, "-m", "kick.lib.guard", words],
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
            log = self.log.read_text(errors="replace") if self.log.exists() else ""
            last_lines = log.splitlines()[-5:]
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
        return not _is_free(self.guard_lock, fcntl.LOCK_SH)

    def _is_used(self) -> bool:
        return not _is_free(self.users_lock, fcntl.LOCK_EX)


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
def locked(path: Path) -> Iterator[None]:
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


def _give(path: Path, account: pwd.struct_passwd) -> None:
    if os.geteuid() == 0:
        os.chown(path, account.pw_uid, account.pw_gid)
