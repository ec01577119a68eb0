"""The gatherings that are in Finnish say what the Swedish say: the same evening, laws and sources."""

import re

import pytest

from studyguide import manuscript
from studyguide.management.commands.load_guide import FOLDER

SHEETS = {sheet.path: sheet for sheet in manuscript.read(FOLDER)}
GATHERINGS = sorted(
    path.removeprefix("fi/") for path in SHEETS if re.search(r"^fi/.*/traff-\d", path)
)
GUIDES = ["sv", "fi"]
# A law by its number, an inquiry, a section of a law, and a page on the web.
NAMED = re.compile(r"\b\d{4}(?:/\d{2})?:\w+|\b\d+(?: a)? §|\b[\w.-]+\.(?:se|com|org|nu)\b[\w/.-]*")


def bodies(language, gathering):
    pieces = SHEETS[f"{language}/{gathering}"].pieces
    return {piece.key: piece.body for piece in pieces}


def both(found, gathering):
    return [found(bodies(language, gathering)) for language in GUIDES]


def test_two_gatherings_are_in_finnish():
    assert GATHERINGS == ["studiehandledning/traff-1.md", "studiehandledning/traff-4.md"]


@pytest.mark.parametrize("gathering", GATHERINGS)
def test_the_evening_has_the_same_hours(gathering):
    swedish, finnish = both(
        lambda said: re.findall(r"(?m)^\| (\d\d\.\d\d) \|.*\| (\d+) \|$", said["tidsplan"]),
        gathering,
    )

    assert swedish
    assert finnish == swedish


@pytest.mark.parametrize("gathering", GATHERINGS)
def test_the_leader_is_told_the_same_minutes(gathering):
    swedish, finnish = both(lambda said: re.findall(r"\((\d+) minu", said["under"]), gathering)

    assert swedish
    assert finnish == swedish


@pytest.mark.parametrize("gathering", GATHERINGS)
def test_every_piece_names_the_same_laws_and_pages(gathering):
    swedish, finnish = both(
        lambda said: {key: set(NAMED.findall(body)) for key, body in said.items()}, gathering
    )

    assert swedish["kallorna"]
    assert finnish == swedish


@pytest.mark.parametrize("gathering", GATHERINGS)
def test_as_much_is_said_to_be_unconfirmed(gathering):
    swedish = bodies("sv", gathering)["kallorna"].count("*Obekräftat:*")

    assert swedish
    assert bodies("fi", gathering)["kallorna"].count("*Vahvistamatta:*") == swedish


@pytest.mark.parametrize("gathering", GATHERINGS)
def test_the_same_groups_are_met(gathering):
    swedish, finnish = both(
        lambda said: {
            key: set(re.findall("Grindhult|Brovallen|Källarligan", body))
            for key, body in said.items()
        },
        gathering,
    )

    assert any(swedish.values())
    assert finnish == swedish
