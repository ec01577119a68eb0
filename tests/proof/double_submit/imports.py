"""What the project lead sends to bring a list into the register."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, encode_multipart
from django.utils import timezone

from organisations.models import Fate, ImportBatch, ImportRow, ImportSheet, Municipality
from tests.factories import OrganisationFactory
from tests.proof.double_submit.press import NEW_WORD, lead
from tests.server import CSRF

STAGED = {"columns": ["Namn"], "mapping": {"Namn": "name"}, "header_row": 1, "status": "staged"}


def batch(**words):
    region = Municipality.objects.get(code="0680").region
    row = ImportBatch.objects.create(region=region, file_name="l.csv", source="Kommunen", **words)
    ImportSheet.objects.create(batch=row, position=1, rows=[["Namn"], ["Spelmanslaget"]])
    return row


def importing(page, fields, **words):
    row = batch(**words)
    address = f"/admin/organisations/importbatch/{row.pk}/{page}/"
    return lead(), address, {"sheet": row.sheets.get().pk} if page == "sheet" else fields


def deciding(page, fields):
    """A list that was looked through, with one row of a word that nobody knows."""
    row = batch(**STAGED)
    values = {"name": "Spelmanslaget", "municipality": "0680", "activities": [NEW_WORD]}
    ImportRow.objects.create(batch=row, number=2, values=values, fate=Fate.NEW)
    return lead(), f"/admin/organisations/importbatch/{row.pk}/{page}/", fields


def same_as():
    known = OrganisationFactory(municipality=Municipality.objects.get(code="0680"))
    return deciding("rows/2/same", {"organisation": known.pk})


def at_work(page, status):
    row = batch(**STAGED | {"status": status})
    ImportRow.objects.create(batch=row, number=2, values={"name": "Spelmanslaget"}, fate=Fate.NEW)
    return lead(), f"/admin/organisations/importbatch/{row.pk}/{page}/", {}


def upload():
    """As a browser sends a file: the body is made here, and sent as it is."""
    fields = {
        "csrfmiddlewaretoken": CSRF,
        "key": "6f2a3c52-9c1e-4b8e-8a53-0d8e4f3f7a12",
        "region": Municipality.objects.get(code="0680").region_id,
        "source": "Kommunen",
        "received_on": timezone.localdate().isoformat(),
        "file": SimpleUploadedFile("lista.csv", b"Namn;Ort\nSpelmanslaget;Huskvarna\n"),
    }
    return lead(), "/admin/organisations/importbatch/add/", encode_multipart(BOUNDARY, fields)


FORMS = {
    "admin:organisations_importbatch_add": [upload],
    "admin:organisations_importbatch_sheet": [lambda: importing("sheet", {})],
    "admin:organisations_importbatch_columns": [
        lambda: importing("columns", {"header_row": "1", "column_0": "name"}, **STAGED)
    ],
    "admin:organisations_importbatch_write": [lambda: importing("write", {}, **STAGED)],
    "admin:organisations_importbatch_words": [
        lambda: deciding("words", {f"word-{NEW_WORD}": "no"}),
    ],
    "admin:organisations_importbatch_choose": [
        lambda: deciding("choose", {"choice": "skip", "row": "2"}),
    ],
    "admin:organisations_importbatch_same": [same_as],
    "admin:organisations_importbatch_stop": [lambda: at_work("stop", "writing")],
    "admin:organisations_importbatch_take_back": [lambda: at_work("take_back", "committed")],
    "admin:organisations_importbatch_discard": [lambda: importing("discard", {}, **STAGED)],
}
