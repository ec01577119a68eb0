import pytest
from django.conf import settings
from django.core.management import call_command


def pytest_configure():
    # Collecting and compressing takes ten seconds; the browser tests have the real thing.
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Regions, municipalities, art forms and minorities are there for every test."""
    with django_db_blocker.unblock():
        call_command("load_reference")
