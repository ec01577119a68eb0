"""Whether the web server or the worker of this machine does its work: `python -m kick.lib.health web`.

Without Django, since it is asked every few seconds.
"""

import http.client
import os
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

# The worker sweeps every 15 seconds; one that has missed three sweeps hangs.
SECONDS_ALIVE = 60


def web() -> str:
    """Empty when the page for it is answered with 200, which means that the database answers too."""
    bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT', '8000')}"
    host, _, port = bind.rpartition(":")
    host = host if host not in {"0.0.0.0", "[::]"} else "127.0.0.1"
    try:
        connection = http.client.HTTPConnection(host, int(port), timeout=4)
        name = urlsplit(os.environ.get("SITE_URL", "")).netloc or f"localhost:{port}"
        connection.request("GET", "/healthz", headers={"Host": name})
        answer = connection.getresponse()
    except OSError as trouble:
        return str(trouble)
    return "" if answer.status == 200 else f"{answer.status} {answer.read().decode()}"


def worker(*, now: float | None = None) -> str:
    """Empty when the worker has swept the queue, and so reached the database, a short while ago."""
    path = os.environ.get("WORKER_ALIVE_FILE", "")
    if not path:
        return "WORKER_ALIVE_FILE is not set, so the worker leaves no sign of life"
    try:
        age = (now or time.time()) - Path(path).stat().st_mtime
    except FileNotFoundError:
        return "it has not started to work"
    return "" if age < SECONDS_ALIVE else f"it was last alive {age:.0f} seconds ago"


if __name__ == "__main__":
    trouble = {"web": web, "worker": worker}[sys.argv[1]]()
    if trouble:
        sys.exit(f"unhealthy: {trouble.strip()}")
