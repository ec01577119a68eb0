"""The closing page of a meeting: what was said there, how it was, and what those who came thought."""

import json
import re

import pytest
from django.urls import reverse

from consultations.actions import checks, minutes
from consultations.models import CheckOccasion, Evaluation
from tests.consultations.test_notes_pages import after, desk, lead
from tests.factories import InvitationFactory
from tests.note_factories import (
    EvaluationFactory,
    HeldMeetingFactory,
    NoteFactory,
    NoteTableFactory,
    came_to,
    released,
)
from tests.plan_factories import ConsultationFactory

__all__ = ["lead"]
pytestmark = pytest.mark.django_db


def test_the_closing_page_is_for_all_when_it_is_released(client, lead):
    meeting = HeldMeetingFactory()
    NoteFactory(table__meeting=meeting)
    minutes.promise(meeting=meeting, next_steps="Nämnden läser.", feedback_on="2027-02-01")
    assert client.get(after(meeting)).status_code == 200  # as it will be, for who runs it
    client.logout()
    assert client.get(after(meeting)).status_code == 404

    released(meeting, by=lead)

    shown = client.get(after(meeting)).content.decode()
    assert "Bussen går för tidigt" in shown
    assert "Nämnden läser." in shown
    assert after(meeting) in client.get(meeting.get_absolute_url()).content.decode()


def test_the_closing_page_says_the_meetings_own_question_once(client, lead):
    consultation = ConsultationFactory()
    meeting = HeldMeetingFactory()
    asked = meeting.questions.create(position=1)
    asked.texts.create(language="sv", wording="Var behövs lokaler?")
    NoteFactory(table__meeting=meeting, asked=asked, body="I Nässjö.")
    released(meeting, by=lead, consultation=consultation)

    [note] = client.get(after(meeting)).context["page"]
    assert (str(note.place), note.shown_body) == ("Var behövs lokaler?", "I Nässjö.")
    words = note.contribution.body.replace("Nässjö", "[…]")
    note.contribution.release(by=lead, body=words)

    [note] = client.get(after(meeting)).context["page"]
    assert note.shown_body == "I […]."


def test_many_notes_are_folded_by_what_they_are_about_and_paged(client, lead):
    meeting = HeldMeetingFactory()
    asked = meeting.questions.create(position=1)
    asked.texts.create(language="sv", wording="Var behövs lokaler?")
    table = NoteTableFactory(meeting=meeting)
    for number in range(101):
        NoteFactory(
            table=table, asked=asked if number < 60 else None, body=f"Lokal nummer {number}."
        )
    released(meeting, by=lead)

    first = client.get(after(meeting))
    second = client.get(after(meeting), {"page": 2})

    assert [(place, len(notes)) for place, notes in first.context["parts"]] == [
        ("Var behövs lokaler?", 60),
        ("", 40),
    ]
    folds = re.findall(
        r'<details class="fold"><summary><span>(.*?)</summary>', first.content.decode()
    )
    assert [" ".join(re.sub(r"<[^>]+>", " ", fold).split()) for fold in folds] == [
        "Var behövs lokaler? 60 anteckningar",
        "Om helheten 40 anteckningar",
    ]
    assert "Lokal nummer 100." in second.content.decode()
    assert client.get(after(meeting), {"page": 3}).status_code == 404


def test_few_notes_stand_open_under_what_they_are_about(client, lead):
    meeting = HeldMeetingFactory()
    asked = meeting.questions.create(position=1)
    asked.texts.create(language="sv", wording="Var behövs lokaler?")
    NoteFactory(table__meeting=meeting, asked=asked)
    released(meeting, by=lead)

    shown = client.get(after(meeting)).content.decode()

    assert "<h3>Var behövs lokaler?</h3>" in shown
    assert '<details class="fold"><summary><span>' not in shown


def test_the_check_is_folded_on_the_closing_page(client, lead):
    meeting = HeldMeetingFactory()
    checks.keep(meeting=meeting, occasion=CheckOccasion.PUBLISHED, by=lead)
    came_to(meeting)
    NoteFactory(table__meeting=meeting)
    released(meeting, by=lead)

    page = client.get(after(meeting)).content.decode()

    assert page.index('<details class="more"><summary>Samrådskollen:') < page.index("findings")


def test_the_closing_page_counts_and_hides_the_few(client, lead):
    meeting = HeldMeetingFactory()
    for number in range(7):
        came_to(meeting)
        if number < 3:
            InvitationFactory(meeting=meeting).issue()
    InvitationFactory(meeting=meeting)  # not sent

    figures = client.get(after(meeting)).context["figures"]

    assert (figures["invited"], figures["came"], figures["persons"]) == (None, 7, 7)
    (place,) = dict(figures["groupings"])["municipality"]
    assert (place.invited, place.came) == (None, 7)


def test_an_answer_by_link_is_taken_once_and_tied_to_nobody(client, lead):
    meeting = HeldMeetingFactory()
    reply = came_to(meeting)
    for _press in range(2):
        client.post(desk("desk_evaluation", meeting))
    card = meeting.evaluation_cards.get()
    page = reverse("consultations:evaluation_answer", args=[card.token])

    for word in ("Bra kaffe.", "Igen."):
        answer = client.post(page, {"dialogue": "4", "word": word})
        assert answer.url == page

    answer = Evaluation.objects.get()
    assert (answer.dialogue, answer.quality, answer.word) == (4, None, "Bra kaffe.")
    assert '<form method="post" novalidate' not in client.get(page).content.decode()
    named = {field.name for field in Evaluation._meta.fields}
    assert not named & {"reply", "card", "created_at", "answered_at"}
    assert str(reply.uuid) not in json.dumps([str(v) for v in Evaluation.objects.values_list()])


def test_that_questions_may_be_left_out_is_said_once(client):
    meeting = HeldMeetingFactory()
    card = meeting.evaluation_cards.create(reply=came_to(meeting))

    shown = client.get(f"/utvardering/{card.token}/").content.decode()

    assert "Hoppa över det du inte vill svara på." in shown
    assert "(frivilligt)" not in shown


def test_an_empty_evaluation_is_asked_about(client):
    meeting = HeldMeetingFactory()
    card = meeting.evaluation_cards.create(reply=came_to(meeting))
    page = reverse("consultations:evaluation_answer", args=[card.token])

    assert client.post(page, {"word": ""}).status_code == 422
    assert not Evaluation.objects.exists()


def test_results_and_words_are_shown_from_five_answers(client, lead):
    meeting = HeldMeetingFactory()
    for _ in range(4):
        EvaluationFactory(meeting=meeting, dialogue=4, word="Mitt ord.")
    page = desk("desk_evaluation", meeting)
    four = client.get(page)
    EvaluationFactory(meeting=meeting, dialogue=2, openness=None)

    five = client.get(page)

    assert (four.context["results"], "Mitt ord." in four.content.decode()) == ([], False)
    shown = {row.principle: (row.mean, row.answers) for row in five.context["results"]}
    assert (3.6, 5) in shown.values()
    assert len(shown) == 5  # openness has four answers
    assert "Mitt ord." in five.content.decode()
    assert "3,6" in client.get(meeting.get_absolute_url()).content.decode()
