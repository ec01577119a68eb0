"""Catalogue F3 and F4, and the seconds that DESIGN asks for."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection

from organisations.actions import importing
from organisations.models import Fate, ImportBatch, Municipality, Organisation, Region
from tests.kick.register_lists import workbook
from tests.organisations.lists import csv_list, fates, looked_through, many, opened

pytestmark = [pytest.mark.proof, pytest.mark.django_db]

# Each is wrong or unsure in one way of the catalogue; none may reach the register.
UNSURE = [
    ["Formeln", "#SAKNAS!", "Habo", ""],
    ["Noll borta", 125525790, "Habo", ""],
    ["Åtta siffror", 12552579, "Habo", ""],
    ["Förkortat", "8,02E+09", "Habo", ""],
    ["Personnummer", "800101-1231", "Habo", ""],
    ["Personnummer som tal", 8001011231, "Habo", ""],
    ["Slarvigt personnummer", "800101-1234", "Habo", ""],
    ["Kontrollsiffran", "802002-8712", "Habo", ""],
    ["Två adresser", "", "Habo", "a@b.se, c@d.se"],
    ["Fel kommun", "", "Växjö", ""],
    ["Ingen kommun", "", "", ""],
    ["", "826000-6161", "Habo", ""],
    ["Dubbel", "836200-6846", "Habo", ""],
    ["Dubbel igen", "836200-6846", "Habo", ""],
    ["Ovanför", "", "Aneby", ""],
    ["Under", "", None, ""],
    ["Summa", 16, None, None],
]
TAKEN = {"Dubbel", "Ovanför"}


def history():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM organisations_organisationevent")
        return cursor.fetchone()[0]


def test_f3_unsure_rows_are_reported_and_none_is_taken(figure):
    def merge_and_hide(book):
        book.active.merge_cells(start_row=17, end_row=18, start_column=3, end_column=3)
        hidden = book.create_sheet("Gömt")
        hidden.append(["Förening", "Kommun"])
        hidden.append(["Ur det gömda bladet", "Habo"])
        hidden.sheet_state = "hidden"

    rows = [["Register 2026"], ["Förening", "Org.nr", "Kommun", "E-post"], *UNSURE]
    batch = opened(workbook(rows, change=merge_and_hide))
    importing.choose_sheet(batch=batch, sheet=batch.sheets.first())
    importing.stage(batch=batch, mapping=batch.mapping)
    importing.commit_batch(batch=batch)

    wrong = set(Organisation.objects.values_list("name", flat=True)) - TAKEN
    told = batch.rows.exclude(errors=[]).count()
    figure("F3", f"{len(wrong)} wrong rows accepted of {len(UNSURE) - len(TAKEN)}, {told} reported")
    assert wrong == set()
    assert told == len(UNSURE) - len(TAKEN)


def seconds(action, **arguments):
    start = time.perf_counter()
    action(**arguments)
    return time.perf_counter() - start


def test_f4_five_thousand_rows_again_change_nothing(figure):
    rows = many(5000)
    data = csv_list(*rows)

    start = time.perf_counter()
    batch = looked_through(data)
    preview = time.perf_counter() - start
    commit = seconds(importing.commit_batch, batch=batch)
    before, stored = history(), list(Organisation.objects.order_by("pk").values())
    again = looked_through(data)
    importing.commit_batch(batch=again)

    changed = history() - before
    figure("F4", f"5,000 rows: preview {preview:.1f} s, commit {commit:.1f} s (20 s each at most)")
    figure("F4", f"{changed} rows changed the second time")
    assert set(fates(again).values()) == {Fate.UNCHANGED}
    assert list(Organisation.objects.order_by("pk").values()) == stored
    assert changed == 0
    assert preview <= 20
    assert commit <= 20


def test_f4_five_thousand_changes(figure):
    importing.commit_batch(batch=looked_through(csv_list(*many(5000))))
    data = csv_list(*many(5000, mail="post"))

    start = time.perf_counter()
    batch = looked_through(data)
    preview = time.perf_counter() - start
    commit = seconds(importing.commit_batch, batch=batch)

    figure("F4", f"5,000 changes: preview {preview:.1f} s, commit {commit:.1f} s")
    assert Organisation.objects.filter(email__startswith="post").count() == 5000
    assert preview <= 20
    assert commit <= 20


def test_f4_one_bad_row_in_five_thousand_is_told_and_the_others_are_written(figure):
    rows = many(5000)
    rows[2500][1] = "800101-1231"

    batch = looked_through(csv_list(*rows))
    importing.commit_batch(batch=batch)

    bad = batch.rows.exclude(errors=[])
    figure("F4", f"1 bad row in 5,000: {bad.count()} told, {Organisation.objects.count()} written")
    assert [row.number for row in bad] == [2502]
    assert Organisation.objects.count() == 4999


def test_f4_killed_in_the_middle_nothing_is_written(committed, tmp_path, figure):
    file = tmp_path / "lista.csv"
    file.write_bytes(csv_list(*many(5000)))
    head, _, _name = os.environ["DATABASE_URL"].rpartition("/")
    surroundings = {**os.environ, "DATABASE_URL": f"{head}/{connection.settings_dict['NAME']}"}
    killed = 0

    for _attempt in range(5):
        child = subprocess.Popen(
            [sys.executable, "manage.py", "import_organisations", file]
            + ["--region", "jonkoping", "--commit"],
            cwd=settings.BASE_DIR,
            env=surroundings,
            stdout=subprocess.DEVNULL,
        )
        killed += kill_while_it_writes(child)
        assert (Organisation.objects.count(), ImportBatch.objects.count()) == (0, 0)

    figure("F4", f"killed {killed} times while writing: 0 rows half written")
    assert killed


def kill_while_it_writes(child):
    """Kills it once it has sent its first rows; whether that was before it was done."""
    while child.poll() is None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND query LIKE 'INSERT INTO \"organisations_org%%'",
                [],
            )
            if cursor.fetchone()[0]:
                child.send_signal(signal.SIGKILL)
                child.wait()
                return True
        time.sleep(0.01)
    return False


def test_f4_register_of_others_matters_little(figure):
    """The register's size matters little: only the region's names are read."""
    place = Municipality.objects.filter(region__slug="uppsala").first()
    Organisation.objects.bulk_create(
        (
            Organisation(name=f"Annan {number}", slug=f"annan-{number}", municipality=place)
            for number in range(20_000)
        ),
        batch_size=1000,
    )
    start = time.perf_counter()
    looked_through(csv_list(*many(5000)), region=Region.objects.get(slug="jonkoping"))
    preview = time.perf_counter() - start

    figure("F4", f"5,000 rows beside 20,000 organisations elsewhere: preview {preview:.1f} s")
    assert preview <= 20
