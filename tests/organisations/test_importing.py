import threading
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from kick.lib import spreadsheet
from organisations.actions import importing
from organisations.models import (
    BatchStatus,
    ConfirmedHow,
    Fate,
    ImportBatch,
    ImportRow,
    ImportSheet,
    Organisation,
    OrganisationStatus,
    Region,
    WrongMove,
)
from organisations.register_lists.columns import WrongMapping
from organisations.register_lists.reasons import told
from tests.factories import OrganisationFactory
from tests.kick.register_lists import workbook
from tests.organisations.lists import (
    codes,
    csv_list,
    fates,
    looked_through,
    many,
    opened,
    place,
    written,
)

pytestmark = pytest.mark.django_db

KOR = ["Åsa kör", "802002-8711", "Habo", "kor@asa.example"]
NUMBER = "8020028711"


def history():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM organisations_organisationevent")
        return cursor.fetchone()[0]


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


def test_name_and_municipality_match_whatever_the_case_spaces_and_hyphens():
    organisation = OrganisationFactory(name="Åsa Barn-kör", municipality=place("Habo"))

    batch = looked_through(csv_list(["åsa  barn kör", "", "Habo", ""], KOR))

    row = batch.rows.get(number=2)
    assert (row.organisation, row.fate) == (organisation, Fate.UPDATE)


@pytest.mark.parametrize(("name", "seat"), [("Asa kor", "Habo"), ("Åsa kör", "Gislaved")])
def test_other_letters_or_another_municipality_are_another_organisation(name, seat):
    OrganisationFactory(name="Åsa kör", municipality=place("Habo"))

    batch = looked_through(csv_list([name, "", seat, ""]))

    assert fates(batch) == {2: Fate.NEW}


def test_same_name_with_another_number_is_told_and_not_taken():
    OrganisationFactory(name="Åsa kör", municipality=place("Habo"), org_number="8260006161")

    batch = looked_through(csv_list(KOR))

    assert codes(batch) == [(2, "Org.nr", "other_number")]
    assert "826000-6161" in told(batch.rows.get().errors[0])


def test_name_that_two_have_is_told_and_not_taken():
    OrganisationFactory.create_batch(2, name="Åsa kör", municipality=place("Habo"))

    batch = looked_through(csv_list(["Åsa kör", "", "Habo", ""]))

    assert codes(batch) == [(2, "Förening", "several_in_register")]


def test_number_of_an_organisation_elsewhere_is_told_without_its_name():
    OrganisationFactory(name="Hemliga kören", org_number=NUMBER, municipality=place("Uppsala"))

    batch = looked_through(csv_list(KOR))

    assert codes(batch) == [(2, "Org.nr", "number_elsewhere")]
    assert "Hemliga" not in told(batch.rows.get().errors[0])


@pytest.mark.parametrize("status", ["removed", "rejected", "merged"])
@pytest.mark.parametrize("row", [KOR, ["Åsa kör", "", "Habo", ""]])
def test_who_has_left_the_register_is_not_brought_back(status, row):
    OrganisationFactory(
        name="Åsa kör",
        municipality=place("Habo"),
        org_number=NUMBER,
        email="",
        status=status,
    )
    before = history()

    batch = written(csv_list(row))

    assert fates(batch) == {2: Fate.SKIP}
    assert Organisation.objects.get().email == ""
    assert history() == before


def test_removed_one_is_not_brought_back_under_another_number():
    OrganisationFactory(name="Åsa kör", municipality=place("Habo"), status="removed")

    assert fates(looked_through(csv_list(KOR))) == {2: Fate.SKIP}


def test_what_the_organisation_confirmed_itself_is_kept_from_older_lists():
    organisation = OrganisationFactory(org_number=NUMBER, name="Åsa kör", email="vi@asa.example")
    organisation.confirm(how=ConfirmedHow.LINK, at=timezone.now())

    batch = written(csv_list(KOR))

    organisation.refresh_from_db()
    row = batch.rows.get()
    assert row.fate == Fate.UNCHANGED
    assert row.changes["email"]["kept"] is True
    assert [note["code"] for note in row.notes] == ["confirmed_itself"]
    assert organisation.email == "vi@asa.example"


def test_newer_list_may_change_what_was_confirmed_before():
    organisation = OrganisationFactory(org_number=NUMBER, name="Åsa kör", email="vi@asa.example")
    organisation.confirm(how=ConfirmedHow.LINK, at=timezone.now() - timedelta(days=400))

    written(csv_list(KOR), received_on=timezone.localdate())

    organisation.refresh_from_db()
    assert organisation.email == "kor@asa.example"


def test_older_list_fills_only_what_is_empty():
    organisation = OrganisationFactory(
        org_number=NUMBER, name="Åsa kör", email="", street="Nygatan 1", received_on="2026-11-20"
    )
    data = csv_list(
        ["Åsa kör", NUMBER, "Jönköping", "kor@asa.example", "Storgatan 1"],
        header=["Namn", "Org.nr", "Kommun", "E-post", "Adress"],
    )

    batch = written(data)

    organisation.refresh_from_db()
    assert (organisation.email, organisation.street) == ("kor@asa.example", "Nygatan 1")
    assert batch.rows.get().changes["street"]["kept"] is True


def test_art_form_that_was_taken_away_by_hand_does_not_come_back():
    data = csv_list(["Kören", "Habo", "Körsång"], header=["Namn", "Kommun", "Verksamhet"])
    written(data)
    Organisation.objects.get().art_forms.clear()

    batch = written(data)

    assert set(fates(batch).values()) == {Fate.UNCHANGED}
    assert Organisation.objects.get().art_forms.count() == 0


def test_repeats_inside_the_list_are_told_with_the_row_they_repeat():
    batch = looked_through(
        csv_list(
            KOR,
            ["Andra kören", NUMBER, "Habo", ""],
            ["Bandet", "", "Habo", ""],
            ["BANDET", "", "Habo kommun", ""],
        )
    )

    assert codes(batch) == [
        (3, "Org.nr", "same_number_in_file"),
        (5, "Förening", "same_name_in_file"),
    ]
    assert batch.rows.get(number=3).errors[0]["details"] == {"row": 2}


def test_two_rows_about_the_same_organisation_are_told():
    OrganisationFactory(name="Kören", org_number=NUMBER, municipality=place("Habo"))

    batch = looked_through(csv_list(KOR, ["Kören", "", "Habo", "b@c.se"]))

    assert codes(batch) == [(3, "Förening", "same_organisation_in_file")]


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

    importing.purge_imports(at=later)

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

    importing.purge_imports(at=now)

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
