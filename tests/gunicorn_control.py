"""The server as it would be without its lock: a control, so that the race is known to be there.

Only a test names this file to gunicorn; nothing in the product can switch the lock off.
"""

import runpy

globals().update(runpy.run_path("bin/gunicorn.conf.py"))

workers = 2
threads = 4


def post_worker_init(worker):
    # The application is loaded by now, so its models are there.
    from consultations.models.meeting_queryset import MeetingQuerySet  # noqa: PLC0415

    MeetingQuerySet.locked = lambda rows: rows.all()
