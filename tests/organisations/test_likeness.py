"""Whether two entries are one association, by name, place, number and website; no database."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from organisations.management.commands import judge_pairs
from organisations.models.likeness import Entry, Reason, likeness, site_of
from organisations.models.name_words import likeness_key, one_slip_apart, words_of

PAIRS = Path(__file__).with_name("doubles_pairs.csv")
HABO = {"place": "Habo"}


def rows(part=None):
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if part in (None, row["part"])]


@pytest.mark.parametrize("part", ["held", None])
def test_likely_pairs_reach_the_goal(part):
    judged = [(row, judge_pairs.judge(row)) for row in rows(part)]
    count = judge_pairs.counts(judged, lambda found: found.is_likely)

    assert judge_pairs.precision(count) >= 0.97
    assert judge_pairs.recall(count) >= 0.9


def test_the_set_is_large_and_balanced():
    labels = [row["same"] for row in rows()]

    assert len(labels) >= 300
    assert set(labels) == {"yes", "no"}
    assert min(labels.count("yes"), labels.count("no")) >= 100


def test_the_order_of_the_two_says_nothing():
    for row in rows():
        a, b = (
            Entry(*(row[f"{column}_{side}"] for column in judge_pairs.COLUMNS)) for side in "ab"
        )
        assert likeness(a, b) == likeness(b, a), (a, b)


def test_same_name_in_different_places_is_no_double_by_itself():
    name, site = "Torpa hembygdsförening", {"website": "https://torpa.example"}
    here, there = Entry(name, place="Ljungby"), Entry(name, place="Tranås")

    assert likeness(here, there).score == 0
    found = likeness(replace(here, **site), replace(there, **site))
    assert found.is_likely
    assert found.reasons == [Reason.SAME_WEBSITE, Reason.SAME_NAME, Reason.OTHER_SEAT]


def test_same_number_is_enough():
    found = likeness(Entry("Gamla namnet", number="4999000090"), Entry("Nya", number="4999000090"))

    assert (found.score, found.reasons) == (100, [Reason.SAME_NUMBER])


def test_two_numbers_of_one_series_are_only_possible_and_of_two_series_likely():
    name = "Torpa bygdegårdsförening"
    old, other = Entry(name, number="8020028711", **HABO), Entry(name, number="8360000005", **HABO)
    new = Entry(name, number="0125525790", **HABO)

    assert likeness(old, other).is_possible
    assert Reason.OTHER_NUMBER in likeness(old, other).reasons
    assert likeness(old, new).is_likely
    assert Reason.NEW_SERIES in likeness(old, new).reasons


def test_a_shared_site_says_nothing_and_an_own_page_does():
    assert site_of("https://www.facebook.com/") == ""
    assert site_of("HTTP://www.Hembygd.example/Rasbo/") == "hembygd.example/rasbo"
    ours, theirs = "facebook.com/groups/ugglan", "https://m.facebook.com/groups/ugglan/"
    found = likeness(
        Entry("Teatern Ugglan", website=ours, **HABO), Entry("Ugglan", website=theirs, **HABO)
    )
    assert found.is_likely
    assert Reason.SAME_WEBSITE in found.reasons


def test_word_that_only_one_has_keeps_the_association_and_its_friends_apart():
    found = likeness(Entry("Folkets Park", **HABO), Entry("Folkets Parks vänner", **HABO))

    assert found.is_possible
    assert Reason.ONLY_ONE_HAS in found.reasons


@pytest.mark.parametrize(
    ("a", "b", "is_slip"),
    [
        ("hembygd", "hembyd", True),
        ("hembygd", "hembgyd", True),
        ("bankeryd", "barkeryd", False),
        ("mikroteater", "makroteater", False),
        ("habo", "hbo", False),
    ],
)
def test_slips_are_lost_added_and_swapped_letters(a, b, is_slip):
    assert one_slip_apart(a, b) is is_slip


def test_words_lose_association_ending_and_language():
    def cores(name):
        return {word.core for word in words_of(name)}

    assert cores("Habo Hembygdsföreningen, ideell förening") == cores("Hembygdsförening i Habo")
    assert cores("Jönköpingin Suomi-seura") == cores("Jönköpings Finska Förening")


def test_key_is_the_same_whatever_order_language_and_seat():
    key = likeness_key("Finska Föreningen i Habo", "", "Habo")

    assert key == likeness_key("Habo Suomi-seura ry", "", "Habo") == "finsk"
    assert likeness_key("Habo", "", "Habo") == "habo"


def test_command_prints_precision_and_recall(capsys):
    judge_pairs.Command(stdout=None).handle(file=str(PAIRS), wrong=False)
    lines = capsys.readouterr().out.splitlines()

    assert lines[0].split() == ["pairs", "number", "same", "precision", "recall"]
    assert [line.split(",")[0] for line in lines[1:]] == [
        part for part in ("tune", "held", "fresh", "last", "all") for _ in range(2)
    ]
