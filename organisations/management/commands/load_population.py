import csv
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from organisations.models import Municipality


class Command(BaseCommand):
    help = (
        "Loads how many live in each municipality, so that associations can be counted for each"
        " 10,000 inhabitants. The file is SCB's table as CSV: the municipality's code first, the"
        " number last. All of it or nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--day", type=date.fromisoformat, required=True, help="2025-12-31")

    @transaction.atomic
    def handle(self, *, file, day, **options):
        numbers = read(file)
        places = Municipality.objects.in_bulk(list(numbers))
        if unknown := sorted(numbers.keys() - places.keys()):
            raise CommandError(f"No municipality has the code {', '.join(unknown[:5])}.")
        for code, place in places.items():
            place.population, place.population_on = numbers[code], day
        Municipality.objects.bulk_update(places.values(), ["population", "population_on"])
        print(f"{len(places)} municipalities")


def read(file):
    """{code: inhabitants} of the rows that begin with four digits. Raises CommandError."""
    numbers = {}
    with file.open(encoding="utf-8-sig", newline="") as opened:
        dialect = ";" if ";" in opened.readline() else ","
        opened.seek(0)
        for row in csv.reader(opened, delimiter=dialect):
            code = row[0].split()[0] if row and row[0].split() else ""
            if len(code) == 4 and code.isdecimal():
                digits = "".join(row[-1].split())
                if not digits.isdecimal():
                    raise CommandError(f"{code} has no number of inhabitants: {row[-1]!r}")
                numbers[code] = int(digits)
    if not numbers:
        raise CommandError("No row begins with a municipality's code.")
    return numbers
