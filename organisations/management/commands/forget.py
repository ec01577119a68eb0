from django.core.management.base import BaseCommand, CommandError

from kick.lib import erasure
from organisations.actions import personal


class Command(BaseCommand):
    help = "Erases what is held about the person with a mail address; shows counts, never content."

    def add_arguments(self, parser):
        parser.add_argument("email", help="any address that is or was the person's")
        parser.add_argument("--dry-run", action="store_true", help="count, and change nothing")

    def handle(self, *, email, dry_run, **options):
        person = personal.person_with(email)
        if dry_run:
            outcomes = {
                row.label: {"how": row.how, "rows": row.rows} for row in erasure.count(person)
            }
        else:
            try:
                outcomes = personal.forget_person(person=person)
            except personal.LastLead:
                raise CommandError("nobody else leads the whole country") from None
        for label, outcome in sorted(outcomes.items()):
            self.stdout.write(f"{label:<44} {outcome['how']:<18} {outcome['rows']:>6}")
        self.stdout.write(f"{sum(one['rows'] for one in outcomes.values())} rows found")
