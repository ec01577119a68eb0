"""What the image of the Dockerfile does, tried without an engine: the start scripts in a tree that
nobody may write in, run by somebody who is not allowed to override that."""

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from kick.lib import health
from kick.lib.postgres import account_for
from kick.lib.surroundings import collect_static
from tests.smtp_sink import free_port

CHECKOUT = settings.BASE_DIR
# As in .dockerignore.
TAKEN = [
    "bin",
    "consultations",
    "docs/privacy",
    "kick",
    "locale",
    "organisations",
    "static",
    "studyguide",
]
TAKEN += ["templates", "manage.py", "requirements.txt", "requirements-setup.txt"]


def somebody(place):
    """(how to run a command in the tree as who may not write there, the Python for it).

    Root becomes the account that the test cluster knows. Where that account cannot reach a Python
    of our version, root stays root and the tree is mounted so that not even root can write.
    """
    if os.geteuid() != 0:
        return [], sys.executable
    account = account_for(CHECKOUT)
    ordinary = ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}"]
    ordinary += ["--clear-groups", "--bounding-set=-all", "--no-new-privs"]
    for python in [sys.executable, "/usr/bin/python3"]:
        asked = [*ordinary, python, "-c", "import sys; print(sys.version_info[:2])"]
        answer = subprocess.run(asked, capture_output=True, text=True, check=False, cwd="/")
        if answer.stdout.strip() == str(sys.version_info[:2]):
            return ordinary, python
    mounted = f"mount --bind {place} {place} && mount -o remount,bind,ro {place} && cd {place}"
    return ["unshare", "--mount", "sh", "-c", f'{mounted} && exec "$@"', "sh"], sys.executable


@pytest.fixture
def tmp_path():
    """One that another account can reach: pytest's own are for their owner only."""
    with tempfile.TemporaryDirectory(prefix="kick-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def tree(tmp_path):
    """A copy without .git, .env and var, in which no file and no folder may be written."""
    place = tmp_path / "kick"
    place.mkdir()
    for name in TAKEN:
        source = CHECKOUT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy2
        copy(source, place / name)
    modes(place, files=0o555, folders=0o555)
    yield place
    modes(place, files=0o755, folders=0o755)


def modes(place, *, files, folders):
    for folder, _names, found in os.walk(place, topdown=False):
        for name in found:
            if not Path(folder, name).is_symlink():
                Path(folder, name).chmod(files)
        Path(folder).chmod(folders)


@pytest.fixture
def surroundings(tree, tmp_path, committed):
    """What a container gives: an environment, packages without our .venv, and a place for /tmp."""
    collect_static()
    alive = tmp_path / "state"
    alive.mkdir()
    alive.chmod(0o777)
    (tmp_path / "python3").symlink_to(somebody(tree)[1])
    head, _, _name = os.environ["DATABASE_URL"].rpartition("/")
    return {
        **os.environ,
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "PYTHONPATH": sysconfig.get_path("purelib"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PORT": str(free_port()),
        "WEB_CONCURRENCY": "1",
        "DATABASE_URL": f"{head}/{connection.settings_dict['NAME']}",
        "WORKER_ALIVE_FILE": str(alive / "worker-alive"),
    }


def files_in(place):
    return set(place.rglob("*"))


def healthy(tree, surroundings, what):
    command = [*somebody(tree)[0], "bin/healthy", what]
    return subprocess.run(
        command, cwd=tree, env=surroundings, capture_output=True, text=True, check=False
    )


def becomes_healthy(tree, surroundings, what, process):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        if healthy(tree, surroundings, what).returncode == 0:
            return True
        time.sleep(0.3)
    return False


@pytest.mark.parametrize("what", ["web", "worker"])
def test_start_scripts_run_in_a_tree_that_they_cannot_write(tree, surroundings, tmp_path, what):
    before, run = files_in(tree), somebody(tree)[0]
    assert healthy(tree, surroundings, what).returncode == 1
    refused = subprocess.run(
        [*run, "touch", tree / "new"], capture_output=True, check=False, cwd=tree
    )
    assert refused.returncode != 0

    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(
            [*run, f"bin/{what}"], cwd=tree, env=surroundings, stdout=log, stderr=log
        )
    try:
        is_healthy = becomes_healthy(tree, surroundings, what, process)
    finally:
        process.terminate()
        process.wait(20)

    assert is_healthy, (tmp_path / "log").read_text()
    assert files_in(tree) == before


@pytest.mark.real_time
def test_a_worker_that_hangs_is_not_healthy(tmp_path, monkeypatch):
    alive = tmp_path / "alive"
    monkeypatch.setenv("WORKER_ALIVE_FILE", str(alive))
    assert "not started" in health.worker()

    alive.touch()

    assert health.worker() == ""
    assert "last alive" in health.worker(now=time.time() + health.SECONDS_ALIVE + 1)


def test_a_web_server_that_nobody_answers_for_is_not_healthy(monkeypatch):
    monkeypatch.setenv("BIND", f"127.0.0.1:{free_port()}")

    assert "refused" in health.web()


def test_image_takes_what_is_tried_here():
    lines = (CHECKOUT / ".dockerignore").read_text().splitlines()

    assert sorted(TAKEN) == sorted(line[1:] for line in lines if line.startswith("!"))
