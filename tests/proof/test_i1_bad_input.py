import pytest

from tests.kick.hostile import FORMS
from tests.kick.test_house_bad_input import cast, codes_of

__all__ = ["cast"]


@pytest.mark.proof
@pytest.mark.django_db
def test_i1_two_hundred_hostile_bodies_for_each_form(cast, figure):
    codes = [code for path, names in FORMS.items() for code in codes_of(cast, path, names, 200)]

    broken = sum(code >= 500 for code in codes)
    figure("I1", f"{len(codes)} hostile bodies to {len(FORMS)} forms: {broken} answers of 5xx")
    assert broken == 0
