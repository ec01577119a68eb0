from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.translation.reloader import translation_file_changed

from kick.lib.catalogues import compile_catalogues
from organisations.models import Organisation


class Command(BaseCommand):
    help = "Brings database, catalogues and reference data up to date; run it at every start."

    def handle(self, **options):
        compile_catalogues(settings.LOCALE_PATHS)
        # What this process read before they were made has no words: the demo would be in English.
        translation_file_changed(sender=self, file_path=Path("django.mo"))
        call_command("migrate", verbosity=options["verbosity"], interactive=False)
        call_command("createcachetable", verbosity=options["verbosity"])
        call_command("load_reference")
        call_command("load_guide", verbosity=options["verbosity"])
        if settings.DEMO and not Organisation.objects.exists():
            call_command("load_demo")
