"""A mixed list of 5,000 rows: its seconds and memory, twice, killed half-way, and taken back."""

import time

import pytest
from django.db import connection

from kick.lib import org_number
from organisations.actions import importing
from organisations.models import BatchStatus, Contact, Fate, ImportBatch, Organisation
from tests.factories import OrganisationFactory
from tests.kick import memory, tables
from tests.organisations.lists import csv_list, opened, place
from tests.worker import until

pytestmark = [pytest.mark.proof, pytest.mark.django_db]

HEADER = ["Förening", "Org.nr", "Kommun", "E-post", "Webbplats", "Verksamhet", "Kontaktperson"]
COLUMNS = dict(
    zip(
        HEADER,
        ["name", "org_number", "municipality", "email", "website", "activities", "contact_name"],
        strict=True,
    )
)
KNOWN = 1000
ROWS = 5000
# Goals in seconds of this process's work, by a clock that other work on the machine does not move.
PREVIEW, COMMIT, MEMORY = 6, 9, 150e6
# Of a list itself, of what the queue and history keep: an undone list is still told there.
# What is told of the list itself, and goes with it; a Listing is that it held an organisation.
TOLD = (
    *("organisations_import", "organisations_listing"),
    *("procrastinate_", "pghistory_", "django_", "account_", "kick_"),
)


def mixed_rows():
    """A fifth is in the register already, a fifth sport, some cannot be read, some say the same."""
    words = [
        "Körsång",
        "Hembygdsarbete/hembygd, museum",
        "Fotboll",
        "Kuriosa",
        "Konst och hantverk",
    ]
    for number in range(ROWS):
        wrong = number % 50 == 49
        yield [
            f"Föreningen nummer {number}",
            "800101-1231" if wrong else org_number.made_up(number) if number % 3 else "",
            "Jönköping" if number % 2 else "Habo",
            f"info{number}@forening.example",
            f"https://forening{number}.example",
            words[number % 5],
            f"Kontakt {number}" if number % 10 == 0 else "",
        ]


def known_organisations():
    for number in range(KNOWN):
        OrganisationFactory(
            name=f"Föreningen nummer {number * 5 + 1}",
            municipality=place("Habo" if (number * 5 + 1) % 2 == 0 else "Jönköping"),
            email=f"gammal{number}@forening.example" if number % 2 else "",
            website="",
            source="Förra listan",
            received_on="2026-01-01",
        )


def staged(data):
    batch = opened(data)
    importing.stage(batch=batch, mapping=COLUMNS, contact_purpose="Inbjudan till samråd")
    return batch


def measured(action):
    """Its result, the seconds by the clock, those of work, and the bytes that it grew by."""
    before, worked, start = memory.forget_peak(), memory.seconds_worked(), time.perf_counter()
    result = action()
    seconds = time.perf_counter() - start
    return result, seconds, memory.seconds_worked() - worked, memory.peak() - before


def hashes():
    return {
        name: value
        for name, value in tables.hashes().items()
        if not name.startswith(TOLD) and not name.endswith("event")
    }


def without_links():
    """The register without versions of personal links: one that was withdrawn stays withdrawn."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT md5(string_agg((to_jsonb(o) - 'link_version' - 'link_hash')::text, ',' ORDER BY id))"
            " FROM organisations_organisation o"
        )
        return cursor.fetchone()[0]


def history():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM organisations_organisationevent")
        return cursor.fetchone()[0]


def fates(batch):
    found = batch.rows.values_list("fate", flat=True)
    return {fate: list(found).count(fate) for fate in Fate.values}


def test_import_mixed_list_is_read_written_and_taken_back(figure):
    known_organisations()
    data = csv_list(*mixed_rows(), header=HEADER)
    before, register, told = hashes(), without_links(), history()

    batch, seconds, work, grown = measured(lambda: staged(data))
    figure(
        "import",
        f"{ROWS} mixed rows, preview: {seconds:.1f} s, {work:.1f} s of work, {grown / 1e6:.0f} MB"
        f" more at the peak; {fates(batch)}",
    )
    assert (work < PREVIEW, grown < MEMORY) == (True, True)
    _, seconds, work, grown = measured(lambda: importing.commit_batch(batch=batch))
    figure(
        "import",
        f"{ROWS} mixed rows, commit: {seconds:.1f} s, {work:.1f} s of work, {grown / 1e6:.0f} MB"
        f" more at the peak; {Organisation.objects.count()} organisations,"
        f" {Contact.objects.count()} contact persons",
    )
    assert (work < COMMIT, grown < MEMORY) == (True, True)

    after, events = hashes(), history()
    again = staged(data)
    importing.commit_batch(batch=again)
    differing = tables.changed(after, hashes())
    figure(
        "import",
        f"the same file again: {len(differing)} tables and {history() - events} rows changed",
    )
    assert (differing, history()) == ([], events)
    assert fates(again)[Fate.NEW] == fates(again)[Fate.UPDATE] == 0

    _, seconds, work, _ = measured(lambda: importing.take_back_batch(batch=batch))
    differing = tables.changed(before, hashes())
    kept = batch.rows.kept_when_taken_back().count()
    figure(
        "import",
        f"taken back in {seconds:.1f} s, {work:.1f} s of work: of {len(before)} tables"
        f" {len(differing)} differ ({', '.join(differing) or 'none'}: versions of withdrawn links);"
        f" every other column as before: {without_links() == register}; kept {kept};"
        f" history keeps {history() - told} lines about the {KNOWN} that were changed and back",
    )
    assert without_links() == register
    assert set(differing) <= {"organisations_organisation"}
    assert kept == 0


def test_import_of_new_rows_alone_are_taken_back_to_the_last_byte(figure):
    before, told = hashes(), history()
    batch = staged(csv_list(*mixed_rows(), header=HEADER))
    importing.commit_batch(batch=batch)
    written = Organisation.objects.count()

    importing.take_back_batch(batch=batch)

    differing = tables.changed(before, hashes())
    figure(
        "import",
        f"{written} new ones taken back: {len(differing)} of {len(before)} tables differ,"
        f" {history() - told} lines of history left",
    )
    assert (differing, history()) == ([], told)


def test_import_edits_since_are_kept_and_listed(figure):
    known_organisations()
    batch = staged(csv_list(*mixed_rows(), header=HEADER))
    importing.commit_batch(batch=batch)
    edited = set(Organisation.objects.order_by("pk").values_list("pk", flat=True)[::100])
    Organisation.objects.filter(pk__in=edited).update(phone="036123456", email="egen@kor.example")

    importing.take_back_batch(batch=batch)

    listed = set(batch.rows.kept_when_taken_back().values_list("organisation_id", flat=True))
    still = set(Organisation.objects.filter(email="egen@kor.example").values_list("pk", flat=True))
    written = edited & set(batch.rows.written().values_list("organisation_id", flat=True))
    figure(
        "import",
        f"{len(edited)} edited since: {len(still)} kept as edited, {len(listed)} listed",
    )
    assert still == edited
    assert listed == written


def is_writing():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND application_name ~ '^kick list-\\d+ [1-9]'"
        )
        return cursor.fetchone()[0] > 0


@pytest.mark.django_db(transaction=True)
def test_import_worker_killed_half_way_writes_nothing_and_resumes(worker, figure):
    data = csv_list(*mixed_rows(), header=HEADER)
    batch = staged(data)
    killed = 0
    for _attempt in range(5):
        batch = ImportBatch.objects.get(pk=batch.pk)
        importing.order_writing(batch=batch)
        worker.start()
        assert until(is_writing, seconds=60)
        worker.kill()
        killed += 1
        assert until(lambda: not is_writing(), seconds=10)
        assert (Organisation.objects.count(), Contact.objects.count()) == (0, 0)
        if killed < 5:
            importing.stop_order(batch=batch)
    killed_at = time.monotonic()
    worker.start()

    def is_done():
        return ImportBatch.objects.get(pk=batch.pk).status == BatchStatus.COMMITTED

    assert until(is_done, seconds=120)
    figure(
        "import",
        f"worker killed {killed} times in the middle of writing: 0 organisations each time; after the"
        f" last it resumed by itself and was done {time.monotonic() - killed_at:.0f} s later with"
        f" {Organisation.objects.count()} of {batch.rows.filter(fate=Fate.NEW).count()}",
    )
    assert Organisation.objects.count() == batch.rows.filter(fate=Fate.NEW).count()
