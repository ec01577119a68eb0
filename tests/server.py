"""Kick as it is served: gunicorn as a process of its own, on the test database."""

import http.client
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

from django.db import connection
from django.middleware.csrf import _get_new_csrf_string
from django.test.client import MULTIPART_CONTENT

from kick.lib.surroundings import collect_static
from tests.smtp_sink import free_port

CHECKOUT = Path(__file__).resolve().parent.parent
CSRF = _get_new_csrf_string()


class Server:
    def __init__(self, folder, *, config="bin/gunicorn.conf.py", workers=2, threads=4):
        self.port = free_port()
        head, _, _name = os.environ["DATABASE_URL"].rpartition("/")
        self.surroundings = {
            **os.environ,
            "PORT": str(self.port),
            "WEB_CONCURRENCY": str(workers),
            "DATABASE_URL": f"{head}/{connection.settings_dict['NAME']}",
        }
        self.command = [
            *[sys.executable, "-m", "gunicorn", "--config", config],
            *["--threads", str(threads)],
        ]
        self.log_path = folder / f"gunicorn-{self.port}.log"

    def __enter__(self):
        # A page that names a style sheet that nobody has collected is a 500.
        collect_static()
        with self.log_path.open("a") as log:
            self.process = subprocess.Popen(
                self.command, cwd=CHECKOUT, env=self.surroundings, stdout=log, stderr=log
            )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                if self.get("/healthz")[0] == 200:
                    return self
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"gunicorn did not start:\n{self.log_path.read_text()}")

    def __exit__(self, *trouble):
        self.process.terminate()
        self.process.wait(20)

    @property
    def address(self):
        return f"http://localhost:{self.port}"

    def ask(self, method, path, fields=None, *, cookies="", headers=()):
        """(status, location, body) of one request in a connection of its own."""
        connection = http.client.HTTPConnection("localhost", self.port, timeout=60)
        sent = {"Cookie": f"kick-csrf={CSRF}; {cookies}", **dict(headers)}
        body = None
        if isinstance(fields, bytes):
            body = fields
            sent |= {"Content-Type": MULTIPART_CONTENT, "Origin": self.address}
        elif fields is not None:
            body = urlencode({"csrfmiddlewaretoken": CSRF, **fields}, doseq=True)
            sent |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.address}
        connection.request(method, path, body, sent)
        response = connection.getresponse()
        answer = response.status, response.headers.get("Location", ""), response.read()
        connection.close()
        return answer

    def get(self, path, **words):
        return self.ask("GET", path, **words)

    def post(self, path, fields=(), **words):
        return self.ask("POST", path, fields or {}, **words)

    def at_once(self, calls):
        """Run the calls in as many threads, let go together; their answers in order."""
        gate = threading.Barrier(len(calls))
        answers = [None] * len(calls)

        def run(number, call):
            gate.wait()
            answers[number] = call()

        threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return answers
