from django.conf import settings


def pytest_configure():
    # Collecting and compressing takes ten seconds; the browser tests have the real thing.
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
