"""The way into the job queue: by name, in the same transaction as what the job is about."""

from datetime import datetime

from django.db import DatabaseError
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

# A sign-in code must not wait behind five thousand invitations.
CODES = "codes"
LETTERS = "letters"
HOUSEKEEPING = "housekeeping"


def enqueue(task: str, *, at: datetime | None = None, **arguments) -> None:
    """Put one job in the queue, from `at` on if it is given.

    A rolled back transaction takes the job with it. Arguments are ids, never personal data.
    """
    app.configure_task(task, schedule_at=at).defer(**arguments)


def enqueue_many(task: str, many: list[dict]) -> None:
    """Put a job in the queue for each set of arguments, in one statement."""
    if many:
        app.configure_task(task).batch_defer(*many)


def arguments_waiting(task: str, argument: str) -> set:
    """The values of one argument in all jobs of the task that are still to be done."""
    waiting = ProcrastinateJob.objects.filter(task_name=task, status__in=["todo", "doing"])
    return set(waiting.values_list(f"args__{argument}", flat=True))


def arguments_to_do(task: str, argument: str) -> set:
    """The values of one argument in all jobs of the task that no worker has begun on."""
    coming = ProcrastinateJob.objects.filter(task_name=task, status="todo")
    return set(coming.values_list(f"args__{argument}", flat=True))


class TryAgain(Exception):
    """Raised by a job, outside every transaction: not now, but `at`."""

    def __init__(self, at: datetime) -> None:
        super().__init__()
        self.at = at


class WhenAsked(BaseRetryStrategy):
    """Runs a job again when it asks for it, and after trouble with the database."""

    SECONDS_AFTER_TROUBLE = 30
    MOST_TROUBLES = 500

    def get_retry_decision(self, *, exception, job):
        if isinstance(exception, TryAgain):
            return RetryDecision(retry_at=exception.at)
        if isinstance(exception, DatabaseError) and job.attempts < self.MOST_TROUBLES:
            return RetryDecision(retry_in={"seconds": self.SECONDS_AFTER_TROUBLE})
        return None
