"""What a project lead does with lists on the pages of the back office."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from organisations.models import (
    ImportBatch,
    ImportRow,
    ImportSheet,
    Organisation,
    Region,
)
from tests.factories import AssignmentFactory
from tests.sign_in import sign_in

KOR = ["Åsa kör", "802002-8711", "Habo", "kor@asa.example"]
UPLOAD = "/admin/organisations/importbatch/add/"
LIST = "/admin/organisations/importbatch/"


def lead_in(client):
    """A project lead in Jönköping who has signed in with both factors."""
    user = AssignmentFactory().user
    sign_in(client, user)
    return user


def upload(client, data, name="lista.csv", **changed):
    about = {
        "file": SimpleUploadedFile(name, data),
        "region": Region.objects.get(slug="jonkoping").pk,
        "source": "Habo kommun",
        "received_on": "2026-11-01",
        **changed,
    }
    return client.post(UPLOAD, {key: value for key, value in about.items() if value is not None})


def step(name, batch):
    return reverse(f"admin:organisations_importbatch_{name}", args=[batch.pk])


def columns(batch, *fields, header_row=1):
    chosen = {f"column_{index}": field for index, field in enumerate(fields)}
    return {"header_row": header_row, **chosen}


GUESSED = ["name", "org_number", "municipality", "email"]


def ordered():
    """Names of the jobs that wait for the worker."""
    return list(ProcrastinateJob.objects.values_list("task_name", flat=True))


def stored():
    return [model.objects.count() for model in (ImportBatch, ImportSheet, ImportRow, Organisation)]
