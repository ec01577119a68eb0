from pathlib import Path

import polib
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from organisations.models import Organisation


class Command(BaseCommand):
    help = "Brings database, catalogues and reference data up to date; run it at every start."

    def handle(self, **options):
        compile_catalogues()
        call_command("migrate", verbosity=options["verbosity"], interactive=False)
        call_command("createcachetable", verbosity=options["verbosity"])
        call_command("load_reference")
        if settings.DEMO and not Organisation.objects.exists():
            call_command("load_demo")


def compile_catalogues():
    """Make the .mo files that Django reads, when the .po beside them is newer."""
    for folder in settings.LOCALE_PATHS:
        for source in Path(folder).glob("*/LC_MESSAGES/*.po"):
            compiled = source.with_suffix(".mo")
            if (
                not compiled.exists()
                or compiled.stat().st_mtime < source.stat().st_mtime
            ):
                polib.pofile(str(source)).save_as_mofile(str(compiled))
