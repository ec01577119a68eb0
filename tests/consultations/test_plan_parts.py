"""Each section may say which of the plan's five parts it is: proposed by its heading, chosen by the region."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from consultations import reading
from consultations.actions import plans
from consultations.models import PlanPart, PlanVersion, Section
from consultations.plan_parts import PARTS, part_of
from organisations.models import Region, Role
from tests.consultations.test_plan_desk import edit, new_plan
from tests.factories import AssignmentFactory
from tests.plan_factories import PlanVersionFactory, SectionFactory
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db

TEXT = "# Nuläge\n\nVi är många.\n\n# Ekonomi och bidrag\n\nPengar.\n\n# Rött\n\nEn färg.\n"


@pytest.fixture
def officer(client):
    user = AssignmentFactory(role=Role.REGION_OFFICER).user
    sign_in(client, user)
    return user


def page(version):
    return reverse("consultations:desk_plan_parts", args=[version.plan_id, version.number])


def parts(version):
    return list(version.sections.in_order().values_list("key", "plan_part"))


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("Ekonomi och finansiering", PlanPart.ECONOMY),
        ("2.1 Prioriterade områden 2028–2031", PlanPart.PRIORITIES),
        ("Regionala förutsättningar", PlanPart.CONDITIONS),
        ("Så gjordes planen", PlanPart.METHOD),
        ("5.2 Hemslöjd", PlanPart.AREAS),
        ("BIBLIOTEK", PlanPart.AREAS),
        ("Teater och dans: mål och medel", PlanPart.AREAS),
        ("Stöd till museerna", PlanPart.ECONOMY),
        ("Komål och annat", ""),
        ("Måleri och skulptur", PlanPart.AREAS),
        ("Medeltida kyrkor", PlanPart.AREAS),
    ],
)
def test_a_heading_tells_its_part_by_the_word_that_comes_first(title, part):
    assert part_of(title) == part


def test_every_part_has_its_words():
    assert set(PARTS) == set(PlanPart)
    told = {
        (stem, part): part_of(stem.replace("_", " "))
        for part, stems in PARTS.items()
        for stem in stems.split()
    }
    assert {key: part for key, part in told.items() if part != key[1]} == {}


def test_a_plan_that_is_read_in_has_its_parts_proposed(client, officer):
    new_plan(client, text=TEXT)

    assert parts(PlanVersion.objects.get()) == [
        ("nulage", "conditions"),
        ("ekonomi-och-bidrag", "economy"),
        ("rott", ""),
    ]


def test_what_was_chosen_goes_along_to_the_next_version_and_what_is_new_is_proposed(
    client, officer
):
    new_plan(client, text=TEXT)
    first = PlanVersion.objects.get()
    plans.set_parts(version=first, parts={"nulage": "", "rott": "areas"})
    first.send_out(by=officer)

    second = plans.new_version(plan=first.plan, by=officer)
    edit(client, second, f"{TEXT}\n# Samråd om planen\n\nVi möttes.\n")

    assert parts(second) == [
        ("nulage", ""),
        ("ekonomi-och-bidrag", "economy"),
        ("rott", "areas"),
        ("samrad-om-planen", "method"),
    ]


def test_the_officer_chooses_for_all_sections_on_one_page(client, officer):
    version = PlanVersionFactory(chapters=2)

    response = client.post(page(version), {"avsnitt-1": "economy", "avsnitt-2": ""})

    assert response.url == reverse("consultations:desk_plan", args=[version.plan_id, 1])
    assert parts(version) == [("avsnitt-1", "economy"), ("avsnitt-2", "")]
    shown = client.get(page(version)).content.decode()
    assert '<option value="economy" selected>' in shown


def test_what_is_no_part_is_refused_and_what_is_not_sent_stays(client, officer):
    version = PlanVersionFactory(chapters=2)
    plans.set_parts(version=version, parts={"avsnitt-2": "method"})

    refused = client.post(page(version), {"avsnitt-1": "kapitel", "avsnitt-2": ""})
    client.post(page(version), {"avsnitt-1": "areas", "finns-inte": "areas"})

    assert refused.status_code == 422
    assert parts(version) == [("avsnitt-1", "areas"), ("avsnitt-2", "method")]


def test_it_may_be_said_of_a_version_that_is_out_whose_words_stay(client, officer):
    version = PlanVersionFactory(chapters=1, out=True)
    assert reading.contents_of(version, reading.text_of(version))[0].plan_part == ""

    client.post(page(version), {"avsnitt-1": "economy"})

    standing = reading.standing_in("jonkoping")
    assert reading.contents_of(standing, reading.text_of(standing))[0].plan_part == "economy"
    with pytest.raises(IntegrityError, match="never edited"), transaction.atomic():
        Section.objects.update(number="9", plan_part="areas")
    with pytest.raises(IntegrityError, match="section_plan_part_is_known"), transaction.atomic():
        Section.objects.update(plan_part="kapitel")


def test_another_regions_officer_finds_no_page(client, officer):
    region = Region.objects.get(slug="kronoberg")
    version = PlanVersionFactory(plan__region=region, chapters=1)

    assert client.get(page(version)).status_code == 404
    assert client.post(page(version), {"avsnitt-1": "areas"}).status_code == 404
    assert parts(version) == [("avsnitt-1", "")]


def test_the_plan_that_stands_is_out_or_adopted_and_of_the_newest_period():
    old = PlanVersionFactory(plan__first_year=2023, plan__last_year=2026, adopted=True)
    assert reading.standing_in("jonkoping") == old
    draft = PlanVersionFactory(plan__first_year=2027, plan__last_year=2030, chapters=1)
    assert reading.standing_in("jonkoping") == old

    plans.publish_version(version=draft, stamp=plans.stamp_of(draft), by=None)

    assert reading.standing_in("jonkoping") == draft
    assert reading.standing_in("kronoberg") is None


def test_a_part_costs_no_query_of_its_own(django_assert_num_queries):
    version = PlanVersionFactory(chapters=30)
    SectionFactory(version=version)
    keys = list(version.sections.values_list("key", flat=True))

    with django_assert_num_queries(7):
        plans.set_parts(version=version, parts=dict.fromkeys(keys, "areas"))

    assert version.sections.filter(plan_part="areas").count() == 31
