"""Kick and the floor, each on a database of its own in one cluster, each under two sync workers."""

import hashlib
import os
import secrets
import shutil
import subprocess
import sys
import time
from pathlib import Path

from kick.lib.cluster import CHECKOUT, own_cluster
from tests.bench.client import Browser
from tests.bench.processes import Meter, children
from tests.smtp_sink import free_port

FLOOR = Path(__file__).resolve().parent / "floor"
HOST = "kick.example.org"
# As behind a proxy that takes care of https: the settings of production.
IN_EARNEST = {
    "KICK_ENV_FILE": os.devnull,
    "SITE_URL": f"https://{HOST}",
    "BEHIND_HTTPS_PROXY": "1",
    "TRUSTED_PROXY_COUNT": "1",
    "EMAIL_URL": "smtp://127.0.0.1:1",
    "DEFAULT_FROM_EMAIL": "Kick <kick@example.org>",
    "DEBUG": "0",
    "DEMO": "0",
    "LOG_LEVEL": "WARNING",
}
FROM_PROXY = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
# Nothing else works in the cluster while we measure.
STILL = ["autovacuum = off", "max_wal_size = '4GB'"]


def prepare(state):
    """The cluster, not started, and the environment for this process and all that it starts."""
    cluster = own_cluster(state, name="bench")
    os.environ.update(IN_EARNEST)
    os.environ["KICK_STATE"] = str(state / "bench")
    os.environ["SECRET_KEY"], os.environ["LINK_KEY"] = _keys(state / "bench")
    os.environ["DATABASE_URL"] = url_of(cluster, "kick_bench")
    return cluster


def _keys(folder):
    """Kept, since the database that is kept holds hashes made with them."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "keys"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(f"{secrets.token_urlsafe(48)}\n{secrets.token_urlsafe(48)}\n")
    return path.read_text().split()


def url_of(cluster, name):
    return f"{cluster.url.rpartition('/')[0]}/{name}"


def hold_still(cluster):
    for setting in STILL:
        cluster.sql(f"ALTER SYSTEM SET {setting}")
    cluster.sql("SELECT pg_reload_conf()")


def postmaster(cluster):
    return int((cluster.data / "postmaster.pid").read_text().splitlines()[0])


def make_database(cluster, name, fill, *, key):
    """A copy of a database that was filled once for this key, so that every run begins alike."""
    kept = f"{name}_{key}"
    names = cluster.sql("SELECT datname FROM pg_database")
    if kept not in names:
        for old in names:
            if old.startswith(f"{name}_"):
                cluster.sql(f'DROP DATABASE "{old}"')
        cluster.sql(f'CREATE DATABASE "{kept}_new" OWNER kick')
        fill(f"{kept}_new")
        cluster.sql(f'ALTER DATABASE "{kept}_new" RENAME TO "{kept}"')
    cluster.sql(f'DROP DATABASE IF EXISTS "{name}"')
    cluster.sql(f'CREATE DATABASE "{name}" OWNER kick TEMPLATE "{kept}"')
    cluster.sql("CHECKPOINT")


def checksum(folder):
    """Of the floor's files, names and all: it is measured unchanged."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            total.update(f"{path.relative_to(folder)} ".encode() + path.read_bytes())
    return total.hexdigest()


def fingerprint(*words):
    """Of what decides the rows: models, migrations, the profile, and the words."""
    total = hashlib.sha256(repr(words).encode())
    for pattern in ["kick/profile/*.py", "*/migrations/*.py", "*/models/*.py"]:
        for path in sorted(CHECKOUT.glob(pattern)):
            total.update(path.read_bytes())
    return total.hexdigest()[:12]


class Site:
    """A gunicorn with two sync workers; `browser()` asks it, `meter` says what that cost."""

    workers = 2

    def __init__(self, name, *, command, folder, surroundings, cluster, database, log, headers=()):
        self.name, self.port = name, free_port()
        self.command = [word.format(port=self.port) for word in command]
        self.folder, self.log = folder, log
        self.surroundings = {**os.environ, **surroundings, "PORT": str(self.port)}
        self.cluster, self.database = cluster, database
        self.headers = {name: text.format(port=self.port) for name, text in dict(headers).items()}

    def start(self, path="/"):
        """Seconds until the page has been answered for the first time."""
        started_at = time.perf_counter()
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                self.command, cwd=self.folder, env=self.surroundings, stdout=log, stderr=log
            )
        while time.perf_counter() - started_at < 60:
            try:
                if self.browser().get(path).status == 200:
                    break
            except OSError:
                time.sleep(0.01)
        else:
            raise AssertionError(f"{self.name} did not start:\n{self.log.read_text()}")
        self.meter = Meter(
            gunicorn=self.process.pid,
            postmaster=postmaster(self.cluster),
            database=self.database,
        )
        return time.perf_counter() - started_at

    def stop(self):
        self.process.terminate()
        self.process.wait(20)

    def __enter__(self):
        self.seconds_to_start = self.start()
        return self

    def __exit__(self, *trouble):
        self.stop()

    @property
    def worker_pids(self):
        return children(self.process.pid)

    def browser(self, cookie=""):
        cookies = {"Cookie": cookie} if cookie else {}
        return Browser(self.port, {**self.headers, **cookies})


def kick(cluster, state):
    return Site(
        "kick",
        command=["bin/web"],
        folder=CHECKOUT,
        surroundings={"WEB_CONCURRENCY": str(Site.workers)},
        cluster=cluster,
        database="kick_bench",
        log=state / "bench" / "kick.log",
        headers=FROM_PROXY,
    )


def floor(cluster, state):
    """From a copy, since it writes its static files beside itself."""
    place = state / "bench" / "floor"
    gunicorn = [sys.executable, "-m", "gunicorn", "--workers", str(Site.workers)]
    return Site(
        "floor",
        command=[*gunicorn, "--bind", "127.0.0.1:{port}", "floor.wsgi"],
        folder=place,
        surroundings=floor_surroundings(cluster, "floor_bench"),
        cluster=cluster,
        database="floor_bench",
        log=state / "bench" / "floor.log",
        headers={"Host": "localhost:{port}"},
    )


def floor_surroundings(cluster, database):
    return {
        "FLOOR_DB": database,
        "FLOOR_USER": "kick",
        "FLOOR_PASSWORD": "",
        "FLOOR_HOST": str(cluster.socket_folder),
        "FLOOR_PORT": "5432",
        "DJANGO_SETTINGS_MODULE": "floor.settings",
        "PYTHONPATH": "",
    }


def manage(folder, *words, **surroundings):
    subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=folder,
        env={**os.environ, **surroundings},
        check=True,
        stdout=subprocess.DEVNULL,
    )


def fill_kick(cluster, sizes):
    def fill(name):
        surroundings = {"DATABASE_URL": url_of(cluster, name), "STATEMENT_TIMEOUT_MS": "0"}
        manage(CHECKOUT, "set_up", "--verbosity=0", **surroundings)
        manage(CHECKOUT, "make_profile", *sizes, **surroundings)

    return fill


def fill_floor(cluster, state):
    place = state / "bench" / "floor"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(FLOOR, place, ignore=shutil.ignore_patterns("__pycache__"))
    manage(place, "collectstatic", "--noinput", **floor_surroundings(cluster, "postgres"))

    def fill(name):
        surroundings = floor_surroundings(cluster, name)
        manage(place, "migrate", **surroundings)
        manage(place, "seed", **surroundings)
        cluster.sql("VACUUM (ANALYZE)", database=name)

    return fill
