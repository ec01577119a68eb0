"""The figures of what the ordinary suite holds for every url (tests/kick/test_house_*.py)."""

import pytest

from tests.kick import matrix, tables
from tests.kick.cast import ROLES, undone
from tests.kick.headers import wrong_headers
from tests.kick.test_house_headers import posting
from tests.kick.test_house_urls import answered, cast, cells, walk

__all__ = ["cast"]
pytestmark = [pytest.mark.proof, pytest.mark.django_db]


def test_z1_i8_every_cell_of_the_matrix(cast, figure):
    number = wrong = bare = 0
    for row in matrix.ROWS:
        for role, where, method, url in cells(cast, row):
            with undone():
                response = getattr(cast.client(role), method)(
                    url, {} if method == "get" else {"a": 1}
                )
            number += 1
            wrong += answered(response) != row.answer(role, where, method)
            bare += bool(wrong_headers(response))
    names = {name for name, _pattern in walk() if name and not name.endswith(":")}
    undeclared = names - {row.name for row in matrix.ROWS}

    figure("Z1", f"{number} cells, {len(names)} urls, {len(ROLES)} roles: {wrong} not as declared")
    figure("Z1", f"urls without a row: {len(undeclared)}")
    figure("I8", f"{number} answers, {bare} without the headers")
    assert (wrong, bare, undeclared) == (0, 0, set())


def test_i7_reading_changes_nothing(cast, figure):
    before, number = tables.hashes(), 0
    for row in matrix.ROWS:
        for role, _where, method, url in cells(cast, row):
            if method == "get":
                cast.client(role).get(url)
                number += 1

    changed = tables.changed(before, tables.hashes())
    figure("I7", f"{number} GETs by {len(ROLES)} roles: tables changed {len(changed)}")
    figure("I7", f"{len(list(posting(cast)))} urls take a POST, each 403 without token; exempt 0")
    assert changed == []
