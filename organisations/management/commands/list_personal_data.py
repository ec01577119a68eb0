from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from kick.lib.privacy_documents import BY_KEY
from kick.lib.processing_record import with_table


class Command(BaseCommand):
    help = "Lists in Swedish what is held of persons, as the record of processing has it."

    def add_arguments(self, parser):
        parser.add_argument("--write", action="store_true", help="into docs/privacy/")
        parser.add_argument("--check", action="store_true", help="fail if docs/privacy/ is behind")

    def handle(self, *, write, check, **options):
        record = BY_KEY["record"]
        with translation.override("sv"):
            text = with_table(record.text)
        if write:
            record.path.write_text(text, encoding="utf-8")
        elif not check:
            self.stdout.write(text)
        elif text != record.text:
            raise CommandError("run manage.py list_personal_data --write")
