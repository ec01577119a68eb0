"""The demo shows what a project lead meets: doubles, and a list with more than culture in it."""

import io

import pytest
from django.urls import reverse

from kick.demo import data, lists, load
from organisations.actions import importing
from organisations.models import Culture, Double, ImportBatch, Region, User
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo(settings):
    settings.DEMO = True


def test_page_of_doubles_shows_two_likely_pairs(client):
    load.load_demo()

    likely = Double.objects.filter(score__gte=80)
    assert {frozenset([pair.first.name, pair.second.name]) for pair in likely} == {
        frozenset(pair) for pair in data.DOUBLES.items()
    }
    sign_in(client, User.objects.get(email=data.LEAD.email))
    page = client.get(reverse("admin:organisations_double_changelist")).content.decode()
    for name in [*data.DOUBLES, *data.DOUBLES.values()]:
        assert name in page


def test_list_of_all_associations_has_two_sheets_and_sport_to_sort():
    batch = importing.open_list(
        file=io.BytesIO(lists.nassjo()),
        file_name="alla-foreningar-nassjo.xlsx",
        region=Region.objects.get(slug="jonkoping"),
        municipality_id="0682",
        source="Nässjö kommun",
        by=None,
    )
    sheets = list(batch.sheets.all())
    assert [sheet.name for sheet in sheets] == ["Idrott", "Kultur och fritid"]

    importing.choose_sheets(batch=batch, sheets=sheets)

    found = {}
    for part in ImportBatch.objects.of_sitting(batch.sitting):
        importing.stage(batch=part, mapping=part.mapping)
        found |= {row.values["name"]: row.culture for row in part.rows.all()}
    assert found["Provåkers idrottsklubb"] == Culture.NO
    assert found["Tänkehults hembygdsgille"] in {Culture.YES, ""}
