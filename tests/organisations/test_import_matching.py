from datetime import timedelta

import pytest
from django.utils import timezone

from organisations.models import (
    ConfirmedHow,
    Fate,
    Organisation,
)
from organisations.register_lists.reasons import told
from tests.factories import OrganisationFactory
from tests.organisations.lists import (
    KOR,
    NUMBER,
    codes,
    csv_list,
    fates,
    history,
    looked_through,
    place,
    written,
)

pytestmark = pytest.mark.django_db


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
    is_merged = status == "merged"
    OrganisationFactory(
        name="Åsa kör",
        municipality=place("Habo"),
        org_number=NUMBER,
        email="",
        status=status,
        merged_into=OrganisationFactory(municipality=place("Uppsala")) if is_merged else None,
    )
    before = history()

    batch = written(csv_list(row))

    assert fates(batch) == {2: Fate.SKIP}
    assert Organisation.objects.get(name="Åsa kör").email == ""
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
