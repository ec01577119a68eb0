"""CATALOGUE I1: two hundred inputs for every form of ours and of the admin's, found by themselves."""

import time

import pytest

from tests.kick import found
from tests.kick.test_house_bad_input import cast, trouble_with

__all__ = ["cast"]
INPUTS = 200


@pytest.fixture(scope="module")
def forms(cast):
    return found.all_forms(cast)


@pytest.mark.proof
@pytest.mark.django_db
def test_i1_two_hundred_inputs_for_each_form(cast, forms, figure):
    started = time.monotonic()
    wrong, taken = [], 0
    for form in forms:
        trouble, number = trouble_with(cast, form, INPUTS)
        wrong, taken = wrong + trouble, taken + number
    broken = [trouble for trouble in wrong if trouble[1] in range(500, 600)]

    figure("I1", f"{len(forms)} forms, {INPUTS * len(forms)} inputs: {len(broken)} answers of 5xx")
    figure("I1", f"{taken} taken, shown otherwise than sent: {len(wrong) - len(broken)}")
    figure("I1", f"{time.monotonic() - started:.0f} s")
    assert wrong == []
