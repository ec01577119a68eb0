import sys
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import translation

from consultations import exports
from consultations.models import Consultation
from kick.lib.export import FORMATS, UnknownFormat, chunks, write_file
from organisations.exports import record


class Command(BaseCommand):
    help = (
        "Writes the contributions to a consultation to a file: what is released and can be read by"
        " all, or with --all everything that has come in, for the region itself. See docs/export.md."
    )

    def add_arguments(self, parser):
        parser.add_argument("consultation", nargs="?", metavar="REGION/SLUG")
        parser.add_argument("--format", default="csv", metavar="|".join(FORMATS))
        parser.add_argument("--output", metavar="FILE", help="default: the terminal")
        parser.add_argument("--all", action="store_true", help="also what is not released")
        parser.add_argument("--list", action="store_true", help="name the consultations")

    def handle(self, **options):
        with translation.override("sv"):
            if options["list"]:
                self.name_them()
            else:
                self.write(options)

    def name_them(self):
        for consultation in Consultation.objects.published().with_parts().newest_first():
            self.stdout.write(consultation.name)

    def write(self, options):
        consultation = self.wanted(options["consultation"] or "")
        rows = Counted(exports.contribution_rows(consultation, is_whole=options["all"]))
        try:
            pieces = chunks(options["format"], exports.CONTRIBUTIONS, rows)
            if options["output"]:
                write_file(Path(options["output"]), pieces)
            else:
                sys.stdout.buffer.writelines(pieces)
        except UnknownFormat:
            self.stop(f"The formats are {', '.join(FORMATS)}.")
        except OSError as error:
            self.stop(f"{options['output']} cannot be written: {error.strerror}")
        record(
            what="contributions",
            about=f"consultation:{consultation.uuid}",
            region=consultation.region,
            format=options["format"],
            rows=rows.number,
            by=None,
        )
        self.stderr.write(f"{rows.number} contributions")

    def wanted(self, name):
        region, _slash, slug = name.partition("/")
        found = Consultation.objects.with_parts().filter(region__slug=region, slug=slug).first()
        if found is None:
            self.stop("Name a consultation as REGION/SLUG; --list names those there are.")
        return found

    def stop(self, reason):
        self.stderr.write(reason)
        sys.exit(2)


class Counted:
    """Rows that are counted as they pass."""

    def __init__(self, rows):
        self.rows, self.number = rows, 0

    def __iter__(self):
        for row in self.rows:
            self.number += 1
            yield row
