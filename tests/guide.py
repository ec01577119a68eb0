"""The study guide and the method tool that Kick comes with."""

from django.core.management import call_command

from studyguide.models import Guide
from tests.photograph import once


def our_guide() -> None:
    """As `manage.py load_guide` leaves it."""
    if Guide.objects.exists():
        load()
    else:
        once(load, "studyguide_")


def load() -> None:
    call_command("load_guide", verbosity=0)
