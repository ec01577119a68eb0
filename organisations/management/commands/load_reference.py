import csv
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import transaction

from organisations.models import ActivityWord, ArtForm, Minority, Municipality, Region

FOLDER = Path(__file__).resolve().parents[2] / "reference"
# The regions that Kick began with; others are switched on in the admin.
FIRST_REGIONS = {"03", "06", "07", "10"}


class Command(BaseCommand):
    help = (
        "Loads the 21 regions, 290 municipalities, art forms, minorities and words that are no"
        " culture; may be run again."
    )

    @transaction.atomic
    def handle(self, **options):
        load_regions()
        load_municipalities()
        load_art_forms()
        load_minorities()
        load_activity_words()


def read(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load_regions():
    """Add the missing ones; what somebody has edited since stays."""
    known = set(Region.objects.values_list("code", flat=True))
    Region.objects.bulk_create(
        Region(
            code=row["county_code"],
            slug=row["slug"],
            name=row["region_name"],
            county_name=row["county_name"],
            is_active=row["county_code"] in FIRST_REGIONS,
        )
        for row in read("regions.csv")
        if row["county_code"] not in known
    )


def load_municipalities():
    regions = {region.code: region for region in Region.objects.all()}
    Municipality.objects.bulk_create(
        [
            Municipality(code=row["code"], name=row["name"], region=regions[row["county_code"]])
            for row in read("municipalities.csv")
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "region"],
    )


def load_art_forms():
    forms = {}
    for position, row in enumerate(read("art_forms.csv")):
        forms[row["code"]], _created = ArtForm.objects.get_or_create(
            code=row["code"],
            defaults={
                "name": row["name"],
                "parent": forms.get(row["parent"]),
                "area": row["area"],
                "words": row["words"].replace("|", "\n"),
                "position": position,
            },
        )


def load_minorities():
    for position, row in enumerate(read("minorities.csv")):
        Minority.objects.get_or_create(
            code=row["code"],
            defaults={
                "name": row["name"],
                "own_name": row["own_name"],
                "own_language": row["own_language"],
                "position": position,
            },
        )


def load_activity_words():
    """Add the missing ones; what somebody has decided since stays."""
    ActivityWord.objects.bulk_create(
        (ActivityWord(**row) for row in read("activity_words.csv")), ignore_conflicts=True
    )
