"""The guide as one file, opened from a disk by a browser without a network."""

import re

import pytest
from django.test import Client

from tests.browser.axe import NARROWEST, overflow, violations
from tests.browser.conftest import DESK
from tests.guide import our_guide


@pytest.fixture
def pack(ground, tmp_path):
    our_guide()
    response = Client().get("/studiehandledning/offline/?ledarstod=ja")
    assert response.status_code == 200
    file = tmp_path / "studiehandledning.html"
    file.write_bytes(response.content)
    return file


@pytest.fixture
def opened(pack, browser):
    """The file in a browser that has no network and keeps a list of what it asks for."""
    context = browser.new_context(offline=True, viewport={"width": DESK, "height": 800})
    page = context.new_page()
    page.asked, page.told = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.told.append(message.text))
    page.goto(pack.as_uri())
    page.evaluate("document.fonts.ready")
    yield page
    context.close()


def test_it_needs_nothing_but_itself(opened, pack):
    asked = [url for url in opened.asked if not url.startswith("data:")]

    assert asked == [pack.as_uri()]
    assert opened.told == []
    assert "Source Sans 3" in opened.evaluate(
        "[...document.fonts].filter(f => f.status == 'loaded').map(f => f.family).join()"
    )
    # The sheet of style is there: the page's band, and a drawing that comes from the file itself.
    assert (
        opened.evaluate("getComputedStyle(document.querySelector('.head')).borderTopWidth") == "8px"
    )
    assert opened.locator(".word-back use").first.get_attribute("href") == "#back"


def test_every_link_inside_leads_somewhere(opened):
    text = opened.content()

    ids = set(re.findall(r' id="([^"]+)"', text))
    inner = set(re.findall(r'href="#([^"]+)"', text))
    assert len(inner) > 50
    assert inner - ids == set()
    others = set(re.findall(r'(?:href|src)="([^#"][^"]*)"', text))
    assert [url for url in others if not url.startswith(("http", "mailto:"))] == []


def test_a_word_opens_over_the_text_and_leads_back(opened):
    opened.locator("#i-samrad").click()
    assert opened.locator("#ord-samrad").bounding_box()["y"] < 800
    opened.locator("#ord-samrad .word-back").click()
    assert opened.url.endswith("#i-samrad")


@pytest.mark.parametrize("width", [NARROWEST, DESK])
def test_it_is_accessible_and_no_wider_than_the_screen(opened, width):
    opened.set_viewport_size({"width": width, "height": 800})

    assert violations(opened) == []
    assert overflow(opened) == 0


def test_on_paper_there_is_room_to_write(opened):
    assert not opened.locator(".writing i").first.is_visible()
    opened.emulate_media(media="print")
    assert opened.locator(".writing i").first.is_visible()
    assert not opened.locator(".word-back").first.is_visible()
