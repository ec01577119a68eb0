from datetime import date

from django.core.management.base import BaseCommand, CommandError

from kick.profile.load import HoldsRealData, make_profile
from kick.profile.sizes import Sizes


class Command(BaseCommand):
    help = (
        "Fills an empty database with much of everything, all of it made up, to measure Kick on."
        " A database that holds anything else is not touched; one made by this command is made anew."
    )

    def add_arguments(self, parser):
        for name in ["organisations", "meetings", "replies", "contributions", "seed"]:
            parser.add_argument(f"--{name}", type=int, default=getattr(Sizes, name))
        parser.add_argument(
            "--today",
            type=date.fromisoformat,
            help="the day that meetings are held before and after (2026-11-22); default is today",
        )

    def handle(self, **options):
        names = ["organisations", "meetings", "replies", "contributions", "seed", "today"]
        sizes = Sizes(**{name: options[name] for name in names})
        if min(sizes.organisations, sizes.meetings) < 20:
            raise CommandError("A profile has at least 20 organisations and 20 meetings.")
        try:
            make_profile(sizes, say=self.stdout.write)
        except HoldsRealData as found:
            raise CommandError(
                f"The database holds something else than a profile ({found}); it is not touched."
            ) from None
