from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from studyguide.actions import load_guide
from studyguide.manuscript import Flawed

FOLDER = Path(__file__).resolve().parents[2] / "content"


class Command(BaseCommand):
    help = "Loads the study guide from studyguide/content/; may be run again, and keeps what was edited."

    def add_arguments(self, parser):
        parser.add_argument("--folder", type=Path, default=FOLDER, help="another source")
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="let the files have their way over what was edited in the admin",
        )

    def handle(self, *, folder, overwrite, verbosity, **options):
        try:
            report = load_guide(folder, overwrite=overwrite)
        except Flawed as refusal:
            raise CommandError(str(refusal)) from None
        for row in report.conflicts:
            text = _("Kept as it was edited, though the file has changed: %(row)s")
            self.stderr.write(text % {"row": row})
        if report.conflicts:
            self.stderr.write(_("Run load_guide --overwrite to take the file's words instead."))
        for row in report.unread:
            text = _("Changed since a native speaker read it, so it is to be read again: %(row)s")
            self.stderr.write(text % {"row": row})
        if verbosity:
            self.stdout.write(
                _(
                    "%(added)s added, %(changed)s changed, %(emptied)s taken away, "
                    "%(unchanged)s unchanged, %(kept)s kept as edited."
                )
                % vars(report)
            )
