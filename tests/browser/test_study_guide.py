"""A word is explained on the spot, by keyboard and without scripts; paper gets what is read and no menus."""

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.guide import our_guide

CHAPTER = "/studiehandledning/traff-1/"


@pytest.fixture
def guide(ground):
    our_guide()


def in_sight(page, selector):
    """Wholly inside the window, with nothing on top of it."""
    return page.evaluate(
        """selector => {
            const element = document.querySelector(selector), box = element.getBoundingClientRect();
            const there = document.elementFromPoint(box.x + 5, box.y + 5);
            return box.top >= 0 && box.bottom <= innerHeight && element.contains(there);
        }""",
        selector,
    )


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_word_is_explained_where_it_stands_and_leads_back(visit, guide, width):
    page = visit(width=width, java_script_enabled=True)
    page.goto(CHAPTER)
    page.locator("#i-samrad").focus()
    before = page.evaluate("scrollY")

    page.keyboard.press("Enter")
    assert in_sight(page, "#ord-samrad")
    assert in_sight(page, "#i-samrad")
    assert page.evaluate("scrollY") == before

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "word-back"
    page.keyboard.press("Enter")
    assert in_sight(page, "#i-samrad")
    assert not in_sight(page, "#ord-samrad")


def test_a_word_is_explained_where_no_script_runs(visit, guide):
    page = visit(java_script_enabled=False)
    page.goto(CHAPTER)

    page.locator("#i-samrad").click()
    assert page.locator("#ord-samrad").bounding_box()["y"] < 800
    page.locator("#ord-samrad .word-back").click()

    assert page.url.endswith("#i-samrad")


def test_paper_has_the_text_and_its_words_but_no_menus(visit, guide):
    page = visit(width=DESK)
    page.goto(f"{CHAPTER}#ord-samrad")
    page.emulate_media(media="print")

    hidden = ["nav", ".toc", ".crumbs", ".word-back", "#leader-heading"]
    assert [name for name in hidden if page.locator(name).first.is_visible()] == []
    assert page.locator("#ord-samrad").is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('#ord-samrad')).position") == (
        "static"
    )
