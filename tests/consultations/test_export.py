import csv
import io
import json

import pytest
from django.core.management import call_command
from openpyxl import load_workbook

from consultations.models import Contribution
from organisations.models import ExportRecord
from tests.plan_factories import (
    ConsultationFactory,
    ContributionFactory,
    PlanVersionFactory,
    StatementFactory,
    VerdictFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation():
    """Three sections; what came first is about the last of them."""
    consultation = ConsultationFactory(
        version=PlanVersionFactory(chapters=3, out=True), slug="kulturplan"
    )
    sections = list(consultation.version.sections.order_by("-position"))
    for section in sections:
        statement = StatementFactory(consultation=consultation, submitted=True)
        ContributionFactory(
            statement=statement, section=section, released=True, body=f"=1+{section.position}"
        )
    return consultation


def taken_out(tmp_path, format, *words):
    file = tmp_path / f"synpunkter.{format}"
    call_command(
        "export_contributions",
        "jonkoping/kulturplan",
        "--format",
        format,
        "--output",
        str(file),
        *words,
    )
    return file


def test_all_formats_hold_the_same_rows_in_the_same_order(tmp_path, consultation):
    listed = json.loads(taken_out(tmp_path, "json").read_text())
    text = taken_out(tmp_path, "csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    sheet = load_workbook(taken_out(tmp_path, "xlsx")).active

    assert [row["number"] for row in listed] == ["3.1", "2.1", "1.1"]
    assert [row["Nummer"] for row in rows] == ["3.1", "2.1", "1.1"]
    assert [cell.value for cell in sheet["A"]][1:] == ["3.1", "2.1", "1.1"]
    assert [row["body"] for row in listed] == ["=1+1", "=1+2", "=1+3"]
    assert [row["Synpunkt"] for row in rows] == ["'=1+1", "'=1+2", "'=1+3"]


def test_the_export_holds_what_all_may_read(tmp_path, consultation):
    ContributionFactory(statement=StatementFactory(consultation=consultation, submitted=True))
    ContributionFactory(statement=StatementFactory(consultation=consultation))
    shown = Contribution.objects.public().in_order().first()
    VerdictFactory(contribution=shown)

    listed = json.loads(taken_out(tmp_path, "json").read_text())

    assert len(listed) == 3
    assert {row["outcome"] for row in listed} == {""}


def test_the_region_takes_out_all_that_has_arrived(tmp_path, consultation):
    ContributionFactory(statement=StatementFactory(consultation=consultation, submitted=True))
    ContributionFactory(statement=StatementFactory(consultation=consultation))

    assert len(json.loads(taken_out(tmp_path, "json", "--all").read_text())) == 4
    assert ExportRecord.objects.get().rows == 4


def test_the_list_names_consultations(capsys, consultation):
    call_command("export_contributions", "--list")

    assert capsys.readouterr().out == "jonkoping/kulturplan\n"


@pytest.mark.parametrize(
    "words", [["jonkoping/annat"], ["jonkoping/kulturplan", "--format", "doc"], []]
)
def test_a_wrong_word_writes_nothing_and_ends_in_2(tmp_path, consultation, words):
    with pytest.raises(SystemExit) as end:
        call_command("export_contributions", *words, "--output", str(tmp_path / "x"))

    assert end.value.code == 2
    assert list(tmp_path.iterdir()) == []


def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries, tmp_path, consultation):
    with django_assert_max_num_queries(16):
        taken_out(tmp_path, "csv")
