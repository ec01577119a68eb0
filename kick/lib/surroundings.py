"""The environment that `make run` and `make test` give to what they start."""

import fcntl
import hashlib
import os
import secrets
import subprocess
import sys
from pathlib import Path

import environ

from kick.lib.cluster import CHECKOUT, Cluster, own_cluster

KEYS = ["SECRET_KEY", "LINK_KEY"]
TEST_ONLY = "only-for-tests-" * 4
# What a developer has set for `make run` must not change what the tests see.
TEST_SURROUNDINGS = {
    "KICK_ENV_FILE": os.devnull,
    "SITE_URL": "http://localhost:8000",
    "SECRET_KEY": TEST_ONLY,
    "LINK_KEY": TEST_ONLY[::-1],
    # Rows are made and changed behind the actions' back.
    "FIGURES_AGE": "0",
    "EMAIL_URL": "memorymail://",
    "DEFAULT_FROM_EMAIL": "Kick <kick@example.org>",
    "DEBUG": "0",
    "DEMO": "0",
}


def state_folder() -> Path:
    """Where everything that is made lies; made if it is missing, and an absolute path."""
    state = Path(os.environ.get("KICK_STATE") or CHECKOUT / "var")
    state = state if state.is_absolute() else CHECKOUT / state
    state.mkdir(parents=True, exist_ok=True)
    os.environ["KICK_STATE"] = str(state)
    return state


def prepare_run(port: int) -> Cluster | None:
    """Fill in what the environment and .env leave open, so that a demo runs on this machine.

    Returns the cluster to start, or None when DATABASE_URL names another database.
    Raises ClusterProblem.
    """
    environ.Env.read_env(os.environ.get("KICK_ENV_FILE", CHECKOUT / ".env"))
    state = state_folder()
    # Somebody who says where it lives runs it in earnest, and then nothing is a demo.
    if "SITE_URL" not in os.environ:
        os.environ.setdefault("DEMO", "1")
    os.environ.setdefault("SITE_URL", f"http://localhost:{port}")
    os.environ.setdefault("EMAIL_URL", "consolemail://")
    os.environ.setdefault("DEFAULT_FROM_EMAIL", "Kick <kick@example.org>")
    os.environ["PORT"] = str(port)
    for name in KEYS:
        if name not in os.environ:
            os.environ.setdefault(f"{name}_FILE", str(_kept_secret(state, name)))
    if _has_database():
        return None
    cluster = own_cluster(state)
    os.environ["DATABASE_URL"] = cluster.url
    return cluster


def prepare_test() -> Cluster | None:
    """The same for tests: everything fixed, and a cluster of their own unless one is given.

    Returns the cluster to start, or None when DATABASE_URL names another database.
    Raises ClusterProblem.
    """
    state = state_folder()
    os.environ.update(TEST_SURROUNDINGS)
    os.environ["KICK_STATE"] = str(state / "test")
    if _has_database():
        return None
    cluster = own_cluster(state, name="test")
    os.environ["DATABASE_URL"] = cluster.url
    return cluster


def take_database_name(cluster: Cluster) -> object:
    """A database name that no other test run on the cluster uses, put into DATABASE_URL.

    Returns what must be kept alive as long as the name is used.
    """
    for number in range(100):
        slot = (cluster.home / f"name-{number}.lock").open("a")
        try:
            fcntl.flock(slot, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            slot.close()
            continue
        os.environ["DATABASE_URL"] = f"{cluster.url}_{number}"
        return slot
    raise RuntimeError("a hundred test runs at once")


def collect_static() -> None:
    """Collect and compress the static files when they have changed: it takes ten seconds."""
    state = Path(os.environ["KICK_STATE"])
    state.mkdir(parents=True, exist_ok=True)
    stamp = state / "static.stamp"
    with (state / "static.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        now = _static_checksum()
        if stamp.exists() and stamp.read_text() == now:
            return
        stamp.unlink(missing_ok=True)
        command = ["manage.py", "collectstatic", "--noinput", "--clear", "--verbosity=0"]
        subprocess.run([sys.executable, *command], cwd=CHECKOUT, check=True)
        stamp.write_text(now)


def _has_database() -> bool:
    return bool(os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE"))


def _kept_secret(state: Path, name: str) -> Path:
    path = state / "secrets" / name
    path.parent.mkdir(mode=0o700, exist_ok=True)
    if not path.exists():
        unfinished = path.with_suffix(".new")
        unfinished.touch(mode=0o600)
        unfinished.write_text(secrets.token_urlsafe(48))
        unfinished.rename(path)
    return path


def _static_checksum() -> str:
    checksum = hashlib.sha256()
    sources = [CHECKOUT / "requirements.txt", CHECKOUT / "kick" / "settings.py"]
    for folder in ["static", "kick", "organisations", "consultations", "studyguide"]:
        place = CHECKOUT / folder
        sources += place.rglob("*") if folder == "static" else place.glob("static/**/*")
    for path in sorted(sources):
        if path.is_file():
            checksum.update(f"{path.relative_to(CHECKOUT)} ".encode() + path.read_bytes())
    return checksum.hexdigest()
