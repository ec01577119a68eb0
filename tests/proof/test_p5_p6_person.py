"""CATALOGUE P5 and P6: one person's rows in the whole database, told in the extract and then erased."""

import pytest

from kick.lib import erasure
from kick.lib.personal_data import BARE_TABLES, all_models, privacy_of
from organisations.actions import personal
from tests.factories import AssignmentFactory
from tests.kick.person import ADDRESS, MARKS, a_whole_person, rows_with

pytestmark = [pytest.mark.proof, pytest.mark.django_db]


def test_p5_every_table_is_classified(figure):
    models = list(all_models())
    unsaid = [model._meta.label for model in models if privacy_of(model) is None]
    fields = sum(len(model._meta.fields) for model in models)
    personal_ones = [model for model in models if privacy_of(model).about_persons]

    figure(
        "P5",
        f"{len(models) + len(BARE_TABLES)} tables, {fields} fields classified,"
        f" {len(personal_ones)} tables tell of persons: unclassified {len(unsaid)}",
    )
    assert unsaid == []


def test_p5_the_extract_beside_a_search_of_the_whole_database(figure):
    a_whole_person()
    found = rows_with(MARKS)

    told = {
        held.model._meta.db_table: len(rows)
        for held, rows in erasure.read(personal.person_with(ADDRESS))
    }

    missed = set(found) - set(told)
    figure(
        "P5",
        f"her marks stand in {len(found)} tables, {sum(found.values())} rows; the extract tells"
        f" {len(told)} tables, {sum(told.values())} rows; tables missed: {len(missed)}",
    )
    assert missed == set()


def test_p6_what_is_left_after_erasure(figure):
    AssignmentFactory(region=None)
    a_whole_person()
    before = rows_with(MARKS)

    personal.forget_person(person=personal.person_with(ADDRESS))

    left = rows_with(MARKS)
    kept = left.pop("consultations_statement", 0)
    figure(
        "P6",
        f"{sum(before.values())} rows in {len(before)} tables before; left without a ground:"
        f" {sum(left.values())}; kept: {kept} (her own statement, handed in: the region's public"
        " document, GDPR 17.3 b)",
    )
    assert (left, kept) == ({}, 1)
