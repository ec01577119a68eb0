"""Two texts written at once from one beginning become one, and no word is lost."""

import random

import pytest

from kick.lib.two_writers import merged

BASE = "Bussen går tidigt.\n\nLokalen är kall."


@pytest.mark.parametrize(
    ("theirs", "mine", "both"),
    [
        pytest.param(BASE, BASE + "\nMer.", BASE + "\nMer.", id="only I wrote"),
        pytest.param(BASE + "\nMer.", BASE, BASE + "\nMer.", id="only they wrote"),
        pytest.param(BASE + "\nMer.", BASE + "\nMer.", BASE + "\nMer.", id="both the same"),
        pytest.param(
            "Bussen går för tidigt.\n\nLokalen är kall.",
            "Bussen går tidigt.\n\nLokalen är kall och mörk.",
            "Bussen går för tidigt.\n\nLokalen är kall och mörk.",
            id="different lines",
        ),
        pytest.param(
            BASE + "\nAlfa.", BASE + "\nBeta.", BASE + "\nAlfa.\nBeta.", id="both add at the end"
        ),
        pytest.param(
            "Bussen går för tidigt.\n\nLokalen är kall.",
            "Nattbussen går tidigt.\n\nLokalen är kall.",
            "Nattbussen går för tidigt.\n\nLokalen är kall.",
            id="different words of a line",
        ),
        pytest.param(
            "Bussen går sent.\n\nLokalen är kall.",
            "Bussen går aldrig.\n\nLokalen är kall.",
            "Bussen går sent.\nBussen går aldrig.\n\nLokalen är kall.",
            id="the same word: both lines stand",
        ),
        pytest.param(
            "Lokalen är kall.",
            "Bussen går inte alls så tidigt.\n\nLokalen är kall.",
            "Lokalen är kall.\nBussen går inte alls så tidigt.\n",
            id="one takes away what the other goes on with",
        ),
    ],
)
def test_merged(theirs, mine, both):
    result = merged(BASE, theirs=theirs, mine=mine)

    assert sorted(result.split("\n")) == sorted(both.split("\n"))


def test_lines_added_to_nothing_stand_in_the_order_in_which_they_came():
    assert merged("", theirs="Alfa", mine="Beta") == "Alfa\nBeta"


def test_what_one_takes_away_and_nobody_else_touched_is_gone():
    assert merged("Alfa\nBeta", theirs="Alfa\nBeta\nGamma", mine="Beta") == "Beta\nGamma"


def test_who_goes_on_in_her_line_does_not_repeat_it():
    """A box that saves itself sends half words; the base is what it sent last."""
    there = merged("", theirs="Alfa", mine="Be")
    for sent, now in [("Be", "Beta"), ("Beta", "Beta och"), ("Beta och", "Beta och Gamma")]:
        there = merged(sent, theirs=there, mine=now)

    assert there == "Alfa\nBeta och Gamma"


def test_what_is_sent_twice_since_the_answer_was_lost_stands_once():
    there = merged("Alfa", theirs="Alfa", mine="Alfa\nBussen går")

    assert merged("Alfa", theirs=there, mine="Alfa\nBussen går för") == "Alfa\nBussen går för"


def test_words_put_in_at_the_same_place_are_not_stuck_together():
    assert merged("Bussen", theirs="Bussen går", mine="Bussen står") == "Bussen går står"


def added_to(text, dice, word):
    """The text with a new word somewhere, sometimes on a line of its own."""
    lines = text.split("\n")
    row = dice.randrange(len(lines))
    if dice.random() < 0.4:
        lines.insert(row, word)
    else:
        words = lines[row].split(" ")
        words.insert(dice.randrange(len(words) + 1), word)
        lines[row] = " ".join(words)
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(40))
def test_whatever_the_two_add_all_of_it_is_there(seed):
    dice = random.Random(seed)
    boxes = {"a": ("", ""), "b": ("", "")}
    there, given = "", set()
    for turn in range(30):
        who = dice.choice("ab")
        sent, now = boxes[who]
        if sent == now and dice.random() < 0.2:
            sent = now = there
        word = f"{who}{turn}"
        now = added_to(now, dice, word)
        given.add(word)
        if dice.random() < 0.7:
            there = merged(sent, theirs=there, mine=now)
            sent = now
        boxes[who] = sent, now
    for sent, now in boxes.values():
        there = merged(sent, theirs=there, mine=now)

    assert given - set(there.split()) == set()
