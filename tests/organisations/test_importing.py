import threading
from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from kick.lib import spreadsheet
from organisations.actions import importing
from organisations.models import (
    BatchStatus,
    Fate,
    ImportBatch,
    ImportSheet,
    Organisation,
    OrganisationStatus,
)
from organisations.register_lists.columns import WrongMapping
from tests.factories import OrganisationFactory
from tests.kick.register_lists import workbook
from tests.organisations.lists import (
    KOR,
    NUMBER,
    codes,
    csv_list,
    fates,
    history,
    looked_through,
    many,
    opened,
    place,
    written,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_list_is_opened_with_its_columns_guessed(encoding):
    batch = opened(csv_list(KOR, encoding=encoding))

    assert batch.status == BatchStatus.MAPPING
    assert batch.mapping == {
        "Förening": "name",
        "Org.nr": "org_number",
        "Kommun": "municipality",
        "E-post": "email",
    }
    assert Organisation.objects.count() == 0


def test_workbook_with_titles_and_its_columns_in_another_order():
    rows = [["Föreningsregister 2026"], [], ["Epost", "Ort", "Namn"], ["a@b.se", "Habo", "Åsa kör"]]

    batch = looked_through(workbook(rows))

    assert batch.header_row == 3
    assert fates(batch) == {4: Fate.NEW}
    assert batch.rows.get().values == {
        "name": "Åsa kör",
        "municipality": "0643",
        "email": "a@b.se",
    }


def test_sheet_is_chosen_where_there_are_several_and_the_others_are_forgotten():
    def add_sheet(book):
        book.create_sheet("Kontakter").append(["Namn", "Telefon"])

    batch = opened(workbook([["Namn", "Kommun"], ["Åsa kör", "Habo"]], change=add_sheet))
    assert batch.columns == []

    importing.choose_sheet(batch=batch, sheet=batch.sheets.first())

    assert batch.columns == ["Namn", "Kommun"]
    assert batch.sheets.count() == 1


def test_file_that_cannot_be_read_leaves_nothing():
    with pytest.raises(spreadsheet.UnreadableFile):
        opened(b"%PDF-1.7")

    assert not ImportBatch.objects.exists()
    assert not ImportSheet.objects.exists()


def test_list_without_a_source_is_refused():
    with pytest.raises(importing.SourceMissing):
        opened(csv_list(KOR), source=" ")


def test_looking_through_writes_nothing_to_the_register():
    before = history()

    batch = looked_through(csv_list(KOR, ["", "", "", "x"]))

    assert fates(batch) == {2: Fate.NEW, 3: Fate.ERROR}
    assert codes(batch) == [(3, "E-post", "no_email"), (3, "Förening", "missing_name")]
    assert Organisation.objects.count() == 0
    assert history() == before


def test_wrong_mapping_leaves_the_batch_as_it_was():
    batch = opened(csv_list(KOR))

    with pytest.raises(WrongMapping):
        importing.stage(batch=batch, mapping={"Förening": "status"})

    batch.refresh_from_db()
    assert batch.status == BatchStatus.MAPPING


def test_columns_may_be_chosen_again():
    batch = looked_through(csv_list(KOR))

    importing.stage(batch=batch, mapping={"Förening": "name", "Kommun": "municipality"})

    assert batch.rows.get().values == {"name": "Åsa kör", "municipality": "0643"}


def test_new_organisation_is_listed_with_its_source_and_not_public():
    batch = written(csv_list(KOR, ["Åsa kör", "", "Gislaved", ""]))

    first, second = Organisation.objects.order_by("pk")
    assert batch.status == BatchStatus.COMMITTED
    assert (first.status, first.listed_publicly, first.is_public) == (
        OrganisationStatus.LISTED,
        None,
        False,
    )
    assert (first.source, first.received_on) == ("Gislaveds kommun", date(2026, 11, 1))
    assert (first.org_number, first.municipality, first.email) == (
        NUMBER,
        place("Habo"),
        "kor@asa.example",
    )
    assert (first.slug, second.slug) == ("asa-kor", "asa-kor-2")
    assert Organisation.objects.with_token(first.token).get() == first


def test_words_become_art_forms_and_stay_as_they_were_written():
    header = ["Namn", "Kommun", "Verksamhet"]

    written(csv_list(["Kören", "Habo", "Körsång, bingo"], header=header))

    organisation = Organisation.objects.get()
    assert organisation.original_words == "Körsång, bingo"
    assert [form.code for form in organisation.art_forms.all()] == ["kor"]


def test_constants_hold_for_rows_that_say_nothing_else():
    data = csv_list(["Kören", "Gislaved"], ["Bandet", ""], header=["Namn", "Kommun"])

    batch = looked_through(data, municipality=place("Habo"))

    assert [row.values["municipality"] for row in batch.rows.all()] == ["0662", "0643"]


def test_same_list_again_changes_nothing():
    data = csv_list(*many(30))
    written(data)
    before = history()

    batch = written(data)

    assert set(fates(batch).values()) == {Fate.UNCHANGED}
    assert history() == before


def test_update_shows_old_and_new_and_a_blank_cell_empties_nothing():
    organisation = OrganisationFactory(
        name="Åsa kör",
        org_number=NUMBER,
        municipality=place("Habo"),
        email="kor@asa.example",
        phone="+4636123456",
    )
    data = csv_list(
        ["ÅSA KÖR", NUMBER, "Habo", "ny@asa.example", ""],
        header=["Namn", "Org.nr", "Kommun", "E-post", "Telefon"],
    )

    batch = written(data)

    organisation.refresh_from_db()
    assert batch.rows.get().changes["email"] == {
        "old": "kor@asa.example",
        "new": "ny@asa.example",
        "kept": False,
    }
    assert (organisation.email, organisation.phone) == ("ny@asa.example", "+4636123456")
    assert organisation.slug == "asa-kor"


def test_new_address_is_no_longer_a_refused_one():
    organisation = OrganisationFactory(org_number=NUMBER, email_refused_at=timezone.now())

    written(csv_list(KOR))

    organisation.refresh_from_db()
    assert organisation.takes_mail


def test_good_rows_are_written_and_bad_ones_left():
    written(csv_list(KOR, ["Bandet", "802002-8712", "Habo", ""]))

    assert Organisation.objects.get().name == "Åsa kör"


def test_register_that_changed_meanwhile_is_not_overwritten():
    organisation = OrganisationFactory(org_number=NUMBER, name="Åsa kör", email="a@asa.example")
    batch = looked_through(csv_list(KOR, ["Bandet", "", "Habo", ""]))
    organisation.email = "b@asa.example"
    organisation.save()

    importing.commit_batch(batch=batch)

    organisation.refresh_from_db()
    assert organisation.email == "b@asa.example"
    assert codes(batch) == [(2, "", "register_changed")]
    assert Organisation.objects.filter(name="Bandet").exists()


def test_organisation_that_came_in_meanwhile_is_not_doubled():
    batch = looked_through(csv_list(KOR))
    OrganisationFactory(name="Åsa kör", municipality=place("Habo"))

    importing.commit_batch(batch=batch)

    assert Organisation.objects.count() == 1
    assert codes(batch) == [(2, "", "register_changed")]


def test_one_that_asked_to_be_removed_meanwhile_stays_removed():
    organisation = OrganisationFactory(org_number=NUMBER, name="Åsa kör")
    batch = looked_through(csv_list(KOR))
    organisation.remove()

    importing.commit_batch(batch=batch)

    organisation.refresh_from_db()
    assert (organisation.status, organisation.email) == (OrganisationStatus.REMOVED, "")


def test_two_who_write_the_same_list_at_once_write_it_once(committed):
    batch = looked_through(csv_list(*many(200)))
    refusals, start = [], threading.Barrier(2)

    def write():
        start.wait()
        try:
            importing.commit_batch(batch=ImportBatch.objects.get(pk=batch.pk))
        except importing.NotToCommit as refusal:
            refusals.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refusals) == 1
    assert Organisation.objects.count() == 200


def test_two_lists_with_the_same_organisations_at_once_do_not_double_them(committed):
    data = csv_list(*many(200))
    batches = [looked_through(data), looked_through(data)]
    start = threading.Barrier(2)

    def write(batch):
        start.wait()
        importing.commit_batch(batch=ImportBatch.objects.get(pk=batch.pk))
        connection.close()

    threads = [threading.Thread(target=write, args=[batch]) for batch in batches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Organisation.objects.count() == 200
