import os

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from kick.lib import smtp
from tests.emptying import QUEUE, empty, fill_with_reference, flush_by_deleting
from tests.smtp_sink import SmtpSink
from tests.worker import Worker


def pytest_configure():
    # WhiteNoise warns of a folder that is not there, and every warning is an error here.
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    # Collecting and compressing takes ten seconds; the browser tests have the real thing.
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    # Or each new client of each test would first read the folder, for a twenty-fifth of a second.
    settings.WHITENOISE_AUTOREFRESH = True


def pytest_make_parametrize_id(val, argname):
    """Name a long value by its argument.

    A packed file holds the second it was made, and every process of pytest-xdist has to give a
    test the same name.
    """
    is_long = isinstance(val, str | bytes) and len(val) > 40
    return argname if is_long else None


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """Each test database is a copy of one that the migrations have made (`tests/template.py`)."""
    connection.settings_dict["TEST"]["TEMPLATE"] = os.environ.get("TEST_TEMPLATE")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Regions, municipalities, art forms and minorities are there for every test."""
    with django_db_blocker.unblock():
        flush_by_deleting()
        fill_with_reference()


@pytest.fixture
def committed(transactional_db):
    """Rows that another process can see, on a database with reference data and an empty queue."""
    fill_with_reference()
    empty_queue_and_cache()
    yield
    empty_queue_and_cache()


def empty_queue_and_cache():
    """Neither is a model of Django's, so its flush leaves them, and a rate limit counts on."""
    cache.clear()
    empty(QUEUE)


@pytest.fixture
def smtp_sink(settings):
    """A mail server of our own; letters sent in this process go there too."""
    sink = SmtpSink()
    sink.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield sink
    smtp.hang_up()
    sink.stop()


@pytest.fixture
def worker(committed, smtp_sink, tmp_path):
    """The queue worker as a process, not started yet."""
    worker = Worker(smtp_sink, tmp_path)
    yield worker
    worker.end()


def pytest_terminal_summary(terminalreporter):
    """Figures that tests of the browser have counted, such as the number of page states."""
    figures = {}
    for report in terminalreporter.getreports("passed"):
        for name, number in report.user_properties if report.when == "call" else ():
            figures[name] = figures.get(name, 0) + number
    for name, number in sorted(figures.items()):
        terminalreporter.write_line(f"{name}: {number}")
