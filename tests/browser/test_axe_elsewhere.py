"""The same look in the dark, in the reader's own colours, and on the pages that only a demo has."""

import pytest
from django.test import Client

from tests.browser import page_states
from tests.browser.axe import overflow, violations
from tests.browser.test_axe import listed, look_through
from tests.kick.test_demo import demo

__all__ = ["demo"]
COLOURS = {"dark": {"color_scheme": "dark"}, "forced": {"forced_colors": "active"}}
SOME = {
    "front",
    "region",
    "consultations:meeting_detail",
    "organisations:organisation_list",
    "organisations:organisation_detail",
    "consultations:desk_choose",
    "consultations:desk_meeting_new",
}


@pytest.mark.proof
@pytest.mark.parametrize("colours", COLOURS)
def test_u1_pages_in_other_colours(visit, world, record_property, colours):
    """One state of each kind of page; the tokens are the same on all of them."""

    def in_colours(**about):
        return visit(**about, **COLOURS[colours])

    found = [*page_states.open_pages(world), *page_states.desk(world)]
    states = list(
        {state.name: state for state in found if state.name in SOME and not state.do}.values()
    )
    states += page_states.wide_ones(world)[-2:]
    wrong = look_through(in_colours, [s for s in states if s.status == 200], world, record_property)
    assert not wrong, listed(wrong)


def test_the_demos_own_pages(visit, demo, record_property):
    """As the demo serves them, in the live site's style."""
    page = visit()
    for path in ["/demo/", "/"]:
        html = Client().get(path).content.decode()
        page.route("**/prov/", serving(html))
        page.goto("/prov/")
        assert "demo" in page.locator("body").inner_text().lower()
        assert [*violations(page), overflow(page)] == [0]
        page.unroute("**/prov/")
        record_property("axe page states", 1)


def serving(html):
    return lambda route: route.fulfill(body=html, content_type="text/html")
