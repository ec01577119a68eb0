import csv
from collections import Counter

from django.core.management.base import BaseCommand, CommandError

from organisations.models.likeness import Entry, likeness

COLUMNS = ["name", "other_name", "number", "website", "municipality", "email"]
PARTS = ["tune", "held", "fresh", "last", ""]


class Command(BaseCommand):
    help = (
        "Judges labelled pairs of associations and prints precision and recall of those judged likely,"
        " and of those at least possible. Reads a CSV file with the columns part, same (yes or no),"
        " trap, and name, other_name, number, website, municipality and email with _a and _b."
    )

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--wrong", action="store_true", help="also each pair judged wrongly")

    def handle(self, **options):
        try:
            with open(options["file"], encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
            judged = [(row, judge(row)) for row in rows]
        except (OSError, UnicodeError, KeyError, TypeError) as problem:
            raise CommandError(f"The file cannot be used: {problem}") from None
        self.stdout.write(f"{'pairs':<22}{'number':>7}{'same':>6}{'precision':>11}{'recall':>8}")
        for part in PARTS:
            chosen = [(row, found) for row, found in judged if part in ("", row["part"])]
            if chosen:
                self.tell(part or "all", chosen)
        if options["wrong"]:
            self.tell_wrong(judged)

    def tell(self, part, judged):
        for level, takes in [
            ("likely", lambda found: found.is_likely),
            ("possible or likely", lambda found: found.is_likely or found.is_possible),
        ]:
            count = counts(judged, takes)
            same = count[True, True] + count[True, False]
            self.stdout.write(
                f"{f'{part}, {level}':<22}{len(judged):>7}{same:>6}"
                f"{precision(count):>11.3f}{recall(count):>8.3f}"
            )

    def tell_wrong(self, judged):
        for row, found in judged:
            if is_same(row) != found.is_likely:
                names = f"{row['name_a']} = {row['name_b']}"
                self.stdout.write(f"{row['part']} {row['same']:<3} {found.score:>3} {names}")


def judge(row):
    """The likeness of the two entries of one row."""
    pair = [Entry(*(row[f"{column}_{side}"] for column in COLUMNS)) for side in "ab"]
    return likeness(*pair)


def is_same(row):
    return row["same"] == "yes"


def counts(judged, takes):
    return Counter((is_same(row), takes(found)) for row, found in judged)


def precision(count):
    taken = count[True, True] + count[False, True]
    return count[True, True] / taken if taken else 1.0


def recall(count):
    same = count[True, True] + count[True, False]
    return count[True, True] / same if same else 1.0
