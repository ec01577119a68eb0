"""The daily run: rule by rule, in batches, and a row that proves it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from kick.lib import retention
from organisations.actions.purging import purge
from organisations.models import (
    ExportRecord,
    Letter,
    LetterStatus,
    PurgeRun,
    Region,
    RegisterWrite,
    Representative,
)
from tests.factories import AssignmentFactory, InvitationFactory, OrganisationFactory, UserFactory
from tests.kick import tables
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture(autouse=True)
def nothing_written(db):
    """What the database's own clock has dated is old in the time of the tests, and would be counted."""
    RegisterWrite.objects.all().delete()


def exports(number, *, days):
    return ExportRecord.objects.bulk_create(
        ExportRecord(
            what="replies",
            region=Region.objects.get(code="06"),
            format="csv",
            rows=1,
            taken_at=NOW - timedelta(days=days),
        )
        for _ in range(number)
    )


def test_a_run_takes_what_is_over_and_says_how_much():
    exports(3, days=366)
    exports(2, days=364)

    run = purge(at=NOW)

    assert run.counts == {"organisations.ExportRecord:1": 3}
    assert (run.left, run.failures) == ({}, {})
    assert run.finished_at
    assert ExportRecord.objects.count() == 2


def test_a_second_run_changes_nothing():
    exports(1, days=366)
    purge(at=NOW)
    before = tables.hashes()

    assert purge(at=NOW).counts == {}

    assert tables.changed(before, tables.hashes()) == ["organisations_purgerun"]


def test_it_goes_in_batches(monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    exports(5, days=366)

    [rule] = [rule for rule in retention.rules() if rule.model is ExportRecord]

    assert list(retention._batches(rule, retention.due(rule, at=NOW))) == [2, 2, 1]
    assert not ExportRecord.objects.exists()


def test_what_one_rule_cannot_do_keeps_no_other_from_its_work(monkeypatch):
    exports(1, days=366)
    whole = retention.carry_out

    def broken(rule, *, at):
        if rule.key == "organisations.Letter:1":
            raise DatabaseError("info@forening.example")
        return whole(rule, at=at)

    monkeypatch.setattr(retention, "carry_out", broken)

    run = purge(at=NOW)

    assert run.failures == {"organisations.Letter:1": "DatabaseError"}
    assert run.counts == {"organisations.ExportRecord:1": 1}


def test_a_finished_run_is_never_changed():
    run = purge(at=NOW)

    with pytest.raises(DatabaseError), transaction.atomic():
        PurgeRun.objects.filter(pk=run.pk).update(counts={"organisations.Letter:1": 99})


def test_history_goes_with_the_row():
    row = Representative.objects.create(user=UserFactory(), organisation=OrganisationFactory())
    row.decline(by=None, at=NOW - timedelta(days=731))
    assert row.events.exists()

    purge(at=NOW)

    assert not Representative.objects.exists()
    assert not Representative.pgh_event_models["update"].objects.exists()


def test_a_letter_that_carried_an_invitation_stays_as_long_as_that():
    letter = Letter.objects.create(
        purpose="invitation",
        recipient="info@forening.example",
        subject="Inbjudan",
        body="Kom.",
        status=LetterStatus.SENT,
        queued_at=NOW - timedelta(days=366),
    )
    InvitationFactory(letter=letter)

    run = purge(at=NOW)

    letter.refresh_from_db()
    assert (letter.body, run.failures) == ("", {})


def test_the_national_lead_sees_when_it_ran_and_what_it_removed(client):
    exports(3, days=366)
    run = purge(at=NOW)
    sign_in(client, AssignmentFactory(region=None).user)

    page = client.get(reverse("admin:organisations_purgerun_change", args=[run.pk]))

    names = str(ExportRecord._meta.verbose_name_plural)
    assert f"{names}: 3" in page.content.decode()
