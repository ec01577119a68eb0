"""A leader lets go and brings back: the link, a member, an earlier wording. By keyboard, and without scripts."""

import pytest

from studyguide.models import Note, Question
from tests.browser.steps import heading, main_text, press
from tests.browser.test_keyboard import Keys
from tests.circle_factories import CircleMemberFactory, CircleNoteFactory, led_circle
from tests.guide import our_guide

LOST = "Det saknas replokaler för unga, och sista bussen går mitt i repetitionen."


@pytest.fixture
def circle(ground):
    our_guide()
    circle, user = led_circle()
    circle.user = user
    CircleMemberFactory(circle=circle, name="Ovälkommen Olle", came_by_link=True)
    question = Question.objects.filter(chapter__key="traff-1").order_by("position").first()
    note = CircleNoteFactory(circle=circle, question=question, body="Nej.", version=2)
    note.wordings.create(version=1, body=LOST)
    circle.base = f"/cirkel/{circle.uuid}/"
    circle.talk = f"{circle.base}samtal/traff-1/{question.key}/"
    return circle


def test_by_keyboard_alone(visit, circle):
    page = visit(user=circle.user)
    keys = Keys(page)

    def enter(words):
        keys.tab_to(words)
        with page.expect_navigation():
            keys.press("Enter")

    page.goto(f"{circle.base}deltagare/")
    enter("Stäng länken")
    assert "Länken är stängd." in main_text(page)
    enter("Ovälkommen Olle")
    enter("Ta bort ur cirkeln")
    enter("Ja, ta bort")
    assert heading(page) == "De som är med i cirkeln"
    page.goto(circle.talk)
    enter("Läs hur det stod förut")
    enter("Ta tillbaka den här")

    assert page.locator("#id_body").input_value() == LOST
    circle.refresh_from_db()
    assert (circle.is_open, circle.members.count()) == (False, 1)
    assert keys.unseen == []


def test_without_scripts(visit, circle):
    page = visit(user=circle.user, java_script_enabled=False)
    page.goto(f"{circle.base}deltagare/")
    press(page, "Stäng länken")
    press(page, "Öppna den igen")
    page.get_by_role("link", name="Ta bort Ovälkommen Olle").click()
    press(page, "Ja, ta bort")
    assert circle.members.count() == 1

    page.goto(circle.talk)
    press(page, "Läs hur det stod förut")
    press(page, "Ta tillbaka den här")

    assert page.locator("#id_body").input_value() == LOST
    press(page, "Läs hur det stod förut (2 lydelser)")
    for left in (1, 0):
        press(page, "Ta bort för gott")
        assert Note.objects.get().wordings.count() == left
    assert "Det finns inget äldre sparat." in main_text(page)
