"""The queue worker: sign-in codes on their own way, everything else beside it, and the sweep."""

import asyncio
import logging
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections, connections
from django.utils import timezone
from procrastinate.contrib.django import app

from kick.lib import smtp
from kick.lib.queue import CODES

CODES_AT_A_TIME = 2
# A job whose worker has not been heard of for half a minute was killed with it. The sweep is a loop
# and no job of its own, since a job could be the one that is stuck.
HEARTBEAT_SECONDS = 5
SWEEP_SECONDS = 15
STALLED_SECONDS = 30
# A job that did its work is deleted at once; one that failed stays for a week to be looked at.
TIDY_SECONDS = 3600
FAILED_KEPT_HOURS = 7 * 24

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Works off the queue until it is told to stop (SIGINT or SIGTERM)."

    def add_arguments(self, parser):
        parser.add_argument("--concurrency", type=int, default=2, help="letters at a time")

    def handle(self, *, concurrency, **options):
        keep_a_connection_for_each_thread()
        asyncio.run(work(concurrency))


def keep_a_connection_for_each_thread():
    """A job takes a few milliseconds, so a new connection for each would cost more."""
    connections["default"].settings_dict["CONN_MAX_AGE"] = None


async def work(concurrency):
    """Runs until a signal; ends with an error when the database is away, to be started again."""
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(concurrency + CODES_AT_A_TIME + 2))
    told_to_stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, told_to_stop.set)
    # Jobs themselves use Django's connection, so that what they enqueue shares their transaction.
    worker_app = app.with_connector(app.connector.get_worker_connector())
    async with worker_app.open_async():
        ways = [
            # A notification may be missed, while the worker starts for one; then somebody waits.
            {
                "queues": [CODES],
                "concurrency": CODES_AT_A_TIME,
                "name": "codes",
                "fetch_job_polling_interval": 1,
            },
            {"queues": other_queues(worker_app), "concurrency": concurrency, "name": "letters"},
        ]
        tasks = [loop.create_task(run_worker(worker_app, **way)) for way in ways]
        tasks.append(loop.create_task(every(SWEEP_SECONDS, sweep, worker_app)))
        tasks.append(loop.create_task(every(TIDY_SECONDS, tidy, worker_app)))
        stop = loop.create_task(told_to_stop.wait())
        await asyncio.wait([*tasks, stop], return_when=asyncio.FIRST_COMPLETED)
        # Once only: a worker that is cancelled again drops the job that it is finishing.
        for task in [*tasks, stop]:
            task.cancel()
        endings = await asyncio.gather(*tasks, return_exceptions=True)
    smtp.hang_up()
    for ending in endings:
        if isinstance(ending, Exception):
            raise ending
    if not told_to_stop.is_set():
        raise CommandError("the worker lost its connection to the queue")


def run_worker(worker_app, **way):
    return worker_app.run_worker_async(
        install_signal_handlers=False,
        update_heartbeat_interval=HEARTBEAT_SECONDS,
        stalled_worker_timeout=STALLED_SECONDS,
        delete_jobs="successful",
        task_middleware=[with_living_connection],
        **way,
    )


def other_queues(worker_app):
    """Every queue that a task names, but the codes'."""
    return sorted({task.queue for task in worker_app.tasks.values()} - {CODES})


def with_living_connection(call_next, context, worker):
    """What Django does around a request: a connection that broke is replaced."""
    close_old_connections()
    try:
        return call_next()
    finally:
        close_old_connections()


async def every(seconds, do, worker_app):
    while True:
        await do(worker_app)
        await asyncio.sleep(seconds)


async def sweep(worker_app):
    """Give the jobs of killed workers back to the queue."""
    manager = worker_app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        logger.warning("job %s (%s) was left by a killed worker: again", job.id, job.task_name)
        await manager.retry_job(job, retry_at=timezone.now())
    await asyncio.to_thread(smtp.hang_up, cold=smtp.SECONDS_UNTIL_COLD)
    # Reached only when the queue has answered; kick/lib/health.py looks at it.
    if settings.WORKER_ALIVE_FILE:
        Path(settings.WORKER_ALIVE_FILE).touch()


async def tidy(worker_app):
    """Job rows must not grow for ever."""
    await worker_app.job_manager.delete_old_jobs(
        FAILED_KEPT_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )
