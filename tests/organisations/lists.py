"""Register lists made for tests, and the shortest way through an import."""

import csv
import io
from datetime import date

from django.db import connection

from kick.lib import org_number
from organisations.actions import importing
from organisations.models import Municipality, Region

HEADER = ["Förening", "Org.nr", "Kommun", "E-post"]
KOR = ["Åsa kör", "802002-8711", "Habo", "kor@asa.example"]
NUMBER = "8020028711"


def csv_list(*rows, header=HEADER, encoding="utf-8", separator=";"):
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows([header, *rows])
    return text.getvalue().encode(encoding)


def many(count, *, mail="info"):
    return [
        [
            f"Föreningen nummer {number}",
            org_number.made_up(number) if number % 3 else "",
            "Jönköping" if number % 2 else "Habo",
            f"{mail}{number}@forening.example",
        ]
        for number in range(count)
    ]


def opened(data, **about):
    about = {
        "region": Region.objects.get(slug="jonkoping"),
        "source": "Gislaveds kommun",
        "received_on": date(2026, 11, 1),
        "by": None,
        **about,
    }
    return importing.open_list(file=io.BytesIO(data), file_name="lista.csv", **about)


def looked_through(data, mapping=None, **about):
    batch = opened(data, **about)
    importing.stage(batch=batch, mapping=mapping or batch.mapping)
    batch.refresh_from_db()
    return batch


def written(data, **about):
    batch = looked_through(data, **about)
    importing.commit_batch(batch=batch)
    batch.refresh_from_db()
    return batch


def fates(batch):
    return {row.number: row.fate for row in batch.rows.all()}


def codes(batch):
    """(row, column, code) of every error."""
    return [
        (row.number, error["column"], error["code"])
        for row in batch.rows.all()
        for error in row.errors
    ]


def place(name):
    return Municipality.objects.get(name=name)


def history():
    """How many changes of organisations are kept."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM organisations_organisationevent")
        return cursor.fetchone()[0]
