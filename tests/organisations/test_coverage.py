"""The inventory is counted once for each thing that it can be, and told in public without small groups."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from kick.lib.small_counts import FEWEST
from organisations.actions import coverage
from organisations.coverage import geometry, subjects, tables
from organisations.coverage.counting import NO_FORM, count, inventory_of
from organisations.coverage.snapshot import full_picture, public_picture
from organisations.models import (
    ArtForm,
    CoverageSnapshot,
    Kind,
    Minority,
    Municipality,
    OrganisationStatus,
    Region,
)
from tests.factories import OrganisationFactory, ReplyFactory
from tests.plan_factories import EarlierRoundFactory, StatementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return Region.objects.get(slug="jonkoping")


def doing(*codes, **words):
    organisation = OrganisationFactory(**words)
    organisation.art_forms.set(ArtForm.objects.filter(code__in=codes))
    return organisation


def at(code):
    return Municipality.objects.get(code=code)


def test_each_is_once_in_a_municipality_and_once_in_each_field(region):
    doing("kor", "folkmusik", "hembygd", municipality=at("0604"))
    doing("hembygd", municipality=at("0604"))
    doing(municipality=at("0680"))

    counts = count(inventory_of(region))

    assert counts.total == 3
    assert counts.places == {"0604": 2, "0680": 1}
    assert counts.cells == {"0604": {"scenkonst": 1, "hembygd": 2}, "0680": {NO_FORM: 1}}
    assert counts.forms == {"scenkonst": 1, "hembygd": 2, NO_FORM: 1}


def test_only_civil_society_in_the_register_with_its_seat_here_is_counted(region):
    OrganisationFactory()
    OrganisationFactory(kind=Kind.MUNICIPALITY)
    OrganisationFactory(reported=True)
    OrganisationFactory(status=OrganisationStatus.DORMANT)
    OrganisationFactory(municipality=at("0780")).works_in.add(at("0680"))

    assert count(inventory_of(region)).total == 1


def test_flags_languages_and_kinds_are_counted(region):
    OrganisationFactory(flags=["youth", "ethnic"], working_languages=["sv", "fi"])
    OrganisationFactory(flags=["youth"], kind=Kind.NETWORK)

    counts = count(inventory_of(region))

    assert counts.flags == {"youth": 2, "ethnic": 1}
    assert counts.languages == {"sv": 1, "fi": 1}
    assert counts.kinds == {"association": 1, "network": 1}


def test_a_minority_counts_when_the_association_has_confirmed_it_and_openly_when_it_shows_it(
    region,
):
    samer = Minority.objects.get(code="samer")
    for words in [{}, {"confirmed": True}, *[{"confirmed": True, "shows": True}] * FEWEST]:
        organisation = OrganisationFactory(shows_minorities=words.get("shows", False))
        organisation.minorities.add(samer)
        if words.get("confirmed"):
            organisation.confirm(how="link")
    coverage.count_region(region)

    assert full_picture(region).counts.minorities == {"samer": FEWEST + 1}
    assert public_picture(region).counts.minorities == {"samer": FEWEST}


def test_silent_are_those_that_neither_replied_nor_wrote_nor_confirmed(region):
    _silent, replied, wrote, confirmed, drafts, held = OrganisationFactory.create_batch(6)
    ReplyFactory(organisation=replied, comes=False)
    ReplyFactory(organisation=held, confirmed_at=None, held_until=timezone.now())
    StatementFactory(organisation=wrote, submitted=True)
    StatementFactory(organisation=drafts)
    confirmed.confirm(how="link")

    counts = count(inventory_of(region))

    # A draft is the association's own: nobody may see from the figures that it writes.
    assert counts.silent == 3
    assert counts.silent_places == {"0680": 3}


def test_new_voices_are_heard_now_and_were_not_on_a_list_before(region):
    asked, new, _quiet = OrganisationFactory.create_batch(3)
    for organisation in (asked, new):
        ReplyFactory(organisation=organisation)
    EarlierRoundFactory(organisation=asked, counting=True)

    counts = count(inventory_of(region), has_earlier_list=True)

    assert (counts.new_voices, counts.new_kinds) == (1, {"association": 1})
    assert count(inventory_of(region)).new_voices == 0


def test_a_list_that_waits_does_not_count(region):
    asked = OrganisationFactory()
    ReplyFactory(organisation=asked)
    EarlierRoundFactory(organisation=asked)
    coverage.count_region(region)

    assert full_picture(region).counts.has_earlier_list is False
    assert count(inventory_of(region), has_earlier_list=True).new_voices == 1


def test_small_groups_are_not_told_and_do_not_follow_from_the_rest(region):
    for code, number in [("0604", 2), ("0617", 6), ("0680", 30)]:
        for _ in range(number):
            doing("hembygd", municipality=at(code))
    coverage.count_region(region)

    shown = public_picture(region).counts

    assert full_picture(region).counts.places == {"0604": 2, "0617": 6, "0680": 30}
    assert shown.total == 38
    assert shown.places == {"0604": None, "0617": None, "0680": 30}
    assert {place: inside["hembygd"] for place, inside in shown.cells.items()} == shown.places


def test_what_is_stored_is_renewed_and_what_is_not_counted_yet_is_counted_at_once(region):
    OrganisationFactory()
    assert full_picture(region).counts.total == 1
    assert not CoverageSnapshot.objects.exists()

    coverage.count_regions()
    OrganisationFactory()

    assert full_picture(region).counts.total == 1
    coverage.count_region(region)
    assert full_picture(region).counts.total == 2
    assert CoverageSnapshot.objects.filter(region=region).count() == 1


def test_rate_for_each_10_000_inhabitants_only_where_both_are_known():
    assert tables.rate(30, 15_000) == 20.0
    assert tables.rate(None, 15_000) is None
    assert tables.rate(30, None) is None


def test_every_municipality_is_drawn_and_neighbours_are_mutual():
    codes = set(Municipality.objects.values_list("code", flat=True))

    assert set(geometry.shapes()) == codes
    assert all(geometry.outline(code).startswith("M") for code in codes)
    pairs = {(code, other) for code in codes for other in geometry.shapes()[code]["near"]}
    assert pairs == {(other, code) for code, other in pairs}
    assert geometry.neighbours(["0604"]) == ["0512", "0680", "0682", "0686", "0687"]


def test_everyone_to_ask_has_a_subject_that_exists_and_a_source():
    known = {
        *ArtForm.objects.values_list("code", flat=True),
        *Minority.objects.values_list("code", flat=True),
        *(flag.value for flag in subjects.FLAG_SLUGS.values()),
    }

    assert set(subjects.national_bodies()) <= known
    assert all(one.known_from for many in subjects.national_bodies().values() for one in many)
    assert set(Minority.objects.values_list("code", flat=True)) <= set(subjects.national_bodies())


def test_nearby_are_open_ones_next_door_and_in_the_next_county(region):
    inside = doing("hemslojd", municipality=at("0682"), public=True)
    outside = doing("hemslojd", municipality=at("0512"), public=True)
    doing("hemslojd", municipality=at("0682"))
    doing("hemslojd", municipality=at("0767"), public=True)

    subject = subjects.find_subject("hemslojd")

    assert subjects.nearby(subject, region, at("0604")) == ([inside], [outside])
    assert subjects.nearby(subject, region) == ([], [outside])


def test_population_is_loaded_all_or_nothing(tmp_path):
    file = tmp_path / "folkmangd.csv"
    file.write_text("kommun;antal\n0604 Aneby;6 821\n0680 Jönköping;145114\n", encoding="utf-8")
    call_command("load_population", file, "--day", "2025-12-31")
    assert at("0604").population == 6821

    file.write_text("0604;7000\n9999;1\n", encoding="utf-8")
    with pytest.raises(CommandError, match="9999"):
        call_command("load_population", file, "--day", "2026-12-31")
    assert at("0604").population == 6821
