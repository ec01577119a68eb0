"""A list from before Kick: read with every row's problem, taken in at once, removed without a trace."""

import uuid
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone

from consultations import earlier_lists
from consultations.actions import earlier_rounds
from consultations.models import Addressee, EarlierRound, RowProblem
from consultations.new_voices import new_voices_in
from organisations.actions import purging
from organisations.coverage.counting import count, inventory_of
from organisations.models import Municipality, Region, Role
from tests.factories import AssignmentFactory, OrganisationFactory
from tests.kick import tables
from tests.plan_factories import (
    ConsultationFactory,
    EarlierRoundFactory,
    PlanFactory,
    PlanVersionFactory,
    StatementFactory,
)
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db
NEW = "/region/tidigare/ny/"


@pytest.fixture
def region():
    return Region.objects.get(slug="jonkoping")


def read(text, *, region, means="columns", key=None):
    return earlier_rounds.open_round(
        key=key or uuid.uuid4(),
        file=BytesIO(text.encode()),
        region=region,
        means=means,
        title="Förra planen",
        closed_on=date(2017, 9, 10),
        source="Diariet",
    )


def test_rows_are_found_by_number_and_by_name_and_municipality(region):
    by_number = OrganisationFactory(org_number="8020028711", name="Nya namnet")
    habo = Municipality.objects.get(code="0643")
    here = OrganisationFactory(name="Hembygdsföreningen")
    there = OrganisationFactory(name="Hembygdsföreningen", municipality=habo)
    text = (
        "Sändlista 2017\n\nRemissinstans;Org.nr;Kommun;Inbjuden;Svarat\n"
        "Gamla namnet;802002-8711;;ja;2017-09-01\n"
        "hembygdsföreningen;;Habo kommun;ja;\n"
        "Hembygdsföreningen;;;x;nej\n"
        "Okända laget;;Jönköpings kommun;ja;ja\n"
    )

    rows = list(read(text, region=region).addressees.in_order())

    assert [row.organisation for row in rows] == [by_number, there, None, None]
    assert [row.has_answered for row in rows] == [True, False, False, True]
    assert rows[0].name == "Gamla namnet"
    assert here.addressed_before.count() == 0
    assert not any(row.problem for row in rows)


def test_every_row_with_something_wrong_says_what(region):
    text = (
        "Namn;Organisationsnummer;Kommun;Inbjuden\n"
        ";;Habo;ja\n"
        "A;;Xby;ja\n"
        "B;;Habo;kanske\n"
        "C;123;Habo;ja\n"
        "D;;Habo;ja\n"
        "d;;Habo;ja\n"
        f"{'E' * 201};;Habo;ja\n"
    )

    problems = [row.problem for row in read(text, region=region).addressees.in_order()]

    assert problems == [
        RowProblem.NO_NAME,
        RowProblem.NO_PLACE,
        RowProblem.NO_WORD,
        RowProblem.NO_NUMBER,
        "",
        RowProblem.TWICE,
        RowProblem.LONG_NAME,
    ]


def test_a_personal_number_is_masked_before_it_is_kept(region):
    read("Namn;Inbjuden\nAnna 850709-9805;ja\n", region=region)

    assert "9805" not in Addressee.objects.get().name


def test_a_list_without_names_or_answers_is_refused(region):
    with pytest.raises(earlier_lists.NoNameColumn):
        read("Telefon;Gata\n036-1;Storgatan\n", region=region)
    with pytest.raises(earlier_lists.NoAnswerColumn):
        read("Namn;Kommun\nA;Habo\n", region=region)
    assert not EarlierRound.objects.exists()


def test_everybody_on_a_list_was_asked_or_answered_when_it_says_so(region):
    asked = read("Namn\nA\n", region=region, means="invited").addressees.get()
    answered = read("Namn\nA\n", region=region, means="answered").addressees.get()

    assert (asked.is_invited, asked.has_answered) == (True, False)
    assert (answered.is_invited, answered.has_answered) == (False, True)


def test_the_same_form_twice_is_one_list(region):
    key = uuid.uuid4()
    for _ in range(2):
        read("Namn\nA\n", region=region, means="invited", key=key)

    assert Addressee.objects.count() == 1


def test_taken_in_once_without_the_wrong_rows(region):
    found = read("Namn;Kommun\nA;Habo\nB;Xby\n", region=region, means="invited")

    earlier_rounds.take_in(round_=found)

    assert list(found.addressees.values_list("name", flat=True)) == ["A"]
    assert EarlierRound.objects.counting().count() == 1
    with pytest.raises(earlier_rounds.NotWaiting):
        earlier_rounds.take_in(round_=found)


def test_a_list_with_nothing_right_is_not_taken_in(region):
    found = read("Namn;Kommun\nB;Xby\n", region=region, means="invited")

    with pytest.raises(earlier_rounds.NothingToTakeIn):
        earlier_rounds.take_in(round_=found)


def test_removed_again_everything_is_as_before(region):
    OrganisationFactory(name="A")
    before = tables.hashes()
    counts = count(inventory_of(region), has_earlier_list=True)
    found = read("Namn\nA\nB\n", region=region, means="invited")
    earlier_rounds.take_in(round_=found)

    earlier_rounds.remove(round_=found)

    changed = set(tables.changed(before, tables.hashes()))
    assert changed <= {"procrastinate_jobs", "procrastinate_events"}
    assert count(inventory_of(region), has_earlier_list=True) == counts


def test_what_nobody_takes_in_is_deleted_after_30_days():
    EarlierRoundFactory(created_at=timezone.now() - timedelta(days=31))
    kept = EarlierRoundFactory()
    taken_in = EarlierRoundFactory(created_at=timezone.now() - timedelta(days=31), counting=True)

    purging.purge()

    assert set(EarlierRound.objects.all()) == {kept, taken_in}


def test_new_voices_of_a_consultation_were_neither_asked_nor_heard_before(region):
    old = PlanVersionFactory(plan=PlanFactory(first_year=2020), chapters=1, out=True)
    before = ConsultationFactory(
        region=region, version=old, opens_at=timezone.now() - timedelta(days=900)
    )
    consultation = ConsultationFactory(region=region)
    asked, heard, *new = OrganisationFactory.create_batch(8)
    for organisation in (asked, heard, *new):
        StatementFactory(consultation=consultation, organisation=organisation, submitted=True)
    StatementFactory(consultation=before, organisation=heard, submitted=True)
    assert new_voices_in(consultation) is None

    EarlierRoundFactory(organisation=asked, counting=True)

    found = new_voices_in(consultation)
    assert found.number == 6
    assert [(group.name, group.number) for _heading, [group] in found.groups] == [
        ("Jönköping", 6),
        ("Vet vi inte än", 6),
        ("Förening", 6),
    ]


def test_few_new_voices_are_not_counted_out():
    consultation = ConsultationFactory()
    EarlierRoundFactory(counting=True)
    StatementFactory(consultation=consultation, organisation=OrganisationFactory(), submitted=True)

    found = new_voices_in(consultation)
    page = Client().get(consultation.get_absolute_url()).content.decode()

    assert found.number is None
    assert {group.number for _heading, groups in found.groups for group in groups} == {None}
    assert "Färre än 5 av föreningarna" in page


def browser(**words):
    client = Client()
    sign_in(client, AssignmentFactory(**words).user)
    return client


def fields(region, **changes):
    file = BytesIO(b"Namn;Kommun\nSpelmanslaget;Habo\n")
    file.name = "lista.csv"
    return {
        "key": str(uuid.uuid4()),
        "region": region.pk,
        "title": "Förra planen",
        "closed_on": "2017-09-10",
        "source": "Diariet",
        "means": "invited",
        "file": file,
        **changes,
    }


@pytest.mark.parametrize("role", [Role.PROJECT_LEAD, Role.REGION_OFFICER])
def test_from_a_file_to_a_list_that_counts(region, role):
    client = browser(role=role)

    opened = client.post(NEW, fields(region))
    page = client.get(opened["Location"]).content.decode()
    client.post(f"{opened['Location']}ta-in/")

    assert "Spelmanslaget" in page
    assert EarlierRound.objects.get().is_counting


def test_a_wrong_file_or_day_is_told_and_nothing_typed_is_lost(region):
    client = browser()

    wrong_file = client.post(NEW, fields(region, means="columns"))
    tomorrow = timezone.localdate() + timedelta(days=1)
    wrong_day = client.post(NEW, fields(region, closed_on=tomorrow.isoformat()))

    assert wrong_file.status_code == wrong_day.status_code == 422
    assert "Ingen kolumn heter Inbjuden eller Svarat" in wrong_file.content.decode()
    assert 'value="Förra planen"' in wrong_file.content.decode()
    assert "Den dagen har inte kommit än" in wrong_day.content.decode()
    assert not EarlierRound.objects.exists()


def test_another_regions_list_is_missing():
    found = EarlierRoundFactory()
    client = browser(region=Region.objects.get(slug="kronoberg"))

    assert client.get(f"/region/tidigare/{found.uuid}/").status_code == 404
    assert client.post(f"/region/tidigare/{found.uuid}/ta-bort/").status_code == 404
    assert EarlierRound.objects.count() == 1
