"""Two entries that had both answered a meeting are merged: one association has one answer."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from consultations import exports, papers
from consultations.models.answered_twice import count_associations, standings_at
from organisations.actions import merging
from tests.factories import (
    AssignmentFactory,
    MeetingFactory,
    OrganisationFactory,
    ReplyFactory,
    SeatFactory,
)
from tests.kick import tables
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return MeetingFactory(kind="founding")


@pytest.fixture
def answers(meeting):
    """The kept entry's answer, the other's later one, and somebody else's."""
    names = ["Habo hembygdsförening", "Hembygdsföreningen i Habo", "Aneby kör"]
    now = timezone.now()
    found = []
    for number, name in enumerate(names):
        reply = ReplyFactory(
            meeting=meeting,
            organisation=OrganisationFactory(name=name),
            comes=True,
            wants_alliance=True,
            changed_at=now + timedelta(minutes=number),
        )
        SeatFactory(reply=reply, name=f"Ombud {number}")
        found.append(reply)
    return found


def merge(answers):
    kept, other, _else = answers
    return merging.merge_organisations(
        survivor=kept.organisation, absorbed=other.organisation, choices={}, by=None
    )


def words_of(paper):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages)


def test_later_answer_counts_and_both_keep_their_seats(meeting, answers):
    kept, other, _else = answers
    assert standings_at(meeting) == {}

    merge(answers)

    found = standings_at(meeting)
    assert {key: one.counts for key, one in found.items()} == {kept.pk: False, other.pk: True}
    assert {one.organisation for one in found.values()} == {kept.organisation}
    assert meeting.seats.taken().count() == 3
    assert count_associations(meeting.replies.interested_in_alliance()) == 2


def test_undo_leaves_no_trace_of_it(meeting, answers):
    tells_of_it = ("event", "pghistory_context", "organisations_merge")
    before = tables.hashes()

    merging.undo_merge(merge=merge(answers), by=None)

    after = tables.hashes()
    assert [n for n in tables.changed(before, after) if not n.endswith(tells_of_it)] == []
    assert standings_at(meeting) == {}


def test_desk_says_which_of_the_two_counts(client, meeting, answers):
    merge(answers)
    sign_in(client, AssignmentFactory().user)

    page = client.get(reverse("consultations:desk_replies", args=[meeting.uuid])).content.decode()

    assert "<h1>2 svar</h1>" in page
    assert page.count("ersatt av ett senare svar") == 1
    assert page.count("det senare av två: det här gäller") == 1
    assert "nu Habo hembygdsförening" in page


def test_file_says_it_too(meeting, answers):
    merge(answers)

    rows = {row.organisation_name: row for row in exports.reply_rows(meeting)}

    told = {name: (row.same_as, row.is_replaced) for name, row in rows.items()}
    assert told == {
        "Habo hembygdsförening": ("", True),
        "Hembygdsföreningen i Habo": ("Habo hembygdsförening", False),
        "Aneby kör": ("", False),
    }


def test_one_association_has_one_vote_by_its_later_answer(meeting, answers):
    assert words_of(papers.register_of_votes(meeting)).count("Ombud") >= 3

    merge(answers)

    words = words_of(papers.register_of_votes(meeting))
    assert "Ombud 1" in words and "Ombud 2" in words
    assert "Ombud 0" not in words
    assert "Hembygdsföreningen i Habo" not in words
