"""The way into the job queue: by name, in the same transaction as what the job is about."""

from datetime import datetime

from procrastinate.contrib.django import app

# A sign-in code must not wait behind five thousand invitations.
CODES = "codes"
LETTERS = "letters"


def enqueue(task: str, *, at: datetime | None = None, **arguments) -> None:
    """Put one job in the queue, from `at` on if it is given.

    A rolled back transaction takes the job with it. Arguments are ids, never personal data.
    """
    app.configure_task(task, schedule_at=at).defer(**arguments)


def enqueue_many(task: str, many: list[dict]) -> None:
    """Put a job in the queue for each set of arguments, in one statement."""
    if many:
        app.configure_task(task).batch_defer(*many)
