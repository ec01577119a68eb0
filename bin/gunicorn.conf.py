"""How gunicorn serves Kick, everywhere. The environment decides the rest."""

import os
from pathlib import Path

from django.conf import settings

from kick.lib.logs import JsonLines, WithoutSecrets

wsgi_app = "kick.wsgi"
# Read once and shared by the workers, so that a fresh worker is there at once and weighs less.
preload_app = True
bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# Workers show that they live by touching a file; on a slow disk that may block them.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
timeout = 30
graceful_timeout = 10
keepalive = 5
# Python's memory grows with the largest answer; a fresh worker now and then gives it back.
max_requests = 5000
max_requests_jitter = 500
# Personal links are secrets and stand in paths. Requests are told by kick.middleware.RequestLog.
accesslog = None
loglevel = os.environ.get("GUNICORN_LOG_LEVEL", "warning")
# It would put a socket into somebody's home, or fail where there is none.
control_socket_disable = True


def on_starting(server):
    for handler in server.log.error_log.handlers:
        handler.addFilter(WithoutSecrets())
        if settings.LOG_FORMAT == "json":
            handler.setFormatter(JsonLines())
