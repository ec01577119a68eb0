from datetime import timedelta

import pytest
from django.utils import timezone

from organisations.actions import importing
from organisations.actions.purging import purge
from organisations.models import (
    BatchStatus,
    ImportBatch,
    ImportRow,
    ImportSheet,
    Organisation,
    Region,
    WrongMove,
)
from tests.factories import OrganisationFactory
from tests.organisations.lists import (
    KOR,
    codes,
    csv_list,
    looked_through,
    opened,
    place,
    written,
)

pytestmark = pytest.mark.django_db


def test_list_is_written_once():
    batch = written(csv_list(KOR))

    with pytest.raises(importing.NotToCommit):
        importing.commit_batch(batch=batch)

    assert Organisation.objects.count() == 1
    assert not batch.sheets.exists()


def test_discarded_list_leaves_no_rows():
    batch = looked_through(csv_list(KOR))

    importing.discard_batch(batch=batch)

    assert not ImportRow.objects.exists()
    assert not ImportSheet.objects.exists()
    with pytest.raises(importing.NotToCommit):
        importing.commit_batch(batch=batch)


def test_rows_are_deleted_thirty_days_after_they_were_written():
    old, new = written(csv_list(KOR)), written(csv_list(["Bo kör", "", "Habo", "bo@bo.example"]))
    later = old.committed_at + timedelta(days=30, microseconds=1)
    ImportBatch.objects.filter(pk=new.pk).update(committed_at=later - timedelta(days=29))

    purge(at=later)

    assert [row.batch_id for row in ImportRow.objects.all()] == [new.pk]
    assert ImportBatch.objects.count() == 2
    assert Organisation.objects.count() == 2


def test_list_that_nobody_has_written_is_discarded_after_thirty_days():
    mapped, staged, new = (
        opened(csv_list(KOR)),
        looked_through(csv_list(KOR)),
        opened(csv_list(KOR)),
    )
    now = timezone.now()
    old = ImportBatch.objects.filter(pk__in=[mapped.pk, staged.pk])
    old.update(created_at=now - timedelta(days=31))

    purge(at=now)

    assert {batch.status for batch in old} == {BatchStatus.DISCARDED}
    assert not ImportRow.objects.exists()
    assert [sheet.batch_id for sheet in ImportSheet.objects.all()] == [new.pk]


def test_written_list_is_not_discarded():
    batch = written(csv_list(KOR))

    with pytest.raises(WrongMove):
        importing.discard_batch(batch=batch)


def test_lists_of_other_regions_are_not_touched():
    OrganisationFactory(name="Åsa kör", municipality=place("Uppsala"), org_number="")
    before = list(Organisation.objects.values())

    written(csv_list(KOR))

    assert (
        list(Organisation.objects.in_region(Region.objects.get(slug="uppsala")).values()) == before
    )


def test_personal_number_reaches_no_table():
    data = csv_list(
        ["Karl 800101-1231", "800101-1231", "Habo", "a@b.se", "8001011231"],
        header=["Namn", "Org.nr", "Kommun", "E-post", "Anteckning"],
    )
    batch = looked_through(data)

    stored = repr([*ImportSheet.objects.values(), *ImportRow.objects.values()])

    assert "1231" not in stored
    assert "800101-****" in stored
    assert {code for _, _, code in codes(batch)} >= {"personal"}


def test_column_that_turns_out_to_hold_numbers_is_masked_where_it_waits():
    data = csv_list(["Kören", "800101-1234", "Habo"], header=["Namn", "Kod", "Kommun"])
    batch = opened(data)
    assert "1234" in repr(batch.sheets.get().rows)

    importing.stage(batch=batch, mapping={"Namn": "name", "Kod": "org_number"})

    assert "1234" not in repr([*ImportSheet.objects.values(), *ImportRow.objects.values()])
