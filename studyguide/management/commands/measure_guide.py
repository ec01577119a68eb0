from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from studyguide import measuring
from studyguide.management.commands.load_guide import FOLDER
from studyguide.manuscript import Flawed, read


class Command(BaseCommand):
    help = (
        "Tells how long and how hard each chapter is, and which words of the glossary none marks."
    )

    def add_arguments(self, parser):
        parser.add_argument("--folder", type=Path, default=FOLDER, help="another source")

    def handle(self, *, folder, **options):
        try:
            sheets = read(folder)
        except Flawed as refusal:
            raise CommandError(str(refusal)) from None
        for sheet in measuring.texts(sheets):
            found = measuring.of_sheet(sheet)
            self.stdout.write(f"{sheet.path:55}{found.words:6}{found.lix:6.1f}")
        for language, keys in measuring.glossaries(sheets).items():
            self.stdout.write(
                _("%(language)s: %(count)s words explained.")
                % {
                    "language": language,
                    "count": len(keys),
                }
            )
        unused = measuring.unused_terms(sheets)
        self.stdout.write(
            _("Marked in no chapter: %(words)s") % {"words": ", ".join(unused) or "–"}
        )
