"""In a circle: two phones write in one box at once; all of it by keyboard, and without scripts."""

import pytest

from studyguide.models import Note, Question
from tests.browser.steps import fill, press
from tests.circle_factories import CircleMemberFactory, led_circle
from tests.guide import our_guide


@pytest.fixture
def circle(ground):
    our_guide()
    circle, user = led_circle()
    circle.user = user
    return circle


def page_of_question(circle, member):
    question = Question.objects.filter(chapter__key="traff-1").order_by("position").first()
    return f"/cirkel/min/{member.token}/samtal/traff-1/{question.key}/"


def written(page, words):
    """At the end of the box, as with the thumbs; the box saves itself."""
    box = page.locator("#id_body")
    box.focus()
    page.keyboard.press("Control+End")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.type(words)


def test_two_phones_write_at_once_and_the_boxes_save_themselves(visit, circle):
    anna, bo = (CircleMemberFactory(circle=circle, name=name) for name in ("Anna", "Bo"))
    one, other = visit(), visit()
    one.goto(page_of_question(circle, anna))
    other.goto(page_of_question(circle, bo))

    written(one, "Bussen går")
    written(other, "Lokalen")
    other.get_by_text("Någon annan skriver också").wait_for()
    written(one, " för tidigt.")
    written(other, " är kall.")
    other.get_by_text("Någon annan skriver också").wait_for()

    assert Note.objects.get().body.split("\n") == ["Bussen går för tidigt.", "Lokalen är kall."]
    press(other, "Spara")
    assert "Någon annan har också skrivit" in other.locator("main").inner_text()
    assert other.locator("#id_body").input_value() == Note.objects.get().body


def test_somebody_joins_and_writes_by_keyboard_alone(visit, circle):
    page = visit()
    page.goto(f"/cirkel/med/{circle.token}/")
    page.locator("#id_name").focus()
    page.keyboard.type("Kim")
    for _step in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cirkel/min/**")

    member = circle.members.get(name="Kim")
    assert member.is_old_enough
    page.goto(page_of_question(circle, member))
    page.locator("#id_body").focus()
    page.keyboard.type("Fler replokaler.")
    # To the button without leaving the keyboard.
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert Note.objects.get().body == "Fler replokaler."


def test_all_of_it_without_scripts(visit, circle):
    page = visit(java_script_enabled=False)
    page.goto(f"/cirkel/med/{circle.token}/")
    fill(page, name="Kim")
    press(page, "Jag är med")
    member = circle.members.get(name="Kim")
    page.goto(page_of_question(circle, member))
    fill(page, body="Fler replokaler.")

    press(page, "Spara och gå till nästa fråga")

    assert Note.objects.get().body == "Fler replokaler."
    assert "Fråga 2" in page.locator("main").inner_text()
