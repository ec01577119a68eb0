import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from organisations.models import ImportBatch, ImportRow, Organisation
from tests.factories import OrganisationFactory
from tests.kick.register_lists import workbook
from tests.organisations.lists import csv_list, many, place

pytestmark = pytest.mark.django_db

KOR = ["Åsa kör", "802002-8711", "Habo", "kor@asa.example"]


@pytest.fixture
def run(tmp_path, capsys):
    """Runs the command on bytes; gives what it printed, as JSON, its exit code, and its complaint."""

    def run(data, *options, mapping=None, name="lista.csv", region="jonkoping"):
        file = tmp_path / name
        file.write_bytes(data)
        if mapping is not None:
            (tmp_path / "mapping.json").write_text(json.dumps(mapping), encoding="utf-8")
            options += ("--mapping", str(tmp_path / "mapping.json"))
        code = 0
        try:
            call_command("import_organisations", str(file), "--region", region, *options)
        except SystemExit as end:
            code = end.code
        printed = capsys.readouterr()
        return (json.loads(printed.out) if printed.out else None), code, printed.err

    return run


def test_without_commit_nothing_at_all_is_stored(run):
    report, code, _ = run(csv_list(KOR))

    assert (report, code) == (
        {"rows": 1, "new": 1, "updates": 0, "unchanged": 0, "errors": []},
        0,
    )
    assert [model.objects.count() for model in (Organisation, ImportBatch, ImportRow)] == [0, 0, 0]


def test_with_commit_and_once_more(run):
    first, _, _ = run(csv_list(KOR), "--commit")
    second, code, _ = run(csv_list(KOR), "--commit")

    assert (first["new"], second["unchanged"], code) == (1, 1, 0)
    assert Organisation.objects.get().source == "lista.csv"
    assert ImportBatch.objects.count() == 1


def test_errors_name_row_column_and_reason_and_good_rows_are_written(run):
    data = csv_list(KOR, ["Bandet", "802002-8712", "Lund", "x@"])

    report, code, _ = run(data, "--commit")

    assert code == 1
    assert [(error["row"], error["column"]) for error in report["errors"]] == [
        (3, "Org.nr"),
        (3, "E-post"),
        (3, "Kommun"),
    ]
    assert all(error["reason"] for error in report["errors"])
    assert (report["rows"], report["new"]) == (2, 1)
    assert Organisation.objects.get().name == "Åsa kör"


def test_mapping_names_columns_as_it_likes(run):
    data = workbook([["Register"], ["Vad", "Var", "Nr"], ["Åsa kör", "Habo", "802002-8711"]])
    mapping = {"Vad": "name", "Var": "municipality", "Nr": "org_number"}

    report, code, _ = run(data, "--commit", mapping=mapping, name="lista.xlsx")

    assert (report["new"], code) == (1, 0)
    assert Organisation.objects.get().org_number == "8020028711"


def test_update_counts_and_leaves_what_is_blank(run):
    organisation = OrganisationFactory(
        name="Åsa kör", org_number="8020028711", municipality=place("Habo"), phone="+4636123456"
    )

    report, code, _ = run(csv_list(KOR), "--commit")

    organisation.refresh_from_db()
    assert (report["updates"], code) == (1, 0)
    assert (organisation.email, organisation.phone) == ("kor@asa.example", "+4636123456")


def test_constants_for_the_whole_file(run):
    run(
        csv_list(["Kören"], ["Bandet"], header=["Namn"]),
        "--municipality",
        "0643",
        "--source",
        "Habo kommun",
        "--received-on",
        "2026-10-01",
        "--commit",
    )

    organisation = Organisation.objects.first()
    assert (organisation.municipality, organisation.source) == (place("Habo"), "Habo kommun")
    assert organisation.received_on.isoformat() == "2026-10-01"


def test_personal_number_is_neither_stored_nor_printed(run):
    report, code, complaint = run(csv_list(["Karl", "800101-1231", "Habo", ""]), "--commit")

    assert code == 1
    assert [error["column"] for error in report["errors"]] == ["Org.nr"]
    assert "1231" not in json.dumps(report) + complaint
    assert not Organisation.objects.exists()
    assert not ImportRow.objects.exists()


@pytest.mark.parametrize(
    "mapping",
    [{"Saknas": "name"}, {"Förening": "status"}, {}, ["Förening"], {"Förening": ["name"]}],
)
def test_mapping_that_cannot_be_used(run, mapping):
    report, code, complaint = run(csv_list(KOR), "--commit", mapping=mapping)

    assert (report, code) == (None, 2)
    assert complaint.strip()
    assert not Organisation.objects.exists()


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04broken", b'a;b\r\n"open;1\r\n'])
def test_file_that_cannot_be_read(run, data):
    report, code, complaint = run(data, "--commit")

    assert (report, code) == (None, 2)
    assert complaint.strip()


def test_unknown_region_municipality_and_sheet(run):
    for options in [
        {"region": "narnia"},
        {"options": ["--municipality", "Lund"]},
        {"options": ["--sheet", "Blad9"]},
    ]:
        report, code, complaint = run(
            csv_list(KOR), *options.get("options", []), region=options.get("region", "jonkoping")
        )
        assert (report, code) == (None, 2)
        assert complaint.strip()


def test_file_and_mapping_that_are_not_there(run, tmp_path):
    with pytest.raises(SystemExit) as end:
        call_command("import_organisations", str(tmp_path / "no.csv"), "--region", "jonkoping")
    assert end.value.code == 2

    report, code, _ = run(csv_list(KOR), "--mapping", str(tmp_path / "no.json"))
    assert (report, code) == (None, 2)


def test_day_that_is_none(run):
    with pytest.raises((SystemExit, CommandError)):
        run(csv_list(KOR), "--received-on", "i går")


def test_five_hundred_rows_twice(run):
    data = csv_list(*many(500))

    first, _, _ = run(data, "--commit")
    second, _, _ = run(data, "--commit")

    assert (first["new"], second["unchanged"]) == (500, 500)
    assert Organisation.objects.values("slug").distinct().count() == 500


def test_from_a_shell_it_prints_one_json_object(tmp_path, committed):
    file = tmp_path / "lista.csv"
    file.write_bytes(csv_list(KOR, encoding="cp1252"))
    head, _, _name = os.environ["DATABASE_URL"].rpartition("/")

    child = subprocess.run(
        [sys.executable, "manage.py", "import_organisations", file, "--region", "jonkoping"],
        capture_output=True,
        check=False,
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": f"{head}/{connection.settings_dict['NAME']}"},
        timeout=60,
    )

    assert (child.returncode, child.stderr) == (0, b"")
    assert json.loads(child.stdout)["new"] == 1


def test_contact_persons_are_read_for_a_purpose_only(run):
    data = csv_list(["Kören", "Habo", "Anna Ek"], header=["Namn", "Kommun", "Kontakt"])
    mapping = {"Namn": "name", "Kommun": "municipality", "Kontakt": "contact_name"}

    _, refused, _ = run(data, "--commit", mapping=mapping)
    _, taken, _ = run(data, "--commit", "--contact-purpose", "Samråd", mapping=mapping)

    assert (refused, taken) == (2, 0)
    contact = Organisation.objects.get().contacts.get()
    assert (contact.name, contact.purpose) == ("Anna Ek", "Samråd")
