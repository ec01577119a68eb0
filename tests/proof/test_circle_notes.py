"""A circle's notes: two who write at once on a live server, and nobody outside who reads a word."""

import logging
import random
from functools import partial

import pytest
from django.db import transaction

from organisations.models import User
from studyguide.models import Note, NoteWording
from tests.circle_factories import CircleMemberFactory, led_circle
from tests.kick import cast as the_cast
from tests.kick import isolation, matrix
from tests.proof.double_submit.circles import asked
from tests.server import Server

CANARY = "qzvcirkelordk"
HOMES = {"studyguide_note", "studyguide_notewording"}
ROUNDS = 50


def play(server, rounds):
    """Each round two phones save at once, by the box that saves itself: now a word in a line of
    theirs, now a new line, now a word in the other's. How many words were given, and how many lost."""
    random.seed(7)
    circle, _user = led_circle()
    question = asked(circle.guide)
    members = CircleMemberFactory.create_batch(2, circle=circle)
    page = f"samtal/{question.chapter.key}/{question.key}/"
    paths = [f"/cirkel/min/{member.token}/{page}" for member in members]
    boxes, given, troubles, told = [["", ""], ["", ""]], set(), 0, 0
    for turn in range(rounds):
        for who, box in enumerate(boxes):
            if random.random() < 0.3:
                # Opens the page anew, and sees what both have written.
                box[:] = [Note.objects.values_list("body", flat=True).first() or ""] * 2
            word = f"ord{who}x{turn}"
            box[1] = with_word(box[1], word)
            given.add(word)
        answers = server.at_once(
            [
                partial(
                    server.post,
                    path,
                    {"base": box[0], "body": box[1]},
                    headers={"HX-Request": "true"},
                )
                for path, box in zip(paths, boxes, strict=True)
            ]
        )
        troubles += sum(answer[0] != 200 for answer in answers)
        told += sum("skriver också" in answer[2].decode() for answer in answers)
        for box in boxes:
            box[0] = box[1]
    there = Note.objects.get().body
    return {
        "words": len(given),
        "lost": len(given - set(there.split())),
        "twice": sum(there.split().count(word) > 1 for word in given),
        "troubles": troubles,
        "told": told,
    }


def with_word(text, word):
    lines = text.split("\n")
    row = random.randrange(len(lines))
    if random.random() < 0.5:
        lines.insert(row + 1, word)
    else:
        words = lines[row].split(" ")
        words.insert(random.randrange(len(words) + 1), word)
        lines[row] = " ".join(words)
    return "\n".join(lines)


@pytest.mark.parametrize(
    "rounds", [pytest.param(5, id="few"), pytest.param(ROUNDS, id="all", marks=pytest.mark.proof)]
)
def test_two_who_write_at_once_lose_no_word(committed, tmp_path, request, rounds):
    with Server(tmp_path) as server:
        came = play(server, rounds)

    assert (came["lost"], came["troubles"]) == (0, 0)
    assert came["words"] == 2 * rounds
    assert came["told"] > 0
    if rounds == ROUNDS:
        figure = request.getfixturevalue("figure")
        figure(
            "notes",
            f"{rounds} rounds of two who save at once: {came['words']} words written, {came['lost']}"
            f" lost, {came['twice']} standing twice, told {came['told']} times that somebody else writes",
        )


@pytest.fixture
def told_circle(db):
    """The cast's own circle, with a word that is nowhere else."""
    logging.disable(logging.NOTSET)
    with transaction.atomic():
        cast = the_cast.assemble()
        Note.objects.filter(circle__uuid=cast.here.circle).update(body=CANARY)
        NoteWording.objects.filter(note__circle__uuid=cast.here.circle).update(body=CANARY)
        yield cast
        transaction.set_rollback(True)


# Who holds somebody's own link reads by it: that is what it is for.
NO_LINKS = [row for row in matrix.ROWS if row not in matrix.CIRCLE_LINKS]


@pytest.mark.proof
def test_isolation_nobody_outside_the_circle_reads_its_notes(told_circle, figure, caplog):
    caplog.set_level(logging.DEBUG)
    cast = told_circle
    outsider = User.objects.create_user("annan.forening@exempel.se")
    cast.cookies |= the_cast.browsers({"other_association": outsider}, cast.here)
    roles = [*isolation.everybody_but("representative", "signatory"), "other_association"]
    seen = list(isolation.pages_with(cast, CANARY, roles, NO_LINKS))
    staff = ["lead", "lead_elsewhere", "officer", "registrar", "national", "superuser"]
    seen += list(isolation.pages_with(cast, CANARY, staff, matrix.CIRCLE_LINKS))
    found = isolation.leaks(CANARY, seen, homes=HOMES, caplog=caplog)

    figure("isolation", isolation.told("a circle's notes", found, seen, roles))
    assert found == ([], set(), [], [])


@pytest.mark.proof
def test_isolation_the_leader_and_the_members_find_it(told_circle):
    """Else the search above would find nothing because it cannot."""
    cast = told_circle

    by_account = isolation.pages_with(cast, CANARY, ["representative", "signatory"], matrix.CIRCLES)
    by_link = isolation.pages_with(cast, CANARY, ["anonymous"], matrix.CIRCLE_LINKS)

    assert {role for role, _url in filter(None, by_account)} == {"representative", "signatory"}
    assert any(by_link)
    assert set(isolation.tables_with(CANARY)) == HOMES
