"""The queue worker as a process of its own, on the test database and the test mail server."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from django.db import connection

CHECKOUT = Path(__file__).resolve().parent.parent


class Worker:
    def __init__(self, sink, folder, *, concurrency=4):
        self.command = [sys.executable, "manage.py", "work", f"--concurrency={concurrency}"]
        database = connection.settings_dict
        head, _, _name = os.environ["DATABASE_URL"].rpartition("/")
        self.surroundings = {
            **os.environ,
            "DATABASE_URL": f"{head}/{database['NAME']}",
            "EMAIL_URL": f"smtp://127.0.0.1:{sink.port}",
        }
        self.log_path = folder / "worker.log"
        self.process = None

    def start(self):
        with self.log_path.open("a") as log:
            self.process = subprocess.Popen(
                self.command, cwd=CHECKOUT, env=self.surroundings, stdout=log, stderr=log
            )

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self, *, seconds=20):
        """Ask it to end; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)

    @property
    def log(self):
        return self.log_path.read_text()

    def end(self):
        if self.process and self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                self.kill()


def until(is_so, *, seconds):
    """Ask until it is so; whether it became so in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if is_so():
            return True
        time.sleep(0.05)
    return is_so()
