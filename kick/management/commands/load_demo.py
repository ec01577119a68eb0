from django.core.management.base import BaseCommand, CommandError

from kick.demo.load import NotADemo, load_demo


class Command(BaseCommand):
    help = "Adds made-up people, associations and meetings to play with; only in a demo."

    def handle(self, **options):
        try:
            load_demo()
        except NotADemo:
            raise CommandError(
                "This is no demo: set DEMO=1, which only runs on localhost."
            ) from None
