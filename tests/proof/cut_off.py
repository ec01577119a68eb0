"""Several processes' worth of connections that do the same at once, one of them cut off in the middle."""

from collections.abc import Callable
from threading import Barrier, Thread

from django.db import OperationalError, connection


def at_once(work: Callable[[], object], times: int) -> None:
    """Run `work` in so many threads let go together; whose connection is cut begins anew at once."""
    start, backends = Barrier(times + 1), []
    threads = [Thread(target=_run, args=[work, start, backends]) for _ in range(times)]
    threads.append(Thread(target=_cut_one, args=[start, backends]))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _run(work, start, backends):
    start.wait()
    try:
        connection.ensure_connection()
        backends.append(connection.connection.info.backend_pid)
        work()
    except OperationalError:
        connection.close()
        work()
    finally:
        connection.close()


def _cut_one(start, backends):
    start.wait()
    try:
        while not backends:
            pass
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [backends[0]])
    finally:
        connection.close()
