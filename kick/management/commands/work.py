"""The queue worker: sign-in codes on their own way, everything else beside it, and the sweep."""

import asyncio
import logging
import signal

from django.core.management.base import BaseCommand
from django.utils import timezone
from procrastinate.contrib.django import app

from kick.lib.queue import CODES

# A job whose worker has not been heard of for half a minute was killed with it. The sweep is a loop
# and no job of its own, since a job could be the one that is stuck.
SWEEP_SECONDS = 15
STALLED_SECONDS = 30

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Works off the queue until it is told to stop (SIGINT or SIGTERM)."

    def add_arguments(self, parser):
        parser.add_argument(
            "--concurrency", type=int, default=4, help="letters at a time"
        )

    def handle(self, *, concurrency, **options):
        asyncio.run(work(concurrency))


async def work(concurrency):
    # Jobs themselves use Django's connection, so that what they enqueue shares their transaction.
    worker_app = app.with_connector(app.connector.get_worker_connector())
    async with worker_app.open_async():
        shared = {"install_signal_handlers": False, "update_heartbeat_interval": 5}
        loop = asyncio.get_running_loop()
        tasks = [
            loop.create_task(worker_app.run_worker_async(**shared, **way))
            for way in [
                {"queues": [CODES], "concurrency": 2, "name": "codes"},
                {
                    "queues": await other_queues(worker_app),
                    "concurrency": concurrency,
                    "name": "letters",
                },
            ]
        ]
        tasks.append(loop.create_task(sweep_for_ever(worker_app)))
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, lambda: [task.cancel() for task in tasks])
        done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)
        for task in done:
            if not task.cancelled() and task.exception():
                raise task.exception()


async def other_queues(worker_app):
    """Every queue that a task names, but the codes'."""
    return sorted({task.queue for task in worker_app.tasks.values()} - {CODES})


async def sweep_for_ever(worker_app):
    while True:
        await sweep(worker_app)
        await asyncio.sleep(SWEEP_SECONDS)


async def sweep(worker_app):
    """Give the jobs of killed workers back to the queue."""
    manager = worker_app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        logger.warning(
            "job %s (%s) was left by a killed worker: again", job.id, job.task_name
        )
        await manager.retry_job(job, retry_at=timezone.now())
