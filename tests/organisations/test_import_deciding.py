from datetime import UTC, date, datetime, timedelta

import pytest

from organisations.actions import importing
from organisations.actions.removal import remove_organisation
from organisations.models import (
    ActivityWord,
    ArtForm,
    Choice,
    Contact,
    Culture,
    Fate,
    ImportRow,
    Organisation,
    WrongMove,
)
from tests.factories import OrganisationFactory
from tests.organisations.lists import csv_list, fates, looked_through, opened, place, written

pytestmark = pytest.mark.django_db

MIXED = ["Namn", "Kommun", "Verksamhet"]
SITED = ["Namn", "Kommun", "Webbplats"]


def mixed_list(*rows, **about):
    return looked_through(csv_list(*rows, header=MIXED), **about)


def cultures(batch):
    return {row.values["name"]: (row.culture, row.fate) for row in batch.rows.all()}


def notes(batch):
    return {row.number: [note["code"] for note in row.notes] for row in batch.rows.all()}


def test_mostly_sport_is_sorted_by_its_words_and_names():
    batch = mixed_list(
        ["Habo FK", "Habo", "Fotboll"],
        ["Kören", "Habo", "Körsång"],
        ["Sällskapet", "Habo", "Blandat"],
        ["Habo hembygdsförening", "Habo", "Blandat"],
        ["Habo tennisklubb", "Habo", ""],
        ["Skridskohallens konståkning", "Habo", ""],
    )

    assert cultures(batch) == {
        "Habo FK": (Culture.NO, Fate.SKIP),
        "Kören": (Culture.YES, Fate.NEW),
        "Sällskapet": (Culture.UNSURE, Fate.ASK),
        "Habo hembygdsförening": (Culture.YES, Fate.NEW),
        "Habo tennisklubb": (Culture.NO, Fate.SKIP),
        "Skridskohallens konståkning": (Culture.NO, Fate.SKIP),
    }
    importing.commit_batch(batch=batch)
    assert sorted(Organisation.objects.values_list("name", flat=True)) == [
        "Habo hembygdsförening",
        "Kören",
    ]


def test_list_of_culture_alone_is_not_sorted():
    batch = mixed_list(["Kören", "Habo", "Körsång"], ["Sällskapet", "Habo", "Blandat"])

    assert cultures(batch) == {"Kören": ("yes", Fate.NEW), "Sällskapet": ("", Fate.NEW)}


def test_sport_by_its_words_with_a_name_of_culture_is_asked_about():
    batch = mixed_list(["Habo FK", "Habo", "Fotboll"], ["Habo teaterförening", "Habo", "Idrott"])

    assert cultures(batch)["Habo teaterförening"] == (Culture.UNSURE, Fate.ASK)


def test_organisation_in_the_register_is_compared_whatever_it_does():
    OrganisationFactory(name="Habo FK", municipality=place("Habo"))
    batch = mixed_list(["Habo FK", "Habo", "Fotboll"])

    assert fates(batch) == {2: Fate.UPDATE}


def test_words_that_were_decided_count_for_this_list_and_the_next():
    rows = [["Habo FK", "Habo", "Fotboll"], ["Sällskapet", "Habo", "Kuriosa/museum"]]
    batch = mixed_list(["Habo FK", "Habo", "Fotboll"], ["Sällskapet", "Habo", "Kuriosa"])
    form = ArtForm.objects.get(code="museum")
    assert importing.words_in(batch) == [
        ("kuriosa", 1, Culture.UNSURE, None),
        ("fotboll", 1, Culture.NO, None),
    ]

    importing.decide_words(
        batch=batch,
        meanings={"kuriosa": (Culture.YES, form), "fotboll": (Culture.UNSURE, None)},
    )

    assert cultures(batch) == {"Habo FK": (Culture.NO, Fate.SKIP), "Sällskapet": ("yes", Fate.NEW)}
    importing.commit_batch(batch=batch)
    assert list(Organisation.objects.get().art_forms.all()) == [form]
    assert cultures(mixed_list(*rows))["Sällskapet"][0] == Culture.YES
    assert ActivityWord.objects.get(word="kuriosa").art_form == form


def test_words_are_split_into_the_taxonomy_and_kept_as_they_were():
    written(
        csv_list(
            ["Gillet", "Habo", "Hembygdsarbete/hembygd, museum, konst och hantverk"], header=MIXED
        )
    )

    organisation = Organisation.objects.get()
    assert organisation.original_words == "Hembygdsarbete, hembygd, museum, konst och hantverk"
    assert [form.code for form in organisation.art_forms.all()] == [
        "bild-och-form",
        "hemslojd",
        "museum",
        "hembygd",
    ]


def test_same_website_and_seat_is_proposed_and_not_taken():
    known = OrganisationFactory(
        name="Åsa kör", municipality=place("Habo"), website="https://www.kor.example/asa"
    )
    data = csv_list(["Åsa sångkör", "Habo", "http://kor.example/asa/"], header=SITED)
    batch = looked_through(data)
    row = batch.rows.get()

    assert (row.fate, row.organisation) == (Fate.ASK, known)
    assert row.changes["name"]["new"] == "Åsa sångkör"
    assert notes(batch) == {2: ["same_website"]}
    importing.commit_batch(batch=batch)
    assert list(Organisation.objects.values_list("name", flat=True)) == ["Åsa kör"]


@pytest.mark.parametrize(
    ("choice", "names"),
    [
        (Choice.SAME, ["Åsa sångkör"]),
        (Choice.NEW, ["Åsa kör", "Åsa sångkör"]),
        (Choice.SKIP, ["Åsa kör"]),
        ("", ["Åsa kör"]),
    ],
)
def test_proposal_is_decided(choice, names):
    OrganisationFactory(
        name="Åsa kör", municipality=place("Habo"), website="https://kor.example/asa"
    )
    batch = looked_through(csv_list(["Åsa sångkör", "Habo", "kor.example/asa"], header=SITED))

    importing.choose_rows(batch=batch, rows=batch.rows.all(), choice=choice)
    importing.commit_batch(batch=batch)

    assert sorted(Organisation.objects.values_list("name", flat=True)) == names


def test_website_that_several_share_proposes_nothing():
    for name in ("Åsa kör", "Bo kör"):
        OrganisationFactory(
            name=name, municipality=place("Habo"), website="https://federation.example"
        )
    rows = [["Cecilias kör", "Habo", "federation.example"], ["Doras kör", "Habo", "d.example"]]

    assert set(fates(looked_through(csv_list(*rows, header=SITED))).values()) == {Fate.NEW}


def test_row_may_be_said_to_be_another_organisation():
    known = OrganisationFactory(name="Kör i Åsa", municipality=place("Habo"), website="")
    batch = looked_through(csv_list(["Åsa kör", "Habo"], header=["Namn", "Kommun"]))

    importing.choose_rows(batch=batch, rows=batch.rows.all(), choice=Choice.SAME, same_as=known)

    row = batch.rows.get()
    assert (row.fate, row.organisation) == (Fate.UPDATE, known)
    importing.stage(batch=batch, mapping=batch.mapping)
    assert batch.rows.get().same_as == known
    importing.commit_batch(batch=batch)
    assert Organisation.objects.get().name == "Åsa kör"


def test_what_a_choice_cannot_change_is_an_error():
    OrganisationFactory(name="Åsa kör", org_number="8020028711", municipality=place("Habo"))
    batch = looked_through(csv_list(["Bandet", "802002-8711", "Habo", ""]))

    importing.choose_rows(batch=batch, rows=batch.rows.all(), choice=Choice.NEW)

    row = batch.rows.get()
    assert row.fate == Fate.ERROR
    assert [error["code"] for error in row.errors] == ["number_taken"]


def test_decision_is_undone_and_rows_of_a_list_are_judged_together():
    batch = looked_through(csv_list(["Kören", "", "Habo", ""], ["Kören", "", "Habo", ""]))
    assert fates(batch) == {2: Fate.NEW, 3: Fate.ERROR}

    importing.choose_rows(batch=batch, rows=batch.rows.filter(number=2), choice=Choice.SKIP)
    assert fates(batch) == {2: Fate.SKIP, 3: Fate.NEW}

    importing.choose_rows(batch=batch, rows=batch.rows.filter(number=2), choice="")
    assert fates(batch) == {2: Fate.NEW, 3: Fate.ERROR}


def test_nothing_is_decided_in_a_list_that_is_written():
    batch = written(csv_list(["Kören", "", "Habo", ""]))

    with pytest.raises(WrongMove):
        importing.choose_rows(batch=batch, rows=batch.rows.all(), choice=Choice.SKIP)
    with pytest.raises(WrongMove):
        importing.decide_words(batch=batch, meanings={})
    assert ImportRow.objects.get().chosen == ""


CONTACTS = ["Namn", "Kommun", "Kontaktperson", "Roll", "Kontakt e-post"]
CHOSEN = dict(
    zip(
        CONTACTS,
        ["name", "municipality", "contact_name", "contact_task", "contact_email"],
        strict=True,
    )
)
PERSON = ["Kören", "Habo", "Anna Ek", "ordförande", "anna@kor.example"]


def with_contacts(*rows, purpose="Inbjudan till samråd", **about):
    batch = opened(csv_list(*rows, header=CONTACTS), **about)
    importing.stage(batch=batch, mapping=CHOSEN, contact_purpose=purpose)
    importing.commit_batch(batch=batch)
    return batch


def test_contact_persons_are_left_out_unless_chosen():
    batch = written(csv_list(PERSON, header=CONTACTS))

    assert batch.mapping == {"Namn": "name", "Kommun": "municipality"}
    assert not Contact.objects.exists()


def test_contact_person_is_chosen_with_a_purpose_and_kept_for_a_year():
    with_contacts(PERSON)

    contact = Contact.objects.get()
    assert [contact.name, contact.task, contact.email] == PERSON[2:]
    assert contact.purpose == "Inbjudan till samråd"
    assert (contact.received_on, contact.purge_on) == (date(2026, 11, 1), date(2027, 11, 1))
    last_day = datetime(2027, 11, 1, 12, tzinfo=UTC)
    assert not Contact.objects.due_at(last_day - timedelta(days=1)).exists()
    assert Contact.objects.due_at(last_day).get() == contact


def test_contact_person_without_a_purpose_is_refused():
    batch = opened(csv_list(PERSON, header=CONTACTS))

    with pytest.raises(importing.PurposeMissing):
        importing.stage(batch=batch, mapping=CHOSEN, contact_purpose=" ")


def test_same_contact_person_again_changes_nothing_and_another_address_does():
    with_contacts(PERSON)

    again = with_contacts(PERSON)
    moved = with_contacts([*PERSON[:4], "ny@kor.example"])

    assert fates(again) == {2: Fate.UNCHANGED}
    assert fates(moved) == {2: Fate.UPDATE}
    assert Contact.objects.get().email == "ny@kor.example"


def test_contact_persons_leave_with_the_organisation():
    with_contacts(PERSON)

    remove_organisation(organisation=Organisation.objects.get())

    assert not Contact.objects.exists()
