import pytest
from django.utils import timezone

from organisations.actions import importing
from organisations.actions.removal import remove_organisation
from organisations.models import (
    BatchStatus,
    ConfirmedHow,
    Contact,
    Fate,
    Organisation,
    OrganisationStatus,
    Representative,
)
from tests.factories import OrganisationFactory, UserFactory
from tests.organisations.lists import KOR, csv_list, history, looked_through, opened, place, written
from tests.organisations.test_import_deciding import PERSON, with_contacts

pytestmark = pytest.mark.django_db

WORDS = ["Namn", "Kommun", "Verksamhet", "E-post"]


def stored():
    """Every organisation with what it does, as the database holds it, but for withdrawn links."""
    rows = Organisation.objects.order_by("pk").values()
    left = {"link_version", "link_hash"}
    return [
        {name: value for name, value in row.items() if name not in left}
        | {
            "art_forms": sorted(
                Organisation.objects.get(pk=row["id"]).art_forms.values_list("code")
            )
        }
        for row in rows
    ]


def kept(batch):
    return {row.number: row.trace["kept"] for row in batch.rows.kept_when_taken_back()}


def test_what_was_added_goes_with_its_history():
    before = stored(), history()
    batch = written(csv_list(KOR, ["Bandet", "", "Habo", "info@bandet.example"]))

    importing.take_back_batch(batch=batch)

    batch.refresh_from_db()
    assert (stored(), history()) == before
    assert batch.status == BatchStatus.TAKEN_BACK
    assert kept(batch) == {}
    assert batch.rows.filter(fate=Fate.NEW).count() == 2


def test_what_was_changed_is_as_before():
    OrganisationFactory(
        name="Kören",
        municipality=place("Habo"),
        email="gammal@kor.example",
        email_refused_at=timezone.now(),
        source="Förra listan",
        received_on="2026-01-01",
        original_words="Sång",
    )
    before = stored()
    batch = written(csv_list(["Kören", "Habo", "Museum", "ny@kor.example"], header=WORDS))
    assert stored() != before

    importing.take_back_batch(batch=batch)

    assert stored() == before
    assert kept(batch) == {}


def test_field_that_was_edited_since_is_kept_and_listed():
    organisation = OrganisationFactory(
        name="Kören", municipality=place("Habo"), email="gammal@kor.example"
    )
    batch = written(csv_list(["Kören", "Habo", "Museum", "ny@kor.example"], header=WORDS))
    Organisation.objects.filter(pk=organisation.pk).update(email="egen@kor.example")

    importing.take_back_batch(batch=batch)

    organisation.refresh_from_db()
    assert (organisation.email, organisation.original_words) == ("egen@kor.example", "")
    assert kept(batch) == {2: ["email"]}
    assert list(organisation.art_forms.all()) == []


def edit(organisation):
    Organisation.objects.filter(pk=organisation.pk).update(phone="036123456")


def confirm(organisation):
    organisation.confirm(how=ConfirmedHow.values[0])


def give_art_form(organisation):
    organisation.art_forms.clear()


def give_work(organisation):
    organisation.works_in.add(place("Aneby"))


def represent(organisation):
    Representative.objects.create(user=UserFactory(), organisation=organisation)


def give_contact(organisation):
    Contact.objects.create(
        organisation=organisation,
        name="Bo Al",
        purpose="Samråd",
        source="Egen",
        received_on="2026-11-01",
        purge_on="2027-11-01",
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (edit, ["phone"]),
        (confirm, ["confirmed_at", "confirmed_how"]),
        (give_art_form, ["art_forms"]),
        (give_work, ["works_in"]),
        (represent, ["representative"]),
        (give_contact, ["contact"]),
    ],
)
def test_new_organisation_that_was_touched_since_is_kept_whole(change, told):
    batch = written(csv_list(["Kören", "Habo", "Museum", "a@kor.example"], header=WORDS))
    change(Organisation.objects.get())
    before = stored()

    importing.take_back_batch(batch=batch)

    assert stored() == before
    assert kept(batch) == {2: told}


def test_organisation_that_has_left_stays_left():
    batch = written(csv_list(KOR))
    organisation = Organisation.objects.get()

    remove_organisation(organisation=organisation)

    importing.take_back_batch(batch=batch)

    assert Organisation.objects.get().status == OrganisationStatus.REMOVED


def test_contact_persons_are_taken_back_too():
    first = with_contacts(PERSON)
    second = with_contacts([*PERSON[:4], "ny@kor.example"])
    assert Contact.objects.get().email == "ny@kor.example"

    importing.take_back_batch(batch=second)
    assert Contact.objects.get().email == "anna@kor.example"

    importing.take_back_batch(batch=first)
    assert not Contact.objects.exists()
    assert not Organisation.objects.exists()


def test_number_that_another_has_taken_since_is_not_given_back():
    organisation = OrganisationFactory(
        name="Kören", municipality=place("Habo"), org_number="8020028711"
    )
    batch = looked_through(csv_list(["Kören", "826000-6161", "Habo", ""]))
    importing.choose_rows(batch=batch, rows=batch.rows.all(), choice="same", same_as=organisation)
    importing.commit_batch(batch=batch)
    OrganisationFactory(org_number="8020028711")

    importing.take_back_batch(batch=batch)

    organisation.refresh_from_db()
    assert organisation.org_number == "8260006161"
    assert kept(batch) == {2: ["org_number"]}


def test_only_a_written_list_is_taken_back_and_that_once():
    batch = looked_through(csv_list(KOR))
    with pytest.raises(importing.NotToTakeBack):
        importing.take_back_batch(batch=batch)
    importing.commit_batch(batch=batch)
    importing.take_back_batch(batch=batch)

    with pytest.raises(importing.NotToTakeBack):
        importing.take_back_batch(batch=batch)


def test_list_whose_rows_are_deleted_cannot_be_taken_back():
    batch = written(csv_list(KOR))
    batch.rows.all().delete()

    with pytest.raises(importing.NotToTakeBack):
        importing.order_taking_back(batch=batch)
    with pytest.raises(importing.NotToTakeBack):
        importing.take_back_batch(batch=batch)
    assert Organisation.objects.count() == 1


def test_list_that_is_opened_again_after_it_was_taken_back_is_new_again():
    importing.take_back_batch(batch=written(csv_list(KOR)))

    batch = written(csv_list(KOR))

    assert batch.rows.get().fate == Fate.NEW
    assert Organisation.objects.get().name == "Åsa kör"


def test_order_is_carried_out_by_the_worker_and_may_be_stopped():
    batch = looked_through(csv_list(KOR))
    importing.order_writing(batch=batch)
    assert batch.status == BatchStatus.WRITING

    importing.stop_order(batch=batch)
    # The job is in the queue still, and finds that its order no longer stands.
    importing.write_ordered(batch_id=batch.pk)
    batch.refresh_from_db()
    assert batch.status == BatchStatus.STAGED

    importing.order_writing(batch=batch)
    importing.write_ordered(batch_id=batch.pk)
    importing.write_ordered(batch_id=batch.pk)
    batch.refresh_from_db()
    assert batch.status == BatchStatus.COMMITTED
    with pytest.raises(importing.NotToCommit):
        importing.stop_order(batch=batch)

    importing.order_taking_back(batch=batch)
    importing.stop_order(batch=batch)
    importing.take_back_ordered(batch_id=batch.pk)
    batch.refresh_from_db()
    assert batch.status == BatchStatus.COMMITTED

    importing.order_taking_back(batch=batch)
    importing.take_back_ordered(batch_id=batch.pk)
    batch.refresh_from_db()
    assert batch.status == BatchStatus.TAKEN_BACK
    assert not Organisation.objects.exists()


def test_columns_are_remembered_for_the_source_and_for_the_same_headings():
    header = ["Vad", "Var", "Annat"]
    mapping = {"Vad": "name", "Var": "municipality"}
    looked_through(csv_list(["Kören", "Habo", "x"], header=header), mapping=mapping)

    again = opened(csv_list(["Bandet", "Habo", "y"], header=[*header, "E-post"]))
    elsewhere = opened(csv_list(["Bandet", "Habo", "y"], header=header), source="Habo kommun")
    other = opened(csv_list(["Bandet", "Habo"], header=header[:2]), source="Habo kommun")

    assert again.mapping == {**mapping, "E-post": "email"}
    assert elsewhere.mapping == mapping
    assert other.mapping == {}
