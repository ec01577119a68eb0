"""Issue of DESIGN §4, 1: no draft of an association's is seen by anybody else, and none of a region's."""

import logging

import pytest
from django.db import transaction

from tests.kick import cast as the_cast
from tests.kick import isolation
from tests.kick.isolation import OURS, THEIRS

pytestmark = [pytest.mark.proof, pytest.mark.django_db]


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        cast = the_cast.assemble()
        isolation.write_markers(cast.here)
        yield cast
        transaction.set_rollback(True)


def test_isolation_nobody_else_sees_a_draft(cast, figure, caplog):
    caplog.set_level(logging.DEBUG)
    for marker, readers, what in [
        (OURS, ("representative", "signatory"), "a draft statement"),
        (THEIRS, ("officer",), "an unpublished plan, consultation and verdict"),
    ]:
        roles = isolation.everybody_but(*readers)
        seen = list(isolation.pages_with(cast, marker, roles))
        found = isolation.leaks(marker, seen, homes=isolation.HOMES[marker], caplog=caplog)

        figure("isolation", isolation.told(what, found, seen, roles))
        assert found == ([], set(), [], [])


def test_isolation_the_marker_is_found_by_whom_it_belongs_to(cast):
    """Else the search above would find nothing because it cannot."""
    ours = isolation.pages_with(cast, OURS, ["representative"])
    theirs = isolation.pages_with(cast, THEIRS, ["officer"])

    assert any(ours)
    assert any(theirs)
    assert set(isolation.tables_with(OURS)) == isolation.HOMES[OURS]
